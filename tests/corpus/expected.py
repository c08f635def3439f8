"""What is expected of the five seed articles: every span in quotation marks, every furniture line.

Offsets are characters of the file. Speakers are surnames; None is nobody in particular.
"""

from __future__ import annotations

# (file number, start, end, kind, speaker)
QUOTATIONS: tuple[tuple[str, int, int, str, str | None], ...] = (
    ("000", 470, 566, "speech", "Bruce"),
    ("000", 651, 684, "speech", "Vance"),
    ("000", 3743, 3760, "term", None),
    ("000", 4198, 4257, "speech", "Trump"),
    ("000", 5807, 5824, "term", None),
    ("000", 8418, 8442, "speech", "Trump"),
    ("001", 241, 250, "term", None),
    ("001", 611, 640, "term", None),
    ("001", 959, 975, "term", None),
    ("001", 1898, 1911, "term", None),
    ("001", 2957, 2976, "term", None),
    ("001", 3369, 3380, "term", None),
    ("001", 4939, 4970, "speech", None),
    ("001", 6550, 6804, "speech", "Trump"),
    ("001", 7183, 7218, "speech", "Trump"),
    ("001", 7416, 7452, "speech", "Witkoff"),
    ("002", 4261, 4273, "term", None),
    ("002", 5130, 5150, "term", None),
    ("003", 161, 193, "speech", "Trump"),
    ("003", 288, 352, "speech", "Trump"),
    ("003", 370, 416, "speech", "Trump"),
    ("003", 1641, 1750, "speech", "Putin"),
    ("003", 1761, 1852, "speech", "Putin"),
    ("003", 2838, 2855, "speech", "Trump"),
    ("003", 2890, 2902, "speech", "Trump"),
    ("003", 2949, 2968, "speech", "Trump"),
    ("003", 3810, 3823, "speech", "Zelensky"),
    ("004", 467, 499, "speech", "Trump"),
    ("004", 594, 657, "speech", "Trump"),
    ("004", 698, 743, "speech", "Trump"),
    ("004", 2030, 2136, "speech", "Putin"),
    ("004", 2148, 2239, "speech", "Putin"),
    ("004", 3163, 3200, "speech", "Trump"),
    ("004", 3215, 3226, "speech", "Trump"),
    ("004", 3343, 3361, "speech", "Trump"),
    ("004", 4538, 4550, "speech", "Zelensky"),
)

# (file number, start, end)
FURNITURE: tuple[tuple[str, int, int], ...] = (
    ("000", 8591, 8673),
    ("001", 0, 18),
    ("001", 8122, 8139),
    ("001", 8141, 8193),
    ("001", 8195, 8252),
    ("001", 8254, 8292),
    ("001", 8294, 8347),
    ("001", 8352, 8382),
    ("002", 6134, 6200),
    ("003", 5493, 5579),
    ("003", 5580, 5690),
    ("004", 137, 141),
    ("004", 142, 147),
    ("004", 6613, 6699),
    ("004", 6701, 6900),
    ("004", 6902, 6916),
    ("004", 6918, 6925),
    ("004", 6927, 6941),
    ("004", 6943, 6972),
)

SHA256 = {
    "000_16b3e46e4f50e900.txt": "00e2d45f7221e6580c1c9351a439fa1721501a97048a5abe915d003b08bc652c",
    "001_64d99c652aab5590.txt": "54cfa3bd3bd8e541b0c252438348cfb61f6bed8eba7a83aceff05c9a07f25e39",
    "002_18fe05e642925be5.txt": "0e0f13635dc5906fde25839278ce7c8d0e20719339fade83c79df64a866baba1",
    "003_00f6a6dc806e0733.txt": "2b0819edc82cb611a7e1b3fcbf2bd3b95ef4526b3ed2eed026556aba4b3c851a",
    "004_a71692a03df9a55d.txt": "e725d22f3514af8655984f41e13ec6836477a4e021ff3978512216756ed2a2fc",
}
