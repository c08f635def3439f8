"""Bytes become text, or are refused as not being text."""

from __future__ import annotations

import codecs
import re

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
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)

# Below this share of odd character sequences charset-normalizer's own documentation calls a
# guess good; the default of 0.2 lets through what a reader would see as rubbish.
_MOST_CHAOS = 0.1


class NotTextError(ValueError):
    """The bytes are not text. The message says why and what to do."""


def decode(raw: bytes, *, html: bool = False) -> str:
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
    text = _decoded(raw, html).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip().strip("\ufeff\u200b\u00ad"):
        raise NotTextError("It holds only white space. Put the article's text in it, or delete it.")
    return text


def _decoded(raw: bytes, html: bool) -> str:
    # UTF-32's mark begins with UTF-16's, so it is looked for first.
    for mark, encoding in (
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if raw.startswith(mark):
            try:
                return _without_nul(raw.decode(encoding))
            except UnicodeDecodeError as error:
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
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass  # not an error yet: older encodings are tried next
    if html and (declared := _META_CHARSET.search(body[:4096])):
        try:
            return body.decode(declared.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass  # a page that names the wrong charset is common; detection may still do
    return _detected(body)


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise NotTextError("It is binary, not text. Save the article as text, Markdown or HTML.")
    return text


def _detected(body: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only old encodings need it

    matches = from_bytes(body)
    best = matches.best()
    if best is None or best.chaos > _MOST_CHAOS:
        raise NotTextError("Its encoding could not be told. Save it again as UTF-8.")
    # A few accents and curly quotes among plain letters fit several code pages about as well. Of
    # those, Windows' Western one is by far the commonest.
    plain = sum(byte < 128 for byte in body)
    if plain * 10 > len(body) * 8:
        western = next((m for m in matches if "cp1252" in m.could_be_from_charset), None)
        if (
            western is not None
            and western.chaos <= _MOST_CHAOS
            and western.coherence >= best.coherence
        ):
            return _without_nul(body.decode("cp1252"))
    return _without_nul(str(best))
