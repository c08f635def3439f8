"""Cards: verbatim words, who says them, where, and how that is known, within Discord's limits."""

from __future__ import annotations

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.compare import Panel
from bot.answers.context import Context
from bot.model import Article, Basis, Quote, Span
from commands.argues import group
from commands.compare import FOR_PANELS, MOST_PANELS, panel
from commands.ui.cards import card, notice, said_by, said_by_others, speaker_of, total
from commands.ui.colours import PALETTE, colour_of
from commands.ui.cutting import CUT
from commands.ui.markdown import size
from commands.ui.quotes import address, context_card, quote_view, read_address
from tests.commands.discord_markdown import read
from tests.commands.examples import a_quote, a_voice, an_article

any_text = st.text(max_size=60) | st.sampled_from(
    ["*" * 5000, "a\n" * 3000, "x" * 9000, "a. " * 2000]
)


@st.composite
def any_quote(draw: st.DrawFn) -> Quote:
    text = draw(any_text.filter(bool))
    name = st.none() | any_text.filter(str.strip)
    authors = draw(st.none() | st.lists(any_text.filter(str.strip), min_size=1, max_size=3))
    article = an_article(
        text,
        title=draw(name),
        outlet=draw(name),
        authors=tuple(authors) if authors else None,
        published=draw(st.none() | st.just("2025-05")),
        url=draw(st.none() | any_text.map(lambda path: f"https://example.org/{path}")),
        basis=draw(st.sampled_from([Basis.DECLARED, Basis.INFERRED])),
    )
    return a_quote(article, speaker=draw(name), quoted=draw(st.booleans()))


def assert_fits(*embeds: discord.Embed) -> None:
    assert len(embeds) <= 10
    assert total(embeds) <= 6000
    for embed in embeds:
        assert size(embed.title or "") <= 256
        assert size(embed.description or "") <= 4096
        assert size(embed.author.name or "") <= 256
        assert size(embed.footer.text or "") <= 2048


@settings(deadline=None, max_examples=40)
@given(any_quote(), any_text, any_text)
def test_any_quote_makes_a_card_that_discord_takes(quote: Quote, header: str, note: str) -> None:
    other = an_article(outlet="Another outlet", number=2)
    assert_fits(card(quote, a_voice(quote.article, other), header=header, note=note))


@settings(deadline=None, max_examples=40)
@given(any_quote(), st.integers(0, 3000), st.integers(0, 3000))
def test_any_context_makes_a_card_that_discord_takes(quote: Quote, before: int, after: int) -> None:
    length = len(quote.article.text)
    span = Span(min(before, length - 1), max(min(before, length - 1) + 1, length - after))
    around = Quote(quote.article, span, quote.spoken_by, quote.speaker)
    assert_fits(context_card(Context(around, Span(0, length))))


@settings(deadline=None, max_examples=40)
@given(st.lists(any_quote(), min_size=1, max_size=MOST_PANELS))
def test_any_panels_fit_one_message_together(quotes: list[Quote]) -> None:
    embeds: list[discord.Embed] = [
        panel(
            Panel(a_voice(quote.article), quote.article, (quote, quote), 10**4, 10**5),
            FOR_PANELS // len(quotes),
        )
        for quote in quotes
    ]
    assert_fits(*embeds)
    assert total(embeds) <= FOR_PANELS


@settings(deadline=None, max_examples=40)
@given(st.lists(any_quote(), min_size=1, max_size=3))
def test_any_article_of_an_argument_fits(quotes: list[Quote]) -> None:
    from bot.answers.argues import Argument

    article = quotes[0].article
    assert_fits(group(Argument(a_voice(article), article, tuple(quotes))))


@settings(deadline=None, max_examples=40)
@given(any_text)
def test_any_notice_fits_and_is_plain(text: str) -> None:
    embed = notice(text)
    assert_fits(embed)
    assert read(embed.description or "")[1] == set()


def test_a_card_shows_the_words_who_says_them_and_where() -> None:
    first = an_article("Peace *is* possible.")
    second = an_article(outlet="Another outlet", number=2)
    embed = card(a_quote(first), a_voice(first, second), header="peace · 1 of 2")
    assert embed.description == (
        "> Peace \\*is\\* possible.\n\n— **First Author**\n[A title](https://example.org/a)"
    )
    assert embed.footer.text == "An outlet · 20 May 2025 · also in Another outlet"
    assert embed.author.name == "peace · 1 of 2"


def test_what_is_cut_is_marked_outside_the_quote() -> None:
    description = card(a_quote(an_article("A sentence of some length. " * 200))).description or ""
    quote, _, rest = description.partition("\n\n")
    assert quote.startswith("> A sentence")
    assert quote.endswith("length.")
    assert rest.startswith(f"{CUT}\n— ")


