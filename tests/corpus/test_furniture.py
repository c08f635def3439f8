"""What is not the article, what its headings are, and what both say of it."""

from __future__ import annotations

import pytest

from bot.corpus import Declared, annotate_text
from bot.model import Article, Basis, Fact, PartialDate

BODY = (
    "The harbour was rebuilt in less than a year, although nobody who knew the town had expected "
    "that it would be, and the ships came back with the spring.\n"
    "What the council had promised was a pier; what it built was a breakwater, two docks and a "
    "road, and that is why the town still argues about the cost of it.\n"
)
MORE = (
    "In the autumn the question came back, because the fishers from the east side had counted "
    "their boats and found that there were fewer of them than in the year before.\n"
)


def reasons(text: str) -> dict[str, str]:
    article = annotate_text("a.txt", text)
    return {f.span.of(article.text): f.reason for f in article.furniture}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("0:00", "timestamp"),
        ("-12:59", "timestamp"),
        ("1:02:03", "timestamp"),
        ("The post A Harbour first appeared on The Gazette.", "footer"),
        ("Discussion about this podcast episode", "comments"),
        ("Discussion about this post", "comments"),
        ("12 Comments", "comments"),
        ("Leave a comment", "comments"),
        ("Read the whole study here.", "link"),
        ("Listen to the interview here", "link"),
        ("Continue reading", "link"),
        ("Read more: The town that argued", "link"),
        ("Share this article", "share line"),
        ("Facebook | Twitter | LinkedIn", "share line"),
        ("Subscribe now", "share line"),
        ("Advertisement", "advertisement"),
        ("Photo: One Photographer/Agency", "credit"),
        ("Tags: harbours, towns", "labels"),
        ("© 2025 The Gazette", "copyright"),
        ("https://example.org/a", "link"),
        ("* * *", "divider"),
        ("___.", "divider"),
        ("9:42 p.m.", "timestamp"),
        ("Watch the full interview below:", "link"),
        ("See the chart above.", "link"),
        ("“Related:”", "link"),
        ("More stories", "link"),
        ("Also on The Gazette:", "link"),
        ("Back to top", "link"),
        ("Skip to main content", "link"),
        ("Partial transcript as follows:", "link"),
        ("TWITTER.", "share line"),
        ("Follow Una Writer on Twitter @unawriter.", "share line"),
        ("Follow Una Writer on Facebook. Reach her at una@example.org.", "share line"),
        ("Twitter: @unawriter.", "contact"),
        ("@unawriter.", "contact"),
        ("EMAIL: una@example.org.", "contact"),
        ("Sign up for our weekly newsletter.", "newsletter"),
        ("For more, sign up for the Harbour newsletter.", "newsletter"),
        ("(Subscribe to our podcast on One Player or download it here.)", "newsletter"),
        ("You can receive this daily update via email! Just click here.", "newsletter"),
        ("Story continues below advertisement", "advertisement"),
        ("UNA Q. PHOTOGRAPHER via Getty Images.", "credit"),
        ("Agency/Getty Images", "credit"),
        ("(One Photographer/AFP/Getty Images)", "credit"),
        ("Photo by Una Photographer", "credit"),
        ("Photo courtesy of Una Photographer", "credit"),
        ("(h/t The Gazette.)", "credit"),
        ("- Reuters.", "credit"),
        (
            "Ships come into the harbour on May 20, 2025. (UNA PHOTOGRAPHER/AFP/Getty Images.)",
            "caption",
        ),
        ("Ships come into the harbour. Photo credit: Harbour Office.", "caption"),
        ("ABSTRACT.", "section label"),
        ("This material may not be published, broadcast, rewritten or redistributed.", "copyright"),
        ("Editor’s note: the second paragraph was corrected.", "correction"),
        ("Correction: An earlier version said that it was a pier.", "correction"),
        ("CORRECTION APPENDED.", "correction"),
        ("This story has been updated with comments from the council.", "correction"),
        ("Una Writer contributed reporting from Somewhere.", "contributors"),
        ("Una Writer and Otto Editor contributed to this report.", "contributors"),
        ("Additional reporting by Una Writer", "contributors"),
        ("Contributing: Una Writer, The Gazette", "contributors"),
        ("Read it as you like, the harbour stands.", None),
        ("Share prices fell.", None),
        ("Comments like these were heard all year.", None),
        ("It was 12:30 when the ships came.", None),
        ("The post of harbour master appeared first on nobody’s list.", None),
        ("Photography was forbidden.", None),
        ("The video was released via Flickr and seen by many.", None),
        ("He told it to Reuters.", None),
        ("Una Writer contributed to the rebuilding with much of her own money.", None),
        ("Photos by fishers hang in the hall.", None),
        ("See what the harbour has become, and tell me again.", None),
        ("Watch the ships: they come below the bridge at night.", None),
        ("Follow the ships on their way and you will understand.", None),
        ("Corrections were made.", None),
        ("The report was revised in May, and the pier was left out of it.", None),
        ("The rains contributed to this report’s delay of a month.", None),
        ("More is known of the ships now.", None),
        ("It was 9 p.m. when they came.", None),
        ("The town may not be published in any list.", None),
    ],
)
def test_lines_that_are_furniture_anywhere(line: str, reason: str | None) -> None:
    assert reasons(f"{BODY}{line}\n{MORE}").get(line) == reason


