"""Quotation marks: where they open and close, what they do, and whose words they hold.

One row per pattern. The people are made up.
"""

from __future__ import annotations

import pytest

from bot.corpus import annotate_text
from bot.corpus.speech.marks import find_marks
from bot.model import Quotation, Span


def marked(text: str) -> list[str]:
    lines = text.split("\n")
    paragraphs, start = [], 0
    for line in lines:
        if line:
            paragraphs.append(Span(start, start + len(line)))
        start += len(line) + 1
    return [span.of(text) for span in find_marks(text, paragraphs)]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("He said “one” and “two.”", ["“one”", "“two.”"]),
        ('He said "one" and "two."', ['"one"', '"two."']),
        ('("one")—"two"—', ['"one"', '"two"']),
        ("British ‘one’ and ‘two’.", ["‘one’", "‘two’"]),
        ("Straight 'one' and 'two, three'.", ["'one'", "'two, three'"]),
        ("“He called it ‘one’,” she said.", ["“He called it ‘one’,”"]),
        ("‘He called it “one”’, she said.", ["‘He called it “one”’"]),
        ("\"He called it 'one'\" again.", ["\"He called it 'one'\""]),
        ("The states’ rights and the dogs’ tails.", []),
        ("It’s the '90s, rock 'n' roll, ’tis.", []),
        ("It's the boys' game and the girls' game.", []),
        ("‘The states’ rights must stay,’ he said.", ["‘The states’ rights must stay,’"]),
        ("‘Don’t,’ he said.", ["‘Don’t,’"]),
        ("‘terms’ and the dogs’ owners", ["‘terms’"]),
        ('A 6\'2" man and a 12" rule', []),
        ("A «one» and a „two“.", ["«one»", "„two“"]),
        ("The “wrong curl“ closes.", ["“wrong curl“"]),
        ('A “mixed" pair and "another”.', ['“mixed"', '"another”']),
        ("Never “closed here.\nNext “one”.", ["“closed here.", "“one”"]),
        ("“One.\n“Two.\n“Three,” he said.", ["“One.\n“Two.\n“Three,”"]),
        ("“One.\nTwo.\n“Three,” he said.", ["“One.", "“Three,”"]),
        ("‘Never closed.\nNext.", []),
        ("A stray ” and “one”.", ["“one”"]),
        ("“one“two”three”", ["“one“two”three”"]),
        ("", []),
    ],
)
def test_marks_open_and_close(text: str, spans: list[str]) -> None:
    assert marked(text) == spans


INTRODUCTION = (
    "The town’s mayor, Una Writer, met the Somelandic president, Otto Ruler, on Friday, and "
    "spokeswoman Ida Voice was there with Minister Max Power.\n"
)


def only(text: str) -> tuple[str, str | None]:
    quotations = annotate_text("a.txt", INTRODUCTION + text).quotations
    assert len(quotations) == 1, quotations
    return str(quotations[0].kind), quotations[0].speaker


