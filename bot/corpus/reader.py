"""A file of the corpus becomes an Article."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from pathlib import Path

from bot.corpus.annotate import annotate_text
from bot.corpus.dates import parse_date
from bot.corpus.decode import NotTextError, decode
from bot.corpus.digests import finished
from bot.corpus.files import (
    OTHER_KIND,
    SUFFIXES,
    Refused,
    check_reachable,
    read_bytes,
    relative,
    server_of,
)
from bot.corpus.html_page import read_html
from bot.corpus.markup import read_markdown
from bot.corpus.page import NoArticleError, Page
from bot.corpus.sources import Declared, Sources
from bot.model import Article

_MARKDOWN = frozenset({".md", ".markdown"})
_HTML = frozenset({".html", ".htm"})
# Jekyll and its kin declare a post's date by its file's name.
_DATED_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})-", re.ASCII)


def read_article(path: Path, root: Path, sources: Sources, max_bytes: int) -> Article:
    """Read, decode and annotate one file of the corpus folder ``root``.

    Raises:
        Refused: with a sentence for an admin: out of the folder, gone, unreadable, of
            another kind than SUFFIXES, larger than ``max_bytes``, empty, binary, in an unknown
            encoding, without an article in it, or under ``servers/`` without a server's id.
    """
    file = relative(path, root)
    server = server_of(file)
    check_reachable(path, root)
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise Refused(file, OTHER_KIND)
    raw = read_bytes(path, root, max_bytes)
    try:
        text, guess = decode(raw, html=suffix in _HTML)
        page = _page(text, path)
    except (NotTextError, NoArticleError) as error:
        raise Refused(file, str(error)) from error
    declared = sources.entry(file)
    if page is not None:
        declared = declared.over(page.declared)
    if guess:
        declared = declared.over(Declared(note=f"Read as {guess}."))
    return annotate_text(
        file,
        text if page is None else page.text,
        declared,
        headings=None if page is None else page.headings,
        quotes=None if page is None else page.quotes,
        digest=finished(hashlib.sha256(raw), file, sources),
        server=server,
    )


def _page(text: str, path: Path) -> Page | None:
    suffix = path.suffix.lower()
    if suffix in _MARKDOWN:
        page = read_markdown(text)
        if page.declared.published is None and (dated := _DATED_NAME.match(path.name)):
            published = parse_date(dated.group(1))
            return replace(page, declared=replace(page.declared, published=published))
        return page
    if suffix in _HTML:
        return read_html(text)
    return None
