"""The shapes of furniture: patterns and tables, and the reading of biographies.

How and where the shapes apply is in ``furniture``.
"""

from __future__ import annotations

import re

from bot.corpus.names import NAME, split_names

_PIECE = (
    r"(?:article|story|piece|post|essay|analysis|commentary|column|op-?ed|report|interview|"
    r"episode|text|review|paper|excerpt|publication)"
)

_AGENCY = (
    r"(?:getty(?: images?)?|ap(?: photo)?|associated press|afp|reuters|epa|upi|shutterstock|alamy|"
    r"istock\w*|unsplash|flickr|bloomberg|wikimedia(?: commons)?|corbis|zuma press|xinhua|tass)"
)
_CAPITALS = r"(?-i:[A-Z@][\w.’'-]*(?:,?[ /]+[A-Z@][\w.’'-]*){0,7})"
_PLATFORM = (
    r"(?:facebook|twitter|x|linkedin|whatsapp|reddit|instagram|telegram|mastodon|bluesky|youtube|"
    r"threads|tiktok|email|e-mail|print|copy link|share)"
)

# Paragraphs that are furniture wherever they stand.
ANYWHERE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(pattern, re.IGNORECASE))
    for reason, pattern in (
        ("divider", r"[\W_]+"),
        ("timestamp", r"[-–−+]?\d{1,2}:\d{2}(?::\d{2})?(?:\s*/\s*\d{1,2}:\d{2}(?::\d{2})?)?"),
        ("timestamp", r"\d{1,2}(?::\d{2})?\s*[ap]\.?m\.?(?:\s+[a-z]{2,4})?(?: update)?[.:]?"),
        ("footer", (r"the post (?-i:[^a-z\s]).{1,300} (?:first appeared|appeared first) on "
         r".{1,100}")),
        ("comments", rf"discussion about this (?:\w+ )?{_PIECE}"),
        ("comments", r"(?:\d[\d,.]* )?comments?:?|(?:leave|post|add|write) a (?:comment|reply)"),
        ("link", r"(?:read|listen|watch|see|find|view|download|click)\b.{0,150}\bhere\b[.!:]?"),
        ("link", (r"(?:watch|listen|view|scroll|see (?:the|this|our))\b[^.!?]{0,120}"
         r"\b(?:above|below)\b[.!:]?")),
        ("link", r"(?:click|tap|continue|keep) (?:here|reading)\b.{0,60}"),
        ("link", r"(?:read|see|find out|learn) more(?: ?[:»›→.…]+| ?>+)?.{0,80}(?<![.!?])"),
        ("link", (r"(?:also|further|related|recommended|more)(?: reading| articles?| stories| posts"
         r"| from .{1,40}| on .{1,40})?:.{0,120}")),
        ("link", (r"[\"“]?(?:related|see also|read next|up next|most read|trending(?: now)?|more|"
         r"in case you missed it)(?: (?:articles|stories|posts|content))?(?<!more):?[\"”]?\.?")),
        ("link", (r"(?:back|return|jump|skip) to (?:the )?(?:top|main content|content|navigation|"
         r"table of contents|home ?page)\b.{0,20}|table of contents:?")),
        ("link", r"(?:(?:full|partial|rush|video) )?transcript(?: as follows| follows| below)?:"),
        ("share line", (r"(?:share|tweet|e-?mail|print|pin|copy link|save|like|follow|subscribe|"
         r"sign up|sign in|log in|donate|listen|watch|download|play|restack|repost|reply)"
         r"(?: (?:this|it|now|on|to|via|us|link|here|by|with|for|free|pdf|audio|story|article|post|"
         r"facebook|twitter|x|linkedin|whatsapp|reddit|email|e-mail|podcast|friends)){0,5}[:.!]?")),
        ("share line", rf"(?!x\b){_PLATFORM}(?:[\s,|/·•]+{_PLATFORM})*[.:]?"),
        ("share line", rf"follow .{{1,100}} (?:on|at) (?:{_PLATFORM}\b|@).{{0,160}}"),
        ("contact", r"(?:(?:e-?mail|contact|tips?)\s*:\s*)?[^\s@]+@[^\s@]+"),
        ("contact", r"(?:(?:twitter|x|instagram)\s*:\s*)?@\w{2,30}\.?"),
        ("newsletter", (r"\(?(?:(?:for|want) more\b.{0,80}[,?!] )?(?:sign up|subscribe)"
         r"(?: here| now| today| free)? (?:to|for)\b.{0,160}\b(?:newsletters?|podcasts?|inbox|"
         r"mailing list|e-?mail updates|briefings?|channel|itunes|rss)\b.{0,120}")),
        ("newsletter", r"you can (?:receive|get) .{1,100}\b(?:via|by) e-?mail\b.{0,200}"),
        ("advertisement", (r"advertisements?\W*|sponsored(?: content)?|promoted|loading\W*|"
         r"(?:story|article) continues (?:below|after) .{0,30}|continue reading the main story")),
        ("credit", (r"\(?(?:photo|image|picture|illustration|cover|featured image)s?"
         r"(?: credits?| by| courtesy(?: of)?| source)?: ?.{1,160}")),
        ("credit", rf"\(?(?:{_CAPITALS}(?: via |/ ?))?{_AGENCY}(?:/{_AGENCY})*\.?\)?"),
        ("credit", rf"\(?{_CAPITALS} (?:getty images?|ap photo)\.?\)?"),
        ("credit", rf"\(?(?:photo|photograph|image|picture)s? by {_CAPITALS}\.?\)?"),
        ("credit", r"\(?(?:h/t/?|hat[- ]tip)\b:? ?.{1,60}"),
        ("credit", rf"[-–—]+ ?(?:staff and )?(?:wire (?:reports|services)|{_AGENCY})\.?"),
        ("credit", r"\(?(?:photo|image|picture)s? courtesy (?:of )?.{1,100}"),
        ("caption", (rf".{{10,400}}\((?:[^()]{{0,60}}/ ?{_AGENCY}|{_AGENCY}/[^()]{{1,60}})"
         r"[^()]{0,30}\)\.?")),
        ("labels", r"(?:tags?|topics?|keywords?|categor(?:y|ies)|filed under)\s*:.{1,300}"),
        ("section label", r"(?:abstract|full text)\.?"),
        ("copyright", r"(?:copyright\b|©|\(c\) ?\d{4}).{0,200}"),
        ("correction", (r"(?:editor['’]s note|correction|clarification)s?"
         r"(?: \([^()]{1,40}\))?\s*:.{1,600}|corrections? appended\.?")),
        ("correction", (r"this (?:article|story|post|piece|column) (?:has been|was)(?: since)? "
         r"(?:updated|corrected|amended)\b.{0,300}")),
        ("contributors", (r"(?:contributing|additional reporting (?:by|from)|"
         r"(?:reporting|editing|compiled|translated) by)\b:? (?-i:[A-Z]).{1,200}")),
        ("link", r"https?://\S+"),
    )
)  # fmt: skip

