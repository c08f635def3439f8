"""Markdown and HTML become the text that a reader sees, with what they declare of themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from bot.corpus.dates import parse_date
from bot.corpus.front_matter import as_text, read_front_matter, storable
from bot.corpus.sources import Declared, web_address
from bot.model import Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# Templates of static-site generators, and their attribute lists: filled in or dropped before
# anybody reads the page.
_TEMPLATE = re.compile(
    r"\{%.{0,2000}?%\}|\{\{[^{}]{0,500}\}\}|\{:[^{}\n]{0,200}\}|\{#.{0,500}?#\}", re.DOTALL
)
_SPACES = re.compile(r"[ \t\r\f\v]+")


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is read: its text, its headings within that text, and its own statements."""

    text: str
    headings: tuple[Span, ...]
    declared: Declared


class NoArticleError(ValueError):
    """The page holds no article. The message says so and what to do."""


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    heading: bool = False


def _page(blocks: Iterable[_Block], declared: Declared) -> Page:
    parts: list[str] = []
    headings: list[Span] = []
    length = 0
    for block in blocks:
        lines = storable(block.text).split("\n")
        text = "\n".join(_SPACES.sub(" ", line).strip() for line in lines).strip()
        if not text:
            continue
        if parts:
            parts.append("\n\n")
            length += 2
        if block.heading:
            headings.append(Span(length, length + len(text)))
        parts.append(text)
        length += len(text)
    return Page("".join(parts), tuple(headings), declared)


# ---------------------------------------------------------------------------------- Markdown


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
    tokens = _markdown().parse(_TEMPLATE.sub("", body))
    page = _page(_markdown_blocks(tokens), declared)
    if not page.text:
        raise NoArticleError(
            "It holds no text below its front matter. Put the article's text there."
        )
    return page


def _markdown_blocks(tokens: list[Token]) -> Iterable[_Block]:
    heading = False
    tables = 0
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
            case "inline" if not tables:
                yield _Block(_inline(token.children or []), heading)
            case "html_block":
                yield _Block(_visible(token.content))


def _inline(children: list[Token]) -> str:
    parts: list[str] = []
    for child in children:
        match child.type:
            case "text" | "code_inline":
                parts.append(child.content)
            case "softbreak":
                parts.append(" ")
            case "hardbreak":
                parts.append("\n")
            case "html_inline" if child.content.lower().startswith("<br"):
                parts.append("\n")
    return "".join(parts)


class _VisibleText(HTMLParser):
    _HIDDEN = frozenset({"script", "style", "figure", "iframe", "table", "svg", "video", "audio"})
    _BLOCKS = frozenset({"p", "div", "br", "li", "blockquote", "section", "aside"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden: list[str] = []

    def parse_marked_section(self, i: int, report: int = 1) -> int:  # noqa: ARG002
        # Python asserts that it knows the section's name; a browser takes any for a comment.
        return self.parse_bogus_comment(i)

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        if tag in self._HIDDEN:
            self._hidden.append(tag)
        elif tag in self._BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._hidden and tag == self._hidden[-1]:
            self._hidden.pop()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data.replace("\n", " "))


def _visible(html: str) -> str:
    parser = _VisibleText()
    # A tag after all the rest brings out text that the parser would hold back. It is not closed:
    # that reads the rest of an unfinished tag or comment, which no browser shows, over and over.
    parser.feed(html + "<br>")
    lines = (line.strip() for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line)


# -------------------------------------------------------------------------------------- HTML


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
    import trafilatura  # noqa: PLC0415 - 0.3 s, and only a web page needs it

    document: Any = trafilatura.bare_extraction(
        text,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        # htmldate's wider search takes any date in the prose; unknown is better than that.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if document is None or document.body is None:
        raise NoArticleError(_NO_ARTICLE)
    authors = tuple(name for a in (document.author or "").split(";") if (name := as_text(a)))
    url = as_text(document.url)
    declared = Declared(
        title=as_text(document.title),
        outlet=as_text(document.sitename),
        authors=authors or None,
        published=parse_date(document.date),
        url=web_address(url) if url else None,
    )
    page = _page(_html_blocks(document.body), declared)
    if not page.text:
        raise NoArticleError(_NO_ARTICLE)
    return page


_TAG = re.compile(r"</?[A-Za-z]")
# trafilatura takes quadratic time over them: at this many, some seconds.
_MOST_TAGS = 30_000  # opening and closing
_NO_ARTICLE = (
    "No article was found in this page. Save the page again with its text in it, "
    "or paste the article into a .txt file."
)


def _html_blocks(body: Any) -> Iterable[_Block]:
    for element in body.iter("head", "p", "item", "quote", "ab"):
        if element.tag in {"quote", "item"} and element.find(".//p") is not None:
            continue  # its paragraphs come by themselves
        if any(up.tag in {"p", "head", "item"} for up in element.iterancestors()):
            continue  # within a block that is already taken whole
        yield _Block(_element_text(element), element.tag == "head")


def _element_text(element: Any) -> str:
    # A line's end in the source of a page is a space to its reader; <lb> is a line's end.
    parts: list[str] = [(element.text or "").replace("\n", " ")]
    for child in element:
        parts.append("\n" if child.tag == "lb" else _element_text(child))
        parts.append((child.tail or "").replace("\n", " "))
    return "".join(parts)
