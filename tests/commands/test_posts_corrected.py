"""Every message of the bot's that shows a quote follows what is corrected about it."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.answers.anchors import anchor_of
from bot.answers.compare import Panel
from bot.answers.context import quote_at
from bot.client import Commonplace
from bot.library import Library, StoreError
from bot.library.corrections import Standing
from bot.model import Complaint, Correction, Posting, Query, Quote, QuoteRef, Shown, Span, Subject
from bot.store import messages as table
from commands.compare import FOR_PANELS, MOST_PANELS, panel
from commands.ui import amending
from commands.ui.amended import SHORT, amended
from commands.ui.cards import total
from commands.ui.quotes import read_address
from tests.commands.conftest import Answer, Place, answered
from tests.commands.examples import a_quote, a_voice, an_article
from tests.commands.test_qotd_command import START, HeldClock
from tests.commands.test_report_command import fields

WITHDRAWN = (
    "Withdrawn by the admins of this server on 28 March 2026: misleading without its context."
)
HAS_THREAD = discord.MessageFlags(has_thread=True).value
OPTION = "Withdrawn by the admins of this server"


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock()


@pytest.fixture
def simcord_bot(library: Library, clock: HeldClock) -> Commonplace:
    return Commonplace(library, clock)


def addresses(answer: Answer) -> list[str]:
    """Of the quotes that a message shows, in the order of its buttons and menus."""
    ids = [c.get("custom_id", "") for row in answer.raw.components for c in row["components"]]
    ids += [option["value"] for option in answer.options]
    found = [each.split(":", 2)[2] if each.startswith("press:context:") else each for each in ids]
    return [each for each in found if each.count(":") == 3 and each[0].isdigit()]


async def quotes_of(place: Place, answer: Answer) -> list[Quote]:
    found = []
    for each in addresses(answer):
        quote = await place.library.find(read_address(each), place.guild.id)
        assert quote is not None
        found.append(quote)
    return found


def asking(place: Place, topic: str) -> Query:
    return Query(topic, server=place.guild.id, limit=20)


async def kept(place: Place, message: Any = None) -> list[dict[str, Any]]:
    """What is on record, of a message or of all."""
    rows = await place.library._store.read(
        lambda db: list(db.query("select * from shown_quotes order by server, message, number"))
    )
    return [row for row in rows if message is None or row["message"] == message.id]


async def withdraw(place: Place, quote: Quote, *, settle: bool = True) -> None:
    corrections, now = place.library.corrections, place.env.bot.clock.now()
    report = await corrections.report(place.guild.id, quote, Complaint.CONTEXT, "Hm.", now)
    await corrections.withdraw(place.guild.id, report.key, now)
    if settle:
        await place.env.settle()


async def correct(place: Place, quote: Quote, **facts: str | None) -> None:
    corrections, now = place.library.corrections, place.env.bot.clock.now()
    report = await corrections.report(place.guild.id, quote, Complaint.FACTS, "Hm.", now)
    values = {Subject(name): value for name, value in facts.items()}
    assert await corrections.correct_article(place.guild.id, report.key, values, now)
    await place.env.settle()


async def correct_speaker(place: Place, quote: Quote, name: str) -> None:
    corrections, now = place.library.corrections, place.env.bot.clock.now()
    report = await corrections.report(place.guild.id, quote, Complaint.SPEAKER, "Hm.", now)
    assert await corrections.correct_speaker(place.guild.id, report.key, name, now)
    await place.env.settle()


async def undo(place: Place) -> None:
    """Take everything back."""
    for correction, _ in await place.library.corrections.all(place.guild.id):
        await place.library.corrections.undo(place.guild.id, correction.key)
    await place.env.settle()


def now(answer: Answer, channel: Any) -> Answer:
    """A message as it stands, and stays whatever becomes of it."""
    (found,) = [each for each in channel.history() if each.id == answer.raw.id]
    raw = SimpleNamespace(
        id=found.id,
        content=found.content,
        embeds=[embed.copy() for embed in found.embeds],
        attachments=list(found.attachments),
        components=[row.to_dict() for row in found.components],
    )
    return Answer(raw, private=False, told="")


def shape(answer: Answer) -> list[Any]:
    """All that a message shows but its attachment's address."""
    parts = [embed.to_dict() for embed in answer.embeds]
    for part in parts:
        part.pop("image", None)
    return [parts, answer.labels, answer.options, addresses(answer)]


