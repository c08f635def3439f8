"""Texts made to do harm, and what every answer to one has to keep to."""

from __future__ import annotations

import logging
import os
import re
from typing import Any

import discord
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from commands.ui.cards import total
from commands.ui.markdown import size
from tests.commands.discord_markdown import read

# How many inputs are tried in all: some hundreds by default, 10,000 for a long run.
INPUTS = int(os.environ.get("ABUSE_INPUTS", "300"))

# In every input, so that it is known again wherever it comes out.
MARK = "quagmirish"

SNIPPETS = [
    "\x00\x01\x07\x08\x1b[31m\x7f\x9b",
    "\r\n\v\f\x85\u2028\u2029",
    "\u202eevil\u202c \u2066hidden\u2069",
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u180e",
    "שלום עולם مرحبا بالعالم",
    "Z\u0351\u036b\u0343a\u0328\u0325\u0348l\u0354\u0329g\u0322\u0321\u031bo\u0315" * 9,
    "@everyone @here <@123> <@!123> <@&123> <#123> </quote:123> <id:customize>",
    "[click here](https://example.org/evil) <https://example.org> https://example.org/a_b",
    "||spoiler|| ```py\ncode\n``` `code` ~~gone~~ __under__ ***bold***",
    "# heading\n## two\n-# small\n> quote\n>>> all\n- list\n1. one",
    "<t:0:R> <a:b:1> :smile: &amp; &#x2067; discord.gg/abc",
    "' OR 1=1; DROP TABLE articles; -- \" % _ * ( ) ^ {0} %s ${x} {{x}}",
    'author:" by: source:"" before:2025-99 after: "unclosed -without -"',
    "../../etc/passwd \\\\host\\share con nul",
    "👩‍👩‍👧‍👦🏳️‍🌈\U000e0067\U0010ffff\uffff",
    "\ud800 \udfff",
    "²½Ⅷ١٢٣ ＦＵＬＬ ﬁ İı ß ſ",
    "sanctions Ukraine Trump Wolff",
    "9" * 400,
    "a" * 3000,
]

_words = st.sampled_from([*SNIPPETS, "sanctions", "Trump", " ", "\n", MARK])
_short = st.text(max_size=40) | st.text(alphabet="\\*_~`|>#-+=.:<@&[]()!1a \n\t/\"'", max_size=60)
_mixed = st.lists(_words | _short, min_size=1, max_size=8).map("".join)
_long = st.builds(lambda text, times: (text * times)[:6000], _mixed, st.sampled_from([40, 700]))
hostile = (_mixed | _short | _long).map(lambda text: f"{text} {MARK}")


def trying(share: int) -> settings:
    """As many examples as fall to one of ``share`` tests; they go on on the same server."""
    return settings(
        max_examples=max(4, INPUTS // share),
        deadline=None,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink takes minutes here
        suppress_health_check=list(HealthCheck),
    )


# What a card may have of Markdown. A mention or a spoiler, for one, is never the bot's own.
ALLOWED = {"strong", "quote", "link", "address", "strike"}
# The bot's own moments and channels, whose numbers are longer than those in the snippets.
_OWN = re.compile(r"<t:\d{9,}:[FR]>|<#\d{17,}>")
_LINK = re.compile(r"(?<!\\)(?:\\\\)*\]\((https?://[!-'*-;=?-Z_a-z~\-.]+)\)")


def check(embed: discord.Embed, *, more: frozenset[str] = frozenset()) -> None:
    """An embed keeps to Discord's limits, and nothing in it takes effect that is not the bot's."""
    assert size(embed.title or "") <= 256
    assert size(embed.description or "") <= 4096
    assert size(embed.footer.text or "") <= 2048
    assert size(embed.author.name or "") <= 256
    assert len(embed.fields) <= 25
    for text in (embed.title, embed.description, *(f.name for f in embed.fields)):
        _markdown(text or "", more)
    for field in embed.fields:
        assert 0 < size(field.name or "") <= 256
        assert 0 < size(field.value or "") <= 1024
        _markdown(field.value or "", more)


def _markdown(text: str, more: frozenset[str]) -> None:
    without = _LINK.sub("", _OWN.sub("", text))
    met = read(without)[1] - {"link"}
    assert met <= (ALLOWED | more) - {"address", "link"}, (met, text)
    assert re.search(r"(?<!\\)(?:\\\\)*\]\(", without) is None, text
    for address in _LINK.findall(text):
        assert "evil" not in address, text


def check_answer(result: Any, *, more: frozenset[str] = frozenset()) -> discord.Message:
    """An interaction has one sound answer; gives the message."""
    assert result.acknowledged, "not acknowledged"
    shown = [result.response] if result.response else []
    messages = [*shown, *result.followups]
    assert messages, "not answered"
    for message in messages:
        assert not message.flags.loading, "still “thinking…”"
        assert message.embeds or message.content == "An answer", "empty"
        assert not message.content or message.content == "An answer"
        assert total(message.embeds) <= 6000
        for embed in message.embeds:
            check(embed, more=more)
    last: discord.Message = messages[-1]
    return last


def check_requests(requests: list[Any]) -> None:
    """Nothing that was sent to Discord lets a mention ring, and every button can be sent back."""
    for request in requests:
        body = request.json if isinstance(request.json, dict) else {}
        data = body.get("data", body)
        if isinstance(data, dict) and "allowed_mentions" in data:
            assert not data["allowed_mentions"].get("parse"), request
            assert not data["allowed_mentions"].get("users"), request
        for component in _components(data):
            assert size(component.get("custom_id", "")) <= 100
            assert size(component.get("label", "") or "") <= 80
            for option in component.get("options", ()):
                assert 0 < size(option["label"]) <= 100
                assert 0 < size(option["value"]) <= 100
                assert size(option.get("description") or "") <= 100


def _components(data: Any) -> list[dict[str, Any]]:
    if isinstance(data, list):
        return [found for each in data for found in _components(each)]
    if not isinstance(data, dict):
        return []
    within = [data.get("components", []), data.get("component", [])]
    return [data, *_components(within)]


def check_log(caplog: pytest.LogCaptureFixture) -> None:
    """No traceback, no warning, and at INFO nothing that a member wrote."""
    for record in caplog.records:
        if record.levelno < logging.INFO:
            continue
        assert record.levelno == logging.INFO, record.getMessage()
        assert not record.exc_info
        assert MARK not in record.getMessage()
    caplog.clear()
