"""The verbs by which speech is recognised. What they mean is in ``frames``."""

from __future__ import annotations

from bot.text import word_set

_IRREGULAR = {
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote written writing",
    "think": "thinks thought thinking",
    "swear": "swears swore sworn swearing",
    "foresee": "foresees foresaw foreseen foreseeing",
    "speak": "speaks spoke spoken speaking",
    "know": "knows knew known knowing",
    "read": "reads read reading",
    "hear": "hears heard hearing",
    "feel": "feels felt feeling",
    "cast": "casts cast casting",
    "misspeak": "misspeaks misspoke misspeaking",
    "bet": "bets bet betting",
    "see": "sees saw seen seeing",
    "find": "finds found finding",
    "hold": "holds held holding",
}
_DOUBLED = frozenset(
    {
        "admit",
        "quip",
        "blog",
        "brag",
        "submit",
        "dub",
        "pan",
        "slam",
        "rebut",
        "prod",
        "refer",
        "rip",
        "tag",
        "peg",
        "demur",
    }
)


def forms(verbs: str) -> frozenset[str]:
    forms: set[str] = set()
    for verb in verbs.split():
        forms.add(verb)
        if verb in _IRREGULAR:
            forms.update(_IRREGULAR[verb].split())
            continue
        stem = verb + verb[-1] if verb in _DOUBLED else verb
        if verb.endswith("e"):
            forms.update({verb + "s", verb + "d", verb[:-1] + "ing"})
        elif verb.endswith("y") and verb[-2] not in "aeiou":
            forms.update({verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"})
        else:
            plural = "es" if verb.endswith(("s", "sh", "ch", "x")) else "s"
            forms.update({verb + plural, stem + "ed", stem + "ing"})
    return frozenset(forms)


SAYING = forms(
    """say tell write think swear add explain declare announce argue claim state note warn insist
    suggest muse reply respond ask answer tweet promise pledge vow admit acknowledge concede
    confirm deny assert contend maintain observe remark recall report reveal predict urge demand
    stress emphasize emphasise boast brag joke quip complain lament conclude comment continue
    caution advise agree believe testify recount reiterate repeat proclaim profess propose rail
    reason recommend shout yell scream whisper mutter murmur hint imply indicate mention opine
    pronounce thunder wonder counter retort elaborate exclaim cry plead protest assure inform
    scoff jest grumble gripe fume bellow snap sneer interject object allege aver affirm attest
    blog post estimate summarize summarise venture volunteer rejoin rebut tease ponder speculate
    speak quote foresee paraphrase theorize theorise charge counsel exhort implore beg disclose
    foreshadow signal chant text sing intone gush rave ruminate reflect vent grouse refuse
    decline discuss envision envisage tout rant ramble marvel fret worry rhapsodize groan
    enthuse mumble blurt chide chastise scold challenge spell detail outline underscore
    highlight stipulate specify posit surmise suspect doubt email e-mail retweet telegraph
    clarify apologize apologise dictate allow misspeak guess bet interrupt prod swipe remember
    credit thank commend intimate question advocate bark boom roar growl holler jeer coach wish
    identify rate express voice convey relay confess riff snipe demur react anticipate
    remind relate vouch bristle"""
)
NAMING = forms(
    """call dub describe label brand term characterize characterise deride denounce hail praise
    dismiss blast slam condemn decry tout mock laud criticize criticise deem ridicule style
    christen blame accuse deplore lambast lambaste lampoon extol refer reference portray paint
    cast liken compare depict denigrate malign bash rip attack knock oppose reject defend cite
    invoke echo bemoan savage trash embrace tag peg nickname"""
)
# Verbs of thinking and wishing, which report only what stands close by.
THINKING = forms("know realize realise hope fear want expect read hear regard view consider accept")
# Verbs whose object does what the infinitive after it says: "urged her to declare".
CAUSING = forms(
    """prompt ask urge lead push force cause want allow invite encourage press advise order instruct
    require enable permit expect help persuade convince inspire remind warn"""
) | word_set("led got get getting gets made make makes making let lets told tell telling")
# Past forms that after a form of "be" make a passive, in which the subject does not speak.
PAST = frozenset(form for form in SAYING | NAMING if form.endswith("ed")) | {
    "said", "told", "written", "thought", "sworn", "spoken",
}  # fmt: skip
# Third-person and base forms that are as often nouns: they speak only with a subject beside them.
ALSO_NOUNS = word_set(
    """answer answers call calls claim claims comment comments report reports demand demands note
    notes state states promise promises pledge pledges remark remarks reply replies request
    warning post posts tweet tweets charge charges estimate estimates cry cries joke jokes hint
    hints label labels brand brands term terms style styles blog blogs mention mentions signal
    signals protest protests object objects response reason reasons text texts question suggests
    vow vows blast blame praise counter counsel refer reference attack attacks hope hopes fear
    fears want wants rate rates wish wishes boom roar credit credits coach thank thanks remember
    questions view views doubt doubts detail details outline email emails worry worries
    challenge challenges read reads feel feels cast casts favor favour bet bets hit hits guess
    marvel rant rants suspect suspects press push swipe tag nickname hears expect embrace
    consider think wonder wonders boast boasts venture ventures riff riffs voice voices"""
)
# How a person is said to feel about what they have just named: "pleased about the …".
ATTITUDES = word_set(
    """pleased excited happy delighted enthusiastic optimistic confident hopeful worried concerned
    anxious upset angry furious outraged alarmed proud ashamed thrilled frustrated dismayed
    sceptical skeptical doubtful dismissive scathing adamant emphatic blunt clear candid effusive
    critical"""
)
ATTITUDE_PREPOSITIONS = word_set("about at by with over of on that in")
# Verbs of saying that take two words.
PHRASAL = frozenset(
    (verb, particle)
    for verbs, particle in (
        ("went goes", "on"), ("shot fired hit pushed pushes fires shoots hits", "back"),
        ("put puts putting", "it"), ("chimed chimes weighed weighs", "in"),
        ("summed sums talked talks opened brought", "up"), ("sounded sounds", "off"),
        ("played plays", "down"), ("lashed pointed points pointing", "out"),
        ("made makes making", "clear"), ("found finds ruled", "that"),
    )
    for verb in verbs.split()
)  # fmt: skip
