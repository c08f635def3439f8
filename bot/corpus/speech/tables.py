"""The words by which speech is recognised. Tables only; what they mean is in ``frames``."""

from __future__ import annotations

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
    }
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _forms(verbs: str) -> frozenset[str]:
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


SAYING = _forms(
    """say tell write think swear add explain declare announce argue claim state note warn insist
    suggest muse reply respond ask answer tweet promise pledge vow admit acknowledge concede confirm
    deny assert contend maintain observe remark recall report reveal predict urge demand stress
    emphasize emphasise boast brag joke quip complain lament conclude comment continue caution
    advise agree believe testify recount reiterate repeat proclaim profess propose rail reason
    recommend shout yell scream whisper mutter murmur hint imply indicate mention opine pronounce
    thunder wonder counter retort elaborate exclaim cry plead protest assure inform scoff jest
    grumble gripe fume bellow snap sneer interject object allege aver affirm attest blog post
    estimate summarize summarise venture volunteer rejoin rebut tease ponder speculate speak quote
    foresee paraphrase theorize theorise charge counsel exhort implore beg disclose
    foreshadow signal chant text sing intone gush rave ruminate reflect vent grouse refuse decline
    discuss envision envisage tout rant ramble marvel fret
    worry rhapsodize groan enthuse mumble blurt chide chastise scold challenge spell detail
    outline underscore highlight stipulate specify posit surmise suspect doubt email e-mail
    retweet telegraph clarify apologize apologise dictate allow conclude misspeak guess bet
    interrupt prod swipe interject
    remember credit thank commend intimate question advocate bark boom roar growl holler jeer
    coach wish identify rate"""
)
NAMING = _forms(
    """call dub describe label brand term characterize characterise deride denounce hail praise
    dismiss blast slam condemn decry tout mock laud criticize criticise deem ridicule style christen
    blame accuse deplore lambast lambaste lampoon extol refer reference portray paint cast liken
    compare depict denigrate malign bash rip attack knock oppose reject defend cite invoke echo
    bemoan decry savage trash ridicule embrace tag peg
    nickname"""
)
# Verbs of thinking and wishing, which report only what stands close by.
THINKING = _forms(
    "know realize realise hope fear want expect read hear regard view consider accept"
)
# Verbs whose object does what the infinitive after it says: "urged her to declare".
CAUSING = _forms(
    """prompt ask urge lead push force cause want allow invite encourage press advise order instruct
    require enable permit expect help persuade convince inspire remind warn"""
) | _words("led got get getting gets made make makes making let lets told tell telling")
# Past forms that after a form of "be" make a passive, in which the subject does not speak.
PAST = frozenset(form for form in SAYING | NAMING if form.endswith("ed")) | {
    "said", "told", "written", "thought", "sworn", "spoken",
}  # fmt: skip
# Third-person and base forms that are as often nouns: they speak only with a subject beside them.
ALSO_NOUNS = _words(
    """answer answers call calls claim claims comment comments report reports demand demands note
    notes state states promise promises pledge pledges remark remarks reply replies request warning
    post posts tweet tweets charge charges estimate estimates cry cries joke jokes hint hints label
    labels brand brands term terms style styles blog blogs mention mentions signal signals protest
    protests object objects response reason reasons text texts question suggests vow vows blast
    blame praise counter counsel refer reference attack attacks hope hopes fear fears want wants
    rate rates wish wishes boom roar credit credits coach thank thanks remember
    question questions view views doubt doubts detail details outline email emails worry worries challenge challenges
    read reads feel feels cast casts favor favour bet bets hit hits guess marvel rant rants
    suspect suspects press push swipe tag nickname hears expect embrace consider press think style wonder wonders boast boasts venture ventures"""
)
# How a person is said to feel about what they have just named: "pleased about the …".
ATTITUDES = _words(
    """pleased excited happy delighted enthusiastic optimistic confident hopeful worried concerned
    anxious upset angry furious outraged alarmed proud ashamed thrilled frustrated dismayed
    sceptical skeptical doubtful dismissive scathing adamant emphatic blunt clear candid effusive
    critical"""
)
ATTITUDE_PREPOSITIONS = _words("about at by with over of on that in")
BE = _words("is are was were be been being am 's 're 'm")
GET = _words("get gets got gotten")
# Verbs that stand between a subject and its verb of saying, or do the work of one.
AUXILIARY_VERBS = BE | _words(
    """has have had having do does did will would shall should can could may might must seem seems
    seemed appear appears appeared sound sounded look looked remain remained feel felt go goes
    went 'd 'll 've"""
)
AUXILIARIES = AUXILIARY_VERBS | _words(
    """himself herself themselves both not n't to on then also often later even never always once
    again still just now soon too ever recently first since already yet only all instead further
    repeatedly reportedly meanwhile however earlier today yesterday monday tuesday wednesday
    thursday friday saturday sunday previously simply much so very quite rather famously flatly"""
)
# Verbs of saying that take two words.
PHRASAL = frozenset(
    (verb, particle)
    for verbs, particle in (
        ("went goes", "on"), ("shot fired hit pushed pushes fires shoots hits", "back"),
        ("put puts putting", "it"), ("chimed chimes weighed weighs", "in"),
        ("summed sums", "up"), ("lashed pointed points pointing", "out"), ("made makes making", "clear"),
    )
    for verb in verbs.split()
)  # fmt: skip
GOING = _words("go goes went going gone")
# What may part a subject from its verb: "Doe of Somewhere on Friday said".
PLACING = _words("of from in on at")
TIMES = _words(
    """monday tuesday wednesday thursday friday saturday sunday january february march april june
    july august september october november december today yesterday tonight week weekend month
    year night morning afternoon evening day noon"""
)
ADJUNCTS = _words("last this next late early earlier later that the same one two three past")
PREPOSITIONS = _words(
    """of to in for on with at by from about into over after before under between against through
    during without among towards toward upon across behind beyond like near off onto out since
    than until via within alongside regarding concerning despite per amid around following
    including versus as"""
)
SUBORDINATORS = _words(
    """when after before while because if although though as since until once whether that which
    where unless whereas what how why"""
)
CONJUNCTIONS = _words("and or but nor yet so")
DETERMINERS = _words("the a an this that these those his her its their our my your")
NOT_A_VERB = (
    PREPOSITIONS
    | SUBORDINATORS
    | CONJUNCTIONS
    | DETERMINERS
    | _words("who whom whose he she it they we i you him them us me not no is- more most")
)
MALE, FEMALE, BODY = "m", "f", "n"
PRONOUNS = {"he": MALE, "she": FEMALE}
# Frames that hold a word up as a word: "the term “X”", "so-called “X”", "known as “X”".
MENTIONING = _words(
    """so-called called term terms word words phrase phrases expression slogan slogans nickname
    motto label labels acronym acronyms title titled entitled named nicknamed book film movie song
    album novel essay article known adage proverb concept notion"""
)
ROLES = _words(
    """president leader minister premier chancellor secretary senator congressman congresswoman
    representative governor mayor ambassador envoy spokesman spokeswoman spokesperson chairman
    chairwoman chair chief director commander general admiral colonel judge justice attorney
    prosecutor candidate nominee king queen prince princess pope bishop rabbi imam professor
    analyst economist historian scholar expert adviser advisor strategist negotiator diplomat
    official aide founder author writer journalist reporter editor columnist commentator
    lawyer lawmaker lawmakers activist billionaire businessman businesswoman investor banker
    executive ceo boss head officer speaker whip deputy vice-president lady captain coach
    scientist doctor physician researcher tycoon magnate dictator autocrat statesman
    developer designer engineer manager teacher student producer organizer organiser consultant
    entrepreneur administrator commissioner superintendent actor actress comedian singer rapper
    musician donor pastor reverend sheriff delegate treasurer moderator blogger pollster operative
    veteran physicist philosopher director-general pundit lobbyist filmmaker playwright poet
    novelist artist farmer rancher nurse surgeon astronaut"""
)
# Titles that stand before a name with a capital, and are no part of it.
TITLES = ROLES | _words(
    """mr mrs ms mx dr prof sen rep gov gen lt col maj capt cmdr adm sgt pres amb hon rev del supt sir dame
    lord lady madame vice prime former ex acting deputy interim foreign counsel correspondent
    campaign manager senior counselor counsellor inspector commissioner cardinal archbishop host
    anchor defence defense interior
    finance treasury state special sister brother father us uk eu the national security
    press chief democratic republican democrat congressional house senate supreme court majority
    minority opposition"""
)
# Titles that a full stop shortens: what stands before them in a row of capitals is no name.
ABBREVIATED_TITLES = _words(
    "mr mrs ms mx dr prof sen rep gov gen lt col maj capt cmdr adm sgt pres amb hon rev del supt"
)
# Given names that are common words for a place, a thing or a month as well.
GIVEN_TOO = _words(
    """bill christian bay april may june august israel west england holland france black royal
    prince chief general"""
) - _words("may chief general france england black royal west")
NICKNAMES = {
    short: long
    for long, shorts in {
        "charles": "chuck charlie", "william": "bill billy will", "robert": "bob bobby rob",
        "thomas": "tom tommy", "james": "jim jimmy", "michael": "mike mick", "richard": "dick rick",
        "edward": "ted ed eddie", "john": "jack johnny", "joseph": "joe", "anthony": "tony",
        "lawrence": "larry", "henry": "harry hank", "elizabeth": "liz beth betsy",
        "margaret": "peggy maggie", "katherine": "kate kathy", "stephen": "steve",
        "steven": "steve", "david": "dave", "daniel": "dan danny", "gerald": "jerry gerry",
    }.items()
    for short in shorts.split()
}  # fmt: skip
HONORIFICS = {
    "mr": MALE, "sir": MALE, "lord": MALE, "king": MALE, "prince": MALE, "congressman": MALE,
    "spokesman": MALE, "chairman": MALE, "businessman": MALE, "mrs": FEMALE, "ms": FEMALE,
    "dame": FEMALE, "lady": FEMALE, "madame": FEMALE, "queen": FEMALE, "princess": FEMALE,
    "congresswoman": FEMALE, "spokeswoman": FEMALE, "chairwoman": FEMALE,
    "businesswoman": FEMALE,
}  # fmt: skip
# Capitalised words that are never part of a person's name: places, peoples, bodies, calendar.
NOT_NAMES = _words(
    """house white department ministry times post journal news agency university institute college
    school center centre council committee commission court congress parliament senate union
    states state united nations nation kingdom republic federation party street sea ocean river
    lake bay gulf island islands mountain city county province district north south east west
    northern southern eastern western central new old great black red world war peace bank fund
    group company corporation corp inc ltd llc foundation association organization organisation
    society league alliance coalition front army navy air force guard marines corps pentagon
    kremlin nato eu un us usa uk america american americans europe european europeans russia
    russian russians ukraine ukrainian ukrainians china chinese britain british france french
    germany german israel israeli iran iranian iraq syria korea korean japan japanese india indian
    turkey turkish poland polish africa african asia asian arab arctic atlantic pacific baltic
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december democrats republicans democratic republican
    conservative conservatives labour liberal socialist communist christian muslim jewish catholic
    islamic today twitter facebook google apple amazon microsoft security national international
    federal supreme constitution act bill treaty agreement plan deal accord summit conference
    convention campaign administration government policy programme program office bureau service
    services press reuters associated bloomberg capitol hill wall main academy hospital church
    museum press radio television network channel street avenue road square palace airport
    western eastern cold civil holy soviet gop fbi cia nsa irs epa doj dhs gsa special
    chief general public global health human rights defense defence energy trade climate
    technology medical center royal digital social media internet inauguration
    analysis spring summer autumn winter christmas easter angeles vegas evangelical evangelicals
    patriarchate embassy consulate train watch sun herald tribune globe dealer tower towers hotel
    resort mexico mexican mexicans canada canadian armenian saudi arabia arabian spanish spain
    italian italy greek greece irish dutch swiss swedish vietnam vietnamese hispanic hispanics
    latino latinos latin partners patriots matters lives rifle brotherhood caucus associates
    studios entertainment productions magazine gazette observer examiner independent monitor
    review weekly daily morning tonight show live lab labs project initiative trust charity
    super pac tea rules lives hall highway turnpike casino stadium arena coliseum fair speedway
    iowa ohio texas florida california nevada pennsylvania michigan wisconsin illinois indiana
    arizona colorado oregon hampshire york jersey carolina dakota mexico massachusetts
    connecticut maryland tennessee kentucky alabama mississippi louisiana oklahoma kansas
    nebraska missouri minnesota montana wyoming utah idaho alaska hawaii vermont maine delaware
    chicago boston philadelphia cleveland detroit manhattan brooklyn benghazi islam islamists
    team wing wings"""
)
# The last word of a body's name that can speak, and acronyms that are none.
BODIES = _words(
    """times post journal news herald tribune gazette globe sun examiner register caller press
    magazine committee party department ministry union association foundation institute council
    commission court caucus corporation company network agency bureau coalition alliance
    federation chamber league fund pac kremlin pentagon"""
)
NO_BODIES = frozenset(
    "USA GOP CEO CFO COO EST EDT PST PDT GMT ISIS ISIL LGBT LGBTQ MAGA DACA TPP NAFTA ACA USC VIP "
    "DNA AIDS HIV PDF URL GDP SUV III VII DVD FAQ RSVP WWII POTUS FLOTUS SCOTUS FOIA".split()
)
# Of those, the ones that are surnames as well, after a given name.
SURNAMES_TOO = _words(
    """may black white west north hill bank church lake park post day wall main german israel
    french ireland holland france washington berlin london bloomberg young english peace street"""
)
