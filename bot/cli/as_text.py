"""Answers as text for a terminal, which ``bot.text.inert`` keeps from being steered by them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.answers.argues import ArguesAnswer
from bot.answers.catalogue import Catalogue
from bot.answers.compare import Comparison
from bot.answers.nearby import Nearby
from bot.answers.quote import QuoteAnswer
from bot.answers.selection import author_of
from bot.answers.verify import Match, Verification
from bot.model import Article, Basis, QuotationKind, Quote, ReindexReport, SpokenBy, Voice
from bot.store.backup import Copy
from bot.text import reporting

BAR = 24  # characters of the longest bar


def quote_text(quote: Quote) -> str:
    """The quote as a block, who says it, and where."""
    block = "\n".join(f"  │ {line}" for line in quote.text.splitlines())
    return f"{block}\n  — {who_says(quote)}\n    {cited(quote.article)}"


def who_says(quote: Quote) -> str:
    """The speaker, and by whom the words are quoted."""
    author = author_of(quote.article)
    doubt = _doubt(quote.article)
    if quote.spoken_by is SpokenBy.QUOTED:
        by = f"quoted by {author}" if author else "quoted in an article without a stated author"
        said = f"said by {quote.speaker}" if quote.speaker else "speaker not stated"
        return f"{said}, {by}{doubt}"
    who = f"{author or 'author not stated'}{doubt}"
    if quote.spoken_by is SpokenBy.REPORTED:
        return f"{who}, {reporting(quote.claimant)}"
    return who


def cited(article: Article) -> str:
    """Title, outlet, date and file; what is not known says so."""
    published = str(article.published.value) if article.published.value else "date not known"
    outlet = article.outlet.value or "outlet not known"
    title = article.label if article.title else f"untitled, begins “{article.label}”"
    return f"{title} · {outlet} · {published} · {article.file}"


def quote_answer_text(answer: QuoteAnswer) -> str:
    return _blocks([*(quote_text(q) for q in answer.quotes), answer.message, *_near(answer.nearby)])


def comparison_text(answer: Comparison) -> str:
    """A panel for each voice, with a bar for how much it says."""
    most = max((panel.sentences for panel in answer.panels), default=1)
    blocks = []
    for panel in answer.panels:
        bar = "█" * max(1, round(BAR * panel.sentences / most))
        blocks.append(
            f"{voice_name(panel.voice)}\n"
            f"{bar} {panel.sentences} of {panel.length} sentences on this"
        )
        blocks += [quote_text(quote) for quote in panel.quotes]
    if answer.silent and answer.panels:
        blocks.append(f"Silent: {'; '.join(voice_name(voice) for voice in answer.silent)}")
    return _blocks([*blocks, answer.message, *_near(answer.nearby)])


def argues_text(answer: ArguesAnswer) -> str:
    """What a person argues, article by article."""
    blocks = [quote_text(quote) for quote in answer.quotes]
    others = "\n".join(f"  {person.name}" for person in answer.others)
    return _blocks([*blocks, answer.message, others])


def verification_text(answer: Verification) -> str:
    """The verdict, what was changed, and the places."""
    by = f" (said to be by {answer.by})" if answer.by else ""
    head = "\n".join(
        [
            f"{answer.verdict.value.upper()}{by}: {answer.message}",
            *(f"Warning: {warning}" for warning in answer.warnings),
        ]
    )
    changes = "\n".join(
        f"  {change.kind.value}: {_in_marks(change.source)} → {_in_marks(change.pasted)}"
        for change in answer.changes
    )
    return _blocks([head, changes, *(_match_text(match) for match in answer.matches)])


def _match_text(match: Match) -> str:
    lines = [quote_text(match.quote)]
    if match.quoting:
        names = ", ".join(name or "somebody not named" for name in match.quoting)
        lines.append(f"    with words of {names}")
    if match.within:
        lines.append(f"    within words of {match.within.speaker or 'somebody not named'}")
    lines += [f"    also {cited(quote.article)}" for quote in match.publications]
    return "\n".join(lines)


def _in_marks(words: str) -> str:
    return f"“{words}”" if words else "nothing"


def annotation_text(article: Article) -> str:
    """What a file is, and its marks, a line each."""
    facts = [
        ("title", article.title.value, article.title.basis),
        ("outlet", article.outlet.value, article.outlet.basis),
        ("authors", ", ".join(article.authors.value or ()) or None, article.authors.basis),
        ("date", article.published.value, article.published.basis),
        ("url", article.url.value, article.url.basis),
    ]
    lines = [
        f"{name:8} {value if value is not None else '–'} ({basis})" for name, value, basis in facts
    ]
    lines += ["", f"Furniture: {len(article.furniture)}"]
    lines += [
        f"  {f.span.start}–{f.span.end} {f.reason}: {_short(f.span.of(article.text))}"
        for f in article.furniture
    ]
    reports = [sentence for sentence in article.sentences if sentence.reported]
    lines += ["", f"Sentences: {len(article.sentences)}, of which {len(reports)} report others"]
    for sentence in reports:
        span = sentence.span
        whose = sentence.claimant or "somebody not stated"
        lines.append(f"  {span.start}–{span.end} claim of {whose}: {_short(span.of(article.text))}")
    lines.append(f"Quotations: {len(article.quotations)}")
    for quotation in article.quotations:
        by = f" by {quotation.speaker or 'somebody not stated'}"
        kind = quotation.kind + (by if quotation.kind is QuotationKind.SPEECH else "")
        span = quotation.span
        lines.append(f"  {span.start}–{span.end} {kind}: {_short(span.of(article.text))}")
    return "\n".join(lines)


def report_text(report: ReindexReport) -> str:
    """What a reindex did: counts, then names."""
    groups = ("added", "changed", "removed", "refused", "unchanged")
    counts = ", ".join(f"{len(getattr(report, group))} {group}" for group in groups)
    lines = [f"{counts}, in {report.seconds:.2f} s."]
    for word, files in (
        ("added", report.added),
        ("changed", report.changed),
        ("removed", report.removed),
    ):
        lines += [f"  {word} {file}" for file in files]
    lines += [f"  refused {refusal.file}: {refusal.reason}" for refusal in report.refused]
    return "\n".join(lines)


def backup_text(copy: Copy) -> str:
    """What was backed up, and where to."""
    return f"Backed up {_size(copy)} to {copy.file}. It was read back and is sound."


def restore_text(copy: Copy) -> str:
    """What is in place now, and where what was there before is kept."""
    kept = f" The store that it replaced is {copy.kept}." if copy.kept else ""
    return f"Restored {_size(copy)} to {copy.file}.{kept}"


def _size(copy: Copy) -> str:
    return f"{copy.articles} articles ({copy.bytes / 1e6:.1f} MB)"


def catalogue_text(shelf: Catalogue) -> str:
    """The voices with their publications, then sources and people."""
    if not shelf.voices:
        return "The library is empty: put articles into the corpus folder and reindex."
    lines = []
    for voice in shelf.voices:
        lines.append(voice_name(voice))
        lines += [f"  {cited(article)}" for article in voice.articles]
    sources = ", ".join(f"{source.name} ({source.articles})" for source in shelf.sources)
    people = ", ".join(person.name for person in shelf.persons)
    lines += [
        "",
        f"Sources: {sources or 'none known'}",
        f"People: {people or 'none'}",
    ]
    return "\n".join(lines)


def voice_name(voice: Voice) -> str:
    """Who speaks, and in how many publications."""
    article = voice.fullest
    author = author_of(article)
    name = f"{author}{_doubt(article)}" if author else f"{place(article)}, author not stated"
    if len(voice.articles) == 1:
        return name
    where = ", ".join(map(place, voice.articles))
    return f"{name} — one voice, {len(voice.articles)} publications: {where}"


def place(article: Article) -> str:
    """Where an article appeared, or its file where that is not known."""
    return article.outlet.value or article.file


def _doubt(article: Article) -> str:
    return " (inferred)" if article.authors.basis is Basis.INFERRED else ""


def _near(near: object) -> Iterator[str]:
    if not isinstance(near, Nearby):
        return
    if near.words:
        yield "The library does hold: " + ", ".join(near.words)
    elif near.titles:
        yield "The library does hold, for example:\n" + "\n".join(
            f"  {title}" for title in near.titles
        )


def _blocks(blocks: Iterable[str]) -> str:
    return "\n\n".join(block for block in blocks if block)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"
