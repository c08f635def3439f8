"""A file becomes an Article: text, furniture, facts, sentences, speech and republication.

Importing this package loads no parser and compiles no rule: a start that finds its index in place
asks only which files there are and whether they changed. The rest is loaded when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from bot.corpus.digests import Stamp, digest, stamped
from bot.corpus.files import SUFFIXES, Refused, corpus_files, left_out, server_of, survey
from bot.corpus.sources import SOURCES_FILE, Declared, Sources, load_sources

if TYPE_CHECKING:
    from bot.corpus.annotate import annotate_text
    from bot.corpus.near_duplicates import sketch_of
    from bot.corpus.reader import read_article
    from bot.corpus.republication import group_voices, infer_facts

# Raised by one whenever the rules read the same file differently, so that a library can tell
# articles that an older release annotated.
REVISION = 9

_LATER = {
    "annotate_text": "bot.corpus.annotate",
    "group_voices": "bot.corpus.republication",
    "infer_facts": "bot.corpus.republication",
    "read_article": "bot.corpus.reader",
    "sketch_of": "bot.corpus.near_duplicates",
}

__all__ = [
    "REVISION",
    "SOURCES_FILE",
    "SUFFIXES",
    "Declared",
    "Refused",
    "Sources",
    "Stamp",
    "annotate_text",
    "corpus_files",
    "digest",
    "group_voices",
    "infer_facts",
    "left_out",
    "load_sources",
    "read_article",
    "server_of",
    "sketch_of",
    "stamped",
    "survey",
]


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_LATER[name]), name)
    globals()[name] = value
    return value