SPEAKERS = [
    # before
    ("Una Writer said, “The harbour is finished.”", "Una Writer"),
    ("Writer said: “The harbour is finished.”", "Una Writer"),
    ("Writer said that the harbour “is quite finished.”", "Una Writer"),
    ("Ms. Writer insisted “it is done” on Friday.", "Una Writer"),
    ("Una Writer, the mayor, explained, “It is finished.”", "Una Writer"),
    ("Una Writer, who met Otto Ruler, explained, “It is finished.”", "Una Writer"),
    ("The lead speaker, spokeswoman Ida Voice, told Otto Ruler, “It is over.”", "Ida Voice"),
    ("Writer told Ruler that the harbour “is finished now.”", "Una Writer"),
    ("Writer told Ruler not to decide “without us.”", "Una Writer"),
    ("Writer has repeatedly warned that it “could well sink.”", "Una Writer"),
    ("Writer went on radio to declare that it “is finished at last.”", "Una Writer"),
    ("In a letter to Ruler, Writer wrote that it “is finished.”", "Una Writer"),
    ("After her call with Ruler, Writer wrote that it “is finished.”", "Una Writer"),
    ("When Ruler called, Writer answered that it “was finished.”", "Una Writer"),
    ("Writer toldlocal reporters, “It is finished.”", "Una Writer"),
    ("As Writer put the case, saying “it is finished”, nobody spoke.", "Una Writer"),
    # participles
    ("Writer raised the pressure on Ruler, saying “it is finished”.", "Una Writer"),
    ("Writer was blunter about Otto Ruler, adding it “will not be built.”", "Una Writer"),
    ("The town waits, with Writer describing the pier as “excellent”.", "Una Writer"),
    # after
    ("“The harbour is finished,” Una Writer said.", "Una Writer"),
    ("“The harbour is finished,” said Una Writer.", "Una Writer"),
    ("“The harbour is finished,” said spokeswoman Ida Voice, smiling.", "Ida Voice"),
    ("“The harbour is finished”, Writer told Ruler.", "Una Writer"),
    ("“Is it finished?” asked Writer.", "Una Writer"),
    ("‘The harbour is finished’, Writer said.", "Una Writer"),
    ("“The harbour is finished,” Una Writer, the mayor, said on Friday.", "Una Writer"),
    ("“The harbour is finished,” according to Writer.", "Una Writer"),
    # according to
    ("According to Una Writer, the harbour “is now quite finished.”", "Una Writer"),
    ("The town, according to Writer, “is very glad of it.”", "Una Writer"),
    # naming and feelings
    ("Writer called the pier “a thing of beauty”.", "Una Writer"),
    ("Writer described it as “splendid”.", "Una Writer"),
    ("It was described as “splendid” by Writer.", "Una Writer"),
    ("Writer also seemed pleased about the prospect of “bigger ships”.", "Una Writer"),
    ("Then Writer is the “friend of fishers” that in her speech she promised to be.", "Una Writer"),
    # pronouns
    ("Writer looked at the pier. She said it was “quite finished now”.", "Una Writer"),
    ("Ruler went with Writer to the pier. He did, however, say it was “too long by far”.",
     "Otto Ruler"),
    ("Ruler said he told Writer not to decide “without him”.", "Otto Ruler"),
    ("Ruler looks on. After his call with Power, he said it “is finished”.", "Otto Ruler"),
    ("Ruler was glad. “It is finished,” he said.", "Otto Ruler"),
    ("Writer was late. “It is finished,” said she.", "Una Writer"),
    # roles
    ("The mayor was late. “It is finished,” said Mayor Una Writer.", "Una Writer"),
    ("“It is finished,” said Minister Max Power.", "Max Power"),
    ("Minister Power said: “It is finished.”", "Max Power"),
    ("“It is finished,” Una said.", "Una Writer"),
    ("Town Chief Harbour Officer Rosa Third said, “It is finished.”", "Rosa Third"),
    ("“It is finished,” said Prime Minister Thea May.", "Thea May"),
    ("Una King came. “It is finished,” said Dr. King, whom nobody knew.", "Una King"),
    # offices, places and appositions
    ("“It is finished,” harbour press secretary Rosa Third told reporters.", "Rosa Third"),
    ("“It is finished,” the Gazette’s senior editor Rosa Third replied.", "Rosa Third"),
    ("“It is finished,” his sister, Rosa Third, wrote in a letter.", "Rosa Third"),
    ("“It is finished,” said Ruler adviser Rosa Third.", "Rosa Third"),
    ("“It is finished,” said Rosa Third, 65, who once worked for Ruler.", "Rosa Third"),
    ("Gov. Rosa Third (F-Someland) told Ruler that it “is quite finished.”", "Rosa Third"),
    ("Rosa Third of North Pier, a friend of Ruler, said it “is finished.”", "Rosa Third"),
    ("Rosa Third, head of the board of Open Piers, the town’s arm, said it “is over.”",
     "Rosa Third"),
    ("Secretary of State Rosa Third said it “is quite finished.”", "Rosa Third"),
    ("Writer on Friday said it “is finished at last.”", "Una Writer"),
    # verbs
    ("“It is finished,” Writer shot back.", "Una Writer"),
    ("“It is finished!” Writer barked.", "Una Writer"),
    ("“Is it finished?” Writer asked reporters.", "Una Writer"),
    ("As Writer put it, the harbour “is finished.”", "Una Writer"),
    ("Writer pointed out that it “is finished.”", "Una Writer"),
    ("Writer doesn’t think it’s “finished.”", "Una Writer"),
    ("Said Una Writer, who was late, “It is finished.”", "Una Writer"),
    ("Added Writer: “It is finished.”", "Una Writer"),
    ("Mayor Una Writer: “It is finished.”", "Una Writer"),
    ("Writer had a message for the town: “It is finished.”", "Una Writer"),
    # clauses further out
    ("Writer said her town doesn’t want “a second pier.”", "Una Writer"),
    ("The “second pier” is a mistake, Writer said.", "Una Writer"),
    ("The “second pier” would sink, harbour spokesman Abel Third said.", "Abel Third"),
    ("“It is finished” at last, says Abel Third, a fisher.", "Abel Third"),
    ("The pier is a “mistake,” according to Writer.", "Una Writer"),
    ("Writer says she hopes to stay, but she fears that it “will soon be finished.”",
     "Una Writer"),
    # announced, signed, in turns
    ("Writer released a statement:\n“It is finished.”", "Una Writer"),
    ("Nobody knew more.\n“It is quite finished by now.” ― Una Writer", "Una Writer"),
    ("“WRITER: It is finished. Let us go home.”", "Una Writer"),
    # bodies
    ("“It is finished,” the Harbour Gazette reported.", "Harbour Gazette"),
    ("According to the Fishers Union, it “is quite finished.”", "Fishers Union"),
    ("“It is finished,” said Harbour Committee chairman Abel Third.", "Abel Third"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_the_reporting_clause_names_the_speaker(text: str, speaker: str) -> None:
    assert only(text) == ("speech", speaker)


UNKNOWN = [
    "Officials said the harbour “is quite finished now.”",
    "A spokesman for Writer said the harbour “is quite finished.”",
    "An aide to Otto Ruler said, “It is finished.”",
    "Writer’s lawyer said, “It is finished.”",
    "“It is finished,” said the lawyer of Otto Ruler.",
    "“It is finished,” the lawyer for Ruler said.",
    "Writer and Ruler said, “It is finished.”",
    "Writer was told “it is finished” on Friday.",
    "The news prompted one fisher to comment: “It is finished.”",
    "They say “it is finished” in the town.",
    "The town is ready to “bear the cost of it”.",
    "Somebody whom nobody knew had written “it is finished at last”.",
    "“It is finished,” said the wife of Mayor Writer.",
    "“It is finished,” Ruler supporters said.",
    "“It is finished,” a friend of the Writer family said.",
]


@pytest.mark.parametrize("text", UNKNOWN)
def test_a_speaker_who_cannot_be_told_is_not_guessed(text: str) -> None:
    assert only(text) == ("speech", None)


TERMS = [
    "The so-called “peace pier” is finished.",
    "It is known as the “long pier” in the town.",
    "The “long pier” is truly over.",
    "It was a matter of “repair,” which many took for a trick.",
    "There is a “Friday formula,” allegedly agreed to by Writer.",
    "They insist that there is a “Friday formula,” allegedly agreed to by Writer.",
    "It stands for “harbour” values.",
    "The word “pier” is old.",
    "Terms like “open pier” are new.",
    "They came for “free fish” and music.",
    "He read the book “War and Piers” twice.",
]


@pytest.mark.parametrize("text", TERMS)
def test_a_word_held_up_by_its_marks_is_a_term(text: str) -> None:
    assert only(text) == ("term", None)


def quotations(text: str) -> list[tuple[str, str | None]]:
    found: tuple[Quotation, ...] = annotate_text("a.txt", INTRODUCTION + text).quotations
    return [(str(q.kind), q.speaker) for q in found]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("“It is finished,” Writer said, “and it is good.”", ["Una Writer"] * 2),
        ("“It is finished,” said Writer. “It is very good.”", ["Una Writer"] * 2),
        ("Writer said it “is done”, including “the longest pier on this coast”.",
         ["Una Writer"] * 2),
        ("Writer praised the work by describing the “tone and spirit” of it as “excellent.”",
         ["Una Writer"] * 2),
        ("“It is finished,” said Writer. “It is not,” said Ruler.", ["Una Writer", "Otto Ruler"]),
        ("“It is finished,” said Writer. Otto Ruler left. “It is not.”", ["Una Writer", None]),
        ("“Is it finished?” Writer asked. “It must be by now.”", ["Una Writer"] * 2),
        ("“It is finished,” said Writer, who met Ruler. “It is good.”", ["Una Writer"] * 2),
        ("“It is finished,” Writer said. “Yes.”", ["Una Writer"] * 2),
        ("“It is finished,” Writer said.\n“It is a good pier, and it is ours.”",
         ["Una Writer"] * 2),
        ("“It is finished,” Writer said.\nOtto Ruler laughed.\n“It is not finished yet.”",
         ["Una Writer", None]),
        ("“It is finished,” Writer said.\n“It is good,” she added.", ["Una Writer"] * 2),
        ("“WRITER: It is finished.\n“RULER: It is not.", ["Una Writer", "Otto Ruler"]),
    ],
)  # fmt: skip
def test_several_quotations_of_one_paragraph(text: str, speakers: list[str | None]) -> None:
    assert quotations(text) == [("speech", speaker) for speaker in speakers]


