"""Quotations: which are speech, which are terms, and whose words they hold.

One row per pattern. The people are made up.
"""

from __future__ import annotations

import pytest

from bot.corpus import annotate_text
from tests.corpus.quoting import only, quotations

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
    # what somebody else has them say
    ("If Ruler says, “The harbour is finished,” the ships will leave.", None),
    ("The ships will leave if Mayor Ruler calls it “finished for good.”", None),
    ("Unless Ruler says “it is finished now,” the ships will stay.", None),
    ("Imagine Ruler saying, “The harbour is finished.”", None),
    ("Suppose the mayor, or Ruler, says: “The harbour is finished.”", None),
    ("Writer joked that Ruler says, “The harbour is finished.”", None),
    ("Writer joked that Ruler would say “it is finished at last.”", None),
    ("Writer joked that it was “finished for good.”", "Una Writer"),
    ("If it rains, Writer said, “the harbour is finished.”", "Una Writer"),
    ("Writer told Ruler that if he wants the harbour, “come and take it.”", "Una Writer"),
    ("Asked if it was built, Writer said, “It is finished.”", "Una Writer"),
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
    ("Quill Ashgrove told Tamsel Birchwood the truth. “It is finished,” she said.",
     "Quill Ashgrove"),
    ("As she rose, Writer named the price. “It is high by now,” she said.", "Una Writer"),
    ("Nobody had asked for Rosa Third. “It is finished,” she said.", "Rosa Third"),
    ("Rosa Third, 65, of Somewhere sold the boat. “It is finished,” she said.", "Rosa Third"),
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
    ("Somewhere-based Rosa Third said, “It is finished.”", "Rosa Third"),
    ("Bishop Rosa Third of the Old Church of Somewhere told Otto Ruler, “It is over.”",
     "Rosa Third"),
    ("Rosa Third, head of the Fishers Union, a small union, said it “is over.”", "Rosa Third"),
    ("Rosa Third, head of the Fishers Union said it “is quite finished.”", "Rosa Third"),
    ("Rosa Third — who once wrote a book about Otto Ruler — told the town it “is over.”",
     "Rosa Third"),
    ("“It is finished,” said Ruler’s campaign manager, Rosa Third, who was late.", "Rosa Third"),
    ("“He told me, ‘It is over,’” Rosa Third, who came late, said at the time.", "Rosa Third"),
    ("“It is finished!” Rosa Third, head of the board, Tweeted on Friday.", "Rosa Third"),
    ("Writer, who has in the past called the pier “a mistake”, was late.", "Una Writer"),
    ("It was backed by Rosa Third, head of the Fishers Union, who said it “is over.”",
     "Rosa Third"),
    # verbs
    ("“It is finished,” beamed Rosa Third, a fisher.", "Rosa Third"),
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
    ("“It seems unlikely” that the pier will stand, said Rosa Third, a fisher.", "Rosa Third"),
    ("“It will sink” if nobody mends it, said Rosa Third, a fisher.", "Rosa Third"),
    ("The fall of the pier signals “the end” for the town, said Rosa Third, a fisher.",
     "Rosa Third"),
    ("“It is finished,” and fewer ships came in last week, Writer said.", "Una Writer"),
    ("The pier, says Rosa Third, a fisher, is “quite finished now.”", "Rosa Third"),
    ("In other words, explained Rosa Third: “It is finished.”", "Rosa Third"),
    ("In explaining why the “second pier” sank, Writer described the work.", "Una Writer"),
    ("Writer answered. She added, though, that in the end it “is finished.”", "Una Writer"),
    ("Writer said that it was late. Adding, “It is finished.”", "Una Writer"),
    # by and from
    ("Ruler was asked by fisher Rosa Third whether it “is quite finished.”", "Rosa Third"),
    ("“It is finished,” according to a statement by Rosa Third.", "Rosa Third"),
    ("“It is finished,” according to Ruler’s former secretary Rosa Third.", "Rosa Third"),
    ("“It is finished,” Rosa Third is quoted as saying.", "Rosa Third"),
    # utterances that have an owner
    ("Ruler mocked Writer’s old claim that the pier “is finished.”", "Una Writer"),
    ("Ruler mocked Writer’s pledge to be “quite neutral” on piers.", "Una Writer"),
    ("Ruler knew the contention of Mayor Una Writer that it “is quite finished.”", "Una Writer"),
    ("A report by the Harbour Gazette that the pier “has sunk now” was false.",
     "Harbour Gazette"),
    ("Writer’s motto was, “Build it again.”", "Una Writer"),
    ("Writer’s “ten piers” remark was soon famous.", "Una Writer"),
    ("The pier is a failure “of every kind” in Writer’s view.", "Una Writer"),
    ("Late at night Writer issued a statement, “It is finished.”", "Una Writer"),
    ("Ruler said that Writer’s remarks about the pier were “quite shameful.”", "Otto Ruler"),
    ("Ruler said Writer’s claim that the pier is old was “quite shameful.”", "Otto Ruler"),
    # announced, signed, in turns
    ("Stated Writer:\n“It is finished.”", "Una Writer"),
    ("Writer was late. Then she turned to the town again: “It is finished.”", "Una Writer"),
    ("Nobody knew more.\n“It is quite finished by now.”\n- Una Writer.", "Una Writer"),
    ("Writer released a statement:\n“It is finished.”", "Una Writer"),
    ("Nobody knew more.\n“It is quite finished by now.” ― Una Writer", "Una Writer"),
    ("“WRITER: It is finished. Let us go home.”", "Una Writer"),
    ("“Una Writer: It is finished. Let us go home.”", "Una Writer"),
    # bodies, and those of one name
    ("The Harbour Board rejected the plan, saying it “is quite finished.”", "Harbour Board"),
    ("“It is finished,” Quorn said.", "Quorn"),
    ("According to Quorn, it “is quite finished by now.”", "Quorn"),
    ("“It is finished,” the Harbour Gazette reported.", "Harbour Gazette"),
    ("According to the Fishers Union, it “is quite finished.”", "Fishers Union"),
    ("“It is finished,” said Harbour Committee chairman Abel Third.", "Abel Third"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_the_reporting_clause_names_the_speaker(text: str, speaker: str) -> None:
    assert only(text) == ("speech", speaker)


UNKNOWN = [
    # said not to have been said
    "“The harbour is finished,” Writer never said.",
    "Writer did not say “the harbour is finished now”.",
    "Writer would never say “the harbour is finished now”.",
    "Writer denied saying “the harbour is finished now”.",
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
    "“It is finished,” said a senior Ruler adviser.",
    "“It is finished,” wrote one Ruler supporter, who was late.",
    "According to the Ruler campaign, it “is quite finished by now.”",
    "A top Otto Ruler adviser says it “is quite finished by now.”",
    "Writer held up a sign saying “it is finished” on Friday.",
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
    "Writer said no more on the network’s “Good Morning Somewhere” at dawn.",
    "Writer spoke to “Piers of Today” about it.",
    "Writer said little of her memoir, “Long Piers,” in the town.",
    "Writer, the host of “Harbour Live,” said nothing.",
    "Writer spoke on the Harbour Network’s “Today” at dawn.",
]


@pytest.mark.parametrize("text", TERMS)
def test_a_word_held_up_by_its_marks_is_a_term(text: str) -> None:
    assert only(text) == ("term", None)


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
        ("The pier is “too long” and “too old,” Rosa Third, the engineer, said.",
         ["Rosa Third"] * 2),
        ("“It is finished,” said Writer. Writer met Otto Ruler. “It is very good.”",
         ["Una Writer"] * 2),
        ("Ruler called Writer’s claim of a “free pier” for the town “absurd.”",
         ["Una Writer", "Otto Ruler"]),
        ("“WRITER: It is finished.\n“RULER: It is not.", ["Una Writer", "Otto Ruler"]),
    ],
)  # fmt: skip
def test_several_quotations_of_one_paragraph(text: str, speakers: list[str | None]) -> None:
    assert quotations(text) == [("speech", speaker) for speaker in speakers]


def test_a_short_form_of_two_people_names_neither() -> None:
    text = "Una Writer met Olga Writer. “It is finished,” said Writer."
    assert quotations(text) == [("speech", None)]


def test_a_long_row_of_pronouns_is_followed_only_so_far() -> None:
    text = "Una Writer sat. " + "He went home. " * 3_000 + "“It is finished at last,” he said."
    assert quotations(text) == [("speech", None)]


def test_a_pronoun_that_may_mean_either_of_two_people_means_nobody() -> None:
    text = "Quill Ashgrove met Tamsel Birchwood in the harbour. “This is historic,” she said."
    (quotation,) = annotate_text("a.txt", text).quotations
    assert quotation.speaker is None