CLOSING = [
    ("This article is republished from The Gazette under a licence.", "republication"),
    ("This essay was originally published in The Gazette.", "republication"),
    ("An earlier version of this piece appeared in The Gazette in 2020.", "republication"),
    ("Join our mailing list.", "newsletter"),
    ("We hope you’ll share this letter with a friend.", "invitation"),
    ("If you enjoyed this piece, please share it.", "invitation"),
    ("Thanks for reading The Gazette.", "invitation"),
    ("Follow us on social media.", "invitation"),
    ("The views expressed here are the writer’s own.", "disclaimer"),
    ("Disclosure: the writer has a boat in the harbour.", "disclaimer"),
    ("We think that news should travel. Republish our stories for free.", "republication"),
    ("You may republish this article under a Creative Commons licence.", "republication"),
    ("Writer reported from Somewhere.", "contributors"),
    ("Una Writer is a professor of harbours at the University of Somewhere.", "about the authors"),
    ("Una Writer and Otto Editor are fellows at the Harbour Institute.", "about the authors"),
    ("Una Writer teaches history in Somewhere.", "about the authors"),
    ("The author is a harbour engineer.", "about the authors"),
]


@pytest.mark.parametrize(("line", "reason"), CLOSING)
def test_lines_that_are_furniture_where_they_close_the_page(line: str, reason: str) -> None:
    assert reasons(BODY + line)[line] == reason
    assert reasons(f"{BODY}{line}\n12 Comments\n")[line] == reason
    assert line not in reasons(f"{BODY}{line}\n{MORE}")


@pytest.mark.parametrize(
    "line",
    [
        "Una Writer is a member of the council that wanted it.",
        "The harbour is a teacher to all who fish there.",
        "Support for the harbour is still vital to us all.",
        "Join the two and you have a town.",
    ],
)
def test_an_article_s_last_sentence_is_its_own(line: str) -> None:
    before = "It was Una Writer who had asked for the breakwater and who paid for some of it.\n"
    assert reasons(BODY + before + line) == {}


def test_a_repeated_paragraph_is_marked_where_it_comes_again() -> None:
    first = BODY.splitlines()[0]
    article = annotate_text("a.txt", f"{BODY}A third paragraph of a few words.\n{first}\n")
    (piece,) = article.furniture
    assert piece.reason == "repeated"
    assert piece.span.start == article.text.rindex(first)


def test_a_short_line_may_come_again() -> None:
    refrain = "And the ships came.\n"
    text = "".join(f"{BODY[:-1]} {n}\n{refrain}" for n in range(8))
    assert "And the ships came." not in {
        f.span.of(text) for f in annotate_text("a.txt", text).furniture if f.span.start > 2000
    }