ASKED: list[tuple[str, dict[str, str]]] = [
    ("quote", {"topic": "sanctions"}),
    ("quote", {}),
    ("compare", {"topic": "sanctions"}),
    ("argues", {"who": "Stefan Wolff", "topic": "Russia"}),
    ("argues", {"who": "Donald Trump", "topic": "Russia"}),
    ("verify", {"text": "We will continue to help"}),
]


@pytest.mark.parametrize(("command", "options"), ASKED)
async def test_each_answer_is_kept_with_its_quotes_and_nothing_else(
    place: Place, command: str, options: dict[str, str]
) -> None:
    answer = await place.ask(command, **options)
    rows = await kept(place, answer.raw)
    assert [
        f"{row['article']}:{row['start']}:{row['end']}:{row['digest']}" for row in rows
    ] == addresses(answer)
    assert {(row["server"], row["channel"]) for row in rows} == {(place.guild.id, place.channel.id)}
    assert str(place.member.id) not in str(rows)


@pytest.mark.parametrize(("command", "options"), ASKED)
async def test_a_withdrawn_quote_goes_from_an_earlier_answer_and_comes_back(
    place: Place, command: str, options: dict[str, str]
) -> None:
    answer = await place.ask(command, **options)
    before = now(answer, place.channel)
    quotes = await quotes_of(place, answer)
    first, *others = quotes
    await withdraw(place, first)
    edited = now(answer, place.channel)
    words = " ".join(first.text.split())[:40]
    assert WITHDRAWN in edited.text
    # The verdict of /verify has what a member pasted.
    shown = "\n".join(e.description or "" for e in edited.embeds[1 if command == "verify" else 0 :])
    assert words not in shown.replace("\\", "").replace("> ", "")
    assert [o["label"] for o in edited.options if o["value"] == addresses(before)[0]] == [
        OPTION for _ in before.options[:1]
    ]
    assert words not in str(edited.raw.components)
    # All else is as it was: every line but those of that quote, and every other option.
    lines = [line for line in before.text.split("\n") if line.startswith("> ")]
    gone = {line for line in lines if line not in edited.text.split("\n")}
    assert len(lines) - len(gone) >= len(others)
    assert edited.labels == before.labels
    assert [o for o in edited.options if o["label"] != OPTION] == before.options[1:]
    await undo(place)
    restored = now(answer, place.channel)
    if command == "verify":  # what had been pasted was in bold
        assert words.strip("“”") in restored.text.replace("\u2060", "").replace("**", "")
    else:
        assert shape(restored) == shape(before)


async def test_every_quote_of_an_answer_can_be_withdrawn(place: Place) -> None:
    answer = await place.ask("compare", topic="sanctions")
    for quote in await quotes_of(place, answer):
        await withdraw(place, quote)
    edited = now(answer, place.channel)
    assert edited.text.count(WITHDRAWN) == len(addresses(answer))
    assert "> " not in edited.text
    assert {option["label"] for option in edited.options} == {OPTION}
    chosen = await place.choose(answer, addresses(answer)[0])
    assert "This quote was withdrawn" in chosen.text + chosen.told


@pytest.mark.parametrize(("command", "options"), [ASKED[0], *ASKED[2:5]])
async def test_an_article_is_corrected_in_an_earlier_answer_and_undone(
    place: Place, command: str, options: dict[str, str]
) -> None:
    answer = await place.ask(command, **options)
    before = now(answer, place.channel)
    quote = (await quotes_of(place, answer))[0]
    author = (quote.article.authors.value or ("",))[0]
    await correct(place, quote, authors="Una Writer", date="2024-03")
    edited = now(answer, place.channel)
    assert "**Una Writer** (corrected)" in edited.text or "quoted by Una Writer" in edited.text
    assert "March 2024 (corrected)" in edited.text
    (changed,) = [e for e in edited.embeds if e.fields]
    assert [field.name for field in changed.fields] == ["Corrected on 28 March 2026"] * 2
    told = {field.value for field in changed.fields}
    was = f"**{author}**" if author else "not known"
    assert f"The author was {was}, is **Una Writer**." in told
    assert len(edited.embeds) == len(before.embeds)
    known = {str(e.to_dict()) for e in before.embeds if not e.image}
    unchanged = [e for e in edited.embeds if not e.image and e is not changed]
    assert {str(e.to_dict()) for e in unchanged} <= known
    await undo(place)
    assert shape(now(answer, place.channel)) == shape(before)


