"""Citations of a quote: Chicago, APA, MLA, BibTeX, Markdown.

After The Chicago Manual of Style (notes), the APA's Publication Manual (7th edition) and the MLA
Handbook (9th edition), for an article on the web. What is not known is left out, or marked as the
style has it ("n.d."); what is only inferred, or corrected by a server's admins, stands in square
brackets, as all three have it for what the citing writer supplies.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from bot.model import Article, Basis, Fact, PartialDate, Quote, SpokenBy
from bot.text import reporting


class Style(StrEnum):
    """How a citation is written; the value is the style's name."""

    CHICAGO = "Chicago"
    APA = "APA"
    MLA = "MLA"
    BIBTEX = "BibTeX"
    MARKDOWN = "Markdown"


_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_MLA_MONTHS = (
    *("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July"),
    *("Aug.", "Sept.", "Oct.", "Nov.", "Dec."),
)
_SUPPLIED = frozenset({Basis.INFERRED, Basis.CORRECTED})  # not by the source
_PARTICLES = frozenset(
    {"af", "al", "bin", "da", "dal", "de", "del", "della", "den", "der", "di", "dos", "du"}
    | {"el", "la", "le", "te", "ten", "ter", "van", "von", "zu", "zum", "zur"}
)
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_BIBTEX_SPECIAL = re.compile(r"[\\{}$&#%_~^]")
_BIBTEX_NAMES = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_MARKDOWN_SPECIAL = re.compile(r"[\\`*_\[\]<>|~]")
_MARKDOWN_START = re.compile(r"^(\s*\d*)([#+\-=]|(?<=\d)[.)])", re.MULTILINE)


def cite(quote: Quote, style: Style) -> str:
    """The citation, plain text of one line or more. A quoted person comes before the author."""
    return {
        Style.CHICAGO: _chicago,
        Style.APA: _apa,
        Style.MLA: _mla,
        Style.BIBTEX: _bibtex,
        Style.MARKDOWN: _markdown,
    }[style](quote)


def _chicago(quote: Quote) -> str:
    article = quote.article
    names = article.authors.value or ()
    authors = f"{names[0]} et al." if len(names) > 3 else _listed(names, ", and ")
    parts = [
        _supplied(article.authors, authors),
        f"“{_title(article)},”" if article.title else _title(article),
        _plain(article.outlet),
        _supplied(article.published, _american(article.published.value)) or "n.d.",
        article.url.value or "",
    ]
    if quote.spoken_by is SpokenBy.QUOTED:
        parts[0] = f"{quote.speaker or 'Speaker not stated'}, quoted in {parts[0]}".strip()
    # The comma after a title stands inside its quotation marks; after "quoted in", none does.
    return _sentence(" ".join(_with_commas(parts)))


def _apa(quote: Quote) -> str:
    article = quote.article
    names = article.authors.value or ()
    initials = [_last_and_initials(name) for name in names]
    authors = _supplied(article.authors, _listed(initials, ", & ", pair=", & "))
    title = _title(article) if article.title else f"[{_title(article)}]"
    published = article.published.value
    when = "n.d." if published is None else str(published.year)
    if published is not None and published.month is not None:
        when += f", {_MONTHS[published.month - 1]}"
        when += f" {published.day}" if published.day is not None else ""
    when = f"({_supplied(article.published, when)})" if published else f"({when})"
    head = [authors, f"{when}.", _ended(title)] if authors else [_ended(title), f"{when}."]
    tail = [_ended(_plain(article.outlet)), article.url.value or ""]
    reference = " ".join(part for part in (*head, *tail) if part)
    if quote.spoken_by is not SpokenBy.QUOTED:
        return reference
    year = str(published.year) if published else "n.d."
    cited = _surnames(names) or f"“{_title(article)}”"
    who = _last_first(quote.speaker)[0] if quote.speaker else "speaker not stated"
    return f"{reference}\nIn the text: ({who}, as cited in {cited}, {year})"


def _mla(quote: Quote) -> str:
    article = quote.article
    names = article.authors.value or ()
    authors = ""
    if names:
        authors = _reversed(names[0])
        if len(names) == 2:
            authors += f", and {names[1]}"
        elif len(names) > 2:
            authors += ", et al"
    published = article.published.value
    when = ""
    if published is not None:
        pieces = [
            str(published.day or ""),
            _MLA_MONTHS[published.month - 1] if published.month else "",
            str(published.year),
        ]
        when = _supplied(article.published, " ".join(piece for piece in pieces if piece))
    title = f"“{_ended(_title(article))}”" if article.title else _ended(_title(article))
    container = ", ".join(p for p in (_plain(article.outlet), when, article.url.value) if p)
    head = _ended(_supplied(article.authors, authors)) if authors else ""
    reference = _sentence(" ".join(part for part in (head, title, container) if part))
    if quote.spoken_by is not SpokenBy.QUOTED:
        return reference
    cited = _last_first(names[0])[0] if names else f"“{_title(article)}”"
    who = f"{quote.speaker}, " if quote.speaker else ""
    return f"{reference}\nIn the text: ({who}qtd. in {cited})"


