"""Citations in five styles, of what is known, of what is inferred, and of what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.cite import Style, cite
from bot.model import Article, Basis
from tests.commands.examples import a_quote, an_article

ONE = an_article("Peace is possible.", title="On peace", authors=("Ann B. Smith",))
FOUR = an_article(
    title="Why?", authors=("A One", "B Two", "C van Three", "D Four Jr."), published="2025-03"
)
BARE = an_article(title=None, outlet=None, authors=None, published=None, url=None)
INFERRED = an_article(title="On peace", authors=("Ann Smith",), basis=Basis.INFERRED, url=None)
AT = "https://example.org/a"


@pytest.mark.parametrize(
    ("article", "style", "citation"),
    [
        (ONE, Style.CHICAGO, f"Ann B. Smith, “On peace,” An outlet, May 20, 2025, {AT}."),
        (ONE, Style.APA, f"Smith, A. B. (2025, May 20). On peace. An outlet. {AT}"),
        (ONE, Style.MLA, f"Smith, Ann B. “On peace.” An outlet, 20 May 2025, {AT}."),
        (
            ONE,
            Style.BIBTEX,
            (
                "@misc{smith2025peace,\n  author = {Smith, Ann B.},\n  title = {{On peace}},\n"
                "  howpublished = {An outlet},\n  year = {2025},\n  month = may,\n  day = {20},\n"
                f"  url = {{{AT}}},\n}}"
            ),
        ),
        (
            ONE,
            Style.MARKDOWN,
            (
                "> Peace is possible.\n>\n"
                f"> — Ann B. Smith, [On peace](<{AT}>), An outlet, 20 May 2025"
            ),
        ),
        (FOUR, Style.CHICAGO, f"A One et al., “Why?,” An outlet, March 2025, {AT}."),
        (
            FOUR,
            Style.APA,
            "One, A., Two, B., van Three, C., & Four, D., Jr. (2025, March). Why? An outlet. " + AT,
        ),
        (FOUR, Style.MLA, f"One, A, et al. “Why?” An outlet, Mar. 2025, {AT}."),
        (BARE, Style.CHICAGO, "Untitled article beginning “One sentence.”, n.d."),
        (BARE, Style.APA, "[untitled article beginning “One sentence.”]. (n.d.)."),
        (BARE, Style.MLA, "Untitled article beginning “One sentence.”"),
        (
            BARE,
            Style.MARKDOWN,
            (
                "> One sentence. Another one.\n>\n"
                "> — author not stated, untitled article beginning “One sentence.”"
            ),
        ),
        (INFERRED, Style.CHICAGO, "[Ann Smith], “[On peace],” [An outlet], [May 20, 2025]."),
        (INFERRED, Style.MLA, "[Smith, Ann]. “[On peace].” [An outlet], [20 May 2025]."),
    ],
)
def test_an_article_is_cited_in_its_style(article: Article, style: Style, citation: str) -> None:
    assert cite(a_quote(article), style) == citation


@pytest.mark.parametrize(
    ("speaker", "style", "part"),
    [
        ("Carl Doe", Style.CHICAGO, "Carl Doe, quoted in Ann B. Smith, “On peace,”"),
        (None, Style.CHICAGO, "Speaker not stated, quoted in Ann B. Smith,"),
        ("Carl Doe", Style.APA, "\nIn the text: (Doe, as cited in Smith, 2025)"),
        ("Carl Doe", Style.MLA, "\nIn the text: (Carl Doe, qtd. in Smith)"),
        ("Carl Doe", Style.BIBTEX, "note = {Quoted: Carl Doe}"),
        ("Carl Doe", Style.MARKDOWN, "> — Carl Doe, quoted by Ann B. Smith,"),
    ],
)
def test_a_quoted_person_is_never_cited_as_the_author(
    speaker: str | None, style: Style, part: str
) -> None:
    assert part in cite(a_quote(ONE, quoted=True, speaker=speaker), style)


@pytest.mark.parametrize(
    ("claimant", "style", "part"),
    [
        ("Carl Doe", Style.MARKDOWN, "> — Ann B. Smith, reporting what Carl Doe says,"),
        (None, Style.MARKDOWN, "> — Ann B. Smith, reporting what others say,"),
        ("Carl Doe", Style.BIBTEX, "note = {The author, reporting what Carl Doe says}"),
    ],
)
def test_a_report_is_cited_as_the_authors_and_says_so(
    claimant: str | None, style: Style, part: str
) -> None:
    assert part in cite(a_quote(ONE, reported=True, claimant=claimant), style)


@pytest.mark.parametrize("style", [Style.CHICAGO, Style.APA, Style.MLA])
def test_a_report_is_cited_like_any_words_of_the_author(style: Style) -> None:
    assert cite(a_quote(ONE, reported=True, claimant="Carl Doe"), style) == cite(
        a_quote(ONE), style
    )


@pytest.mark.parametrize("style", Style)
@given(st.text(min_size=1), st.text().filter(str.strip), st.text().filter(str.strip))
def test_anything_can_be_cited(style: Style, text: str, title: str, name: str) -> None:
    article = an_article(text, title=title, authors=(name,))
    assert cite(a_quote(article), style)


@given(st.text().filter(str.strip))
def test_bibtex_has_its_braces_in_pairs(title: str) -> None:
    entry = cite(a_quote(an_article(title=title, outlet=title)), Style.BIBTEX)
    bare = entry.replace("\\{", "").replace("\\}", "")
    assert bare.count("{") == bare.count("}")