DURING: list[tuple[str, dict[str, str]]] = [
    ("quote", {"topic": "sanctions"}),
    ("compare", {"topic": "sanctions"}),
    ("argues", {"who": "Una Writer", "topic": "sanctions"}),
    ("verify", {"text": "We will continue to help"}),
]


@pytest.mark.parametrize(("command", "options"), DURING)
async def test_an_answer_from_while_an_author_was_corrected_follows_the_undoing(
    place: Place, command: str, options: dict[str, str]
) -> None:
    first = {**options, "who": "Stefan Wolff"} if command == "argues" else options
    before = now(await place.ask(command, **first), place.channel)
    quote = (await quotes_of(place, before))[0]
    await correct(place, quote, authors="Una Writer")
    answer = await place.ask(command, **options)
    assert "Una Writer" in answer.text
    await undo(place)
    restored = now(answer, place.channel)
    assert "Una Writer" not in restored.text + str(restored.options)
    assert "(corrected)" not in restored.text
    if command == "argues":  # of all that the author wrote, it had this article alone
        assert "Stefan Wolff on “sanctions” · own words" in restored.text
    else:
        assert shape(restored) == shape(before)
    for one, other in zip(restored.raw.attachments, before.raw.attachments, strict=True):
        assert one.description == other.description


async def test_the_heading_of_an_earlier_answer_follows_the_author(place: Place) -> None:
    answer = await place.ask("argues", who="Stefan Wolff", topic="Russia")
    before = now(answer, place.channel)
    assert "Stefan Wolff on “Russia” · own words" in before.text
    first = (await quotes_of(place, answer))[0]
    await correct(place, first, authors="Una Writer")
    edited = now(answer, place.channel)
    assert edited.embeds[0].author.name == "Una Writer on “Russia” · own words"
    await undo(place)
    assert shape(now(answer, place.channel)) == shape(before)


async def test_the_heading_of_an_earlier_answer_follows_the_speaker(place: Place) -> None:
    answer = await place.ask("argues", who="Donald Trump", topic="Russia")
    before = now(answer, place.channel)
    first = (await quotes_of(place, answer))[0]
    await correct_speaker(place, first, "Una Writer")
    edited = now(answer, place.channel)
    assert "Una Writer" in (edited.embeds[0].author.name or "")
    assert (edited.embeds[0].author.name or "").endswith("on “Russia” · as quoted by others")
    if len(edited.embeds) > 1:  # those below say whose they are, which they left to the first
        assert edited.embeds[1].author.name == before.embeds[0].author.name
    await undo(place)
    assert shape(now(answer, place.channel)) == shape(before)


async def test_the_picture_bears_the_corrected_name(place: Place) -> None:
    answer = await place.ask("compare", topic="sanctions")
    (before,) = answer.raw.attachments
    quote = (await quotes_of(place, answer))[0]
    author = (quote.article.authors.value or ("",))[0]
    assert author in before.description
    await correct(place, quote, authors="Una Writer")
    edited = now(answer, place.channel)
    (after,) = edited.raw.attachments
    assert after.description == before.description.replace(author, "Una Writer")
    assert after.filename == before.filename
    assert edited.embeds[0].image.url
    await undo(place)
    (restored,) = now(answer, place.channel).raw.attachments
    assert restored.description == before.description


async def test_an_outlet_is_corrected_where_another_publication_names_it(place: Place) -> None:
    answer = await place.ask("compare", topic="sanctions")
    voices = (await place.library.catalogue(place.guild.id)).voices
    voice = next(voice for voice in voices if len(voice.articles) > 1)
    shown = next(q for q in await quotes_of(place, answer) if q.article.voice == voice.id)
    other = next(a for a in voice.articles if a.id != shown.article.id)
    quote = next(q for s in other.sentences if (q := quote_at(other, s.span)))
    await correct(place, quote, outlet="The Example")
    edited = now(answer, place.channel)
    assert "The Example" in edited.text
    assert "is **The Example**." in fields(edited)["Corrected on 28 March 2026"]


