"""A reader of Discord's Markdown, to see what a member sees.

It knows every construct of which Discord's help pages tell, each as loosely as can be justified: a
marker that *might* take effect counts as taking effect. ``read`` gives the text that remains, and
the names of the constructs that it met.
"""

from __future__ import annotations

import re

_BLOCKS = (
    ("quote", re.compile(r"(?:>>>|>)(?:\s|$)")),
    ("subtext", re.compile(r"\s*-#\s*")),
    ("heading", re.compile(r"\s*#{1,3}\s")),
    ("list", re.compile(r"\s*(?:[*\-+]|\d+[.)])(?:\s|$)")),
    ("rule", re.compile(r"\s*(?:[-=*_]\s*){2,}$")),
)
_INLINES = (
    ("code", re.compile(r"`+")),
    ("strong", re.compile(r"\*+")),
    ("underline", re.compile(r"_+")),
    ("strike", re.compile(r"~+")),
    ("spoiler", re.compile(r"\|\|")),
    ("link", re.compile(r"\[[^\]]*\]\(")),
    ("address", re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:(?://|\S+@)\S*|mailto:\S+|tel:\S+")),
    ("invite", re.compile(r"discord\.gg/\S+", re.IGNORECASE)),
    ("special", re.compile(r"<(?:@[!&]?|#|a?:|t:|/|id:|https?:|\+)\S*?>")),
    ("mention", re.compile(r"@(?:everyone|here|\w+)")),
    ("emoji", re.compile(r":[^\s:]+:")),
    ("entity", re.compile(r"&#?\w+;")),
)
_ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")


def read(markdown: str) -> tuple[str, set[str]]:
    """The text that a member reads, and the constructs that took effect."""
    met: set[str] = set()
    lines = []
    for line in markdown.split("\n"):
        rest = line
        for name, marker in _BLOCKS:
            if marker.match(rest):
                met.add(name)
                if name == "quote":
                    rest = rest[2:]
                    for inner, inner_marker in _BLOCKS:
                        if inner_marker.match(rest):
                            met.add(f"{inner} in a quote")
                break
        lines.append(_inline(rest, met))
    return "\n".join(lines), met


def _inline(line: str, met: set[str]) -> str:
    shown, place = "", 0
    while place < len(line):
        if escaped := _ESCAPE.match(line, place):
            shown += escaped[1]
            place = escaped.end()
            continue
        for name, construct in _INLINES:
            if construct.match(line, place):
                met.add(name)
        shown += line[place]
        place += 1
    return shown
