"""Whether a sentence can be shown alone as a quote of the day, and how good a one it is.

The tests read words, not grammar, and lean to refusing: a good sentence lost is not noticed, one
that points at nothing is. ``standalone.dangles`` is the looser test, of the opening alone: whether
an answer needs the sentence before it. But for "Those who …", what dangles never stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from bot.answers.claims import announces, claims
from bot.answers.shape import misshapen
from bot.answers.standalone import dangles
from bot.text import fold, word_set

_OPENERS = re.compile(
    r"\W*(?:"
    # Connectives, the sentence adverbs that add to an earlier point, and enumerations.
    r"(?:additionally|again|all the same|at the same time|after all|apart from|aside from|"
    r"because of|equally|elsewhere|either way|even then|fortunately|for one|for now|further|"
    r"in any case|in any event|in conclusion|in doing so|in fact|in particular|in response|"
    r"in return|in the end|in the meantime|in turn|lastly|later|more importantly|namely|neither|"
    r"luckily|no wonder|not only|notably|now|regardless|"
    r"at the time|going forward|to do (?:so|that|this)|on the one hand|on top of|"
    r"once again|perhaps more|secondly|"
    r"sadly|since then|soon|specifically|thirdly|to be sure|unfortunately|until then|"
    r"what is more|what’s more|worse|yes|no|well|sure|importantly|crucially|significantly|"
    r"ironically|firstly),"
    # Pronouns and definite nouns that stand for something said before.
    r"|(?:one|another|others?|each|either|neither|none|all|some|many|most|few)\s+"
    r"(?:is|are|was|were|has|have|had|would|will|could|may|might|of)\b"
    r"|the\s+(?:first|second|third|fourth|last|next|other|others|same|two|three|four|result|"
    r"results|answer|question|problem|reason|point|idea|plan|deal|agreement|proposal|report|"
    r"study|statement|speech|meeting|summit|talks|document|letter|move|decision|approach|"
    r"argument|claim|goal|aim|list|issue|list|former|latter|authors?)\s+"
    # A complement ("the idea that…") says which one is meant.
    r"(?!of\b|that\b|for\b|to\b|between\b|in\b|with\b|on\b|behind\b|which\b|who\b|from\b|"
    r"against\b|over\b|about\b|facing\b)"
    # What is new or current stands beside what was described before.
    r"|the\s+(?:new|current|existing|resulting|remaining|following|previous)\s+[a-z]+\s+"
    r"(?:is|are|was|were|has|have|had|will|would|can|could)\b"
    r"|another\b|an even\b|doing so\b|let(?:[’']s| us) (?:return|go back)\b|"
    r"as (?:for|to)\b|(?:\w+ and )?thanks (?:go|goes) to\b"
    # Somebody who has spoken before goes on.
    r"|[\w.’'-]+(?:\s+[\w.’'-]+){0,3}\s+(?:added|went on|continued to say)\b"
    # Times that count from another: "two days earlier".
    r"|(?:earlier|later|shortly|soon after\w*|(?:\w+\s+)?\w+\s+(?:days?|weeks?|months?|years?)\s+"
    r"(?:ago|earlier|later|before|after))\b"
    r"|(?:\w+ly|perhaps|maybe)\s+that\b"
    r"|(?:not so|hence|here|so too|so do|so does|so did|nor|neither|why not|at that|not that)\b"
    r"|there(?!\s+(?:is|are|was|were|will|would|can|could|may|might|must|has|have|had|should|"
    r"seems|remains|remain|exists|exist)\b)\b"
    r")",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"\b(?:this|these|such(?!\s+as\b)|above-mentioned|aforementioned|aforesaid|latter|former(?=,))\b"
    r"|\b(?:after|before|beyond|despite|of|for|at|by|on|with|from|to|like|than|under|without)"
    r"\s+that\b(?!\s+(?:which|who)\b)"
    r"|\bthose\b(?!\s+(?:who|whose|whom|that|which|of|in|with|on|from|at|to|\w+ed|\w+ing)\b)"
    r"|\b(?:nonetheless|nevertheless|likewise|meanwhile|moreover|furthermore|thereby)\b"
    r"|,\s*(?:however|therefore|too|for example|for instance|by contrast|in contrast|in turn|"
    r"though|instead|then|of course|on the other hand|in other words|as a result|"
    r"consequently|again)\s*[,.;—–]"
    r"|\b(?:as|than)\s+(?:I|we)(?:\s+have|’ve|'ve)?\s+(?:\w+ed|shown|seen|said|written|put)\b"
    r"|\b(?:table|figure|chart|list|map|image|diagram|example)s?\s+(?:above|below)\b|\bbelow[,.]"
    r"|\b(?:mentioned|noted|discussed|described|outlined|quoted|listed|see)\s+"
    r"(?:above|below|earlier|here)\b"
    r"|\b(?:another|a different|a second|a third|a further|the same)\s+"
    r"(?:goal|aim|reason|problem|example|point|option|issue|question|way|factor|thing|argument)\b"
    r"|\b(?:here|hereby|hereafter)\b"
    # Times that only the day of writing makes clear, or what was told before.
    r"|\b(?:last|this|next|past)\s+(?:week|weekend|month|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    r"January|February|March|April|June|July|August|September|October|November|December)\b"
    r"|\b(?:yesterday|tomorrow|tonight|(?:shortly|soon) afterwards?|the day before(?! [a-z]+\b)|"
    r"(?:a few|some|two|three|several) (?:days|weeks|months|years) (?:later|earlier))\b"
    r"|\b(?:both|since|either|otherwise)[,.;!]"
    r"|\btoo\s+(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|seems?)\b",
    re.IGNORECASE,
)
_ALSO = re.compile(r"(?<!\band )(?<!\bbut )\balso\b", re.IGNORECASE)
# "Not only … but also", "Besides ferries, the island also …": they bring their own first half.
_FIRST_HALF = re.compile(
    r"\bnot (?:only|just|merely|simply)\b|^(?:alongside|in addition to|as well as)\b",
    re.IGNORECASE,
)
# "It is clear that…", "It is time to…": the subject follows.
_EXPLETIVE = re.compile(
    r"it\s+(?:is|was|will\s+be|would\s+be|has\s+been|remains|seems|takes|took)\s+(?:\w+\s+){0,5}?"
    r"(?:that|to|for|who)\b",
    re.IGNORECASE,
)
# "It is unlikely to succeed": the subject is missing.
_RAISED = re.compile(
    r"it\s+\w+\s+(?:\w+ly\s+)?(?:not\s+)?(?:likely|unlikely|able|unable|set|set up|willing|"
    r"unwilling|eager|ready|keen|bound|determined|expected|supposed|meant|designed|about|going|"
    r"due|sure|certain|central|close|open|similar|subject|committed|uninterested|\w+ed)\s+to\b",
    re.IGNORECASE,
)

# "By leaving his post, Doe …": the subject that follows is whose post it is.
_OWN_GERUND = re.compile(
    r"(?:by|in|after|before|without|despite|since|while|when)\s+\w+ing\b[^,]*,\s+"
    r"(?!(?:he|she|it|they|nobody|no|there|that|we|i|you)\b)",
    re.IGNORECASE,
)
_SUBJECTS = word_set("he she they it")
_CLOSING = 4  # words from the subject of a relative clause that ends a sentence
_NEW_CLAUSE = re.compile(r"[;:—–]|,\s+(?:and|but|or|so|yet)\b")
_POSSESSIVES = word_set("his her their its")

_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_HE = word_set("he she him his her hers himself herself")
_THEY = word_set("they them their theirs themselves")
_IT = word_set("it its itself")
_PEOPLE = word_set(
    "people men women children police media data public everyone everybody anyone anybody someone "
    "somebody nobody whoever both few many others who"
)
_PERSONS = word_set(
    "man woman person president minister chancellor king queen leader ruler politician citizen "
    "voter soldier general officer official diplomat ambassador senator candidate dictator tyrant "
    "autocrat author captain master boss chief commander director editor worker scholar expert "
    "writer journalist teacher student child mother father son daughter someone "
    "somebody anyone anybody everyone everybody nobody whoever who"
)
_FUNCTION = word_set(
    "a an the and or but nor so if when while because although though unless until once since as "
    "whether where than that which who whom whose what why how in on at by for from to of with "
    "without into over under after before between among against through during about beyond "
    "behind despite within across along toward towards upon per via is are was were be been being "
    "am has have had do does did will would shall should can could may might must not no never "
    "only just even still also too very more most less least much many few some any all each every "
    "both either neither one i you we he she it they me him her us them my your our his its their "
    "this these those there here then now yet again ever often always perhaps maybe instead such "
    "it's there's"
)
_BEFORE_NOUNS = word_set("the a an your our my")
_SUBORDINATE = word_set(
    "if when while because although though unless until once since as whenever wherever where "
    "whether whoever whatever even"
)

_VAGUE_START = re.compile(r"the\s+[a-z]\w+\s+(?!of\b|that\b|who\b|which\b|between\b|to\b)")


def stands_alone(text: str) -> bool:
    """Whether a sentence can be read without those around it."""
    return fault(text) is None


def fault(text: str) -> str | None:
    """Why a sentence can't be shown alone, in a few words; None if it can."""
    text = text.strip()
    for check in (misshapen, _openings, _pointing, _dangling):
        reason = check(text)
        if reason is not None:
            return reason
    return None


