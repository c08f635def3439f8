"""What a sentence claims, against sentences of our own and the labelled sentences of the seeds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.answers.claims import BACKGROUND, WEAK, Claim, claim_weight, claims
from bot.library import Library
from tests.conftest import SEEDS

LABELS = Path(__file__).with_name("seed_claims.jsonl")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Towns must mend their bridges before winter.", Claim.NORMATIVE),
        ("It is time to ask who pays for the bridges.", Claim.NORMATIVE),
        ("The council needs to hear the captains.", Claim.NORMATIVE),
        ("To close the harbour was a dangerous mistake.", Claim.EVALUATIVE),
        ("The toll is unlikely to please the island.", Claim.EVALUATIVE),
        ("Ferries are more reliable than the railway.", Claim.EVALUATIVE),
        ("The quay sank because nobody looked at it.", Claim.CAUSAL),
        ("Neglect leads to a bridge that nobody trusts.", Claim.CAUSAL),
        ("The council rejected the offer because it was late.", Claim.CAUSAL),
        ("The council rejected the offer, and that was wrong.", Claim.EVALUATIVE),
        ("The mayor wrongly rejected the offer.", Claim.EVALUATIVE),
        ("The ferries will stop in winter.", Claim.PREDICTIVE),
        ("A toll risks closing the port for good.", Claim.PREDICTIVE),
        ("But that would take a pilot for each ship.", Claim.PREDICTIVE),
    ],
)
def test_a_claim_has_its_kind(text: str, kind: Claim) -> None:
    assert kind in claims(text)


@pytest.mark.parametrize(
    "text",
    [
        "On Monday, the mayor opened the bridge.",
        "The ferry sailed at noon with nine captains on board.",
        "Two years earlier, the quay had failed its inspection.",
        "The bridge opened on March 3, 1921, because the ferry had sunk.",
        "The council passed a plan that would close the quay.",
        "Does the toll make the island poorer?",
        "They met in May 2025.",
        # What somebody did with a thing, however it is called.
        "The mayor rejected the serious charge.",
        "Otto Ruler has rejected the offer of a stronger bridge.",
        "The ministry welcomed the important deal on the ferries.",
        "The captains accepted the terms of a lasting truce.",
    ],
)
def test_background_claims_nothing(text: str) -> None:
    assert claims(text) == frozenset()


@pytest.mark.parametrize(
    ("text", "weak"),
    [
        # announces what follows
        ("Critics of the toll make two mistakes.", True),
        ("There are three good reasons for this.", True),
        ("The toll fails for several important reasons.", True),
        ("The captains must consider the following problems.", True),
        ("What the island needs is simple:", True),
        # is a question
        ("Should the toll be kept?", True),
        ("“Must the island pay for a bridge?”", True),
        # says it itself
        ("Critics of the toll make a mistake.", False),
        ("Two mistakes of the council will cost the island its ferries.", False),
        ("The toll must go for two reasons, its cost and its unfairness.", False),
        ("The council needs three ferries.", False),
    ],
)
def test_what_leads_in_and_what_asks_is_weak(text: str, weak: bool) -> None:
    assert (claim_weight(text) == WEAK) is weak
    assert not (weak and claims(text))


def test_a_claim_about_half_of_the_topic_stays_behind_background_about_all_of_it() -> None:
    everything = "It will fail because it must: a dangerous mistake."
    assert claims(everything) == set(Claim)
    assert 0.5 * claim_weight(everything) < BACKGROUND == claim_weight("The ferry sailed at noon.")


async def test_the_seeds_claims_are_told_from_their_background(library: Library) -> None:
    """Labels made by hand, before the rules: own sentences that argue, of those that narrate."""
    articles = {article.file: article for article in (await library.catalogue()).articles}
    right = taken = labelled = 0
    for line in LABELS.read_text("utf-8").splitlines():
        row = json.loads(line)
        text = (SEEDS / row["file"]).read_text("utf-8")[row["start"] : row["end"]]
        sentence = next(s for s in articles[row["file"]].sentences if s.span.start == row["start"])
        found = bool(claims(text)) and not sentence.reported
        right += found and row["claim"]
        taken += found
        labelled += row["claim"]
    assert labelled > 90
    assert right / taken >= 0.8, "precision"
    assert right / labelled >= 0.9, "recall"
