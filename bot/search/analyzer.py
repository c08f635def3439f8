"""Text to search terms: the one analyzer for every engine and for every query."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

LONGEST_TOKEN = 40  # bytes; longer runs are addresses or noise, not words

# "U.S.", "U.K.", "E.U.": the tokenizer would cut these at every stop.
_ACRONYM = re.compile(r"\b(?:[A-Za-z]\.){2,}|\b(?:[A-Z]\.){1,}[A-Z]\b")
_APOSTROPHES = "’‘ʼ＇"
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
# Whether any of them applies: most words end otherwise, and are tried once instead of by each.
_SPELT_OTHERWISE = re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in _SPELLINGS))


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
        self._phrases = self._read_phrases()

    def terms(self, text: str) -> list[str]:
        """The search terms of a text, in its order, with repetitions."""
        text = _ACRONYM.sub(lambda match: match[0].replace(".", ""), _plain(text))
        # Case tells the country from the pronoun: "US" from "us".
        text = self._upper.sub(lambda match: f" {self._upper_names[match[0]]} ", text)
        tokens = self._words.analyze(_POSSESSIVE.sub(" ", text))
        return [self._term(token) for token in self._join(tokens)]

    def query_terms(self, text: str) -> list[str]:
        """The distinct terms of a question, in its order."""
        return list(dict.fromkeys(self.question_terms(text)))

    def question_terms(self, text: str) -> list[str]:
        """The terms of a question, repeated where it repeats them: that tells what matters.

        "us sanctions", in lower case, means the country.
        """
        return self.terms(re.sub(r"\bus\b", "US", text))

    def name_terms(self, name: str) -> list[str]:
        """A person's name as terms, under which its spellings fall together.

        Titles are left out, unless there is nothing else; nothing is stemmed.
        """
        name = _ACRONYM.sub(lambda match: match[0].replace(".", ""), _plain(name))
        name = _POSSESSIVE.sub(" ", name)
        tokens = self._names_words.analyze(name) or self._all_words.analyze(name)
        return [self._names.get(token, token) for token in tokens]

    def _read_phrases(self) -> dict[str, list[tuple[list[str], str]]]:
        """Names of several tokens by their first one, the longest first."""
        phrases: dict[str, list[tuple[list[str], str]]] = {}
        for form, name in self._names.items():
            tokens = self._words.analyze(form)
            if len(tokens) > 1:
                phrases.setdefault(tokens[0], []).append((tokens, name))
        for known in phrases.values():
            known.sort(key=lambda phrase: len(phrase[0]), reverse=True)
        return phrases

    def _join(self, tokens: list[str]) -> Iterator[str]:
        """Put one token in place of those that make up a name: "cease", "fire"."""
        position = 0
        while position < len(tokens):
            for phrase, name in self._phrases.get(tokens[position], ()):
                if tokens[position : position + len(phrase)] == phrase:
                    yield name
                    position += len(phrase)
                    break
            else:
                yield tokens[position]
                position += 1

    def spelling(self, word: str) -> str:
        """One string for the British and the American spelling of a word; it need not be a word.

        The word is lower-case and without accents. Nothing is stemmed, and no names are joined.
        """
        word = self._spellings.get(word, word)
        if _SPELT_OTHERWISE.search(word):
            for pattern, replacement in _SPELLINGS:
                word = pattern.sub(replacement, word)
        return word

    def _make_term(self, token: str) -> str:
        token = self.spelling(self._names.get(token, token))
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


def _plain(text: str) -> str:
    """The text with one kind of apostrophe, and nothing that is no character."""
    # An argument of the command line that is not UTF-8 comes with lone surrogates.
    text = text.encode("utf-8", "replace").decode("utf-8")
    for mark in _APOSTROPHES:
        text = text.replace(mark, "'")
    return text


def _alternatives(forms: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(forms, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, ordered))})\b")