def worth(text: str) -> int:
    """How good a quote of the day a sentence is, -1 to 5; the steps are coarse, so many are equal.

    What argues comes first, at a length that a card shows at a glance.
    """
    score = len(claims(text))
    score += 12 <= len(text.split()) <= 35
    score -= bool(_VAGUE_START.match(text))
    return score


def _openings(text: str) -> str | None:
    if _OPENERS.match(text):
        return "leads on from what is said before"
    if _EXPLETIVE.match(text):
        return "a pronoun without its noun" if _RAISED.match(text) else None
    if re.match(r"those\s+(?:who|whose|whom)\b", text, re.IGNORECASE):
        return None
    if re.match(r"it\b", text, re.IGNORECASE) or dangles(text):
        return "leads on from what is said before"
    return None


def _pointing(text: str) -> str | None:
    if match := _POINTING.search(text):
        return f"points elsewhere with “{match[0].strip(' ,')}”"
    if _ALSO.search(text) and not _FIRST_HALF.search(text):
        return "adds to what is said before"
    if re.search(r",?\s+(?:too|either|instead|though|again)[.!?]", text) and "," in text[-12:]:
        return "adds to what is said before"
    if announces(text):
        return "leads in to what is said after it"
    return None


def _dangling(text: str) -> str | None:
    """A pronoun before which nothing stands that it could mean."""
    if _EXPLETIVE.match(text):
        text = text[2:]
    gerund = _OWN_GERUND.match(text)
    own = gerund.end() if gerund else 0
    matches = list(_WORD.finditer(text))
    words = [match[0] for match in matches]
    for position, word in enumerate(words):
        lowered = re.split(r"[’']", word.lower())[0]
        if lowered not in _HE | _THEY | _IT or word.isupper():
            continue
        before = words[:position]
        if lowered in _POSSESSIVES and matches[position].start() < own:
            continue
        if lowered in _SUBJECTS and position and len(words) - position <= _CLOSING:
            before = _before_relative(text, matches, position) or before
        if not _has_referent(lowered, before):
            return f"“{word}” without its noun"
        # "At the summit, they agreed": the phrase says where, not who.
        since = text[: matches[position].start()].rstrip()
        if (
            lowered in _SUBJECTS
            and since.endswith(",")
            and since.count(",") == 1
            and words[0].lower() not in _SUBORDINATE
        ):
            return f"“{word}” without its noun"
    return None


