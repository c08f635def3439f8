"""What a web page says of itself: in its metadata first, then where a reader sees it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from bot.corpus.bylines import read_authors, read_byline, read_dateline
from bot.corpus.dates import parse_date
from bot.corpus.front_matter import as_text
from bot.corpus.json_ld import read_json_ld
from bot.corpus.names import fold, is_name
from bot.corpus.sources import Declared, web_address
from bot.model import Basis, PartialDate

# Classes of what only a screen reader says.
HIDDEN = re.compile(r"(?:^|\s)(?:sr-only|visually-hidden|screen-reader-text)(?:\s|$)")

# Names of <meta> tags, the most telling first. Those of changes ("article:modified_time") are not
# among them: an article is dated by when it appeared.
_TITLES = (
    *("og:title", "citation_title", "dc.title", "dcterms.title", "parsely-title"),
    *("sailthru.title", "twitter:title"),
)
_OUTLETS = (
    *("og:site_name", "citation_journal_title", "dc.publisher", "dcterms.publisher"),
    *("publisher", "application-name"),
)
_AUTHORS = (
    *("citation_author", "parsely-author", "article:author", "og:article:author", "author"),
    *("authors", "byl", "dc.creator", "dcterms.creator", "sailthru.author"),
)
_DATES = (
    *("article:published_time", "og:published_time", "citation_publication_date"),
    *("citation_date", "citation_online_date", "dc.date.issued", "dcterms.issued", "dc.date"),
    *("dcterms.created", "parsely-pub-date", "sailthru.date", "pubdate", "publish-date", "date"),
)
_SEPARATOR = r"\s+[|–—·•:-]\s+"
_TITLE_AND_SITE = re.compile(rf"(?P<title>.+){_SEPARATOR}(?P<site>[^|–—·•]{{2,40}})")
_DATED_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(0?[1-9]|1[0-2])(?:/(0?[1-9]|[12]\d|3[01]))?/")

# Class names of bylines and dates, and of what belongs to other pages.
_BYLINE_CLASS = re.compile(r"(?:[\w-]*[_-])?(?:byline|authors?)(?:[_-]+(?:names?|link|text))?")
_DATE_CLASS = re.compile(r"(?:[\w-]*[_-])?(?:date|published|pubdate|dateline|timestamp|posted-on)")
_ELSEWHERE = re.compile(
    r"comment|related|recommend|sidebar|widget|teaser|promo|popular|newsletter|footer|\bcard",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"updat|modif|edited", re.IGNORECASE)
_MOST_SHOWN = 500  # characters
_MOST_NAMES = 8  # distinct names that are marked as authors; more are a list of other pages'


def read_html_facts(tree: Any) -> Declared:
    """The facts of a page, each with its basis: ``declared`` by metadata, ``text`` where the page
    shows it, ``inferred`` from the page's address.

    ``tree`` is the page as lxml's HTML parser reads it.
    """
    metas = _metas(tree)
    url = _address(tree, metas)
    heading = _sole_heading(tree)
    titles = [*_values(metas, _TITLES), *([heading] if heading else [])]
    linked = read_json_ld(
        tree.xpath('//script[starts-with(@type, "application/ld+json")]/text()'), titles, url
    )
    stated = linked.over(
        Declared(
            outlet=next((v for v in _values(metas, _OUTLETS) if not web_address(v)), None),
            authors=_authors(metas),
            published=_published(metas, tree),
        )
    )
    outlet = next(_values(metas, _OUTLETS[:1]), None) or stated.outlet
    seen = _seen(tree)
    found = Declared(
        title=_title(tree, stated.title, titles, outlet),
        outlet=outlet,
        authors=stated.authors,
        published=stated.published,
        url=url or stated.url,
        note=" ".join(filter(None, (stated.note, _conflict(stated.authors, seen.authors)))),
    )
    return found.over(seen).over(_inferred(found.url))


def _metas(tree: Any) -> Mapping[str, list[str]]:
    """The contents of ``<meta>`` tags by their names in lower case."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = as_text(element.get("content"))
        if name and content:
            found.setdefault(name.strip().lower().replace("dc:", "dc."), []).append(content)
    return found


