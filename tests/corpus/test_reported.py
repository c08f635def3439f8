"""Sentences that report somebody without quotation marks, and whose claim they report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus import annotate_text
from bot.model import Sentence

CAST = "Mayor Otto Ruler met the senator Una Writer at the harbour of Eastport on Monday."

REPORTED = [
    # A verb of saying or thinking before what it reports
    ("Ruler claims that the northern quay will never be closed.", "Otto Ruler"),
    ("Ruler has argued that ferries cost the island too much.", "Otto Ruler"),
    ("Ruler still believes that time is on the side of the bridge.", "Otto Ruler"),
    ("Writer told reporters that the bridge would open in May.", "Una Writer"),
    ("Writer promised to mend the bridge within a single day.", "Una Writer"),
    ("In a letter to the council, Writer warned that the quay was sinking.", "Una Writer"),
    ("Writer, a senator for ten years, insists that tolls are a tax on islands.", "Una Writer"),
    ("Ruler is saying that nobody needs a ferry in the winter.", "Otto Ruler"),
    ("Ruler keeps insisting that the town accept the toll.", "Otto Ruler"),
    ("Ruler seems to believe that the quarrel is about money alone.", "Otto Ruler"),
    ("Ruler is on record as saying that no bridge would ever pay.", "Otto Ruler"),
    ("Ruler has made it clear in his letters that the quay must go.", "Otto Ruler"),
    ("Ruler does not believe that the quay has a future.", "Otto Ruler"),
    ("Ruler called for a new toll on every bridge of the county.", "Otto Ruler"),
    ("Ruler blamed the ferries for the state of the harbour.", "Otto Ruler"),
    ("Ruler rejected the toll as a tax on islands.", "Otto Ruler"),
    ("Ruler praised the captains for their work on the quay.", "Otto Ruler"),
    ("Ruler denied the quay had ever been closed.", "Otto Ruler"),
    ("Ruler denied the charge that the quay was closed.", "Otto Ruler"),
    ("Critics say the toll will ruin the island within a year.", None),
    ("Moscow insists that the strait belongs to it alone.", None),
    ("The company denied that its ships had ever left the port.", None),
    ("They argue that the island is not ready for another winter.", None),
    # After it, or in the middle of it
    ("The bridge will open in May, Writer said.", "Una Writer"),
    ("The bridge will open in May, said Una Writer.", "Una Writer"),
    ("The bridge, Writer says, will open in May.", "Una Writer"),
    ("The ferries will stop for a week, the ministry announced on Tuesday.", None),
    ("In a letter he promised that the bridge would open in May.", "Otto Ruler"),
    ("On Monday they promised the town a bridge.", None),
    ("For the island, senior officials said.", None),
    ("The ferries will stop for a week, captains with a plan of the quay said.", None),
    ("Others complain.", None),
    # Without such a verb
    ("According to Otto Ruler, the quay was never safe.", "Otto Ruler"),
    ("The quay was never safe, according to the ministry.", None),
    ("In Ruler’s view, the quay was never safe.", "Otto Ruler"),
    ("Ruler’s view is that the quay was never safe.", "Otto Ruler"),
    ("The quay is said to be older than the town.", None),
    ("The captains are believed to have left the harbour in a hurry.", None),
    ("The harbour master allegedly sold the only pilot boat.", None),
    ("The harbour master reportedly sold the only pilot boat.", None),
]
OWN = [
    # The author speaks
    "I argue that the northern quay will never be closed.",
    "We think that the quay is older than the town.",
    "As I said, the quay is older than the town.",
    "I forgot that Ruler had said so in the council.",
    "In my view, the quay is older than the town.",
    "According to our count, the quay has been closed nine times.",
    # The main clause is the author's
    "One reason for the delay is that most captains doubt the pilot can steer.",
    "The captains who say that the quay is safe have never seen it from below.",
    "Nothing that Ruler said about the quay makes it any safer than it was.",
    "The quay will hold, as Writer recommended last year.",
    "When Ruler announced the toll, the captains left the harbour at once.",
    "Ruler’s claim that the quay is safe has cost two captains their ships.",
    # A clause that tells which thing is meant
    "The bridge is a tax on the industrial revival they promise.",
    "On taxes, the island needs the revival they promise.",
    "The island waits for the future that he promised.",
    "The island will never see the growth ministers predict.",
    "For the island, the toll is the growth ministers predict.",
    "The growth ministers predict will never reach the island.",
    "The bridge they say would pay for itself is closed.",
    "The toll they promise voters in every speech will never come.",
    "The town will pay for the bridge he is promising.",
    "The quay cost more than the council had predicted.",
    # What somebody does with a thing
    "Ruler rejected the criticism of the northern quay.",
    "Ruler has rejected the offer of two more ferries.",
    "Ruler flatly rejected the demand for a toll.",
    "Ruler dismissed the serious charge on Monday.",
    "Ruler welcomed the deal on the northern quay.",
    "Ruler praised the captains of the last ferry.",
    "Ruler denied the charge before the council of the island.",
    "The ministry demanded an apology from the captains.",
    # What somebody ought to say, and what shows something
    "Ruler should admit that the quay is older than the town.",
    "Ruler can declare victory and leave the harbour to the gulls.",
    "This suggests that the quay is older than the town.",
    "The figures show that the quay is older than the town.",
    # What somebody wants or knows is the author's account of it
    "Ruler wants a bridge that carries more than the ferries do.",
    "Ruler knows that the quay is older than the town.",
    # Nouns, and other uses of the words
    "Three reports of the ferries’ delays reached the harbour on Monday.",
    "Ruler’s demands that nobody can meet have emptied the harbour.",
    "The island received more requests, claims and calls than ever.",
    "The work went according to plan and ended in May.",
    "Needless to say, the quay is older than the town.",
    "The quay was said nothing about.",
    "The town needs pilots who can tell a quay from a beach.",
    # No statement
    "Who says that the quay is older than the town?",
    "It is time to ask who pays for the bridges.",
]

WORDS = ["Ruler", "said", "that", "he", ",", ".", "think", "it", "in", "view", "’s", "clear", "to"]


def read(text: str) -> Sentence:
    """The last sentence of an article that begins with the cast."""
    article = annotate_text("a.txt", f"{CAST}\n\nThe harbour is old. {text}\n")
    assert article.sentences[-1].span.of(article.text) == text
    return article.sentences[-1]


@pytest.mark.parametrize(("text", "claimant"), REPORTED)
def test_a_report_is_marked_with_whose_claim_it_is(text: str, claimant: str | None) -> None:
    sentence = read(text)
    assert (sentence.reported, sentence.claimant) == (True, claimant)


@pytest.mark.parametrize("text", OWN)
def test_the_authors_own_sentence_is_not_marked(text: str) -> None:
    sentence = read(text)
    assert (sentence.reported, sentence.claimant) == (False, None)


def test_a_sentence_that_goes_on_with_a_report_has_the_same_claimant() -> None:
    article = annotate_text(
        "a.txt", f"{CAST}\n\nRuler said that the quay was safe. He added that it was new.\n"
    )
    assert [s.claimant for s in article.sentences[-2:]] == ["Otto Ruler", "Otto Ruler"]


def test_a_sentence_with_speech_in_marks_has_its_speaker_and_is_not_marked() -> None:
    sentence = read("Ruler said that the quay was “as safe as any bridge in the county.”")
    assert not sentence.reported


@given(
    st.lists(
        st.sampled_from(
            [
                "Ruler",
                "said",
                "that",
                "he",
                ",",
                ".",
                "think",
                "it",
                "in",
                "view",
                "'s",
                "clear",
                "to",
            ]
        )
    )
)
def test_any_words_are_read(words: list[str]) -> None:
    article = annotate_text("a.txt", f"{CAST} {' '.join(words)}")
    assert all(s.reported or s.claimant is None for s in article.sentences)