def test_a_short_form_of_two_people_names_neither() -> None:
    text = "Una Writer met Olga Writer. “It is finished,” said Writer."
    assert quotations(text) == [("speech", None)]


@pytest.mark.parametrize(
    ("names", "speaker"),
    [
        ("Neither Writer nor Ruler slept. Writer spoke.", "Una Writer"),
        ("Actress Una Writer came. Una Writer sat.", "Una Writer"),
        ("Somestate Gov. Una Writer sat down.", "Una Writer"),
        ("The Writer Pier is long. Team Writer is small.", "Una Writer"),
        ("Mr. Adam Writer is her husband.", "Una Writer"),
    ],
)
def test_what_is_not_another_person_does_not_hide_the_first(names: str, speaker: str) -> None:
    text = f"Una Writer won. Una Writer ruled. {names}\nMs. Writer said, “It is finished.”"
    assert quotations(text) == [("speech", speaker)]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Kenneth Third", "Ken Third"),
        ("Charles Third", "Chuck Third"),
        ("Sandra Third", "Sandy Third"),
    ],
)
def test_a_nickname_is_the_same_person(full: str, short: str) -> None:
    text = f"{full} came.\n{short} sat.\n“It is finished,” said Third."
    assert quotations(text) == [("speech", full)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Paula Third met Paul Third.\n“It is finished,” said Third.", None),
        ("Moss came. The band knew Moss. Moss said it “is finished.”", "Moss"),
        ("Donald Third spoke.\nMary Fourth sat. “It is finished,” he said.", "Donald Third"),
    ],
)
def test_one_name_means_one_person(text: str, speaker: str | None) -> None:
    assert quotations(text) == [("speech", speaker)]


@pytest.mark.parametrize(
    ("long", "short"),
    [("J.D. Third", "JD Third"), ("Ursula von der Third", "Third"), ("José Thírd", "Jose Third")],
)
def test_the_fullest_form_of_a_name_is_the_speaker_s(long: str, short: str) -> None:
    text = f"The guest was {long}. It rained. {short} said, “It is finished.”"
    assert quotations(text) == [("speech", long)]


def test_a_long_row_of_pronouns_is_followed_only_so_far() -> None:
    text = "Una Writer sat. " + "He went home. " * 3_000 + "“It is finished at last,” he said."
    assert quotations(text) == [("speech", None)]


def test_a_pronoun_that_may_mean_either_of_two_people_means_nobody() -> None:
    text = "Quill Ashgrove met Tamsel Birchwood in the harbour. “This is historic,” she said."
    (quotation,) = annotate_text("a.txt", text).quotations
    assert quotation.speaker is None