def _values(metas: Mapping[str, list[str]], names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from metas.get(name, ())


def _address(tree: Any, metas: Mapping[str, list[str]]) -> str | None:
    own = next(_values(metas, ("og:url",)), "")
    links = tree.xpath('//link[@rel="canonical"]/@href')
    for link in (*links[:1], own):
        try:
            if (address := web_address(urljoin(own, link.strip()))) is not None:
                return address
        except ValueError:
            continue  # no address at all
    return None


def _sole_heading(tree: Any) -> str | None:
    headings = tree.xpath("//h1")
    return _shown(headings[0]) if len(headings) == 1 else None


def _shown(element: Any) -> str | None:
    """The text of a small element; None for what holds more than any fact."""
    parts: list[str] = []
    for part in element.itertext():
        parts.append(part)
        if sum(map(len, parts)) > _MOST_SHOWN:
            return None
    return as_text("".join(parts))


def _title(tree: Any, stated: str | None, titles: list[str], outlet: str | None) -> str | None:
    """The title without the site's name, which many pages put behind it."""
    heading = _sole_heading(tree)
    element = tree.find(".//head/title")
    whole = _shown(element) if element is not None else None
    title = stated or next(iter(titles), None) or whole
    if title is None:
        return None
    if heading and re.fullmatch(rf"{re.escape(heading)}{_SEPARATOR}.+", title):
        return heading
    match = _TITLE_AND_SITE.fullmatch(title)
    if match is None:
        return title
    named = outlet is not None and fold(match.group("site")) == fold(outlet)
    short = title == whole and len(match.group("site").split()) <= len(match.group("title").split())
    return match.group("title") if named or short else title


def _authors(metas: Mapping[str, list[str]]) -> tuple[str, ...] | None:
    for name in _AUTHORS:
        found: list[str] = []
        for value in metas.get(name, ()):
            if name == "citation_author" and value.count(",") == 1:  # "Third, Ida"
                names: tuple[str, ...] = (" ".join(map(str.strip, reversed(value.split(",")))),)
            else:
                names = read_authors(value)
            found += (author for author in names if author not in found)
        if found:
            return tuple(found)
    return None


def _published(metas: Mapping[str, list[str]], tree: Any) -> PartialDate | None:
    for value in _values(metas, (*_DATES, "datepublished")):
        if (date := parse_date(value)) is not None:
            return date
    stated = {
        date
        for element in tree.iter("time")
        if not _is_elsewhere(element) and not _tells_change(element)
        if (date := parse_date(element.get("datetime"))) is not None
    }
    return stated.pop() if len(stated) == 1 else None


def _tells_change(element: Any) -> bool:
    before = element.getprevious()
    parent = element.getparent()
    label = before.tail if before is not None else parent.text if parent is not None else ""
    own = f"{element.get('class', '')} {element.get('itemprop', '')}"
    return _CHANGED.search(f"{label or ''} {own}") is not None


def _is_elsewhere(element: Any) -> bool:
    return any(
        up.tag in {"aside", "footer", "nav"} or _ELSEWHERE.search(up.get("class") or "")
        for up in (element, *element.iterancestors())
        if isinstance(up.tag, str)
    )


def _seen(tree: Any) -> Declared:
    """The byline and the date that the page shows, by how they are marked up."""
    names: list[str] = []
    published: PartialDate | None = None
    for element in tree.xpath("//body//*[@class or @rel or @itemprop]"):
        classes = (element.get("class") or "").lower().split()
        marked = {element.get("rel"), element.get("itemprop")} & {"author"}
        is_byline = bool(marked) or any(map(_BYLINE_CLASS.fullmatch, classes))
        is_date = published is None and any(map(_DATE_CLASS.fullmatch, classes))
        if not (is_byline or is_date) or _is_elsewhere(element):
            continue
        text = _shown(element)
        if text is None or len(text) > 200:
            continue
        if is_byline:
            byline = read_byline(text)
            people = byline.names if byline else read_authors(text)
            if byline or all(map(is_name, people)):
                names += (name for name in people if name not in names)
            published = published or (byline.published if byline else None)
        elif (dates := read_dateline(text)) is not None:
            published = dates.published
    authors = tuple(names) if 0 < len(names) <= _MOST_NAMES else None
    stated = {"authors": authors, "date": published}
    basis = {key: Basis.TEXT for key, value in stated.items() if value is not None}
    return Declared(authors=authors, published=published, basis=basis)


def _conflict(declared: tuple[str, ...] | None, seen: tuple[str, ...] | None) -> str:
    if not declared or not seen or {*map(fold, declared)} & {*map(fold, seen)}:
        return ""
    return f"Its metadata names {', '.join(declared)}, its byline {', '.join(seen)}."


def _inferred(url: str | None) -> Declared:
    """The site and, in many addresses, the day or month."""
    if url is None:
        return Declared()
    match = _DATED_ADDRESS.search(url)
    host = urlsplit(url).hostname or ""
    return Declared(
        outlet=host.removeprefix("www.") or None,
        published=parse_date("-".join(filter(None, match.groups()))) if match else None,
        basis={"outlet": Basis.INFERRED, "date": Basis.INFERRED},
    )