# The same, for those whose pattern would search each paragraph: only where it has the word.
CONTAINING: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (word, reason, re.compile(pattern, re.IGNORECASE))
    for word, reason, pattern in (
        *((word, "caption", (r".{10,400}[.;:,] \(?(?:photo|image|picture|video) "
           r"(?:credits?:?|source:|courtesy of) .{1,80}"))
          for word in (" credit", " source:", " courtesy of ")),
        ("all rights reserved", "copyright", r".{0,80}all rights reserved\.?"),
        ("may not be", "copyright",
         r".{0,120}\bmay not be (?:re)?published, (?:re)?broadcast\b.{0,120}"),
        (" contributed ", "contributors",
         (r"(?-i:[A-Z])[^.]{1,120} (?:also )?contributed (?:additional )?reporting\b.{0,160}")),
        (" contributed to this ", "contributors",
         (rf"(?-i:[A-Z]).{{1,120}} (?:also )?contributed to this {_PIECE}"
          r"(?:,? (?:from|for|in) .{1,100})?\.?")),
    )
)  # fmt: skip

# Paragraphs that are furniture where nothing but furniture follows.
CLOSING: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(pattern, re.IGNORECASE | re.DOTALL))
    for reason, pattern in (
        ("republication", (rf"(?:this|the(?: original)?) {_PIECE} (?:is |was |has been |first |"
         r"originally |also )+(?:re-?published|published|reprinted|reproduced|appeared|adapted|"
         r"excerpted|syndicated)\b")),
        ("republication", (rf"(?:an?|the|another) (?:\w+ )?version of (?:this|the) {_PIECE} "
         r".{0,40}\b(?:published|appeared|ran)\b")),
        ("republication", r"(?:originally|first|previously) (?:re)?published\b"),
        ("republication", r"(?:re-?published|reprinted|reproduced) (?:from|with|by|under)\b"),
        ("republication", (r"(?:[^.!?]{1,120}[.!?] )?(?:(?:please|you (?:may|can)|feel free to) )?"
         rf"(?:re-?publish|reprint|reproduce) (?:our|this|these) (?:\w+ )?"
         rf"(?:{_PIECE}s?|stories)\b")),
        ("contributors", (r"(?-i:[A-Z]).{1,60} reported from (?-i:[A-Z]).{1,120}")),
        ("newsletter", (r"(?:to )?(?:sign up|subscribe|get|receive|join)\b.{0,120}"
         r"\b(?:newsletters?|inbox|mailing list|e-?mail updates|podcasts?)\b")),
        ("invitation", (r"(?:we|i) hope (?:that )?(?:you|you['’]ll|you will|you have|you['’]ve)\b"
         r".{0,80}\b(?:share|enjoy(?:ed)?|found|subscribe|join|liked?)\b")),
        ("invitation", (r"(?:if you|did you) (?:enjoy|like|liked|found|value|appreciate|want)\w*\b"
         r".{0,200}\b(?:share|subscribe|support|donate|consider|sign up|follow|newsletter)\b")),
        ("invitation", r"(?:thanks|thank you) for (?:reading|listening|watching|subscribing)\b"),
        ("invitation", (r"(?:please )?(?:share (?:this|it with)|follow (?:us|me|him|her|them|@|\w+"
         r"(?: \w+)? on)|support (?:us|our (?:work|journalism|reporting))|subscribe|donate|"
         r"listen (?:to (?:our|this)|on|now)|tune in|like us|join us)\b")),
        ("disclaimer", r"(?:the )?(?:views?|opinions?)(?: and \w+)? (?:expressed|presented)\b"),
        ("disclaimer", r"(?:disclosure|disclaimer|note to readers)\s*:"),
        ("contact", r"(?:contact|write to|reach|e-?mail|follow) .{1,120}(?:@|\bat\b \S+@)"),
    )
)  # fmt: skip