def _before_relative(
    text: str, matches: Sequence[re.Match[str]], position: int
) -> list[str] | None:
    """The words that may hold whom the pronoun means in "…, and a toll can’t pay for the harbour
    they promise": those of its clause, the noun apart that its own clause belongs to. None where
    the pronoun stands behind no noun."""
    noun = matches[position - 1]
    if noun[0][0].isupper() or _bare(noun[0]) in _FUNCTION or noun[0].endswith("ly"):
        return None
    if text[noun.end() : matches[position].start()].strip():
        return None
    opens = [each.end() for each in _NEW_CLAUSE.finditer(text, 0, noun.start())]
    return [each[0] for each in matches[: position - 1] if each.start() >= max(opens, default=0)]


def _has_referent(pronoun: str, before: Sequence[str]) -> bool:
    nouns = [word for word in before if _bare(word) not in _FUNCTION]
    if pronoun in _IT:
        return any(len(word) > 2 for word in nouns)
    names = [word for word in nouns if word[0].isupper()]
    if names and len(before) > 1 and _bare(before[1]) in _BEFORE_NOUNS and before[0] in names[:1]:
        names = names[1:]  # "Use the harbour …": a verb
    if pronoun in _HE:
        persons = any(_bare(word) in _PERSONS for word in before)
        return persons or any(not _is_place(word) for word in names)
    plural = any(
        (_bare(word).endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is")))
        or _bare(word) in _PEOPLE
        for word in before
        if _bare(word) not in _FUNCTION or _bare(word) in _PEOPLE
    )
    # An acronym alone is a thing: "use the API to build their own".
    return plural or any(not word.isupper() for word in names) or "and" in before


def _bare(word: str) -> str:
    return re.split(r"[’']", word.lower())[0]


def _is_place(word: str) -> bool:
    return word.isupper() or "." in word or _bare(word) in _places()


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    """The words of country names, as the time zone database's table of ISO 3166 has them."""
    table = files("tzdata").joinpath("zoneinfo", "iso3166.tab").read_text("utf-8")
    names = [line.split("\t")[1] for line in table.splitlines() if line and line[0] != "#"]
    words = {word.lower() for name in names for word in _WORD.findall(name)}
    return frozenset(words | {"america", "europe", "asia", "africa", "west", "east", "washington"})


def plain_words(text: str) -> str:
    """Letters and digits only, without case and accents, with single spaces."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))
