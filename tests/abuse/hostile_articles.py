"""Articles made to do harm, and how what is shown of one is held against its text."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import discord

from commands.ui.cutting import CUT
from commands.ui.markdown import JOINER, visible
from tests.abuse.hostile import SNIPPETS
from tests.commands.discord_markdown import read

WORD = "harbour"  # in every sentence of one
CLAIM = "the {} port must be closed to every ship before the winter"

# What an article may hold beyond what a member may write.
LONG_WORD = "b" * 6000
NASTY = [
    *(snippet for snippet in SNIPPETS if "\0" not in snippet),  # with a NUL, a file is no text
    "\x1b[31m\f\x1b]8;;https://example.org\x1b\\ \x85",
    LONG_WORD,
    "# " + "heading " * 60,
    "<:custom:123456789012345678> <a:moves:123456789012345678> <t:1:R> <t:1735689600:F>",
    "[" * 300 + "](" * 300,
    "&#xD800; &#0; &lt;@123&gt; &amp;lt;t:1:R&amp;gt;",
    "* a\n\n> b\n\n```\nc\n```\n\n- - d\n\n===",
]


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts that stand in an article's title, names and sentences."""

    title: str
    author: str
    outlet: str
    heading: str
    sentence: str
    speaker: str
    address: str = "https://example.org/odd)[x](https://example.org/odd"

    @classmethod
    def all_of(cls, text: str) -> Texts:
        return cls(text, f"Una {text}", text, text, text, f"Ada {text}")


def files_of(texts: Texts, stem: str, word: str = WORD, more: str = "") -> dict[str, bytes]:
    """The same article as Markdown, HTML and text, and its body alone as UTF-16. What its author
    and somebody quoted in it say has the word, by which it is found; ``more`` is added at its end.
    """
    body = f"{_body(texts, word)}\n\n{more}"
    return {
        f"{stem}.md": _bytes(f"---\n{_front_matter(texts)}---\n\n# {texts.heading}\n\n{body}"),
        f"{stem}.html": _bytes(_page(texts, body)),
        f"{stem}.txt": _bytes(f"{texts.title}\nBy {texts.author}\n\n{texts.heading}\n\n{body}"),
        f"{stem}-16.txt": b"\xff\xfe" + body.encode("utf-16-le", "surrogatepass"),
    }


def _body(texts: Texts, word: str) -> str:
    sentence, speaker = texts.sentence, texts.speaker
    return (
        f"The {word} council should raise the {word} tariff because {sentence} costs {word} a lot. "
        f"It must not wait for {sentence} in {word} either, as every {word} tariff has shown.\n\n"
        f"“In my view {CLAIM.format(word)}, tariff or not, {sentence},” said {speaker}. "
        f"{speaker} claims that the {word} tariff {sentence} is unfair.\n\n"
        f"{sentence}\n\n"
        f"A {word} tariff is a promise that {word} has to keep to those who live in {word}."
    )


def _front_matter(texts: Texts) -> str:
    fields = {
        "title": texts.title, "author": texts.author, "outlet": texts.outlet, "url": texts.address
    }  # fmt: skip
    # JSON's way of writing what YAML would not have as it is; it knows both.
    return "".join(f"{name}: {json.dumps(value)}\n" for name, value in fields.items())


def _page(texts: Texts, body: str) -> str:
    told = {
        "@type": "NewsArticle",
        "headline": texts.title,
        "author": {"name": texts.author},
        "publisher": {"name": texts.outlet},
        "url": texts.address,
    }
    script = json.dumps(told).replace("<", "\\u003c")
    paragraphs = "".join(f"<p>{html.escape(each)}</p>\n" for each in body.split("\n\n"))
    return (
        f'<html><head><meta charset="utf-8"><title>{html.escape(texts.title)}</title>'
        f'<script type="application/ld+json">{script}</script>'
        f"</head><body><article><h2>{html.escape(texts.heading)}</h2>\n{paragraphs}</article>"
        "</body></html>"
    )


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")


_STRONG = re.compile(rf"\*\*{JOINER}|{JOINER}\*\*")


def shown_quotes(embeds: Iterable[discord.Embed]) -> Iterator[str]:
    """Each block quote as a reader sees it, without white space and what draws nothing. Nothing in
    one may take effect but the bot's own bold."""
    for embed in embeds:
        for quote in re.split(r"\n(?!> )", embed.description or ""):
            quoted = [line[2:] for line in quote.split("\n") if line.startswith("> ")]
            if quoted:
                text, met = read(_STRONG.sub("", "\n".join(quoted)))
                assert not met, (met, quote)
                yield squeezed(text.removesuffix(CUT))


def squeezed(text: str) -> str:
    return "".join(visible(text).replace(JOINER, "").split())
