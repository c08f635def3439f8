"""One accent colour a voice, the same on its cards, in its panel and in the picture."""

from __future__ import annotations

# Distinct from each other, also for most of the colour-blind, and clear on dark and on light.
PALETTE = (
    0x4C8DD6,  # blue
    0xE08A2E,  # orange
    0x2FA37C,  # green
    0xC65BA0,  # magenta
    0xB89A1D,  # ochre
    0x8A72D8,  # violet
    0xD9604F,  # red
    0x3AA6B9,  # teal
)
NEUTRAL = 0x80848E  # for what nobody says: notices and lists


def colour_of(voice: int) -> int:
    """The colour of the voice with this id, as 0xRRGGBB."""
    return PALETTE[voice % len(PALETTE)]
