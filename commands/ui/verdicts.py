"""A verification as cards: the verdict in plain words, what was changed, and the source's words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

import discord

from bot.answers.context import quote_at, with_sentences
from bot.answers.verify import Change, Match, Verdict, Verification
from bot.model import Article, Quote, SpokenBy, Voice
from commands.ui.amended import Again, lays_out
from commands.ui.cards import (
    LONGEST_NAME,
    QuoteEmbed,
    authors_of,
    doubt,
    is_withdrawn,
    origin,
    place_of,
    said_by,
    title_line,
)
from commands.ui.colours import NEUTRAL, colour_of
from commands.ui.cutting import CUT, cut
from commands.ui.markdown import JOINER, block, bold, clip, escape, inline, size, visible
from commands.ui.reports import WITHDRAWN

MOST_CHANGES = 6
AROUND = 4  # words of the source on either side of a change
LONGEST_PASTED = 600
LONGEST_PASSAGE = 900
LONGEST_CHANGE = 160
CHANGES = "~~pasted~~ · **the source**"  # over a list of them
FIELD = 1024  # characters of an embed's field

TITLES = {
    Verdict.EXACT: "Exact",
    Verdict.TYPOGRAPHIC: "The same words, set differently",
    Verdict.ALTERED: "Altered",
    Verdict.SPLICED: "Spliced",
    Verdict.MISATTRIBUTED: "Out of context: somebody else’s words",
    Verdict.NOT_FOUND: "Not found",
}


def verdict_card(answer: Verification) -> QuoteEmbed:
    """What was pasted, the verdict, and what was changed."""
    shown = f"{block(_clipped(answer.quotation, LONGEST_PASTED))}\n"
    if answer.by:
        shown += f"— said to be by **{inline(answer.by, LONGEST_NAME)}**\n"
    shown += f"\n{escape(answer.message)}"
    for warning in answer.warnings:
        shown += f"\n⚠️ **{inline(warning, 400)}**"
    lines = _lines(answer)
    if lines:
        shown += "\n\n" + "\n".join(lines)
    quotes = [match.shown for match in answer.matches if lines and match.shown]
    embed = QuoteEmbed("verdict", quotes, shown, NEUTRAL)
    embed.title = TITLES[answer.verdict]
    return embed


@lays_out("verdict", tells=False)
def verdict_again(again: Again) -> discord.Embed:
    """The verdict without the source's words, once some of them are withdrawn.

    An undoing leaves it so: what was pasted is not known any more.
    """
    embed = again.before.copy()
    if any(map(is_withdrawn, again.quotes)):
        embed.description = (embed.description or "").partition(f"\n\n{CHANGES}\n")[0]
    return embed


def match_card(match: Match, voice: Voice | None) -> QuoteEmbed:
    """The source's own words, those that correspond in bold, with who says them and where.

    Of words that were withdrawn, only who says them and where.
    """
    quote = match.quote
    article = quote.article
    shown = "" if _is_withdrawn(match) else f"{_in_sentences(quote)}\n\n"
    text = f"{shown}{_who(match)}\n{title_line(article)}"
    layout = "match within" if match.within else "match"
    embed = QuoteEmbed(layout, _shows(match), text, colour_of(article.voice))
    embed.set_footer(text=origin(article, _publications(match, article, voice)))
    return embed


def _shows(match: Match) -> list[Quote]:
    """What can be opened of a place, then the other quotations in its sentences."""
    quote = match.shown
    if quote is None:
        return []
    article, whole = quote.article, with_sentences(quote.article, quote.span)
    beside = (
        quote_at(article, each.span)
        for each in article.speech()
        if each.span.overlaps(whole) and not each.span.overlaps(quote.span)
    )
    return [quote, *(each for each in beside if each is not None and not is_withdrawn(each))]


@lays_out("match")
def match_again(again: Again) -> discord.Embed:
    """The place with its words as they stood, those in bold that were; or that they are withdrawn.

    After an undoing all of the quote is in bold: what a member pasted is not known any more.
    """
    return _match_again(again, whole=False)


@lays_out("match within")
def match_within_again(again: Again) -> discord.Embed:
    """The place of words within a quotation, with all of the quotation in bold and its speaker.

    Whom it quotes is not known any more.
    """
    return _match_again(again, whole=True)


def _match_again(again: Again, *, whole: bool) -> discord.Embed:
    quote = again.quotes[0]
    article = quote.article
    lines = (again.before.description or "").split("\n")
    kept = "\n".join(takewhile(lambda line: line.startswith("> "), lines))
    withdrawn = next(filter(is_withdrawn, again.quotes), None)
    told = f"{again.words(withdrawn, LONGEST_PASSAGE)}\n" if withdrawn else ""
    if withdrawn is quote:
        text = f"{told}{title_line(article)}"
    else:
        if whole or withdrawn or not kept or any(line.startswith(WITHDRAWN) for line in lines):
            kept = _in_sentences(quote)
        text = f"{kept}\n\n{told}{said_by(quote)}\n{title_line(article)}"
    having = [a for a in again.voice.articles if a.id == article.id or quote.text in a.text]
    embed = discord.Embed(description=text, colour=colour_of(article.voice))
    embed.set_footer(text=origin(article, Voice(again.voice.id, tuple(having))))
    return embed


def _is_withdrawn(match: Match) -> bool:
    return match.quote.article.is_withdrawn(match.quote.span)


def _in_sentences(quote: Quote) -> str:
    """The words in bold within their sentences, as a block quote."""
    article = quote.article
    whole = with_sentences(article, quote.span)
    before = article.text[whole.start : quote.span.start]
    after = article.text[quote.span.end : whole.end]
    words = _clipped(quote.text, LONGEST_PASSAGE)
    shown = escape(before) + bold(words)
    if words == quote.text:
        shown += escape(after)
    else:
        shown += f" {CUT}"
    if size(shown) > 3 * LONGEST_PASSAGE:  # a sentence without an end: only what corresponds
        shown = bold(words)
    return "\n".join(f"> {line}" for line in shown.split("\n"))


def _publications(match: Match, article: Article, voice: Voice | None) -> Voice | None:
    """The voice, with those publications alone that have the words, too."""
    if voice is None or not match.publications:
        return None
    return Voice(voice.id, (article, *(quote.article for quote in match.publications)))


def summary(answer: Verification) -> tuple[str, str]:
    """A verification as a row: the verdict, and what was pasted with who says it in truth."""
    pasted = " ".join(visible(answer.quotation).split())
    lines = [f"> {inline(pasted, 200)}", escape(answer.message)]
    lines += [f"⚠️ **{inline(warning, 300)}**" for warning in answer.warnings]
    for change in _changes(answer)[:3]:
        lines.append(_diff(answer, change))
    for match in answer.matches[:2]:
        place = inline(place_of(match.quote.article), 100)
        lines.append(f"{_who(match)} · {place}")
    while size("\n".join(lines)) > FIELD:
        lines.pop()
    return TITLES[answer.verdict], "\n".join(lines)


def _lines(answer: Verification) -> list[str]:
    changes = _changes(answer)
    if not changes:
        return []
    lines = [_diff(answer, change) for change in changes[:MOST_CHANGES]]
    left = len(changes) - MOST_CHANGES
    if left > 0:
        lines.append(f"…and {left} more")
    return [CHANGES, *lines]


def _changes(answer: Verification) -> list[Change]:
    """The changes that can be shown: not those of words that were withdrawn."""
    return [each for each in answer.changes if not _is_withdrawn(answer.matches[each.match])]


def _diff(answer: Verification, change: Change) -> str:
    """A change between a few of the source's words on either side."""
    text = answer.matches[change.match].quote.article.text
    before = text[max(0, change.span.start - 80) : change.span.start].split("\n")[-1]
    after = text[change.span.end : change.span.end + 80].split("\n")[0]
    left = " ".join(before.split()[-AROUND:])
    right = " ".join(after.split()[:AROUND])
    # A comma goes on right after a word, and an apostrophe before it.
    gap = " " if after[:1].isspace() else ""
    space = " " if not before or before[-1:].isspace() or not change.source else ""
    return f"- …{escape(left)}{space}{_words(change)}{gap}{escape(right)}…"


