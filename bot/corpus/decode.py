"""Bytes become text, or are refused as not being text."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

# What other kinds of file begin with, whatever their name says.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"%PDF-", "a PDF"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document"),
)
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27}) + b"\x7f"
_HIGH = bytes(range(128, 256))
_ASCII_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)

# The encodings in which articles are found, by Python's name: a page that declares another, or a
# guess at another, is likelier to be wrong. One byte to a character, so that any bytes fit most.
_SINGLE = (
    *(f"cp{number}" for number in range(1250, 1259)),
    *(f"iso8859-{part}" for part in (*range(1, 12), *range(13, 17))),
    "koi8-r",
    "koi8-u",
    "mac-roman",
)
# Several bytes to a character, so that a text which fits one is hardly anything else.
_MULTIPLE = ("shift_jis", "cp932", "euc_jp", "euc_kr", "cp949", "gb18030", "big5", "big5hkscs")
# The web reads these names as the larger encoding, and so do those who write them.
_READ_AS = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}

# Below this share of odd character sequences charset-normalizer's own documentation calls a
# guess good; the default of 0.2 lets through what a reader would see as rubbish.
_MOST_CHAOS = 0.1
# Of all letters, those beyond ASCII: no Western language has as many.
_MOST_ACCENTS = 0.15
# A guess from fewer bytes than this beyond ASCII is no better than a coin.
_LEAST_EVIDENCE = 12
# Latin letters with accents fit a dozen encodings as well, so only other scripts are guessed.
_GUESSED = (
    *("cp1251", "cp1253", "cp1255", "cp1256", "koi8-r", "koi8-u"),
    *("iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8"),
    *_MULTIPLE,
)

_WESTERN = frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿŒœŠšŽžŸ")
_SHARED = frozenset("ŠšŽž")
_PERHAPS_HUNGARIAN, _UMLAUTS = frozenset("ÕõÛû"), frozenset("ÖöÜü")
_MARKS = frozenset("“”‘’‚„…–—•·«»‹›€£¥¢§¶©®™°±×÷¼½¾†‡‰´ªº¿¡\u00a0\u00ad²³¹")
_WORD = re.compile(r"[^\W\d_]+")
# Signs that Western text never has in these places, but which letters of Eastern Europe become when
# they are read as Windows-1252.
_MISPLACED = re.compile(
    r"[^\W\d_][¿¡£¥¢§¶©±×÷¼½¾´][^\W\d_]|[^\W\d_][¿¡£¥¹]|[£¥²³¹±¼½¾§¶´][^\W\d_]|[^\Wm\d_][²³]"
)


class NotTextError(ValueError):
    """The bytes are not text. The message says why and what to do."""


class Decoded(NamedTuple):
    """A text, and the encoding that was taken for its own where it did not say it by itself.

    ``guess`` is a name for people, such as "Windows-1252"; empty for UTF-8 and for a text with a
    byte order mark.
    """

    text: str
    guess: str = ""


def decode(raw: bytes, *, html: bool = False) -> Decoded:
    """The text of a file, without a byte order mark and with ``\\n`` for every line's end.

    UTF-8 comes first, then UTF-16 and UTF-32 by their marks, then for HTML the charset that the
    page declares, then detection.

    Raises:
        NotTextError: empty, binary, or in no encoding that can be told with confidence.
    """
    if not raw.strip():
        raise NotTextError("It is empty. Put the article's text in it, or delete it.")
    for magic, kind in _MAGIC:
        if raw.startswith(magic):
            raise NotTextError(
                f"It is {kind}, not text. Save the article as text, Markdown or HTML."
            )
    text, guess = _decoded(raw, html)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip().strip("\ufeff\u200b\u00ad"):
        raise NotTextError("It holds only white space. Put the article's text in it, or delete it.")
    return Decoded(text, guess)


def _decoded(raw: bytes, html: bool) -> Decoded:
    # UTF-32's mark begins with UTF-16's, so it is looked for first.
    for mark, encoding in (
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if raw.startswith(mark):
            try:
                return Decoded(_without_nul(raw.decode(encoding)))
            except UnicodeError as error:
                raise NotTextError(
                    f"It begins as {encoding.upper()} but is damaged. Save it again as UTF-8."
                ) from error
    body = raw.removeprefix(codecs.BOM_UTF8)
    if b"\0" in body:
        raise NotTextError("It is binary, not text. Save the article as text, Markdown or HTML.")
    controls = len(body) - len(body.translate(None, _CONTROL))
    if controls * 20 > len(body):
        raise NotTextError(
            "It is mostly control characters, not text. Save the article as UTF-8 text."
        )
    try:
        return Decoded(body.decode("utf-8"))
    except UnicodeError:
        pass  # not an error yet: older encodings are tried next
    declared = _declared(body) if html else None
    if declared in _MULTIPLE and (text := _strictly(body, declared)) is not None:
        return Decoded(text, _spoken(declared))
    if _is_mostly_utf8(body):
        raise NotTextError(
            "It mixes encodings: most of it is UTF-8, but some of its bytes are not. "
            "Save it again as UTF-8."
        )
    if declared and (text := _strictly(body, declared)) is not None:
        return Decoded(text, _spoken(declared))
    return _detected(body)


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise NotTextError("It is binary, not text. Save the article as text, Markdown or HTML.")
    return text


def _strictly(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except UnicodeError:
        return None


def _declared(body: bytes) -> str | None:
    """The encoding that a page declares, where it is one of those that are believed."""
    found = _META_CHARSET.search(body[:4096])
    if found is None:
        return None
    try:
        name = codecs.lookup(found.group(1).decode("ascii")).name
    except (LookupError, UnicodeError):
        return None
    name = _READ_AS.get(name, name)
    return name if name in _SINGLE + _MULTIPLE else None


def _spoken(encoding: str) -> str:
    for start, name in (("cp125", "Windows-125"), ("iso8859", "ISO 8859"), ("mac-", "Mac ")):
        if encoding.startswith(start):
            return name + encoding.removeprefix(start).capitalize()
    return encoding.upper().replace("_", "-")


def _is_mostly_utf8(body: bytes) -> bool:
    high = len(body) - len(body.translate(None, _HIGH))
    return sum(map(len, _UTF8_SEQUENCE.findall(body))) * 2 > high


def _detected(body: bytes) -> Decoded:
    text = _strictly(body, "cp1252")
    # A few accents and curly quotes among plain letters fit several code pages about as well. Of
    # those, Windows' Western one is by far the commonest.
    if text is not None and _is_western(text, body):
        return Decoded(text, _spoken("cp1252"))
    high = len(body) - len(body.translate(None, _HIGH))
    letters = high + len(body) - len(body.translate(None, _ASCII_LETTERS))
    if high < _LEAST_EVIDENCE or high * 2 < letters:
        raise NotTextError(_UNTOLD)
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only old encodings need it

    matches = from_bytes(body, cp_isolation=[*_GUESSED])
    best = matches.best()
    if best is None or best.chaos > _MOST_CHAOS:
        raise NotTextError(_UNTOLD)
    # Without a language that its letters suit, a guess counts only where nothing else fits.
    if best.coherence <= 0 and len(matches) > 1:
        raise NotTextError(_UNTOLD)
    return Decoded(_without_nul(str(best)), _spoken(codecs.lookup(best.encoding).name))


_UNTOLD = "Its encoding could not be told. Save it again as UTF-8."


def _is_western(text: str, body: bytes) -> bool:
    """Whether a text read as Windows-1252 looks as if it was written so."""
    beyond = {character for character in text if character > "\x7f"}
    if not beyond <= _WESTERN | _MARKS or _MISPLACED.search(text):
        return False
    # Where Eastern Europe's letters are found, the rest must be the same in its code page.
    if beyond & _SHARED and body.decode("cp1250", "replace") != text:
        return False
    if beyond & _PERHAPS_HUNGARIAN and beyond & _UMLAUTS:
        return False
    letters = accents = 0
    for match in _WORD.finditer(text):
        word = match.group()
        letters += len(word)
        if word.isascii():
            continue
        here = sum(letter in _WESTERN for letter in word)
        accents += here
        # "été" has more accents than not, but a long word of them is of another script.
        if here * 2 > len(word) > 3 or here == len(word) > 1:
            return False
        # "isÀ": a capital within a small word.
        if not word.isupper() and any(c.isupper() and not c.isascii() for c in word[1:]):
            return False
    return accents <= letters * _MOST_ACCENTS
