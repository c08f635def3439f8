"""A web page becomes the text of its article, as a reader sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import Any

from bot.corpus.html_facts import HIDDEN, read_html_facts
from bot.corpus.page import Block, NoArticleError, Page, make_page

_TAG = re.compile(r"</?[A-Za-z]")
# trafilatura takes quadratic time over them: at this many, some seconds.
_MOST_TAGS = 30_000  # opening and closing
# The parser looks for each attribute of a tag among all before it.
_MOST_ATTRIBUTES = 1_000
_VALUE = r"""(?:"[^"]*"|'[^']*'|[^\s"'>]++)"""
_CROWDED = re.compile(
    rf"""<[A-Za-z][^\s<>/]*+(?:\s++[^\s"'<>=]++(?:\s*+=\s*+{_VALUE})?+){{{_MOST_ATTRIBUTES}}}"""
)
_NO_ARTICLE = (
    "No article was found in this page. Save the page again with its text in it, "
    "or paste the article into a .txt file."
)
# The number of a note, where it leads to the note; "m<sup>2</sup>" does not.
_NOTE = re.compile(r"\[?(?:\d{1,3}|[a-z]|[*†‡§]{1,3})\]?")


def read_html(text: str) -> Page:
    """A web page: its article without navigation, comments and tables.

    Raises:
        NoArticleError: no article can be found in it.
    """
    if sum(1 for _ in _TAG.finditer(text)) > _MOST_TAGS:
        raise NoArticleError(
            f"It has more than {_MOST_TAGS:,} tags. Save the page again in the browser's reading "
            "view, or paste the article into a .txt file."
        )
    if _CROWDED.search(text):
        raise NoArticleError(
            f"A tag in it has more than {_MOST_ATTRIBUTES:,} attributes. Save the page again in "
            "the browser's reading view, or paste the article into a .txt file."
        )
    import trafilatura  # noqa: PLC0415 - 0.3 s, and only a web page needs it

    tree: Any = trafilatura.load_html(text)
    if tree is None:
        raise NoArticleError(_NO_ARTICLE)
    declared = read_html_facts(tree)
    _show(tree)
    document: Any = trafilatura.bare_extraction(
        tree, with_metadata=False, include_comments=False, include_tables=False
    )
    if document is None or document.body is None:
        raise NoArticleError(_NO_ARTICLE)
    page = make_page(_blocks(document.body, count(1)), declared)
    if not page.text:
        raise NoArticleError(_NO_ARTICLE)
    return page


def _show(tree: Any) -> None:
    """Change the page so that trafilatura keeps what a browser shows, and drops what it hides."""
    for element in list(tree.iter("time", "q", "footer", "sup", "span", "p", "div", "pre")):
        if "hidden" in element.attrib or HIDDEN.search(element.get("class", "")):
            _drop(element)
        elif element.tag == "time":
            element.tag = "span"
        elif element.tag == "pre" and not element.xpath(".//code | .//span"):
            element.tag = "p"  # not code; trafilatura would take it for a block quote
        elif element.tag == "q":
            element.tag = "span"
            element.text = "“" + (element.text or "")
            last = element[-1] if len(element) else None
            if last is None:
                element.text += "”"
            else:
                last.tail = (last.tail or "") + "”"
        elif (
            element.tag == "footer" and next(element.iterancestors("blockquote"), None) is not None
        ):
            element.tag = "p"
        elif (
            element.tag == "sup"
            and element.find(".//a") is not None
            and _NOTE.fullmatch("".join(element.itertext()).strip())
        ):
            _drop(element)


def _drop(element: Any) -> None:
    # Its tail is the text that follows it, and stays.
    parent = element.getparent()
    if parent is not None:
        element.drop_tree()


_WHOLE = frozenset({"head", "p", "ab"})
_MAY_HOLD = ("p", "item", "quote", "head", "list")


def _blocks(element: Any, numbers: Iterator[int], quote: int = 0) -> Iterator[Block]:
    """The blocks within an element of trafilatura's, and the text that stands between them.

    ``numbers`` are those of the block quotes still to come, ``quote`` that of the one around it.
    """
    loose = [(element.text or "").replace("\n", " ")]
    for child in element:
        tail = (child.tail or "").replace("\n", " ")
        holds = child.tag not in _WHOLE and any(
            child.find(f".//{tag}") is not None for tag in _MAY_HOLD
        )
        if holds or child.tag in _WHOLE or child.tag in _MAY_HOLD:
            yield Block("".join(loose), quote=quote)
            within = next(numbers) if child.tag == "quote" and not quote else quote
            if holds:
                yield from _blocks(child, numbers, within)
            else:
                yield Block(_text(child), child.tag == "head", within)
            loose = [tail]
        else:
            loose += ["\n" if child.tag == "lb" else _text(child), tail]
    yield Block("".join(loose), quote=quote)


def _text(element: Any) -> str:
    # A line's end in the source of a page is a space to its reader; <lb> is a line's end.
    parts: list[str] = [(element.text or "").replace("\n", " ")]
    for child in element:
        parts.append("\n" if child.tag == "lb" else _text(child))
        parts.append((child.tail or "").replace("\n", " "))
    return "".join(parts)
