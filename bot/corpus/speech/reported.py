"""Sentences that report without marks what somebody else says or thinks, and whose claim it is.

As with the frames of quotations, only the order of the words is read. A sentence is marked when
the report is most of it; one whose main clause is the author's ("One reason is that voters think
…") is the author's sentence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from bot.corpus.speech.reporting import BELIEFS, CUES, EVIDENCE, OPINIONS, SUGGESTING, THOUGHTS
from bot.corpus.speech.reports import read_report
from bot.corpus.speech.subjects import Clause
from bot.model import Quotation, QuotationKind, Sentence


def _as_written(words: Iterable[str]) -> frozenset[str]:
    """Words with what may follow them in a text that is cut at its spaces."""
    return frozenset(word + mark for word in words for mark in ("", ",", ".", ";", "—", ")"))


_QUICK = _as_written(CUES) | {"According"}
_OPINIONS = _as_written(OPINIONS)
# Words that report only with another one: "that", or "in" before somebody's view.
_WITH_THAT = _as_written((THOUGHTS - BELIEFS | EVIDENCE | OPINIONS | {"clear"}) - SUGGESTING)
_IN = frozenset({"in", "In"})


def may_report(text: str) -> bool:
    """Whether a sentence holds words that could make it a report: quick, and says yes too often."""
    words = set(text.split())
    found = _QUICK & words
    if not found:
        return False
    if "that" in words or "whether" in words or not found <= _WITH_THAT:
        return True
    return not found.isdisjoint(_OPINIONS) and not _IN.isdisjoint(words)


def mark_reported(
    sentences: Sequence[Sentence],
    candidates: Sequence[int],
    quotations: Sequence[Quotation],
    clause_of: Callable[[int], Clause],
) -> tuple[Sentence, ...]:
    """The sentences, with those that report marked.

    Args:
        candidates: the numbers of those that ``may_report``.
        quotations: those of the article; who says a sentence with speech in it is told by that.
        clause_of: reads a sentence, given by its number.
    """
    marked = list(sentences)
    speech = [q.span for q in quotations if q.kind is QuotationKind.SPEECH]
    ends = [span.end for span in speech]
    for number in candidates:
        sentence = sentences[number]
        following = bisect_right(ends, sentence.span.start)
        touched = following < len(speech) and speech[following].start < sentence.span.end
        if touched or sentence.heading:
            continue
        report = read_report(clause_of(number))
        if report is not None:
            marked[number] = replace(sentence, reported=True, claimant=report.claimant)
    return tuple(marked)