def _words(change: Change) -> str:
    pasted = " ".join(visible(change.pasted).split())
    source = " ".join(visible(change.source).split())
    parts = []
    if pasted:
        parts.append(f"~~{JOINER}{escape(clip(pasted, LONGEST_CHANGE))}{JOINER}~~")
    if source:
        parts.append(f"**{JOINER}{escape(clip(source, LONGEST_CHANGE))}{JOINER}**")
    return " ".join(parts)


def _who(match: Match) -> str:
    """Who says it, as Markdown; who else speaks in it, where the words are not one person's."""
    if match.within:
        teller = match.within.speaker
        named = f"**{inline(teller, LONGEST_NAME)}**" if teller else "somebody not named"
        return f"{said_by(match.quote)}, within words of {named}"
    if match.quote.spoken_by is SpokenBy.QUOTED or not match.quoting:
        return said_by(match.quote)
    author = authors_of(match.quote.article) or "author not stated"
    names = [f"**{inline(n, LONGEST_NAME)}**" if n else "somebody not named" for n in match.quoting]
    doubted = doubt(match.quote.article.authors)
    return f"— **{inline(author, LONGEST_NAME)}**{doubted}, quoting {', '.join(names)}"


def _clipped(text: str, limit: int) -> str:
    shown = visible(text)
    kept = cut(shown, limit, escape)
    return kept if kept == shown else f"{kept} {CUT}"


__all__: Sequence[str] = ["match_card", "summary", "verdict_card"]