def _bibtex(quote: Quote) -> str:
    article = quote.article
    names = article.authors.value or ()
    published = article.published.value
    fields = {
        "author": _tex(" and ".join(_reversed(name) for name in names)),
        "title": f"{{{_tex(_title(article))}}}",
        "howpublished": _tex(article.outlet.value or ""),
        "year": str(published.year) if published else "",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    if published is not None and published.month is not None:
        lines.append(f"  month = {_MONTHS[published.month - 1][:3].lower()},")
    if published is not None and published.day is not None:
        lines.append(f"  day = {{{published.day}}},")
    if article.url.value:
        address = article.url.value.replace("{", "%7B").replace("}", "%7D")
        lines.append(f"  url = {{{address}}},")
    notes = []
    if quote.spoken_by is SpokenBy.QUOTED:
        notes.append(f"Quoted: {quote.speaker or 'speaker not stated'}")
    if quote.spoken_by is SpokenBy.REPORTED:
        notes.append(f"The author, {reporting(quote.claimant)}")
    if quote.speaker_corrected:
        notes.append("speaker corrected")
    notes += [
        f"{name} {fact.basis}"
        for name, fact in (
            ("author", article.authors),
            ("title", article.title),
            ("outlet", article.outlet),
            ("date", article.published),
        )
        if fact.basis in _SUPPLIED
    ]
    if notes:
        lines.append(f"  note = {{{_tex('; '.join(notes))}}},")
    return "\n".join([f"@misc{{{_key(article)},", *lines, "}"])


def _markdown(quote: Quote) -> str:
    article = quote.article
    words = _MARKDOWN_START.sub(r"\1\\\2", _MARKDOWN_SPECIAL.sub(r"\\\g<0>", quote.text))
    lines = [f"> {line}".rstrip() for line in words.split("\n")]
    title = _MARKDOWN_SPECIAL.sub(r"\\\g<0>", _title(article))
    if article.url.value:
        title = f"[{title}](<{article.url.value}>)"
    authors = _supplied(article.authors, _listed(article.authors.value or (), " and "))
    if quote.spoken_by is SpokenBy.QUOTED:
        by = f"quoted by {authors}" if authors else "quoted (author not stated)"
        who = f"{quote.speaker or 'speaker not stated'}, {by}"
    else:
        who = authors or "author not stated"
        if quote.spoken_by is SpokenBy.REPORTED:
            who += f", {reporting(quote.claimant)}"
    when = _supplied(article.published, _british(article.published.value))
    where = [part for part in (title, _plain(article.outlet), when) if part]
    return "\n".join([*lines, ">", f"> — {who}, {', '.join(where)}"])


def _title(article: Article) -> str:
    """The title; without one, a description that leaves no doubt."""
    if article.title.value is None:
        return f"untitled article beginning “{article.label}”"
    title = article.title.value
    return f"[{title}]" if article.title.basis in _SUPPLIED else title


def _plain(fact: Fact[str]) -> str:
    return _supplied(fact, fact.value or "")


def _supplied(fact: Fact[str] | Fact[tuple[str, ...]] | Fact[PartialDate], shown: str) -> str:
    return f"[{shown}]" if fact.basis in _SUPPLIED and shown else shown


def _american(value: PartialDate | None) -> str:
    if value is None:
        return ""
    if value.month is None:
        return str(value.year)
    month = _MONTHS[value.month - 1]
    return f"{month} {value.year}" if value.day is None else f"{month} {value.day}, {value.year}"


def _british(value: PartialDate | None) -> str:
    if value is None:
        return ""
    parts = [str(value.day or ""), _MONTHS[value.month - 1] if value.month else "", str(value.year)]
    return " ".join(part for part in parts if part)


def _listed(names: Sequence[str], last: str, pair: str = " and ") -> str:
    """Names in a row, with ``last`` before the last of three or more and ``pair`` between two."""
    if len(names) < 3:
        return pair.join(names)
    return f"{', '.join(names[:-1])}{last}{names[-1]}"


def _last_first(name: str) -> tuple[str, str, str]:
    """A name's last name with its particles, the given names, and a suffix such as Jr."""
    words = name.split()
    suffix = words.pop() if len(words) > 2 and words[-1].lower() in _SUFFIXES else ""
    if len(words) < 2:
        return name if not suffix else words[0], "", suffix
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES and words[start - 1].islower():
        start -= 1
    return " ".join(words[start:]), " ".join(words[:start]).rstrip(","), suffix


def _reversed(name: str) -> str:
    last, given, suffix = _last_first(name)
    return ", ".join(part for part in (last, given, suffix) if part)


def _last_and_initials(name: str) -> str:
    last, given, suffix = _last_first(name)
    initials = " ".join(
        "-".join(f"{part[0]}." for part in word.split("-") if part) for word in given.split()
    )
    return ", ".join(part for part in (last, initials, suffix) if part)


def _surnames(names: Sequence[str]) -> str:
    """The authors within APA's brackets: one, two, or the first et al."""
    last = [_last_first(name)[0] for name in names]
    return f"{last[0]} et al." if len(last) > 2 else " & ".join(last)


def _with_commas(parts: Sequence[str]) -> list[str]:
    """The parts that there are, with a comma after each but the last, and none after ,” and in."""
    present = [part for part in parts if part]
    bare = (",”", " in")
    return [p if p.endswith(bare) else f"{p}," for p in present[:-1]] + present[-1:]


def _ended(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!", ".”", "?”", "!”")) else f"{text}."


def _sentence(text: str) -> str:
    return _ended(text[:1].upper() + text[1:])


def _tex(text: str) -> str:
    return _BIBTEX_SPECIAL.sub(lambda m: _BIBTEX_NAMES.get(m[0], f"\\{m[0]}"), text)


def _key(article: Article) -> str:
    names = article.authors.value or (article.outlet.value or "anonymous",)
    year = str(article.published.value.year) if article.published.value else ""
    words = re.findall(r"[^\W\d_]{4,}", article.label)
    raw = f"{_last_first(names[0])[0]}{year}{words[0] if words else ''}"
    return re.sub(r"[^0-9a-z]", "", raw.lower()) or f"article{article.id}"
