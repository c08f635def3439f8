"""`/verify`: whether a quotation is in the library, word for word and as whose words."""

from bot.answers.verify.pasted import quotations_in, quotations_joined
from bot.answers.verify.result import Change, ChangeKind, Match, Verdict, Verification, Warn
from bot.answers.verify.verdict import verify

__all__ = [
    "Change",
    "ChangeKind",
    "Match",
    "Verdict",
    "Verification",
    "Warn",
    "quotations_in",
    "quotations_joined",
    "verify",
]
