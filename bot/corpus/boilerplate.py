"""Lines that resemble boilerplate: a publication speaks to its readers of itself.

No pattern knows every publisher's. An article about the press resembles it, too, so this says
something only of a line that stands among furniture at the end of a page.
"""

from __future__ import annotations

from bot.corpus.paragraphs import WORD
from bot.text import word_set

_MOST = 600  # characters
_LEAST = 3  # different words of publishing
_TALK = word_set("we our us you your")
_PUBLISHING = word_set(
    "article articles story stories journalism journalist journalists newsroom newsrooms "
    "publication publications publish published publisher publishes republish republished reprint "
    "reprinted licence license licensed commons copyright permission print printed online website "
    "site page email e-mail newsletter newsletters inbox podcast podcasts subscribe subscriber "
    "subscribers subscription subscriptions donate donation donations nonprofit non-profit reader "
    "readers readership read reading editor editors editorial advertising advertisers paywall "
    "reporting reporters coverage app download unsubscribe"
)


def resembles_boilerplate(text: str) -> bool:
    """Whether a line speaks to readers, and of publishing."""
    if len(text) > _MOST:
        return False
    words = set(WORD.findall(text.lower()))
    return not words.isdisjoint(_TALK) and len(words & _PUBLISHING) >= _LEAST
