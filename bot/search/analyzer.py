"""Text to search terms: the one analyzer for every engine and for every query."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

LONGEST_TOKEN = 40  # bytes; longer runs are addresses or noise, not words

# "U.S.", "U.K.", "E.U.": the tokenizer would cut these at every stop.
_ACRONYM = re.compile(r"\b(?:[A-Za-z]\.){2,}|\b(?:[A-Z]\.){1,}[A-Z]\b")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "＇": "'"})
_POSSESSIVE = re.compile(r"'s?\b|'(?=\s|$)")

# British to American, by ending. The rules need not yield a word, only the same string for both
# spellings: "promise" becomes "promize" in the text and in the query alike.
_SPELLINGS = (
    (re.compile(r"(?<=\w{3})is(e|ed|es|er|ers|ing|ation|ations)$"), r"iz\1"),
    (re.compile(r"(?<=\w{3})ys(e|ed|es|er|ers|ing)$"), r"yz\1"),
    (re.compile(r"(?<=\w{2})our(s|ed|ing|er|ers|ite|ites|able|al|hood|hoods|ful|less)?$"), r"or\1"),
    (re.compile(r"(?<=\w[tbg])re(s|d)?$"), r"er\1"),
    (re.compile(r"(?<=\w{2})ogue(s)?$"), r"og\1"),
    (re.compile(r"(?<=def|off|ret|lic)enc(e|es)$"), r"ens\1"),
    (re.compile(r"(?<=\w{2}[aeiou]l)l(ed|ing|er|ers|or|ors)$"), r"\1"),
)


class Analyzer:
    """Word tokens, lower-cased, without accents and stop words, spelling variants joined, stemmed.

    Tokens, folding and stems are tantivy's; the variants are those of ``variants.toml``.
    An analyzer may be shared between threads.
    """

    def __init__(self) -> None:
        tables = tomllib.loads(files("bot.search").joinpath("variants.toml").read_text("utf-8"))
        self._names: dict[str, str] = {}
        for name, forms in tables["names"].items():
            self._names.update(dict.fromkeys(forms, name))
        # The longest form first, so that "United States of America" wins over "United States".
        self._phrases = _alternatives(
            [form for form in self._names if " " in form or "-" in form], re.IGNORECASE
        )
        self._upper_names: dict[str, str] = tables["upper"]
        self._upper = _alternatives(self._upper_names)
        self._spellings: dict[str, str] = {
            form: word for word, forms in tables["spellings"].items() for form in forms
        }
        self._words = _words_but(tables["stop"]["words"])
        self._names_words = _words_but(tables["honorifics"]["words"])
        self._all_words = _words_but([])
        self._stemmer: TextAnalyzer = (
            TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.stemmer("english")).build()
        )
        self._term = lru_cache(maxsize=65536)(self._make_term)

    def terms(self, text: str) -> list[str]:
        """The search terms of a text, in its order, with repetitions."""
        text = text.translate(_APOSTROPHES)
        text = _ACRONYM.sub(lambda match: match[0].replace(".", ""), text)
        # Case tells the country from the pronoun: "US" from "us".
        text = self._upper.sub(lambda match: f" {self._upper_names[match[0]]} ", text)
        text = self._phrases.sub(lambda match: f" {self._names[match[0].lower()]} ", text)
        text = _POSSESSIVE.sub(" ", text)
        return [self._term(token) for token in self._words.analyze(text)]

    def query_terms(self, text: str) -> list[str]:
        """The distinct terms of a question. "us sanctions", in lower case, means the country."""
        return list(dict.fromkeys(self.terms(re.sub(r"\bus\b", "US", text))))

    def name_terms(self, name: str) -> list[str]:
        """A person's name as terms, under which its spellings fall together.

        Titles are left out, unless there is nothing else; nothing is stemmed.
        """
        name = name.translate(_APOSTROPHES)
        name = _ACRONYM.sub(lambda match: match[0].replace(".", ""), name)
        name = _POSSESSIVE.sub(" ", name)
        tokens = self._names_words.analyze(name) or self._all_words.analyze(name)
        return [self._names.get(token, token) for token in tokens]

    def _make_term(self, token: str) -> str:
        token = self._names.get(token, token)
        token = self._spellings.get(token, token)
        for pattern, replacement in _SPELLINGS:
            token = pattern.sub(replacement, token)
        stems = self._stemmer.analyze(token)
        return stems[0] if stems else token


def _words_but(stop_words: list[str]) -> TextAnalyzer:
    return (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(Filter.remove_long(LONGEST_TOKEN))
        .filter(Filter.lowercase())
        .filter(Filter.ascii_fold())
        .filter(Filter.custom_stopword(stop_words))
        .build()
    )


def _alternatives(
    forms: Iterable[str], flags: re.RegexFlag = re.RegexFlag.NOFLAG
) -> re.Pattern[str]:
    ordered = sorted(forms, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, ordered))})\b", flags)
