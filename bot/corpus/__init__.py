"""A file becomes an Article: text, furniture, facts, sentences, speech and republication.

Importing this package loads no parser: trafilatura, markdown-it, charset-normalizer and sentencex
are loaded when a file first needs them.
"""

from __future__ import annotations

from bot.corpus.annotate import annotate_text
from bot.corpus.files import SUFFIXES, Refused, corpus_files, server_of, stray_links
from bot.corpus.reader import digest, read_article
from bot.corpus.republication import group_voices, infer_facts
from bot.corpus.sources import SOURCES_FILE, Declared, Sources, load_sources

__all__ = [
    "SOURCES_FILE",
    "SUFFIXES",
    "Declared",
    "Refused",
    "Sources",
    "annotate_text",
    "corpus_files",
    "digest",
    "group_voices",
    "infer_facts",
    "load_sources",
    "read_article",
    "server_of",
    "stray_links",
]
