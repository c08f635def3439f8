"""Report under a quote, `/library reports` and `/library corrections`, and what they edit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest

from bot.brake import Brake
from bot.client import Commonplace
from bot.library import Library
from bot.library.corrections import NOT_OPEN
from bot.model import Complaint, Query, QuoteRef, Span
from commands.corrections import NO_CORRECTIONS, NO_REPORTS, UNCHANGED
from commands.report import OFTEN, THANKS
from commands.ui.actions import Button, button, menu, view_of
from commands.ui.cards import total
from commands.ui.quotes import GONE, address
from tests.commands.conftest import Answer, Place, answered
from tests.commands.test_qotd_command import HeldClock, pass_to, posts, set_up

SUNDAY = datetime(2026, 3, 29, 6, 30, tzinfo=UTC)
WITHDRAWN = "This quote was withdrawn by this server’s admins."
NO_RIGHT = "This needs a permission that you lack: Manage Server."
QUOTED = "We will continue to help"  # Tammy Bruce, in the seeds


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock()


@pytest.fixture
def simcord_bot(library: Library, clock: HeldClock) -> Commonplace:
    return Commonplace(library, clock)


@pytest.fixture(autouse=True)
def fresh_brake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commands.report._brake", Brake(OFTEN, timedelta(minutes=10)))


async def form(place: Place, message: Any, label: str, *, by: Any = None) -> Any:
    """A form that a button opens."""
    shown = await (by or place.member).click(message, label=label)
    assert shown.modal is not None, shown.response and shown.response.embeds[0].description
    return shown


async def fill(place: Place, shown: Any, *, by: Any = None, **values: Any) -> Answer:
    """Send a form in; what a menu in it is to have is put in a list, as Discord does."""
    given = {name: [value] if name == "what" else value for name, value in values.items()}
    return answered(await (by or place.member).submit_modal(shown, given))


def filled_in(shown: Any) -> dict[str, str]:
    """What stands in a form when it opens."""
    return {
        row["component"]["custom_id"]: row["component"].get("value", "")
        for row in shown.modal["components"]
    }


async def report(
    place: Place,
    message: Any,
    what: str = "context",
    text: str = "It is wrong.",
    *,
    by: Any = None,
) -> Answer:
    """Press Report on a message, and send the form in."""
    shown = await form(place, message, "Report", by=by)
    return await fill(place, shown, by=by, what=what, text=text)


async def opened(place: Place) -> Answer:
    """The latest report, as an admin opens it from the list."""
    listed = await place.ask("library reports", by=place.admin)
    return await place.choose(listed, listed.options[0]["value"], by=place.admin)


async def quotation(place: Place) -> Answer:
    """An answer with one quote that is somebody's whom the article quotes."""
    return await place.ask("verify", text=QUOTED)


def now(place: Place, message: Any) -> Answer:
    """A message as it stands."""
    (found,) = [each for each in place.channel.history() if each.id == message.id]
    return Answer(found, private=False, told="")


def fields(answer: Answer) -> dict[str, str]:
    return {f.name or "": f.value or "" for e in answer.embeds for f in e.fields}


async def test_a_member_reports_and_is_thanked_alone(place: Place) -> None:
    card = await place.ask("quote", topic="sanctions")
    thanks = await report(place, card.raw, "speaker", "It was *somebody* <@1> else.")
    assert thanks.private
    assert thanks.text == THANKS
    assert thanks.labels == []
    (kept,) = await place.library.corrections.reports(place.guild.id)
    assert kept.text == "It was *somebody* <@1> else."
    dump = await place.library._store.read(lambda db: "\n".join(db.conn.iterdump()))
    assert str(place.member.id) not in dump


async def test_the_form_is_sent_in_after_a_restart(place: Place, clock: HeldClock) -> None:
    card = await place.ask("quote", topic="sanctions")
    shown = await form(place, card.raw, "Report")
    place.blocking.deactivate()
    await place.env.restart_bot(Commonplace(place.library, clock))
    place.blocking.activate()
    assert (await fill(place, shown, what="other", text="Hm.")).text == THANKS
    shown = await form(place, card.raw, "Report")
    assert (await fill(place, shown, what="other", text="Hm?")).text == THANKS
    assert len(await place.library.corrections.reports(place.guild.id)) == 2


