"""The words by which names and clauses are read. Tables only; the verbs are in ``verbs``."""

from __future__ import annotations

from bot.text import word_set

BE = word_set("is are was were be been being am 's 're 'm")
GET = word_set("get gets got gotten")
# Verbs that stand between a subject and its verb of saying, or do the work of one.
AUXILIARY_VERBS = BE | word_set(
    """has have had having do does did will would shall should can could may might must seem seems
    seemed appear appears appeared sound sounded look looked remain remained feel felt go goes
    went 'd 'll 've"""
)
AUXILIARIES = AUXILIARY_VERBS | word_set(
    """himself herself themselves both not n't to on then also often later even never always once
    again still just now soon too ever recently first since already yet only all instead further
    repeatedly reportedly meanwhile however earlier today yesterday monday tuesday wednesday
    thursday friday saturday sunday previously simply much so very quite rather famously flatly"""
)
GOING = word_set("go goes went going gone")
# What may part a subject from its verb: "Doe of Somewhere on Friday said".
PLACING = word_set("of from in on at during")
TIMES = word_set(
    """monday tuesday wednesday thursday friday saturday sunday january february march april june
    july august september october november december today yesterday tonight week weekend month
    year night morning afternoon evening day noon"""
)
ADJUNCTS = word_set("last this next late early earlier later that the same one two three past")
PREPOSITIONS = word_set(
    """of to in for on with at by from about into over after before under between against through
    during without among towards toward upon across behind beyond like near off onto out since
    than until via within alongside regarding concerning despite per amid around following
    including versus as"""
)
SUBORDINATORS = word_set(
    """when after before while because if although though as since until once whether that which
    where unless whereas what how why"""
)
CONJUNCTIONS = word_set("and or but nor yet so")
DETERMINERS = word_set("the a an this that these those his her its their our my your")
NOT_A_VERB = (
    PREPOSITIONS
    | SUBORDINATORS
    | CONJUNCTIONS
    | DETERMINERS
    | word_set("who whom whose he she it they we i you him them us me not no is- more most")
)
MALE, FEMALE, BODY = "m", "f", "n"
PRONOUNS = {"he": MALE, "she": FEMALE}
# Frames that hold a word up as a word: "the term “X”", "so-called “X”", "known as “X”".
MENTIONING = word_set(
    """so-called called term terms word words phrase phrases expression slogan slogans nickname
    motto label labels acronym acronyms title titled entitled named nicknamed book film movie song
    album novel essay article known adage proverb concept notion"""
)
# What is known by a title, and who made it.
WORKS = word_set(
    """show book memoir film movie song album novel series program programme play podcast
    documentary ad advertisement video magazine sitcom comedy drama musical hit single
    bestseller biography"""
)
# What is written for somebody, and says what they say: "a statement from Doe said".
WRITINGS = word_set(
    """statement statements letter email e-mail memo report post tweet release op-ed editorial
    article message filing brief"""
)
MAKERS = word_set("author co-author host co-host star director creator editor")
ROLES = word_set(
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
# Who stand around a person and are named after them: "Doe supporters" are not Doe.
FOLLOWERS = word_set(
    """supporter supporters campaign team aides ally allies camp protester protesters fan fans voter
    voters confidant confidants backer backers staffer staffers staff surrogate surrogates
    administration family rally look-alike delegates donors loyalist loyalists critic critics
    officials advisers advisors associate associates friend friends follower followers volunteer
    volunteers opponent opponents rival rivals lawyers attorneys spokesmen sign signs"""
)
# What bears words that are not its bearer's.
BEARERS = word_set(
    "sign signs hat cap shirt t-shirt banner banners poster posters placard flag billboard"
)
# Titles that stand before a name with a capital, and are no part of it.
TITLES = ROLES | word_set(
    """mr mrs ms mx dr prof sen rep gov gen lt col maj capt cmdr adm sgt pres amb hon rev del supt
    sir dame lord lady madame vice prime former ex acting deputy interim foreign counsel
    correspondent campaign manager senior counselor counsellor inspector commissioner cardinal
    archbishop sens reps ag mister host anchor defence defense interior finance treasury state
    special sister brother father us uk eu the national security press chief democratic
    republican democrat congressional house senate supreme court majority minority opposition"""
)
# Titles that a full stop shortens: what stands before them in a row of capitals is no name.
ABBREVIATED_TITLES = word_set(
    "mr mrs ms mx dr prof sen rep gov gen lt col maj capt cmdr adm sgt pres amb hon rev del supt"
)
# What begins a sentence with a capital and is neither a verb's neighbour nor a name.
OPENING_WORDS = word_set(
    """like even there here said added asked wrote replied continued several many few some other
    others another each every both all most such according speaking recently"""
)
# Given names that are common words for a place, a thing or a month as well.
GIVEN_TOO = word_set(
    """bill christian bay april may june august israel west england holland france black royal
    prince chief general"""
) - word_set("may chief general france england black royal west")
SHORTENED = word_set("Jr Sr")
SUFFIXES = SHORTENED | word_set("II III IV")
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
    "mr": MALE, "mister": MALE, "sir": MALE, "lord": MALE, "king": MALE, "prince": MALE,
    "congressman": MALE,
    "spokesman": MALE, "chairman": MALE, "businessman": MALE, "mrs": FEMALE, "ms": FEMALE,
    "dame": FEMALE, "lady": FEMALE, "madame": FEMALE, "queen": FEMALE, "princess": FEMALE,
    "congresswoman": FEMALE, "spokeswoman": FEMALE, "chairwoman": FEMALE,
    "businesswoman": FEMALE,
}  # fmt: skip
# Capitalised words that are never part of a person's name: places, peoples, bodies, calendar.
NOT_NAMES = word_set(
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
    team wing wings ranch"""
)
# The last word of a body's name that can speak, and acronyms that are none.
BODIES = word_set(
    """times post journal news herald tribune gazette globe sun examiner register caller press
    magazine committee party department ministry union association foundation institute council
    commission court caucus corporation company network agency bureau coalition alliance
    federation chamber league fund pac kremlin pentagon house convention congress parliament senate
    embassy institution bank university board authority center centre organization organisation
    society project
    watch today union radio television network service services academy academies
    trust group club forum inc corp llc court courts government administration office nations
    chronicle dispatch inquirer telegraph mail monitor observer review star guardian standard
    international research campaign"""
)
# Bodies of one word that stand without "the".
LONE_BODIES = word_set("reuters bloomberg twitter facebook google apple amazon microsoft nato")
NO_BODIES = frozenset(
    word.upper()
    for word in word_set(
        """usa gop ceo cfo coo est edt pst pdt gmt isis isil lgbt lgbtq maga daca tpp nafta aca usc
        us uk tv pm am dc ny nyc la pr it ok id vip dna aids hiv pdf url gdp suv iii vii dvd faq
        rsvp wwii potus flotus scotus foia"""
    )
)
# Words that are no names, but surnames right after a given name: "Jane Deal", not "New Deal".
RARE_SURNAMES = word_set(
    """deal guard winter summer spring tower sun trade fair house christian hall river court plan
    bill central major general chief fund weekly case wing islam globe train watch energy front
    justice lane"""
)
# Of those, the ones that are surnames as well, after a given name.
SURNAMES_TOO = word_set(
    """may black white west north hill bank church lake park post day wall main german israel
    french ireland holland france washington berlin london bloomberg young english peace street"""
)
