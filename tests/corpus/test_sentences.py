"""Where sentences begin: not in the middle of one, whatever stands or breaks there."""

from __future__ import annotations

import pytest

from bot.corpus import annotate_text

BEFORE = "Mayor Otto Ruler met the captains at the harbour on Monday and left.\n\n"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        # A mark that points to a note, or a closer without its opener
        ("Seals pay no toll.[1] and they do not vote.", 1),
        ("Seals pay no toll.¹ and they do not vote.", 1),
        ("Seals pay no toll.* and they do not vote.", 1),
        ("Seals pay no toll.) and they do not vote.", 1),
        ("Seals pay no toll.[1] They do not vote.", 2),
        # A line that was broken for its length
        ("The seals of the northern harbour pay no toll at all,\nand they do not vote.", 1),
        ("The seals of the northern harbour pay no toll at all\nand they do not vote.", 1),
        ("Seals pay no toll —\nand they do not vote.", 1),
        # Lists, headings, paragraphs
        ("a harbour that is open to every ship of the county,\nand a quay for it", 2),
        ("The harbour of seals\nand they do not vote.", 2),
        ("The seals of the northern harbour pay no toll at all,\n\nand they do not vote.", 2),
        ("The seals of the northern harbour pay no toll at all:\nthey do not vote.", 2),
        ("The seals of the northern harbour pay no toll at all,\nThey do not vote.", 2),
    ],
)
def test_sentences(text: str, sentences: int) -> None:
    article = annotate_text("a.txt", f"{BEFORE}{text}\n")
    assert len([s for s in article.sentences if s.span.start >= len(BEFORE)]) == sentences
