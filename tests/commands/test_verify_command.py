"""`/verify` and "Check this quote", as members and admins use them."""

from __future__ import annotations

import discord
import pytest

from bot.library import Library
from bot.model import Span
from commands.ui.cards import total
from commands.ui.quotes import read_address
from commands.verify import EMPTY, NO_QUOTATION
from tests.commands.conftest import Answer, Place, answered
from tests.commands.discord_markdown import read
from tests.conftest import SEEDS

HELP = "We will continue to help, but we will no longer fly around the world as mediators"
FALSE = "We will continue to help, but we will fly around the world as mediators"


def corpus() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")))


def shown(embed: discord.Embed) -> str:
    """What a reader sees of an embed's body."""
    return plain(embed.description or "")


def plain(markdown: str) -> str:
    """The words of some Markdown, without what is bold."""
    return read(markdown)[0].replace("\u2060", "").replace("**", "").replace("~~", "")


async def said(place: Place, text: str, by: str) -> Answer:
    """Check words that somebody is said to have said."""
    return answered(await place.member.slash(place.channel, "verify", text=text, by=by))


async def check(place: Place, content: str, *, who: str = "member") -> Answer:
    """Use the menu of a message with this content."""
    message = await place.member.send(place.channel, content)
    return answered(
        await getattr(place, who).context_menu(place.channel, "Check this quote", message)
    )


@pytest.mark.parametrize("who", ["member", "admin"])
async def test_an_exact_quotation_is_shown_at_its_place(place: Place, who: str) -> None:
    answer = await place.ask("verify", by=getattr(place, who), text=f"“{HELP}”")
    assert not answer.private
    verdict, source = answer.embeds
    assert verdict.title == "Exact"
    assert HELP in shown(verdict)
    assert HELP in shown(source)
    assert "— said by **Tammy Bruce**, quoted by Andrew Day" in (source.description or "")
    assert "The American Conservative" in (source.footer.text or "")
    assert answer.labels == ["Context", "Cite", "Discuss", "Report"]


async def test_a_negation_cut_off_before_the_words_is_shown(place: Place) -> None:
    answer = await place.ask("verify", text="fly around the world as mediators")
    verdict, source = answer.embeds
    assert verdict.title == "Exact"
    assert "⚠️ In the article, “no longer” stands directly before these words." in shown(verdict)
    assert "no longer fly around the world" in shown(source)


async def test_a_changed_quotation_shows_what_was_changed(place: Place) -> None:
    answer = await said(place, FALSE, "Tammy Bruce")
    verdict, source = answer.embeds
    assert verdict.title == "Altered"
    assert "A negation was changed." in answer.text
    diff = (verdict.description or "").split("\n")[-1]
    assert plain(diff) == "- …help, but we will no longer fly around the world…"
    assert "no longer" in diff.partition("**")[2]
    assert HELP in shown(source)


async def test_pasted_words_are_struck_through(place: Place) -> None:
    answer = await place.ask("verify", text=HELP.replace("world", "moon"))
    diff = (answer.embeds[0].description or "").split("\n")[-1].replace("\u2060", "")
    assert "~~moon~~ **world**" in diff


async def test_somebody_elses_words_are_said_to_be(place: Place) -> None:
    answer = await said(place, HELP, "Donald Trump")
    assert answer.embeds[0].title == "Out of context: somebody else’s words"
    assert "said to be by **Donald Trump**" in answer.text
    assert "they are not Donald Trump’s: here it is Tammy Bruce" in answer.text


async def test_a_splice_shows_both_places_and_opens_either(place: Place) -> None:
    text = f"{HELP}. The content and duration of that peace are nearly irrelevant."
    answer = await place.ask("verify", text=text)
    assert answer.embeds[0].title == "Spliced"
    assert len(answer.embeds) == 3
    assert len(answer.options) == 2
    for option in answer.options:
        opened = await place.choose(answer, option["value"])
        assert opened.private
        assert "changed or left" not in opened.text


async def test_what_is_not_there_is_said_not_to_be(place: Place) -> None:
    text = "Colourless green ideas sleep furiously under the seven moons of the north"
    answer = await place.ask("verify", text=text)
    assert answer.embeds[0].title == "Not found"
    assert len(answer.embeds) == 1
    assert answer.labels == []


@pytest.mark.parametrize("text", ["   ", "?! … —", "“”", "***", "<>", "😀😀😀"])
async def test_what_has_no_words_is_refused_to_the_asker_alone(place: Place, text: str) -> None:
    answer = await place.ask("verify", text=text)
    assert answer.private
    assert EMPTY in answer.text