async def test_a_page_that_was_turned_is_edited_as_it_stands(place: Place) -> None:
    answer = await place.ask("quote", topic="sanctions")
    (first,) = await quotes_of(place, answer)
    turned = await place.press(answer, "Next")
    before = now(answer, place.channel)
    (second,) = await quotes_of(place, turned)
    assert len(await kept(place)) == 1
    await withdraw(place, first)
    assert shape(now(answer, place.channel)) == shape(before)
    assert await place.library.messages.to_edit() == []
    await withdraw(place, second)
    assert WITHDRAWN in now(answer, place.channel).text
    # A page that shows only that its quote was withdrawn shows none.
    back = await place.press(turned, "Back")
    assert "This quote was withdrawn" in back.text
    assert await kept(place) == []


async def test_an_answer_is_edited_after_a_restart(place: Place, clock: HeldClock) -> None:
    answer = await place.ask("compare", topic="sanctions")
    quote = (await quotes_of(place, answer))[0]
    place.blocking.deactivate()
    await place.env.restart_bot(Commonplace(place.library, clock))
    place.blocking.activate()
    await withdraw(place, quote)
    assert WITHDRAWN in now(answer, place.channel).text


async def test_a_quotation_beside_the_one_that_was_verified_goes_as_well(place: Place) -> None:
    """A place is shown in its sentences, in which another quotation may stand."""
    answer = await place.ask("verify", text="tone and spirit")
    before = now(answer, place.channel)
    (main,) = {a for a in addresses(answer) if a.startswith("4:")}
    rows = await kept(place, answer.raw)
    beside = next(
        QuoteRef(row["article"], Span(row["start"], row["end"]), row["digest"])
        for row in rows
        if row["article"] == 4 and f":{row['start']}:" not in main
    )
    quote = await place.library.find(beside, place.guild.id)
    assert quote is not None
    assert quote.text == "“excellent.”"
    assert "excellent" in (before.embeds[1].description or "")
    await withdraw(place, quote)
    edited = now(answer, place.channel)
    assert not any("“excellent" in (embed.description or "") for embed in edited.embeds)
    assert "tone and spirit" in (edited.embeds[1].description or "")
    assert WITHDRAWN in edited.text
    assert edited.options == before.options
    await undo(place)
    restored = now(answer, place.channel)
    assert shape(restored)[1:] == shape(before)[1:]
    assert "“excellent.”" in (restored.embeds[1].description or "")


async def test_a_verdict_has_no_words_of_a_source_that_is_withdrawn(place: Place) -> None:
    pasted = "We will never continue to help, but we will no longer fly around the globe"
    answer = await place.ask("verify", text=pasted)
    before = now(answer, place.channel)
    (quote,) = await quotes_of(place, answer)
    await place.press(answer, "Discuss")
    assert "**the source**" in before.text
    await correct_speaker(place, quote, "Una Writer")
    edited = now(answer, place.channel)
    assert edited.embeds[0] == before.embeds[0]
    assert [len(embed.fields) for embed in edited.embeds] == [0, 1]
    await withdraw(place, quote)
    edited = now(answer, place.channel)
    first = edited.embeds[0].description or ""
    assert first.startswith("> We will never continue to help")
    assert "A negation was changed." in first
    assert "the source" not in first
    assert "world" not in edited.text
    (thread,) = place.env.bot.get_guild(place.guild.id).threads
    assert thread.name == amending.WITHDRAWN_THREAD
    await undo(place)
    assert "fly around the world" in now(answer, place.channel).text.replace("\u2060", "")


async def test_another_server_keeps_what_it_was_shown(place: Place) -> None:
    guild = place.env.create_guild("Elsewhere")
    channel = guild.create_text_channel("general")
    other = guild.add_member(place.env.create_user("other"))
    there = answered(await other.slash(channel, "quote", topic="sanctions"))
    before = now(there, channel)
    here = await place.ask("quote", topic="sanctions")
    (quote,) = await quotes_of(place, here)
    await withdraw(place, quote)
    assert WITHDRAWN in now(here, place.channel).text
    assert shape(now(there, channel)) == shape(before)
    await place.library.forget_server(place.guild.id)
    assert {row["server"] for row in await kept(place)} == {guild.id}


