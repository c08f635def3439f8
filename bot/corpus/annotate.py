"""A text becomes an Article: every layer of the annotation, in order. No file is touched here."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from bot.corpus.block_quotes import find_mail_quotes, mail_marks, paragraphs_in
from bot.corpus.furniture import mark_furniture
from bot.corpus.furniture_rules import find_dateline
from bot.corpus.headings import find_headings
from bot.corpus.metadata import read_facts
from bot.corpus.paragraphs import find_paragraphs, trimmed
from bot.corpus.sentences import find_sentences
from bot.corpus.sources import Declared
from bot.corpus.speech import read_speech
from bot.model import Article, Content, Furniture, Sentence, Span

_NOTHING = Declared()
_OPENING = 2  # paragraphs of prose that may begin with a dateline


def annotate_text(
    file: str,
    text: str,
    declared: Declared = _NOTHING,
    *,
    headings: Sequence[Span] | None = None,
    quotes: Sequence[Span] | None = None,
    digest: str | None = None,
    server: int | None = None,
) -> Article:
    """Everything that can be told of an article from its text and what is declared of it.

    ``headings`` are the spans that a marked-up page names as headings; None lets them be guessed
    by their shape. ``quotes`` are its block quotes, in order and apart; None looks for paragraphs
    that begin with ">", as in mail. Without a ``digest`` the text's own SHA-256 stands in. Never
    raises, whatever the text.
    """
    paragraphs = find_paragraphs(text)
    spans = [p.span for p in paragraphs]
    mail = quotes is None
    quotes = find_mail_quotes(text, spans) if quotes is None else quotes
    furniture = mark_furniture(paragraphs, paragraphs_in(quotes, spans))
    known = None
    if headings is not None:
        starts = {span.start for span in headings}
        known = {
            i for i, p in enumerate(paragraphs) if i not in furniture and p.span.start in starts
        }
    found = find_headings(paragraphs, furniture, known=known, declared_title=declared.title)
    facts = read_facts(paragraphs, furniture, found.title, declared)
    bodies = {i: p.span for i, p in enumerate(paragraphs) if i not in furniture}
    marked = [Furniture(paragraphs[i].span, reason) for i, reason in furniture.items()]
    if mail:
        for i in paragraphs_in(quotes, spans):
            if i in bodies:
                whole = bodies[i]
                begins = mail_marks(text, whole)
                marked.append(Furniture(trimmed(text, whole.start, begins), "quote mark"))
                bodies[i] = Span(begins, whole.end)
    for i in [i for i in bodies if i not in found.all][:_OPENING]:
        if (length := find_dateline(paragraphs[i].text)) > 0:
            whole = bodies[i]
            marked.append(Furniture(Span(whole.start, whole.start + length), "dateline"))
            bodies[i] = trimmed(text, whole.start + length, whole.end)
    sentences = [
        Sentence(span, i, heading=i in found.all)
        for i, body in bodies.items()
        for span in find_sentences(text, body)
    ]
    quotations, read = read_speech(text, list(bodies.values()), sentences, quotes)
    return Article(
        file=file,
        content=Content(
            text, read, quotations, tuple(sorted(marked, key=lambda piece: piece.span))
        ),
        digest=digest or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        title=facts.title,
        outlet=facts.outlet,
        authors=facts.authors,
        published=facts.published,
        url=facts.url,
        note=declared.note,
        server=server,
    )