async def test_every_card_with_one_quote_has_the_button(place: Place) -> None:
    card = await place.ask("quote", topic="sanctions")
    assert "Report" in card.labels
    context = await place.press(card, "Context")
    assert (await report(place, context.raw)).text == THANKS
    compared = await place.ask("compare", topic="sanctions")
    chosen = await place.choose(compared, compared.options[0]["value"])
    assert (await report(place, chosen.raw)).text == THANKS
    assert "Report" in (await quotation(place)).labels


async def test_a_form_is_opened_before_any_work_and_then_acknowledged_first(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Promise 6: what the library takes is not waited for."""
    card = await place.ask("quote", topic="sanctions")
    answers: list[int] = []

    def callbacks() -> list[int]:
        requests = [r for r in place.env.http_requests if r.path.endswith("/callback")]
        return [request.json["type"] for request in requests]

    real = place.library._answer

    async def noted(*words: Any) -> Any:
        answers.append(len(callbacks()))
        return await real(*words)

    monkeypatch.setattr(place.library, "_answer", noted)
    place.env.backend.http_requests.clear()
    await report(place, card.raw)
    assert callbacks() == [9, 5]
    assert answers == [2]


async def test_a_form_that_is_not_ready_in_time_says_so(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    await report(place, (await quotation(place)).raw)
    card = await opened(place)
    monkeypatch.setattr("commands.corrections.PATIENCE", 0.0)
    for label in ("Correct speaker", "Correct article"):
        told = await place.press(card, label, by=place.admin)
        assert "I am busy just now." in told.text + told.told


async def test_what_is_no_text_is_kept_as_a_question_mark(place: Place) -> None:
    card = await place.ask("quote", topic="sanctions")
    assert (await report(place, card.raw, text="\ud800 is odd")).text == THANKS
    (kept,) = await place.library.corrections.reports(place.guild.id)
    assert kept.text == "? is odd"


async def test_nothing_but_white_space_says_nothing(place: Place) -> None:
    card = await place.ask("quote", topic="sanctions")
    told = await report(place, card.raw, text="   ")
    assert (
        "Please choose what is wrong, and say in a few words what it is." in told.text + told.told
    )


async def test_a_quote_that_is_gone_cannot_be_reported(place: Place) -> None:
    card = await place.ask("quote", topic="sanctions")
    shown = await form(place, card.raw, "Report")
    place.empty_the_library()
    told = await fill(place, shown, what="other", text="Hm.")
    assert GONE in told.text + told.told


async def test_who_reports_very_much_is_asked_to_wait(place: Place, clock: HeldClock) -> None:
    card = await place.ask("quote", topic="sanctions")
    for number in range(OFTEN):
        await report(place, card.raw, text=f"Number {number}")
    told = await place.press(card, "Report")
    assert "Please wait 10 minutes." in told.text + told.told
    assert (await report(place, card.raw, by=place.admin, text="Mine")).private
    clock.set(clock.now() + timedelta(minutes=10))
    assert (await report(place, card.raw, text="Later")).text == THANKS


async def test_admins_see_reports_and_open_them(place: Place) -> None:
    assert NO_REPORTS in (await place.ask("library reports", by=place.admin)).text
    card = await quotation(place)
    await report(place, card.raw, "speaker", "It was *somebody* <@1> else.")
    listed = await place.ask("library reports", by=place.admin)
    assert listed.private
    assert listed.embeds[0].title == "1 open report"
    assert (listed.embeds[0].fields[0].value or "").split("\n")[1:] == [
        "— Tammy Bruce (quoted), in Trump’s Russia–Ukraine Reset",
        "",
        "It was \\*somebody\\* \\<\\@1> else.",
    ]
    card = await opened(place)
    assert card.private
    assert QUOTED in card.text
    assert card.embeds[1].title == "Somebody else says it"
    assert "It was \\*somebody\\* \\<\\@1> else." in card.text
    assert card.embeds[1].footer.text == "28 March 2026"
    assert card.labels == ["Withdraw quote", "Correct speaker", "Correct article", "Dismiss"]
    assert total(card.embeds) <= 6000
    dismissed = await place.press(card, "Dismiss", by=place.admin)
    assert "nothing was changed" in dismissed.text
    assert NO_REPORTS in (await place.ask("library reports", by=place.admin)).text


async def test_an_authors_own_words_have_no_speaker_to_correct(place: Place) -> None:
    await report(place, (await place.ask("quote", topic="sanctions")).raw)
    assert (await opened(place)).labels == ["Withdraw quote", "Correct article", "Dismiss"]


async def test_an_admin_deals_with_their_own_report_at_once(place: Place) -> None:
    card = await place.ask("quote", topic="sanctions")
    reported = await report(place, card.raw, by=place.admin)
    assert reported.private
    assert "You can deal with it here and now" in reported.text
    done = await place.press(reported, "Withdraw quote", by=place.admin)
    assert done.embeds[0].title == "Done"
    assert "Withdrawn on 28 March 2026" in fields(done)
    assert await place.library.corrections.reports(place.guild.id) == []


async def test_a_withdrawn_quote_is_shown_no_more_and_its_message_is_edited(place: Place) -> None:
    card = await place.ask("quote", topic="sanctions")
    words = (card.embeds[0].description or "").split("\n")[0]
    await report(place, card.raw)
    done = await place.press(await opened(place), "Withdraw quote", by=place.admin)
    assert done.labels == []
    await place.env.settle()
    edited = now(place, card.raw)
    assert edited.embeds[0].author.name == "sanctions · 1 of 7"
    assert edited.embeds[0].description == (
        "Withdrawn by the admins of this server on 28 March 2026: misleading without its context."
    )
    for label in ("Context", "Cite", "Discuss"):
        told = await place.press(card, label)
        assert WITHDRAWN in told.text + told.told, label
    told = await report(place, card.raw)
    assert WITHDRAWN in told.text + told.told
    turned = await place.press(card, "Next")
    assert turned.embeds[0].author.name == "sanctions · 2 of 7"
    back = await place.press(turned, "Back")
    assert WITHDRAWN in back.text
    assert back.labels == ["Back", "Next"]
    again = await place.ask("quote", topic="sanctions")
    assert words not in again.text
    # An answer that has been turned since is left alone.
    await place.press(back, "Next")
    (correction,) = [c for c, _ in await place.library.corrections.all(place.guild.id)]
    await place.library.corrections.undo(place.guild.id, correction.key)
    await place.env.settle()
    assert now(place, card.raw).embeds[0].author.name == "sanctions · 2 of 7"


async def test_a_withdrawal_is_undone_and_the_message_is_as_before(place: Place) -> None:
    card = await place.ask(
        "quote", topic="minerals deal Ukraine investment stability chromodynamics"
    )
    before = card.embeds[0].to_dict()
    await report(place, card.raw)
    await place.press(await opened(place), "Withdraw quote", by=place.admin)
    await place.env.settle()
    assert "Withdrawn by" in now(place, card.raw).text
    assert "chromodynamics" in now(place, card.raw).text
    listed = await place.ask("library corrections", by=place.admin)
    assert listed.private
    assert "1 · Withdrawn on 28 March 2026" in fields(listed)
    undone = await place.press(listed, "Undo 1", by=place.admin)
    assert "That is undone." in undone.text
    await place.env.settle()
    assert now(place, card.raw).embeds[0].to_dict() == before
    assert NO_CORRECTIONS in (await place.ask("library corrections", by=place.admin)).text


async def test_the_thread_of_a_withdrawn_quote_bears_its_words_no_more(place: Place) -> None:
    card = await place.ask("quote", topic="sanctions", author="Stefan Wolff")
    await place.press(card, "Discuss")

    def name() -> str:
        (thread,) = place.env.bot.get_guild(place.guild.id).threads
        return str(thread.name)

    before = name()
    assert before.startswith("Stefan Wolff: ")
    await report(place, card.raw)
    await place.press(await opened(place), "Withdraw quote", by=place.admin)
    await place.env.settle()
    assert name() == "Withdrawn quote"
    listed = await place.ask("library corrections", by=place.admin)
    await place.press(listed, "Undo 1", by=place.admin)
    await place.env.settle()
    assert name() == before


async def test_a_thread_that_was_renamed_keeps_its_name(place: Place) -> None:
    card = await place.ask("quote", topic="sanctions")
    await place.press(card, "Discuss")
    (thread,) = place.env.bot.get_guild(place.guild.id).threads
    await thread.edit(name="Our debate")
    await report(place, card.raw)
    await place.press(await opened(place), "Withdraw quote", by=place.admin)
    await place.env.settle()
    (thread,) = place.env.bot.get_guild(place.guild.id).threads
    assert thread.name == "Our debate"


async def test_an_answer_of_verify_loses_the_words_that_are_withdrawn(place: Place) -> None:
    answer = await quotation(place)
    before = answer.embeds[0].to_dict()
    assert len(answer.embeds) == 2
    await report(place, answer.raw)
    await place.press(await opened(place), "Withdraw quote", by=place.admin)
    await place.env.settle()
    # What a member pasted stays; what the library had to show goes.
    edited = now(place, answer.raw)
    assert edited.embeds[0].to_dict() == before
    (shown,) = edited.embeds[1:]
    assert shown.description == (
        "Withdrawn by the admins of this server on 28 March 2026: misleading without its context.\n"
        "\nTrump’s Russia–Ukraine Reset"
    )
    listed = await place.ask("library corrections", by=place.admin)
    await place.press(listed, "Undo 1", by=place.admin)
    await place.env.settle()
    edited = now(place, answer.raw)
    assert edited.embeds[0].to_dict() == before
    assert len(edited.embeds) == 2
    assert QUOTED in (edited.embeds[1].description or "")
    assert "— said by **Tammy Bruce**, quoted by Andrew Day" in edited.text


async def test_a_speaker_is_corrected_and_undone(place: Place) -> None:
    answer = await quotation(place)
    before = [embed.to_dict() for embed in answer.embeds]
    assert "— said by **Tammy Bruce**, quoted by Andrew Day" in answer.text
    await report(place, answer.raw, "speaker")
    card = await opened(place)
    shown = await form(place, card.raw, "Correct speaker", by=place.admin)
    field = shown.modal["components"][0]["component"]
    assert field["value"] == "Tammy Bruce"
    done = await fill(place, shown, by=place.admin, speaker="  Una   Writer ")
    assert (
        "The speaker was **Tammy Bruce**, is **Una Writer**."
        in fields(done)["Corrected on 28 March 2026"]
    )
    await place.env.settle()
    # The answer of /verify keeps its words, and says below them what was corrected.
    edited = now(place, answer.raw)
    first, shown = edited.embeds
    assert first.to_dict() == before[0]
    words = before[1]["description"].split("\n")[0]
    assert (shown.description or "").split("\n")[:3] == [
        words,
        "",
        "— said by **Una Writer** (corrected), quoted by Andrew Day",
    ]
    assert fields(edited) == {
        "Corrected on 28 March 2026": "The speaker was **Tammy Bruce**, is **Una Writer**."
    }
    again = await quotation(place)
    assert "— said by **Una Writer** (corrected), quoted by Andrew Day" in again.text
    choices = await place.member.autocomplete(place.channel, "argues", "who", "una", topic="x")
    assert [choice["value"] for choice in choices] == ["Una Writer"]
    listed = await place.ask("library corrections", by=place.admin)
    await place.press(listed, "Undo 1", by=place.admin)
    await place.env.settle()
    assert [embed.to_dict() for embed in now(place, answer.raw).embeds] == before
    assert "— said by **Tammy Bruce**, quoted by Andrew Day" in (await quotation(place)).text


async def test_an_article_is_corrected_field_by_field(place: Place) -> None:
    card = await place.ask("quote", topic="sanctions", author="Stefan Wolff")
    header = card.embeds[0].author.name
    await report(place, card.raw, "facts")
    shown = await form(place, (await opened(place)).raw, "Correct article", by=place.admin)
    values = filled_in(shown)
    assert values["authors"] == "Stefan Wolff"
    assert values["date"] == "2025-05-20"
    changed = {**values, "authors": "Una Writer\nAda Example", "date": "2025-06", "outlet": ""}
    done = await fill(place, shown, by=place.admin, **changed)
    text = "\n".join(f.value or "" for f in done.embeds[0].fields)
    assert "The author was **Stefan Wolff**, is **Una Writer and Ada Example**." in text
    assert "The date was **20 May 2025**, is **June 2025**." in text
    assert "is not known." in text
    await place.env.settle()
    edited = now(place, card.raw)
    assert "— **Una Writer and Ada Example** (corrected)" in edited.text
    assert "outlet not known · June 2025 (corrected)" in edited.text
    assert len(edited.embeds[0].fields) == 3
    assert edited.embeds[0].fields[0].name == "Corrected on 28 March 2026"
    assert edited.embeds[0].author.name == header
    article = await place.ask("library show", article="For the sake of a reset")
    assert "**Date** June 2025 (corrected by this server’s admins)" in article.text
    assert "**Outlet** not known" in article.text
    cited = await place.press(card, "Cite")
    assert "[Una Writer and Ada Example]" in cited.text


async def test_a_form_changes_only_what_was_changed_in_it(place: Place) -> None:
    """Another admin's correction, made while the form was open, is not taken back."""
    card = await place.ask("quote", topic="sanctions", author="Stefan Wolff")
    await report(place, card.raw, "facts", "The date is wrong.")
    await report(place, card.raw, "facts", "The outlet is wrong.")
    listed = await place.ask("library reports", by=place.admin)
    early, late = [
        await form(
            place,
            (await place.choose(listed, key, by=place.admin)).raw,
            "Correct article",
            by=place.admin,
        )
        for key in (listed.options[0]["value"], listed.options[1]["value"])
    ]
    await fill(place, late, by=place.admin, **{**filled_in(late), "outlet": "The Example"})
    await fill(place, early, by=place.admin, **{**filled_in(early), "date": "2025-06"})
    made = [correction for correction, _ in await place.library.corrections.all(place.guild.id)]
    assert {(each.subject.value, each.value) for each in made} == {
        ("date", "2025-06"),
        ("outlet", "The Example"),
    }


async def test_a_name_that_was_two_is_written_on_two_lines(place: Place) -> None:
    await report(
        place, (await place.ask("quote", topic="sanctions", author="Stefan Wolff")).raw, "facts"
    )
    shown = await form(place, (await opened(place)).raw, "Correct article", by=place.admin)
    await fill(place, shown, by=place.admin, **{**filled_in(shown), "authors": "Stefan\nWolff"})
    ((made, _),) = await place.library.corrections.all(place.guild.id)
    assert (made.subject.value, made.value) == ("authors", "Stefan\nWolff")


async def test_what_a_form_can_not_show_whole_is_not_changed_by_it(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commands.corrections.LONGEST_TITLE", 12)
    card = await place.ask("quote", topic="sanctions", author="Stefan Wolff")
    await report(place, card.raw, "facts")
    shown = await form(place, (await opened(place)).raw, "Correct article", by=place.admin)
    values = filled_in(shown)
    assert len(values["title"]) == 12
    await fill(place, shown, by=place.admin, **{**values, "date": "2025-06"})
    made = [correction for correction, _ in await place.library.corrections.all(place.guild.id)]
    assert [each.subject.value for each in made] == ["date"]


async def test_a_date_that_is_none_is_told_and_changes_nothing(place: Place) -> None:
    await report(place, (await place.ask("quote", topic="sanctions")).raw, "facts")
    shown = await form(place, (await opened(place)).raw, "Correct article", by=place.admin)
    told = await fill(place, shown, by=place.admin, date="last week")
    assert "'last week' is not a date: write 2025, 2025-05 or 2025-05-20." in told.text + told.told
    assert await place.library.corrections.all(place.guild.id) == []
    assert len(await place.library.corrections.reports(place.guild.id)) == 1


async def test_what_is_left_as_it_is_is_no_correction(place: Place) -> None:
    await report(place, (await quotation(place)).raw, "speaker")
    shown = await form(place, (await opened(place)).raw, "Correct speaker", by=place.admin)
    told = await fill(place, shown, by=place.admin, speaker="Tammy Bruce")
    assert UNCHANGED in told.text
    assert await place.library.corrections.all(place.guild.id) == []


async def test_a_quote_of_the_day_is_edited_even_after_a_restart(
    place: Place, clock: HeldClock
) -> None:
    await set_up(place)
    await pass_to(place, clock, SUNDAY)
    (post,) = posts(place)
    await report(place, post, "unfit")
    # Discord fails; the next start tries again.
    path = f"/channels/{place.channel.id}/messages/{post.id}"
    place.env.inject_error("PATCH", path, status=500, times=20)
    await place.press(await opened(place), "Withdraw quote", by=place.admin)
    await place.env.settle()
    assert now(place, post).text == Answer(post, private=False, told="").text
    (waiting,) = await place.library.messages.to_edit()
    assert waiting.message == post.id
    place.blocking.deactivate()
    await place.env.restart_bot(Commonplace(place.library, clock))
    await place.env.settle()
    for minutes in range(5, 120, 5):
        await pass_to(place, clock, SUNDAY + timedelta(minutes=minutes))
    (edited,) = posts(place)
    assert edited.embeds[0].description == (
        "Withdrawn by the admins of this server on 29 March 2026: not fit for this server."
    )
    assert await place.library.messages.to_edit() == []


@pytest.mark.parametrize("status", [403, 404])
async def test_a_message_that_cannot_be_edited_is_given_up(place: Place, status: int) -> None:
    card = await place.ask("quote", topic="sanctions")
    await report(place, card.raw)
    path = f"/channels/{place.channel.id}/messages/{card.raw.id}"
    place.env.inject_error("GET", path, status=status)
    await place.press(await opened(place), "Withdraw quote", by=place.admin)
    await place.env.settle()
    assert await place.library.messages.to_edit() == []
    assert now(place, card.raw).text == card.text


async def test_a_quote_withdrawn_before_its_time_is_not_posted(
    place: Place, clock: HeldClock
) -> None:
    await set_up(place)
    preview = await place.ask("qotd preview", by=place.admin)
    unwanted = preview.embeds[0].description
    reported = await report(place, preview.raw, by=place.admin)
    await place.press(reported, "Withdraw quote", by=place.admin)
    await pass_to(place, clock, SUNDAY)
    (post,) = posts(place)
    assert post.embeds[0].description != unwanted


@pytest.mark.parametrize("command", ["library reports", "library corrections"])
async def test_a_member_may_not_see_them(place: Place, command: str) -> None:
    told = await place.ask(command)
    assert told.private
    assert NO_RIGHT in told.text


async def planted(place: Place, channel: Any, items: list[discord.ui.Item[Any]]) -> Any:
    """A message of the bot's with such buttons, as if they had been made up."""
    found = place.env.bot.get_channel(channel.id)
    return await found.send("Here", view=view_of(items))


async def test_a_member_who_gets_at_an_admins_buttons_can_do_nothing(place: Place) -> None:
    await report(place, (await quotation(place)).raw)
    (kept,) = await place.library.corrections.reports(place.guild.id)
    actions = ["withdraw", "speaker", "article", "dismiss", "undo"]
    forged = await planted(place, place.channel, [button(a, kept.key, a) for a in actions])
    for action in actions:
        result = await place.member.click(forged, label=action)
        assert result.modal is None
        told = answered(result)
        assert NO_RIGHT in told.text + told.told, action
    options = [(kept.key, "x", "")]
    opening = await planted(place, place.channel, [menu("report", "", "x", options)])
    told = answered(await place.member.select(opening, [kept.key]))
    assert NO_RIGHT in told.text + told.told
    assert await place.library.corrections.reports(place.guild.id) == [kept]
    assert await place.library.corrections.all(place.guild.id) == []


async def test_who_lost_the_right_while_the_form_was_open_changes_nothing(place: Place) -> None:
    await report(place, (await quotation(place)).raw)
    shown = await form(place, (await opened(place)).raw, "Correct speaker", by=place.admin)
    place.env.backend.get_member(place.guild.id, place.admin.id).role_ids.clear()
    told = await fill(place, shown, by=place.admin, speaker="Una Writer")
    assert NO_RIGHT in told.text + told.told
    assert await place.library.corrections.all(place.guild.id) == []


async def test_an_admin_elsewhere_can_do_nothing_with_a_made_up_button(place: Place) -> None:
    guild = place.env.create_guild("Elsewhere")
    channel = guild.create_text_channel("general")
    managers = guild.create_role("admins", permissions=discord.Permissions(manage_guild=True))
    other = guild.add_member(place.env.create_user("other"), roles=[managers])
    first = await quotation(place)
    await report(place, first.raw, "speaker")
    (kept,) = await place.library.corrections.reports(place.guild.id)
    assert NO_REPORTS in answered(await other.slash(channel, "library reports")).text
    actions = ["withdraw", "speaker", "article", "dismiss"]
    forged = await planted(place, channel, [button(a, kept.key, a) for a in actions])
    for action in actions:
        told = answered(await other.click(forged, label=action))
        assert "dealt with already" in told.text + told.told, action
    options = [(kept.key, "x", "")]
    opening = await planted(place, channel, [menu("report", "", "x", options)])
    told = answered(await other.select(opening, [kept.key]))
    assert NOT_OPEN in told.text + told.told
    # What is corrected here is as it was there, and can't be undone from there.
    shown = await form(place, (await opened(place)).raw, "Correct speaker", by=place.admin)
    await fill(place, shown, by=place.admin, speaker="Una Writer")
    ((correction, _),) = await place.library.corrections.all(place.guild.id)
    undoing = await planted(place, channel, [button("undo", correction.key, "undo")])
    told = answered(await other.click(undoing, label="undo"))
    assert "undone already" in told.text + told.told
    there = answered(await other.slash(channel, "verify", text=QUOTED))
    assert "— said by **Tammy Bruce**, quoted by" in there.text
    assert "— said by **Una Writer** (corrected), quoted by" in (await quotation(place)).text
    assert NO_CORRECTIONS in answered(await other.slash(channel, "library corrections")).text


async def test_many_reports_are_paged(place: Place) -> None:
    found = await place.library.quote(Query("sanctions", server=place.guild.id, limit=7))
    when = datetime(2026, 3, 28, tzinfo=UTC)
    for number, quote in enumerate(found.quotes):
        await place.library.corrections.report(
            place.guild.id,
            quote,
            Complaint.OTHER,
            "*" * 500,
            when + timedelta(hours=number),
        )
    first = await place.ask("library reports", by=place.admin)
    assert first.embeds[0].title == "7 open reports"
    assert len(first.options) == 5
    assert total(first.embeds) <= 6000
    second = await place.press(first, "Next", by=place.admin)
    assert len(second.options) == 2


async def test_the_button_of_a_report_that_is_closed_says_so(place: Place) -> None:
    await report(place, (await quotation(place)).raw)
    card, other = await opened(place), await opened(place)
    await place.press(card, "Dismiss", by=place.admin)
    for label in ("Withdraw quote", "Correct speaker", "Correct article", "Dismiss"):
        told = await place.press(other, label, by=place.admin)
        assert "dealt with already" in told.text + told.told, label


def test_an_address_leaves_room_for_the_longest_action() -> None:
    ref = QuoteRef(10**17, Span(10**8, 10**9 - 1), "0123456789abcdef")
    assert len(f"fill:report:{address(ref)}") <= 100
    assert isinstance(button("report", address(ref), "Report"), Button)