@pytest.mark.parametrize(
    "text",
    [
        "a" * 2000,
        ("*_~`|" * 400)[:1990] + " war",
        f"<@123456789012345678> @everyone {HELP} <#12345>",
        f"**{HELP}** [a link](https://example.org) ||spoiler||",
        "war " * 500,
        "\n".join(["# Heading", "- item", "```", HELP, "```"]),
        "\u202e\u2066 reversed war \ufeff",
    ],
)
async def test_any_text_is_answered_within_discords_limits(place: Place, text: str) -> None:
    answer = await said(place, text[:2000], "*Somebody* <@1>")
    assert total(answer.embeds) <= 6000
    for embed in answer.embeds:
        markdown = embed.description or ""
        assert len(markdown) <= 4096
        assert "@everyone" not in markdown.replace("\\@", "")


async def test_two_thousand_characters_of_an_article_are_exact(place: Place) -> None:
    article = (SEEDS / "001_64d99c652aab5590.txt").read_text("utf-8")
    start = article.index("The Trump administration has changed")
    text = article[start : start + 2000].rsplit(" ", 1)[0]
    answer = await place.ask("verify", text=text)
    assert answer.embeds[0].title == "Exact"
    assert total(answer.embeds) <= 6000


@pytest.mark.parametrize("who", ["member", "admin"])
async def test_a_messages_quotation_is_checked_for_the_asker_alone(place: Place, who: str) -> None:
    answer = await check(place, f"Did you see this? “{FALSE}” — Tammy Bruce", who=who)
    assert answer.private
    assert answer.embeds[0].title == "Altered"
    assert "said to be by **Tammy Bruce**" in answer.text
    assert answer.labels == ["Context", "Cite", "Discuss", "Report"]


async def test_every_quotation_of_a_message_is_checked(place: Place) -> None:
    answer = await check(
        place,
        f"> {HELP}\n— Tammy Bruce\nand then “{FALSE}” and “seven purple moons sang all night” and "
        "“without us” — Putin",
    )
    names = [field.name for field in answer.embeds[0].fields]
    assert names == ["Exact", "Altered", "Not found", "Out of context: somebody else’s words"]
    for field in answer.embeds[0].fields:
        assert 0 < len(field.value or "") <= 1024
    assert len(answer.options) == 2
    opened = await place.choose(answer, answer.options[0]["value"])
    assert HELP in read(opened.embeds[0].description or "")[0]


async def test_a_message_without_a_quotation_is_told_so(place: Place) -> None:
    for content in ("nothing here", "a “term” alone", "<@1> @everyone"):
        answer = await check(place, content)
        assert answer.private
        assert NO_QUOTATION in answer.text


async def test_five_long_quotations_fit_a_message(place: Place) -> None:
    quotations = [f"“{letter * 7} {FALSE} *{letter * 300}*”" for letter in "abcdef"]
    answer = await check(place, "\n".join(quotations)[:2000])
    assert len(answer.embeds[0].fields) == 5
    assert total(answer.embeds) <= 6000


async def test_nothing_of_what_was_pasted_is_kept(place: Place) -> None:
    text = "The zebra council of Quarrelton has never once met under a full moon"
    await said(place, text, "Zed Nobody")
    await check(place, f"“{text}”")
    dump = await place.library._store.read(lambda db: "\n".join(db.conn.iterdump()))
    assert "zebra" not in dump
    assert "Nobody" not in dump
    assert await place.library.keepsakes.gaps(place.guild.id) == []


async def test_the_source_is_verbatim_with_the_words_in_bold(place: Place) -> None:
    words = "Trump is notoriously unpredictable, but these developments suggest"
    answer = await place.ask("verify", text=words)
    body = (answer.embeds[1].description or "").split("\n")[0]
    assert plain(body) in corpus()
    assert words in plain(body.split("**")[1])


async def test_by_completes_the_people_of_the_library(place: Place) -> None:
    choices = await place.member.autocomplete(place.channel, "verify", "by", "bru", text=HELP)
    assert [choice["value"] for choice in choices] == ["Tammy Bruce"]


async def test_context_opens_the_quotation(place: Place) -> None:
    answer = await place.ask("verify", text=HELP)
    opened = await place.press(answer, "Context")
    assert opened.private
    assert HELP in shown(opened.embeds[0])


async def test_what_can_be_opened_can_be_found_again(library: Library) -> None:
    """Every button's quote is one that the library finds under its address."""
    for article in (await library.catalogue()).articles:
        for sentence in article.sentences[::3]:
            start, end = sentence.span.start, sentence.span.end
            for span in (sentence.span, Span(start, (start + end) // 2)):
                answer = await library.verify(span.of(article.text))
                for match in answer.matches:
                    if match.shown is not None:
                        assert await library.find(match.shown.ref) is not None


def test_an_address_is_read_back() -> None:
    assert read_address("1:2:3:abcdef01").span == Span(2, 3)
