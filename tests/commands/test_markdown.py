"""What the reader sees in Discord is the source, whatever the source holds."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from simcord.preview._markdown import markdown_tokens

from commands.ui.markdown import (
    JOINER,
    block,
    bold,
    clip,
    code_block,
    escape,
    inline,
    link,
    size,
    visible,
    web_address,
)
from tests.commands.discord_markdown import read

NASTY = [
    "*a* _b_ __c__ ~~d~~ `e` ||f|| ```g```",
    "# heading\n## two\n-# small\n> quoted\n>>> all",
    "- list\n* list\n+ list\n1. one\n2) two\n  - nested",
    "[text](https://example.org) <https://example.org> https://example.org/a_b_c mailto:a@b.org",
    "<@123> <@!1> <@&2> <#3> </cmd:4> <t:0:R> <:a:1> <a:b:2> <id:customize> @everyone @here",
    ":smile: ¯\\_(ツ)_/¯ \\* \\\\ \\",
    "a | b\n--- | ---\n1 | 2",
    "Title\n=====\nTitle\n-----\n***\n___",
    "&amp; &#35; <b>bold</b> <!-- no -->",
    "discord.gg/abc discord.com/invite/abc",
    "    indented\n\ttabbed\nline with two spaces  \nnext",
    "1986. A great year",
    "U.S. well-known 10:30 (in brackets) {x} $1 50% a+b=c #1",
    "١. not a list",
]
texts = st.text() | st.text(alphabet="\\*_~`|>#-+=.:<@&[]()!1a \n\t/") | st.sampled_from(NASTY)


def seen(markdown: str) -> str:
    """What is seen, without what draws nothing: joiners, and white space at a line's ends."""
    return "\n".join(line.replace(JOINER, "").strip() for line in markdown.split("\n")).strip()


def preview_text(markdown: str) -> tuple[str, set[str]]:
    """What the preview's renderer shows, and the constructs that it found."""
    met: set[str] = set()

    def walk(tokens: list[dict[str, object]]) -> str:
        shown = ""
        for token in tokens:
            kind = str(token["type"])
            if kind == "text":
                shown += str(token["content"])
            elif kind == "break":
                shown += "\n"
            else:
                if kind not in {"inline", "paragraph"}:
                    met.add(kind)
                children = token.get("children", [])
                assert isinstance(children, list)
                shown += walk(children) + ("\n" if kind == "paragraph" else "")
        return shown

    return walk(markdown_tokens(markdown, "message", context={"everyone": True})), met


def without_blank_lines(text: str) -> str:
    # CommonMark takes any number of blank lines for one, and shows none.
    return "\n".join(line for line in text.split("\n") if line.strip())


@given(texts)
@example("\\")
@example("a\r\nb\rc\u2028d\x85e")
@example("\x00\x1b[31m\u202eevil\u2066")
@example("\ud800")
def test_an_escaped_text_reads_as_the_text_and_nothing_takes_effect(text: str) -> None:
    shown, met = read(escape(text))
    assert seen(shown) == seen(visible(text).replace(JOINER, ""))
    assert met == set()


@given(texts)
def test_a_block_quote_reads_as_the_text_and_is_a_quote_only(text: str) -> None:
    shown, met = read(block(text))
    assert seen(shown) == seen(visible(text).replace(JOINER, ""))
    assert met == {"quote"}


@given(texts)
@example("a  \nb")
def test_the_preview_too_shows_an_escaped_text_as_it_is(text: str) -> None:
    shown, met = preview_text(escape(text))
    expected = visible(text).replace(JOINER, "")
    assert without_blank_lines(seen(shown)) == without_blank_lines(seen(expected))
    assert met == set()


@given(texts)
def test_the_preview_too_shows_a_block_quote_as_one_quote(text: str) -> None:
    shown, met = preview_text(block(text))
    expected = visible(text).replace(JOINER, "")
    assert without_blank_lines(seen(shown)) == without_blank_lines(seen(expected))
    assert met == {"blockquote"}


@given(texts)
@example("ends in a space ")
@example("“Hello”")
def test_bold_shows_the_text_in_bold_wherever_it_stands(text: str) -> None:
    shown, met = preview_text(f"before{bold(text)}after")
    expected = f"before{visible(text).replace(JOINER, '')}after"
    squeezed = re.sub(r"\s+", "", shown.replace(JOINER, ""))
    assert squeezed == re.sub(r"\s+", "", expected)
    assert met <= {"strong_open", "strong_close"}


@given(texts)
def test_a_line_of_text_stays_one_line(text: str) -> None:
    assert "\n" not in inline(text)
    assert read(inline(text))[1] == set()


@given(st.text())
def test_what_can_be_seen_is_never_dropped(text: str) -> None:
    dropped = [c for c in text if c not in visible(text) and c.isprintable()]
    assert dropped == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b", "ab"),
        ("a\u202eb", "ab"),
        ("a\r\nb", "a\nb"),
        ("a\u2028b", "a\nb"),
        ("a\ud83db", "a\ufffdb"),
        ("e\u0301 \u200d \u200f", "e\u0301 \u200d \u200f"),
        ("no\u00a0break", "no\u00a0break"),
    ],
)
def test_controls_are_inert_and_breaks_are_breaks(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://example.org/a_b", "https://example.org/a_b"),
        ("https://example.org/a(b)c", "https://example.org/a%28b%29c"),
        ("https://example.org/a b>c", "https://example.org/a%20b%3Ec"),
        ("https://example.org/ü", "https://example.org/%C3%BC"),
        ("https://example.org/\n](x)", "https://example.org/%0A%5D%28x%29"),
        ("javascript:alert(1)", None),
        ("discord://x", None),
        ("https://", None),
        ("https://[", None),
        ("", None),
        (None, None),
        ("https://example.org/" + "a" * 2000, None),
    ],
)
def test_only_web_addresses_are_linked_and_are_encoded(
    url: str | None, address: str | None
) -> None:
    assert web_address(url) == address


@given(texts, st.text(alphabet="ab()[]<>\\ \n`*_") | st.text())
def test_a_link_ends_where_it_should(label: str, path: str) -> None:
    markdown = link(label, f"https://example.org/{path}")
    address = web_address(f"https://example.org/{path}")
    if address:
        assert markdown == f"[{inline(label)}]({address})"
        assert re.fullmatch(r"[!-'*-;=?-Z_a-z~\-.]+", address)


@given(texts)
def test_a_code_block_holds_the_text(text: str) -> None:
    inside = code_block(text).removeprefix("```\n").removesuffix("\n```")
    assert "```" not in inside
    assert inside.replace(JOINER, "") == visible(text).replace(JOINER, "")


@given(st.text(), st.integers(1, 50))
def test_a_clipped_text_fits_and_says_that_it_was_cut(text: str, limit: int) -> None:
    clipped = clip(text, limit)
    assert size(clipped) <= max(limit, 1)
    assert clipped == text or clipped.endswith("…")