NOTICE = "This article is republished from Daily Example under a licence. Read the original."
COPYRIGHT = "© 2025 The Echo"
# Nobody's pattern has these, but they speak of a publication to its readers.
APPEAL = "We are a newsroom of five, and our readers pay for what you read on this site."
PLEDGE = "Everything we publish is free online, as our journalism belongs to you."
ORDINARY = "The Echo has been printed in the harbour’s old customs house since 1921."

PROSE = [
    "The ferry runs on time.",
    "The docks are full again.",
    "So the town has its answer.",
    "It is a good one.",
]


@pytest.mark.parametrize(
    ("foot", "not_marked"),
    [
        # What resembles boilerplate, below what is known to be
        ([NOTICE, APPEAL], []),
        ([NOTICE, APPEAL, PLEDGE], []),
        ([NOTICE, APPEAL, "Share this: Facebook Twitter LinkedIn Email", PLEDGE, COPYRIGHT], []),
        (["The author is a harbour engineer.", APPEAL], []),
        # Whatever stands between the notice of a republication and the end of its foot
        ([NOTICE, ORDINARY, COPYRIGHT], []),
        ([NOTICE, ORDINARY, APPEAL, "Join our mailing list."], []),
        # An article may end so
        ([APPEAL], [APPEAL]),
        ([APPEAL, COPYRIGHT], [APPEAL]),
        ([NOTICE, ORDINARY], [NOTICE, ORDINARY]),
        (["The author is a harbour engineer.", ORDINARY, COPYRIGHT],
         ["The author is a harbour engineer.", ORDINARY]),
        ([NOTICE, *PROSE, COPYRIGHT], [NOTICE, *PROSE]),
    ],
)  # fmt: skip
def test_a_foot_goes_on_to_the_end_whatever_stands_in_it(
    foot: list[str], not_marked: list[str]
) -> None:
    article = annotate_text("a.txt", BODY + MORE + "\n\n".join(["", *foot]))
    marked = {f.span.of(article.text) for f in article.furniture}
    assert marked == set(foot) - set(not_marked)
    if NOTICE in marked:
        assert article.outlet == Fact("Daily Example", Basis.TEXT)


@pytest.mark.parametrize("head", ["", "A harbour for all\n\n"])
def test_a_notice_above_the_article_begins_no_foot(head: str) -> None:
    article = annotate_text("a.txt", f"{head}{NOTICE}\n\n{BODY}\n{COPYRIGHT}")
    assert [f.span.of(article.text) for f in article.furniture] == [COPYRIGHT]


def test_links_below_an_announcement_are_furniture() -> None:
    text = BODY + "Listen to our podcast on all of these:\n\nOne Player\n\nTwo/Player\n"
    assert list(reasons(text).values()) == ["invitation", "link", "link"]


def test_the_block_about_the_authors_is_furniture_and_names_them() -> None:
    text = (
        BODY
        + "About the Authors\n\nUna Writer, Head, Harbour Institute.\n\nOtto Q. Editor, Fellow."
    )
    article = annotate_text("a.txt", text)
    assert len(article.furniture) == 3
    assert article.authors.value == ("Una Writer", "Otto Q. Editor")


def titled(head: str) -> Article:
    return annotate_text("a.txt", head + BODY)


@pytest.mark.parametrize(
    ("head", "title", "headings"),
    [
        ("A harbour for all\n\n", "A harbour for all", ["A harbour for all"]),
        ("Who paid for it?\n", "Who paid for it?", ["Who paid for it?"]),
        ("Opinion\n\nA harbour for all\n\n", "A harbour for all", ["A harbour for all"]),
        ("The Gazette\nThe Gazette\nA harbour\n", "A harbour", ["A harbour"]),
        ("A harbour\nBy Una Writer\n\n", "A harbour", ["A harbour"]),
        ("A harbour\nIt cost too much.\n\n", "A harbour", ["A harbour", "It cost too much."]),
        ("It began with a storm.\n", None, []),
        ("The Harbour That Was Built In One Year.\n\n", "The Harbour That Was Built In One Year.",
         ["The Harbour That Was Built In One Year."]),
        ("By Popular Demand\nBy Una Writer\n", "By Popular Demand", ["By Popular Demand"]),
        ("", None, []),
    ],
)  # fmt: skip
def test_titles_and_standfirsts(head: str, title: str | None, headings: list[str]) -> None:
    article = titled(head)
    assert article.title.value == title
    assert [s.span.of(article.text) for s in article.sentences if s.heading] == headings


