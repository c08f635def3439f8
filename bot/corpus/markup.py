"""Markdown becomes the text that a reader sees, with what it declares of itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from bot.corpus.front_matter import read_front_matter
from bot.corpus.page import Block, NoArticleError, Page, make_page

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# Templates of static-site generators, and their attribute lists: filled in or dropped before
# anybody reads the page.
_TEMPLATE = re.compile(
    r"\{%.{0,2000}?%\}|\{\{[^{}]{0,500}\}\}|\{:[^{}\n]{0,200}\}|\{#.{0,500}?#\}|"
    r"\{[.#][A-Za-z][\w-]*(?: [.#]?[\w-]+(?:=[^\s{}]{1,60})?){0,9} ?\}",
    re.DOTALL,
)
_TEMPLATE_LINK = re.compile(r"\]\(\s*(?:\{\{[^{}]{0,500}\}\}|\{%.{0,500}?%\})")
# Most kinds of Markdown take "##Heading" for one; a single "#" may begin a hashtag.
_TIGHT_HEADING = re.compile(r"^(#{2,6})(?=[^\s#])", re.MULTILINE)
# The mark of a note is a raised number to its reader, and no part of what is said.
_NOTE = re.compile(r"\[\^[\w.-]{1,30}\](?::\s*)?")


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only a Markdown file needs it

    return MarkdownIt("commonmark").enable("table")


def read_markdown(text: str) -> Page:
    """A Markdown file with or without front matter.

    Left out of the text: link targets, images, code blocks, tables, HTML tags and comments. Front
    matter that is not valid YAML is ignored, and the note says so: the article can still be read.

    Raises:
        NoArticleError: nothing is left to read.
    """
    declared, body = read_front_matter(text)
    plain = _TEMPLATE.sub("", _TEMPLATE_LINK.sub("](#", body))
    tokens = _markdown().parse(_TIGHT_HEADING.sub(r"\1 ", plain))
    page = make_page(_markdown_blocks(tokens), declared)
    if not page.text:
        raise NoArticleError(
            "It holds no text below its front matter. Put the article's text there."
        )
    return page


def _markdown_blocks(tokens: list[Token]) -> Iterable[Block]:
    heading = False
    tables = 0
    quotes = _Quotes()
    for token in tokens:
        match token.type:
            case "heading_open":
                heading = True
            case "heading_close":
                heading = False
            case "table_open":
                tables += 1
            case "table_close":
                tables -= 1
            case "blockquote_open":
                quotes.open()
            case "blockquote_close":
                quotes.close()
            case "inline" if not tables:
                yield Block(_inline(token.children or []), heading, quotes.current)
            case "html_block":
                yield from _visible(token.content, quotes)


def _inline(children: list[Token]) -> str:
    parts: list[str] = []
    for child in children:
        match child.type:
            case "text":
                parts.append(_NOTE.sub("", child.content))
            case "code_inline":
                parts.append(child.content)
            case "softbreak":
                parts.append(" ")
            case "hardbreak":
                parts.append("\n")
            case "html_inline" if child.content.lower().startswith("<br"):
                parts.append("\n")
    return "".join(parts)


class _Quotes:
    """Which block quote the reader is in. One within another is part of it."""

    def __init__(self) -> None:
        self._count = 0
        self._depth = 0

    @property
    def current(self) -> int:
        return self._count if self._depth else 0

    def open(self) -> None:
        self._count += not self._depth
        self._depth += 1

    def close(self) -> None:
        self._depth = max(0, self._depth - 1)


class _VisibleText(HTMLParser):
    _HIDDEN = frozenset({"script", "style", "figure", "iframe", "table", "svg", "video", "audio"})
    _BLOCKS = frozenset({"p", "div", "br", "li", "section", "aside"})

    def __init__(self, quotes: _Quotes) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[tuple[int, list[str]]] = [(quotes.current, [])]  # by block quote
        self._quotes = quotes
        self._hidden: list[str] = []

    def parse_marked_section(self, i: int, report: int = 1) -> int:  # noqa: ARG002
        # Python asserts that it knows the section's name; a browser takes any for a comment.
        return self.parse_bogus_comment(i)

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        if tag in self._HIDDEN:
            self._hidden.append(tag)
        elif tag in self._BLOCKS:
            self._add("\n")
        elif tag == "blockquote":
            self._quotes.open()
            self.pieces.append((self._quotes.current, []))

    def handle_endtag(self, tag: str) -> None:
        if self._hidden and tag == self._hidden[-1]:
            self._hidden.pop()
        elif tag == "blockquote":
            self._quotes.close()
            self.pieces.append((self._quotes.current, []))

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._add(data.replace("\n", " "))

    def _add(self, text: str) -> None:
        self.pieces[-1][1].append(text)


def _visible(html: str, quotes: _Quotes) -> Iterable[Block]:
    parser = _VisibleText(quotes)
    # A tag after all the rest brings out text that the parser would hold back. It is not closed:
    # that reads the rest of an unfinished tag or comment, which no browser shows, over and over.
    parser.feed(html + "<br>")
    for quote, parts in parser.pieces:
        lines = (line.strip() for line in "".join(parts).split("\n"))
        yield Block("\n".join(line for line in lines if line), quote=quote)
