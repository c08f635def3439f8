"""Answers as JSON: the shapes that ``--json`` promises, documented in ``docs/json.md``."""

from __future__ import annotations

from typing import Any

from bot.answers.argues import ArguesAnswer
from bot.answers.catalogue import Catalogue
from bot.answers.compare import Comparison
from bot.answers.nearby import Nearby
from bot.answers.quote import QuoteAnswer
from bot.answers.verify import Change, Match, Verification
from bot.model import Article, Fact, PartialDate, Quote, ReindexReport, Span
from bot.store.backup import Copy

Json = dict[str, Any]


def quote_json(quote: Quote) -> Json:
    """A quote, so that ``text == content[start:end]`` of its file's text."""
    return {
        "text": quote.text,
        "file": quote.article.file,
        "start": quote.span.start,
        "end": quote.span.end,
        "speaker": quote.speaker,
        "voice": quote.spoken_by.value,
        "claimant": quote.claimant,
        "score": round(quote.score, 4),
        "article": article_json(quote.article),
    }


def article_json(article: Article) -> Json:
    """What is known of an article, and on what basis."""
    return {
        "title": article.title.value,
        "outlet": article.outlet.value,
        "authors": list(article.authors.value or ()),
        "published": _date(article.published),
        "url": article.url.value,
        "basis": {
            "title": article.title.basis.value,
            "outlet": article.outlet.basis.value,
            "authors": article.authors.basis.value,
            "published": article.published.basis.value,
            "url": article.url.basis.value,
        },
    }


def quote_answer_json(answer: QuoteAnswer) -> Json:
    """``quotes``, best first; a ``message`` where there is something to say."""
    return {
        "topic": answer.query.topic,
        "quotes": [quote_json(quote) for quote in answer.quotes],
        **_message(answer.message),
        **_nearby(answer.nearby),
        **_names("candidates", [person.name for person in answer.candidates]),
        **_names("nearest", [person.name for person in answer.nearest]),
    }


def comparison_json(answer: Comparison) -> Json:
    """``voices`` that speak on the topic, with their publications, and the ``silent`` ones."""
    return {
        "topic": answer.topic,
        "voices": [
            {
                "authors": list(panel.article.authors.value or ()),
                "publications": [_publication(article) for article in panel.voice.articles],
                "sentences": panel.sentences,
                "length": panel.length,
                "share": round(panel.share, 4),
                "quotes": [quote_json(quote) for quote in panel.quotes],
            }
            for panel in answer.panels
        ],
        "silent": [
            {"publications": [_publication(article) for article in voice.articles]}
            for voice in answer.silent
        ],
        **_message(answer.message),
        **_nearby(answer.nearby),
    }


def argues_json(answer: ArguesAnswer) -> Json:
    """``quotes`` of one person, newest article first."""
    return {
        "who": answer.person.name if answer.person else None,
        "asked": answer.who,
        "topic": answer.topic,
        "quotes": [quote_json(quote) for quote in answer.quotes],
        **_message(answer.message),
        **_names("candidates", [person.name for person in answer.candidates]),
        **_names("nearest", [person.name for person in answer.nearest]),
        **_names("others", [person.name for person in answer.others]),
    }


def verification_json(answer: Verification) -> Json:
    """The ``verdict``, what was changed, and the places in the library."""
    return {
        "verdict": answer.verdict.value,
        "quotation": answer.quotation,
        "by": answer.by,
        "message": answer.message,
        "warnings": list(answer.warnings),
        "changes": [_change(change) for change in answer.changes],
        "differences": list(answer.differences),
        "matches": [_match(match) for match in answer.matches],
    }


def _change(change: Change) -> Json:
    return {
        "kind": change.kind.value,
        "source": change.source,
        "pasted": change.pasted,
        "match": change.match,
        "start": change.span.start,
        "end": change.span.end,
        "warns": sorted(warn.value for warn in change.warns),
    }


def _match(match: Match) -> Json:
    found = {key: value for key, value in quote_json(match.quote).items() if key != "score"}
    return {
        **found,
        "quoting": list(match.quoting),
        "within": match.within
        and {
            "start": match.within.span.start,
            "end": match.within.span.end,
            "speaker": match.within.speaker,
        },
        "negated": match.negated and match.negated.of(match.quote.article.text),
        "publications": [
            {"file": q.article.file, "start": q.span.start, "end": q.span.end}
            for q in match.publications
        ],
    }


def annotation_json(article: Article) -> Json:
    """What a file is, with all its marks."""

    def at(span: Span) -> Json:
        return {"start": span.start, "end": span.end, "text": span.of(article.text)}

    def fact(value: object, basis: str) -> Json:
        return {"value": value, "basis": basis}

    return {
        "file": article.file,
        "title": fact(article.title.value, article.title.basis.value),
        "outlet": fact(article.outlet.value, article.outlet.basis.value),
        "authors": fact(list(article.authors.value or ()), article.authors.basis.value),
        "date": fact(_date(article.published), article.published.basis.value),
        "url": fact(article.url.value, article.url.basis.value),
        "note": article.note,
        "furniture": [{**at(f.span), "reason": f.reason} for f in article.furniture],
        "sentences": [
            {
                **at(s.span),
                "paragraph": s.paragraph,
                "heading": s.heading,
                "reported": s.reported,
                "claimant": s.claimant,
            }
            for s in article.sentences
        ],
        "quotations": [
            {**at(q.span), "kind": q.kind.value, "speaker": q.speaker} for q in article.quotations
        ],
    }


def report_json(report: ReindexReport) -> Json:
    """What a reindex did."""
    return {
        "added": list(report.added),
        "changed": list(report.changed),
        "removed": list(report.removed),
        "refused": [{"file": r.file, "reason": r.reason} for r in report.refused],
        "unchanged": len(report.unchanged),
        "seconds": round(report.seconds, 3),
    }


def copy_json(copy: Copy) -> Json:
    """What was backed up or restored."""
    return {
        "file": str(copy.file),
        "bytes": copy.bytes,
        "articles": copy.articles,
        "generation": copy.generation,
        "kept": str(copy.kept) if copy.kept else None,
    }


def catalogue_json(shelf: Catalogue) -> Json:
    """Everything the library holds, by voice."""
    return {
        "voices": [
            {"publications": [_publication(article) for article in voice.articles]}
            for voice in shelf.voices
        ],
        "sources": [{"name": s.name, "articles": s.articles} for s in shelf.sources],
        "people": [
            {"name": p.name, "written": p.written, "quoted": p.quoted, "reported": p.reported}
            for p in shelf.persons
        ],
    }


def _publication(article: Article) -> Json:
    return {"file": article.file, **article_json(article), "note": article.note}


def _date(fact: Fact[PartialDate]) -> str | None:
    return str(fact.value) if fact.value is not None else None


def _message(message: str) -> Json:
    return {"message": message} if message else {}


def _nearby(near: Nearby | None) -> Json:
    return {"nearby": {"words": list(near.words), "titles": list(near.titles)}} if near else {}


def _names(key: str, names: list[str]) -> Json:
    return {key: names} if names else {}
