"""Any text as Discord Markdown that shows the reader that text, and nothing else.

``discord.utils.escape_markdown`` is not enough: it leaves list markers, entities, emoji names and
timestamps alone, and adds backslashes to addresses that a reader then sees.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

# A word joiner draws nothing, is no white space, and so keeps white space beside it from meaning
# anything at the edge of a line or of bold.
JOINER = "\u2060"

# What draws nothing and can only disturb what stands beside it: controls, and the marks that
# override or embed a direction. The marks that right-to-left prose needs are not among them.
_INERT = dict.fromkeys(
    [
        *range(0x09),
        *range(0x0E, 0x20),
        *range(0x7F, 0xA0),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    ]
)
_BREAK = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")

_ANYWHERE = re.compile(r"[\\*_~`|\[\]<@&]|:(?=\S)|(?<=\w)\.(?=gg\b)")
_AT_LINE_START = re.compile(r"^(\s*\d*)([#>\-+=]|(?<=\d)[.)])", re.MULTILINE)
_MASKED_LINK_SAFE = "%/:=&?#+!$,;@-._~"
_LONGEST_LINK = 512  # a longer one takes up too much of a card


def size(text: str) -> int:
    """How much of one of Discord's limits a text takes up, in the strictest way of counting."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def visible(text: str) -> str:
    """The text as it can be shown: every line break a newline, no characters that draw nothing.

    Controls and direction overrides are left out, a lone surrogate is shown as U+FFFD. Everything
    that a reader can see stays, in its place.
    """
    text = _BREAK.sub("\n", text).translate(_INERT)
    return _SURROGATE.sub("\ufffd", text)


def escape(text: str) -> str:
    """The text as Markdown that shows ``visible(text)``, in a message or an embed."""
    return "\n".join(_escape_line(line) for line in visible(text).split("\n"))


def inline(text: str, limit: int = 200) -> str:
    """A name, title or topic within a line: white space made single, cut to ``limit``, escaped."""
    return escape(clip(" ".join(visible(text).split()), limit))


def block(text: str) -> str:
    """The text as a block quote, line by line."""
    return "\n".join(f"> {line}" for line in escape(text).split("\n"))


def bold(text: str) -> str:
    """The text in bold, every line by itself, wherever it stands."""
    return "\n".join(
        f"**{JOINER}{line}{JOINER}**" if line.strip() else line for line in escape(text).split("\n")
    )


def link(label: str, url: str | None) -> str:
    """The label (plain text) as a link, or alone where the address is none that can be linked."""
    address = web_address(url)
    return f"[{inline(label)}]({address})" if address else inline(label)


def web_address(url: str | None) -> str | None:
    """An http or https address with everything encoded that could end a link early, or None."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
        encoded = quote(url.strip(), safe=_MASKED_LINK_SAFE)
    except (ValueError, UnicodeError):
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return None
    return encoded if len(encoded) <= _LONGEST_LINK else None


def code_block(text: str) -> str:
    """The text in a code block, to be copied."""
    return "```\n" + visible(text).replace("`" * 3, f"``{JOINER}`") + "\n```"


def clip(text: str, limit: int) -> str:
    """Plain text cut to ``limit``, with an ellipsis in place of what is missing."""
    if size(text) <= limit:
        return text
    kept = text[: max(0, limit - 1)]
    while size(kept) > limit - 1:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def _escape_line(line: str) -> str:
    if not line.strip():
        return ""
    escaped = _ANYWHERE.sub(r"\\\g<0>", line)
    escaped = _AT_LINE_START.sub(r"\1\\\2", escaped)
    # Some readers look for "-#" only after they have resolved the escapes.
    start = JOINER if line[0].isspace() or line.startswith("-#") else ""
    end = JOINER if line[-1].isspace() else ""
    return start + escaped + end
