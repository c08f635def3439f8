"""Where sentences begin: not in the middle of one, whatever stands or breaks there."""

from __future__ import annotations

import pytest

from bot.corpus import annotate_text, sentences
from bot.corpus.sentences import find_sentences
from bot.model import Span

BEFORE = "Mayor Otto Ruler met the captains at the harbour on Monday and left.\n\n"


@pytest.mark.parametrize(
    ("text", "number"),
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
def test_sentences(text: str, number: int) -> None:
    article = annotate_text("a.txt", f"{BEFORE}{text}\n")
    assert len([s for s in article.sentences if s.span.start >= len(BEFORE)]) == number


@pytest.mark.parametrize("space", "\x85\xa0\u2009\u202f\u3000")
def test_a_space_of_another_kind_is_cut_like_a_plain_one(space: str) -> None:
    text = "Fish has vitamin A . Seals eat fish.  Seals pay no toll."
    plain, other = (
        list(find_sentences(each, Span(0, len(each)))) for each in (text, text.replace(" ", space))
    )
    assert other == plain
    assert len(plain) == 2


def test_a_text_over_which_the_segmenter_panics_is_refused_and_ends_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class PanicException(BaseException):
        """As Rust's panics arrive in Python."""

    def panics(language: str, text: str) -> list[str]:
        raise PanicException(f"{language}: {text[:4]}")

    monkeypatch.setattr("sentencex.segment", panics)
    monkeypatch.setattr(sentences, "_segmenter", sentences._segmenter.__wrapped__)
    with pytest.raises(ValueError, match="en: Seal"):
        list(find_sentences("Seals pay no toll.", Span(0, 18)))