@pytest.mark.parametrize(("command", "options"), [ASKED[0], ASKED[5]])
async def test_a_message_that_an_earlier_version_kept_is_edited(
    place: Place, command: str, options: dict[str, str]
) -> None:
    """It kept no embed's number: the quote is in the last one."""
    answer = await place.ask(command, **options)
    (quote,) = await quotes_of(place, answer)
    await place.library._store.write(
        lambda db: db.execute("update shown_quotes set embed = -1, layout = 'card'")
    )
    await withdraw(place, quote)
    edited = now(answer, place.channel)
    assert edited.embeds[-1].description == WITHDRAWN
    await undo(place)
    restored = now(answer, place.channel)
    assert len(restored.embeds) == len(edited.embeds)
    assert " ".join(quote.text.split())[:40] in restored.text


async def test_what_is_corrected_while_others_are_edited_is_edited_next(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await place.ask("quote", topic="sanctions")
    again = await place.ask("quote", topic="sanctions")
    other = await place.ask("verify", text="We will continue to help")
    (quote,), (beside,) = await quotes_of(place, first), await quotes_of(place, other)
    edited: list[int] = []
    edit = discord.Message.edit

    async def noting(message: discord.Message, **changes: Any) -> discord.Message:
        edited.append(message.id)
        if len(edited) == 1:
            await withdraw(place, beside, settle=False)
        return await edit(message, **changes)

    monkeypatch.setattr(discord.Message, "edit", noting)
    await withdraw(place, quote)
    assert edited == [again.raw.id, other.raw.id, first.raw.id]
    assert await place.library.messages.to_edit() == []


async def test_what_one_alone_can_see_is_not_kept(place: Place) -> None:
    answer = await place.ask("compare", topic="sanctions")
    before = await kept(place)
    opened = await place.choose(answer, answer.options[0]["value"])
    assert opened.private
    await place.ask("qotd preview", by=place.admin)
    assert await kept(place) == before


@pytest.mark.parametrize("error", [StoreError("The disk is full."), RuntimeError("A fault.")])
async def test_an_answer_that_can_not_be_kept_is_shown_all_the_same(
    place: Place,
    error: Exception,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_: Any) -> None:
        raise error

    monkeypatch.setattr(table, "save_shown", fail)
    with caplog.at_level(logging.WARNING):
        answer = await place.ask("quote", topic="sanctions")
    assert "> " in answer.text
    assert answer.told == ""
    assert "was not kept" in caplog.text
    assert await kept(place) == []


async def test_a_quote_withdrawn_while_it_was_on_its_way_is_edited(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = await place.library.quote(asking(place, "sanctions"))
    show = place.library.messages.show

    async def late(*words: Any) -> None:
        await withdraw(place, found.quotes[0], settle=False)
        await show(*words)

    monkeypatch.setattr(place.library.messages, "show", late)
    answer = await place.ask("quote", topic="sanctions")
    await place.env.settle()
    assert WITHDRAWN in now(answer, place.channel).text


async def test_the_latest_messages_are_kept_and_none_that_is_old(
    place: Place, clock: HeldClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "MOST_MESSAGES", 2)
    answers = [await place.ask("compare", topic="sanctions") for _ in range(3)]
    assert {row["message"] for row in await kept(place)} == {a.raw.id for a in answers[1:]}
    clock.set(clock.now() + table.KEPT + timedelta(days=1))
    last = await place.ask("quote", topic="sanctions")
    assert {row["message"] for row in await kept(place)} == {last.raw.id}


async def test_an_answer_in_an_archived_thread_is_edited_and_the_thread_closed_again(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Discord has it, nothing in an archived thread can be edited, and not its name either."""
    card = await place.ask("quote", topic="sanctions")
    await place.press(card, "Discuss")
    (inside,) = place.channel.threads
    (thread,) = place.env.bot.get_guild(place.guild.id).threads
    answer = await place.ask("quote", where=inside, topic="sanctions")
    (quote,) = await quotes_of(place, answer)
    await thread.edit(archived=True)
    # The simulation does not tell that a message has a thread.
    place.env.backend.get_message(place.channel.id, card.raw.id).flags |= HAS_THREAD
    archived_while_edited: list[bool] = []
    edit = discord.Message.edit

    async def noting(message: discord.Message, **changes: Any) -> discord.Message:
        if message.channel.id == thread.id:
            fetched = await place.env.bot.fetch_channel(thread.id)
            archived_while_edited.append(fetched.archived)
        return await edit(message, **changes)

    monkeypatch.setattr(discord.Message, "edit", noting)
    await withdraw(place, quote)
    assert WITHDRAWN in now(answer, inside).text
    assert WITHDRAWN in now(card, place.channel).text
    assert archived_while_edited == [False]
    again = await place.env.bot.fetch_channel(thread.id)
    assert isinstance(again, discord.Thread)
    assert (again.name, again.archived) == (amending.WITHDRAWN_THREAD, True)
    await undo(place)
    assert (await place.env.bot.fetch_channel(thread.id)).name == thread.name


def test_all_that_articles_can_be_corrected_in_fits_one_message() -> None:
    long = " ".join(["Interminable"] * 20)
    text = "A long sentence that goes on and on about the ports of the islands. " * 12
    articles = [an_article(text, number=n, voice=n) for n in range(1, MOST_PANELS + 1)]
    quotes = [a_quote(article) for article in articles]
    voices = {article.voice: a_voice(article) for article in articles}
    embeds: list[discord.Embed] = [
        panel(Panel(a_voice(q.article), q.article, (q,), 1, 9), FOR_PANELS // MOST_PANELS)
        for q in quotes
    ]
    made = [
        [
            Correction(f"{q.article.id}{subject}", 7, subject, anchor_of(q, ()), START, long, long)
            for subject in (Subject.TITLE, Subject.AUTHORS, Subject.OUTLET)
        ]
        for q in quotes
    ]
    shown = [Shown(number, "panel", quote.ref, "") for number, quote in enumerate(quotes)]
    standings = [Standing(q, tuple(each)) for q, each in zip(quotes, made, strict=True)]
    new = amended(embeds, shown, standings, voices)
    assert total(new) <= 6000
    assert [len(embed.fields) for embed in new] == [3] * MOST_PANELS
    told = [field.value for embed in new for field in embed.fields]
    assert 0 < told.count(SHORT) < len(told)
    assert told[0] != SHORT
    untouched = [Standing(quote) for quote in quotes]
    restored = amended(new, shown, untouched, voices)
    assert [each.to_dict() for each in restored] == [each.to_dict() for each in embeds]
    assert amended(embeds, shown, untouched, voices) == embeds


async def test_quotes_that_left_the_library_stay_as_they_were_shown(place: Place) -> None:
    answer = await place.ask("compare", topic="sanctions")
    before = now(answer, place.channel)
    quotes = await quotes_of(place, answer)
    corrections, at = place.library.corrections, place.env.bot.clock.now()
    report = await corrections.report(place.guild.id, quotes[0], Complaint.OTHER, "Hm.", at)
    standing = corrections.standing

    async def without_the_first(*words: Any) -> list[Standing]:
        first, *others = await standing(*words)
        return [replace(first, quote=None), *others]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(corrections, "standing", without_the_first)
        await corrections.withdraw(place.guild.id, report.key, at)
        await place.env.settle()
    edited = now(answer, place.channel)
    same_article = [q for q in quotes if q.article.id == quotes[0].article.id]
    if len(same_article) == 1:
        assert shape(edited) == shape(before)
    else:  # nothing can be said of its words, so they are not shown beside the others
        assert "Words that have left the library: 1." in fields(edited).values()
        assert " ".join(quotes[0].text.split())[:40] not in edited.text


def posting(server: int, name: str) -> Posting:
    return Posting(server, name, "c", 1, 2, ())


def test_servers_take_turns() -> None:
    assert [
        (each.server, each.name)
        for each in amending.in_turn(
            [posting(1, "a"), posting(1, "b"), posting(1, "c"), posting(2, "d"), posting(2, "e")]
        )
    ] == [(1, "a"), (2, "d"), (1, "b"), (2, "e"), (1, "c")]