@pytest.mark.parametrize(
    ("authors", "basis", "quoted", "speaker", "line"),
    [
        (("A B",), Basis.DECLARED, False, "A B", "— **A B**"),
        (("A B", "C D"), Basis.TEXT, False, None, "— **A B and C D**"),
        (("A", "B", "C"), Basis.TEXT, False, None, "— **A, B and C**"),
        (("A B",), Basis.INFERRED, False, "A B", "— **A B** (inferred)"),
        (None, Basis.DECLARED, False, None, "— author not stated"),
        (("A B",), Basis.DECLARED, True, "E F", "— said by **E F**, quoted by A B"),
        (("A B",), Basis.INFERRED, True, "E F", "— said by **E F**, quoted by A B (inferred)"),
        (("A B",), Basis.TEXT, True, None, "— speaker not stated, quoted by A B"),
        (
            None,
            Basis.TEXT,
            True,
            "E F",
            "— said by **E F**, quoted in an article without a stated author",
        ),
    ],
)
def test_every_quote_names_who_says_it(
    authors: tuple[str, ...] | None, basis: Basis, quoted: bool, speaker: str | None, line: str
) -> None:
    article = an_article(authors=authors, basis=basis)
    assert said_by(a_quote(article, quoted=quoted, speaker=speaker)) == line


@pytest.mark.parametrize(
    ("authors", "claimant", "line", "short"),
    [
        (
            ("Una Writer",),
            "Otto Ruler",
            "— **Una Writer**, reporting what **Otto Ruler** says",
            "Una Writer (reporting Otto Ruler)",
        ),
        (
            ("Una Writer",),
            None,
            "— **Una Writer**, reporting what others say",
            "Una Writer (reporting others)",
        ),
        (
            None,
            "Otto *Ruler*",
            "— author not stated, reporting what **Otto \\*Ruler\\*** says",
            "Author not stated (reporting Otto *Ruler*)",
        ),
    ],
)
def test_a_report_says_whose_claim_it_is(
    authors: tuple[str, ...] | None, claimant: str | None, line: str, short: str
) -> None:
    quote = a_quote(an_article(authors=authors), reported=True, claimant=claimant)
    assert said_by(quote) == line
    assert speaker_of(quote) == short
    assert "reporting what" in said_by_others(quote)


def test_a_quoted_speaker_is_told_at_a_glance() -> None:
    quote = a_quote(quoted=True, speaker="Otto Ruler")
    assert said_by_others(quote) == "— said by **Otto Ruler**, quoted"
    assert speaker_of(quote) == "Otto Ruler (quoted)"
    assert said_by_others(a_quote(quoted=True)) == "— speaker not stated, quoted"
    assert said_by_others(a_quote()) == ""


@pytest.mark.parametrize(
    ("article", "title", "origin"),
    [
        (an_article(), "[A title](https://example.org/a)", "An outlet · 20 May 2025"),
        (an_article(url=None), "A title", "An outlet · 20 May 2025"),
        (an_article(url="file:///etc"), "A title", "An outlet · 20 May 2025"),
        (
            an_article(published="2025-05"),
            "[A title](https://example.org/a)",
            "An outlet · May 2025",
        ),
        (an_article(published="2025"), "[A title](https://example.org/a)", "An outlet · 2025"),
        (
            an_article(published=None, outlet=None, url=None),
            "A title",
            "outlet not known · date not known",
        ),
        (
            an_article(title=None, url=None),
            "Untitled, begins “One sentence.”",
            "An outlet · 20 May 2025",
        ),
        (
            an_article(basis=Basis.INFERRED, url=None),
            "A title (inferred)",
            "An outlet (inferred) · 20 May 2025 (inferred)",
        ),
    ],
)
def test_a_card_says_what_is_known_and_how(article: Article, title: str, origin: str) -> None:
    embed = card(a_quote(article))
    assert (embed.description or "").split("\n")[-1] == title
    assert embed.footer.text == origin


def test_the_context_has_the_quote_in_bold_and_the_rest_as_it_was() -> None:
    text = "Before it. The *quote*. After it."
    quote = a_quote(an_article(text), Span(11, 23))
    shown = (context_card(Context(quote, Span(0, len(text)))).description or "").split("\n")[0]
    assert shown.replace("\u2060", "") == "> Before it. **The \\*quote\\*.** After it."


def test_voices_next_to_each_other_differ_in_colour() -> None:
    assert len({colour_of(number) for number in range(len(PALETTE))}) == len(PALETTE)


def test_the_buttons_of_a_quote_fit_whatever_its_address() -> None:
    article = an_article(number=10**17)
    quote = a_quote(article, Span(10**8, 10**8 + 1))
    view = quote_view(quote)
    assert view is not None
    for item in view.children:
        assert len(item.custom_id) <= 100  # type: ignore[attr-defined]
    assert read_address(address(quote.ref)) == quote.ref