def test_section_headings_stand_between_paragraphs() -> None:
    article = annotate_text("a.txt", f"{BODY}What came of it\n{MORE}")
    assert [s.span.of(article.text) for s in article.sentences if s.heading] == ["What came of it"]


def test_a_marked_up_page_s_short_lines_are_no_headings() -> None:
    article = annotate_text("a.md", f"{BODY}What came of it\n{MORE}", headings=())
    assert not any(s.heading for s in article.sentences)


@pytest.mark.parametrize(
    ("head", "authors", "date"),
    [
        ("T\nBy Una Writer\n", ("Una Writer",), None),
        ("T\nBy Una Writer and Otto Editor\n", ("Una Writer", "Otto Editor"), None),
        ("T\nby Una Writer, Otto Editor, and Ida B. von Third\n",
         ("Una Writer", "Otto Editor", "Ida B. von Third"), None),
        ("T\nBy Una Writer | May 20, 2025\n", ("Una Writer",), PartialDate(2025, 5, 20)),
        ("T\nUna Writer · 20 May 2025\n", ("Una Writer",), PartialDate(2025, 5, 20)),
        ("T\nBy Una Writer\nMay 2025\n", ("Una Writer",), PartialDate(2025, 5)),
        ("T\nPublished on 2025-05-20\n", None, PartialDate(2025, 5, 20)),
        ("T\nBy any measure it was dear\n", None, None),
        ("T\n2025\n", None, None),
    ],
)  # fmt: skip
def test_bylines_and_date_lines_name_authors_and_dates(
    head: str, authors: tuple[str, ...] | None, date: PartialDate | None
) -> None:
    article = titled(head.replace("T\n", "A harbour for all of us\n"))
    assert article.authors.value == authors
    assert article.published.value == date
    assert article.authors.basis is (Basis.TEXT if authors else Basis.UNKNOWN)


SHORT = "The harbour was closed.\n"


@pytest.mark.parametrize(
    ("text", "authors", "outlet"),
    [
        # Below the title and above the body
        (f"A harbour\nUna Writer, Daily Example\n{BODY}", ("Una Writer",), "Daily Example"),
        (f"A harbour\nUna Writer | The Example\n{BODY}", ("Una Writer",), "The Example"),
        (f"A harbour\n\nUna Writer | The Example\n20 May 2025\n{BODY}",
         ("Una Writer",), "The Example"),
        (f"Opinion\nA harbour\nUna Writer | The Example\n{BODY}", ("Una Writer",), "The Example"),
        # Somewhere else
        (f"A harbour\n{BODY}Una Writer, Daily Example\n{MORE}", None, None),
        (f"{SHORT}Una Writer, Daily Example\n{BODY}", None, None),
        (f"A harbour\nUna Writer, Daily Example\nOtto Ruler, Daily Example\n{BODY}", None, None),
        ("A harbour\nUna Writer, Daily Example\nThe harbour\nOne quay\n", None, None),
        # The article is about her
        (f"A harbour\nUna Writer, Daily Example\n{BODY}Writer had asked for it.\n", None, None),
        # A byline with "By" stands before the body, too
        (f"A harbour\nIt cost too much.\nBy Una Writer\n{BODY}", ("Una Writer",), None),
        (f"A harbour\n{SHORT}It cost too much.\nBy Otto Ruler\n{SHORT}{BODY}", None, None),
        (f"{SHORT}It cost too much.\nIt is shut.\nBy Otto Ruler\n{BODY}", None, None),
        (f"A harbour\nBy Una Writer\n{SHORT}It is shut.\nBy Otto Ruler\n{BODY}",
         ("Una Writer",), None),
    ],
)  # fmt: skip
def test_a_byline_stands_between_title_and_body(
    text: str, authors: tuple[str, ...] | None, outlet: str | None
) -> None:
    article = annotate_text("a.txt", text)
    assert (article.authors.value, article.outlet.value) == (authors, outlet)
    assert article.authors.basis is (Basis.TEXT if authors else Basis.UNKNOWN)
    lines = [f for f in article.furniture if f.reason == "byline"]
    assert len(lines) == (1 if authors else 0)


