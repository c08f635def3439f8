"""The words by which reported speech is recognised. How they are read is in ``reports``."""

from __future__ import annotations

from bot.corpus.speech.verbs import forms
from bot.text import word_set

# Verbs whose subject says or thinks what follows, whatever follows.
_PLAIN = forms(
    """say claim argue insist contend assert allege declare announce warn predict deny
    admit concede complain boast brag joke lament promise vow urge demand
    tweet remark caution advise testify proclaim profess opine
    retort counter aver affirm attest speculate surmise posit guess
    theorize theorise apologize apologise confess gripe grumble muse quip exclaim"""
)
# What they think of something or somebody is their own, too.
STANCES = forms(
    """criticize criticise condemn denounce deride praise hail mock accuse blame deplore decry
    dismiss lambast lambaste slam tout describe characterize characterise dub label oppose reject
    endorse applaud bemoan ridicule"""
)
# Those that do something with a thing, and report only where they say why or as what.
ACTS = STANCES - forms("accuse blame tout describe characterize characterise dub label")
DEALING = forms("reject oppose endorse dismiss")  # a "for" behind their object belongs to it
DEMANDS = forms("deny demand promise announce pledge")  # acts before a noun such as "charge"
# Verbs of thinking, which report when a clause follows.
BELIEFS = forms("believe think doubt suspect")
THOUGHTS = BELIEFS | forms("hope fear worry expect feel consider view regard")
# Verbs of other uses: they report before "that", or of a person.
EVIDENCE = forms(
    """suggest indicate show reveal imply signal confirm find hint observe see agree write stress
    emphasize emphasise reiterate maintain assume acknowledge"""
)
SUGGESTING = forms("suggest")
LOOSE = (
    THOUGHTS
    | EVIDENCE
    | STANCES
    | forms(
        """add ask tell explain conclude report note recommend propose recall repeat pledge
        question wonder comment post cite object request estimate"""
    )
    | word_set("called calls stated")
)
HEARSAY = word_set("reportedly allegedly supposedly purportedly")
OPINIONS = word_set("view views opinion words telling account estimation eyes reading assessment")
PASSIVES = word_set(
    "said reported believed thought rumored rumoured alleged claimed accused considered"
)
BESIDE_PASSIVE = word_set("to that")
CUES = _PLAIN | LOOSE | HEARSAY | OPINIONS | PASSIVES | {"according", "clear"}
# Of these, the forms that only a plural subject, or "do", can stand before.
BASES = frozenset(
    word
    for word in CUES
    if not word.endswith(("ed", "ing", "s")) and word in CUES and word + "s" in CUES
) - {"said", "told"}
MAKING = word_set("make makes made making")

FIRST_PERSON = word_set("i we you me us my our your one 'm myself ourselves mine ours")
# Subjects that are no persons: what they show is the author's own conclusion.
NOT_PERSONS = word_set(
    """this that these those there which what evidence data fact facts figures numbers rhetoric
    developments events history experience logic research results nothing everything plan schedule
    law rule policy example analysis argument reason point need most phone television help helps
    helped"""
)
PERSONS = word_set(
    """he she they it critics supporters opponents experts officials analysts observers people
    voters republicans democrats some many others everyone everybody nobody few several economists
    scholars allies leaders authorities members aides advocates activists reporters conservatives
    liberals skeptics sceptics proponents residents lawyers police prosecutors governments
    government administration campaign ministry company firm agency department newspaper paper
    magazine committee commission court party group organization organisation campaigners users
    customers colleagues sources source statement report study survey poll spokespeople
    diplomats ministers investors workers employees americans europeans russians ukrainians
    russia ukraine china moscow kyiv beijing washington brussels kremlin europe germany france
    britain israel iran turkey india japan candidates rivals aide"""
)
POSSESSED = word_set("my our your we us")
PLURAL = word_set("they some many others few people police several both")
MODALS = word_set("should must ought could may might can cannot need needs will shall would 'd 'll")
NEGATIONS = word_set("not n't never")
# After these, "to" leads to what the subject does say: "seems to believe", "went on to say".
RAISING = word_set(
    """seem seems seemed appear appears appeared continue continues continued went go goes tend
    tends like likes liked used keep keeps kept began begin begins started start starts"""
)
AS_SAYING = word_set("record quoted cited reported known")
IDIOMS = frozenset(
    {
        ("that", "said"), ("having", "said"), ("to", "say"), ("needless", "say"), ("let", "say"),
        ("tell", "apart"), ("told", "apart"), ("say", "nothing"),
        ("hails", "from"), ("hailed", "from"),
    }
)  # fmt: skip
