"""Which sentences stand alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.quotable import fault, stands_alone, worth

ALONE = [
    "Island ports must be dredged every spring or the ferries will stop.",
    "Nobody who has waited for a ferry in January believes that bridges cost too much.",
    "If the harbour master closes the port, she must tell every captain the reason.",
    "Captains who ignore the weather lose their ships and then their crews.",
    "The idea that a toll ruins a town has never survived a look at the accounts.",
    "It is time to ask who pays for the bridges that everybody wants.",
    "It is clear that ferries will not replace the railway in winter.",
    "There is no bridge so strong that neglect cannot bring it down.",
    "Those who build on sand should not complain about the tide at all.",
    "Why should a village without a road pay for the motorway of a city?",
    "We should judge a bridge by the towns that it joins, never by its height.",
    "Ferries not only carry people but also carry the news from shore to shore.",
    "Mayor Quill promised a bridge in a year and now he blames the river.",
    "Stone lasts because it has failed (more than once) wherever it could fail.",
    "“Resilience” has become a word for bridges that nobody has the money to mend.",
    "Trade such as fishing and boat building needs a harbour that stays open.",
    "The U.S. has more bridges than it will ever be able to repair.",
    "To save its ferries, the island must first save its engineers from boredom.",
    "For bridges as for people, age is a danger only when nobody looks.",
    "Whatever is never inspected will one day surprise the inspector.",
    "Walking away from the bridge now will cost the island its last engineers.",
    "Measuring and mending give a town the chance to keep its bridges.",
    "Walking along the quay, nobody sees the rust that is eating the piles.",
    "As the tide rises, a bridge without an engineer becomes a danger.",
    "Thanks to its engineers, the island has kept every bridge it built.",
    "The new harbour of Eastport has cost more than all of its ferries.",
    "By closing its harbour to the ferries, the island has lost its engineers.",
    "Mending bridges — and keeping ferries afloat — is essential for an island.",
    "Engineers face a choice: They mend the bridge now or build one later.",
    "The toll is meant to pay for the bridge and also to keep lorries out.",
    "Alongside its ferries, the island also needs a bridge for the winter.",
    "Engineers who know the sea will always distrust the bridge they built.",
    "A tariff that spares the fleets will ruin the towns it should protect.",
    "The earlier a town mends a bridge, the less it pays for the mending.",
]
NOT_ALONE = [
    # Connectives
    ("But island ports must be dredged every spring or the ferries stop.", "leads on"),
    ("However, island ports must be dredged or the ferries will stop.", "leads on"),
    ("Yet nobody has ever asked the captains what they think of it.", "leads on"),
    ("Moreover, a harbour without a pilot is a danger to all captains.", "leads on"),
    ("For example, a harbour without a pilot is a danger to captains.", "leads on"),
    ("Also, the harbour without a pilot is a danger to every captain.", "leads on"),
    ("Meanwhile, the harbour has no pilot who could bring in a ship.", "leads on"),
    ("In contrast, the railway has never closed for more than a day.", "leads on"),
    ("By contrast, the railway has never closed for more than a day.", "leads on"),
    ("In fact, the railway has never closed for more than one day.", "leads on"),
    ("At the same time, the railway has closed for more than a day.", "leads on"),
    ("And the railway has never closed for more than a day in winter.", "leads on"),
    ("So the railway has to close for more than a day every winter.", "leads on"),
    ("Second, the railway has to close for a day or more in winter.", "leads on"),
    ("Two years later, the railway had to close for more than a day.", "leads on"),
    ("The railway, however, has never closed for more than a day there.", "points"),
    ("The railway has nonetheless closed for more than a day in winter.", "points"),
    ("The railway has also been closed for more than a day in winter.", "adds"),
    ("Railways, for example, have to close for a day or two in winter.", "points"),
    ("The mayor of Eastport added that bridges cost more than ferries.", "leads on"),
    # Pronouns and demonstratives
    ("He must tell every captain why the port is closed for the winter.", "leads on"),
    ("They believe that bridges cost more than ferries ever will.", "leads on"),
    ("It carries more people than the railway on a summer afternoon.", "leads on"),
    ("It is unlikely to carry more people than the railway in summer.", "pronoun"),
    ("This is the reason why nobody builds bridges on islands today.", "leads on"),
    ("These bridges cost more than the ferries that they have replaced.", "leads on"),
    ("Such bridges cost more than the ferries of the whole country.", "leads on"),
    ("Their bridges cost more than the ferries of the whole country.", "leads on"),
    ("At the meeting, they agreed that bridges cost far too much.", "without its noun"),
    ("After her speech, nobody believed that bridges cost too much.", "without its noun"),
    ("If it fails, the island will have neither a ferry nor a bridge.", "without its noun"),
    ("Europe has good reasons not to trust him with its railways again.", "without its noun"),
    ("Nobody believes in the strength of these bridges any more today.", "points"),
    ("Engineers have known the causes of this failure for many years.", "points"),
    ("The length and price of that bridge are matters of public record.", "points"),
    ("Captains prefer the ferries of those days to any bridge at all.", "points"),
    ("One is that bridges cost more than ferries in the first ten years.", "leads on"),
    ("Both are more expensive than the ferries of the whole country.", "leads on"),
    ("The result was a bridge that nobody could afford to cross twice.", "leads on"),
    ("The latter cost more than all of the ferries in the country.", "leads on"),
    ("Engineers prefer the former, which costs less than a new ferry.", "leads on"),
    ("As mentioned above, bridges cost more than ferries in most years.", "leads on"),
    ("Bridges, as I argued last year, cost more than ferries in winter.", "points"),
    ("The committee had another reason to close the bridge for good.", "points"),
    ("Another bridge across the bay would cost less than one more ferry.", "leads on"),
    ("An even worse idea would be to close the harbour to every ferry.", "leads on"),
    ("As for the bridge, nobody has ever asked the captains about it.", "leads on"),
    ("Unfortunately, the captains of the island have no say in the plan.", "leads on"),
    ("Thanks goes to Ada Quill for the drawings of every bridge we built.", "leads on"),
    ("The new bridge has a lower toll than the ferry of the island had.", "leads on"),
    ("The bridge that the council opened last month is a masterpiece.", "points"),
    ("The council closed the bridge and, a few days later, the harbour.", "points"),
    ("When the mayor announced the toll shortly afterwards, captains left.", "points"),
    ("A look at the books of the harbour shows everybody otherwise.", "points"),
    ("Use the API of the harbour to build their own maps of the bay.", "without its noun"),
    ("By closing their harbour to the ferries, they have lost engineers.", "without its noun"),
    ("Regardless, the captains of the island have no say in the plan.", "leads on"),
    ("To do that, the captains of the island had to close the harbour.", "leads on"),
    ("The price of each bridge of the island is in the table below.", "points"),
    ("Ferries are late, and a toll cannot pay for the bridge they promise.", "without its noun"),
    ("Captains pay for it all; the island is still without the quay he built.", "noun"),
    ("Critics of the bridge across the bay make two dangerous mistakes.", "leads in"),
    # Shape
    ("Held fifteen meetings about a bridge.", "few words"),
    ("Held 15 meetings about the bridge with the captains of the island.", "main verb"),
    ("Mended a bridge with the captains who live on the outer island.", "main verb"),
    ("Safety — There is no pilot who could bring a ship into the harbour.", "label"),
    ("In our next post, the captains explain how they brought the ships in.", "not prose"),
    ("Baking a strong toll into the plan that the town uses for bridges.", "main verb"),
    ("Mending the piles in good time, so that no captain has to wait.", "main verb"),
    ("As a complete guide to the bridges and ferries of the island.", "main verb"),
    ("Choosing a bridge: Take the one that costs the island the least.", "label"),
    ("AQ: Outside of the harbour, the captains are free to do anything.", "label"),
    ("Bridges cost more than ferries in their first years of use[^3].", "not prose"),
    ("Today we end our series on bridges with a look at the next years.", "not prose"),
    ("Bridges cost more than ferries.", "few words"),
    ("bridges cost more than ferries in the first ten years of use.", "capital"),
    ("12 bridges were closed in the winter because nobody had the salt.", "capital"),
    ("The price of bridges and ferries in the years before the war:", "no end"),
    ("Bridges cost more than ferries in the first years of their use", "no end"),
    ("Bridges cost more than ferries in the first years of their…", "no end"),
    ("Bridges (and tunnels cost more than ferries in their first years.", "partner"),
    ("Bridges “and tunnels cost more than ferries in their first years.", "partner"),
    ("Bridges and tunnels” cost more than ferries in their first years.", "partner"),
    ('Bridges and "tunnels cost more than ferries in their first years.', "partner"),
    ("Bridges ‘and tunnels cost more than ferries in the first years.", "partner"),
    ("Bridges or ferries, and for how many years of the next ten?", "fragment"),
    ("Subscribe to receive the whole story of bridges in your letterbox.", "not prose"),
    ("Bridges are explained at https://example.org for all who want it.", "not prose"),
    ("Bridges cost more than ferries in their first years of use.[12] Yes.", "not prose"),
    (" ".join(["Bridges", *["cost"] * 60, "more."]), "too long"),
    ("Bridges " + " ".join(["intercontinentalisation"] * 20) + ".", "too long"),
    ("", "few words"),
]


@pytest.mark.parametrize("text", ALONE)
def test_a_sentence_that_stands_alone_may_be_shown(text: str) -> None:
    assert fault(text) is None


@pytest.mark.parametrize(("text", "reason"), NOT_ALONE)
def test_a_sentence_that_leans_on_others_is_refused(text: str, reason: str) -> None:
    found = fault(text)
    assert found is not None
    assert reason in found


@given(st.text(max_size=400))
def test_any_text_gets_a_verdict(text: str) -> None:
    assert stands_alone(text) is (fault(text) is None)


@pytest.mark.parametrize(
    "claim",
    [
        "Towns must mend their bridges because neglect costs more than stone.",
        "No bridge is ever safe unless somebody looks at it every year.",
        "It would be a dangerous mistake to leave the harbour without a pilot.",
    ],
)
def test_a_claim_is_worth_more_than_a_report(claim: str) -> None:
    report = "The mayor said on Monday that the bridge opened on March 3, 1921, at 11:30."
    assert worth(claim) > worth(report)