@pytest.mark.parametrize(
    ("foot", "outlet"),
    [
        ("The post A Harbour appeared first on The Gazette.", "The Gazette"),
        ("This article is republished from The Gazette under a licence. Read it.", "The Gazette"),
        ("This article was originally published in The Gazette.", "The Gazette"),
        ("An earlier version of this article was published by The Gazette on May 20, 2025.", None),
        ("", None),
    ],
)
def test_the_outlet_is_read_from_the_foot(foot: str, outlet: str | None) -> None:
    article = annotate_text("a.txt", BODY + foot)
    assert article.outlet.value == outlet
    assert not article.published


def test_the_footer_gives_the_title_where_no_line_does() -> None:
    article = annotate_text("a.txt", BODY + "The post A Harbour appeared first on The Gazette.")
    assert article.title.value == "A Harbour"


def test_what_is_declared_stands_over_what_is_read() -> None:
    text = f"A harbour\nBy Una Writer\n{BODY}"
    article = annotate_text(
        "a.txt",
        text,
        Declared(title="Another", authors=("Otto Editor",), basis={"title": Basis.TEXT}),
    )
    assert (article.title.value, article.title.basis) == ("Another", Basis.TEXT)
    assert (article.authors.value, article.authors.basis) == (("Otto Editor",), Basis.DECLARED)


SENTENCES = [
    "George W. Third left.| The aide, J.D. Third, stayed.| He has a J.D. from there.",
    "The vice president, J.D. Vance, left.| He came back.",
    "U.S. President Una Writer spoke.| Dr. No did not.",
    "He met Mr. A. B. Third.| It was No. 5 of six.",
    "The aid (ie, money) came.| It helped, e.g. in towns.",
    "“Why?” he asked.| “We go!”| He left.",
    "He lives in the U.S.| The others do not.",
    "She said: “It is over. We go.”| He stayed.",
    "It cost $3.5 million.| Nobody paid.",
]


@pytest.mark.parametrize("marked", SENTENCES)
def test_sentences_end_where_they_end(marked: str) -> None:
    article = annotate_text("a.txt", marked.replace("|", ""))
    expected = [part.strip() for part in marked.split("|")]
    assert [s.span.of(article.text) for s in article.sentences] == expected


@pytest.mark.parametrize(
    ("start", "dateline"),
    [
        ("SOMEWHERE — The harbour", "SOMEWHERE —"),
        ("NEW HARBOUR, S.W. (AP) — “The harbour", "NEW HARBOUR, S.W. (AP) —"),
        ("Somewhere (Reuters) - The harbour", "Somewhere (Reuters) -"),
        ("NATO — the alliance", None),
        ("SOMEWHERE-BUILT The harbour", None),
        ("Somewhere — The harbour", None),
    ],
)
def test_a_dateline_is_no_part_of_the_first_sentence(start: str, dateline: str | None) -> None:
    rest = f"was rebuilt{', as one may say,' * 9} within a year."  # too long for a standfirst
    article = annotate_text("a.txt", f"A harbour for all\n\n{start} {rest}\n\n{MORE}{BODY}")
    assert [f.span.of(article.text) for f in article.furniture] == ([dateline] if dateline else [])
    first = next(s for s in article.sentences if not s.heading).span.of(article.text)
    assert first == f"{start} {rest}".removeprefix(f"{dateline} ")


def test_wrapped_lines_are_one_paragraph() -> None:
    words = (BODY.replace("\n", " ") * 3).split()
    lines = [" ".join(words[i : i + 9]) for i in range(0, len(words), 9)]
    wrapped = "\n".join(lines)
    article = annotate_text("a.txt", f"{wrapped}\n\n{wrapped.replace('harbour', 'castle')}\n")
    assert {s.paragraph for s in article.sentences} == {0, 1}