ABOUT = re.compile(
    r"(?:about|meet) (?:the|our) (?:authors?|writers?|contributors?|editors?|speakers?)\b.{0,40}|"
    r"(?:contributors?|authors?|author bios?)\s*:?",
    re.IGNORECASE,
)
_ROLE = (
    r"professors?|lecturers?|fellows?|researchers?|scholars?|analysts?|journalists?|reporters?|"
    r"correspondents?|columnists?|editors?|writers?|authors?|contributors?|directors?|chair\w*|"
    r"scientists?|historians?|economists?|lawyers?|attorneys?|consultants?|students?|candidates?|"
    r"heads?|founders?|co-?founders?|members?|associates?|advis[eo]rs?|specialists?|experts?|"
    r"strategists?|producers?|hosts?|photographers?|engineers?|designers?|managers?|officers?|"
    r"presidents?|ambassadors?|diplomats?|critics?|novelists?|poets?|teachers?|partners?|interns?"
)
_BIO = re.compile(
    rf"(?P<names>{NAME}(?:(?:,| and| &)[ \u00a0]{NAME}){{0,3}}),?[ \u00a0](?:"
    rf"(?:is|was|are|were)\b[^.]{{0,120}}?\b(?:{_ROLE})\b|"
    r"(?:teaches|writes|covers|reports|works|lives|studies|researches|edits|serves|hosts)\b)"
)
NAMELESS_BIO = re.compile(
    rf"the (?:authors?|writers?) (?:is|was|are|were)\b.{{0,120}}\b(?:{_ROLE})\b", re.IGNORECASE
)

# A capital must follow the dash: "NATO — the alliance — said" begins otherwise.
_DATELINE = re.compile(
    r"(?:[A-Z][\w .,'’-]{1,50} \((?:AP|AFP|UPI|CNN|Reuters|Bloomberg|dpa|[A-Z]{2,5})\)|"
    r"[A-Z][A-Z.'’-]{2,20}(?: [A-Z.'’-]{2,20}){0,3}(?:, [A-Z][\w.]{1,15}(?: [A-Z]\w{1,15})?)?)"
    r" ?[—–]+(?= ?[“‘\"'A-Z])|"
    r"[A-Z][\w .,'’-]{1,50} \((?:AP|AFP|UPI|Reuters)\) -(?= )|"
    r"[A-Z]{4,20}(?: [A-Z]{2,20}){0,2} --?(?= [“‘\"'A-Z])"
)

LABELS = frozenset(
    [
        "analysis",
        "article",
        "articles",
        "arts",
        "blog",
        "books",
        "briefing",
        "briefings",
        "business",
        "col",
        "column",
        "columns",
        "comment",
        "commentary",
        "culture",
        "debate",
        "dispatch",
        "economics",
        "economy",
        "editorial",
        "editorials",
        "elections",
        "environment",
        "essay",
        "essays",
        "europe",
        "explainer",
        "explainers",
        "features",
        "feature",
        "finance",
        "foreign",
        "health",
        "history",
        "home",
        "idea",
        "ideas",
        "insight",
        "insights",
        "international",
        "interview",
        "interviews",
        "latest",
        "law",
        "letters",
        "long",
        "longform",
        "magazine",
        "media",
        "money",
        "national",
        "news",
        "newsletter",
        "op-ed",
        "opinion",
        "opinions",
        "perspective",
        "perspectives",
        "podcast",
        "podcasts",
        "policy",
        "politics",
        "press",
        "profile",
        "q&a",
        "read",
        "reader",
        "religion",
        "report",
        "reports",
        "research",
        "review",
        "reviews",
        "science",
        "security",
        "society",
        "special",
        "speech",
        "sport",
        "sports",
        "story",
        "technology",
        "tech",
        "transcript",
        "travel",
        "uk",
        "us",
        "video",
        "views",
        "viewpoint",
        "war",
        "watch",
        "world",
        "affairs",
        "and",
        "the",
        "of",
        "exclusive",
        "premium",
        "free",
        "subscribers",
        "only",
        "member",
        "members",
    ]
)


def read_bio(text: str) -> tuple[str, ...] | None:
    """The names of those whom a closing paragraph describes; None where it is no biography."""
    match = _BIO.match(text)
    return split_names(match.group("names")) if match else None


def find_dateline(text: str) -> int:
    """How long the dateline is with which a report's first paragraph begins, such as
    "SOMEWHERE (AP) —"; 0 where there is none."""
    match = _DATELINE.match(text)
    return match.end() if match else 0
