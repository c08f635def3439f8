"""What two commands share.

- ``cards``: ``card(quote, voice)`` makes a quote's embed, ``notice(text)`` the bot's own words.
- ``quotes``: ``quote_view(quote)`` has the buttons Context, Cite and Discuss of such a card.
- ``asking``: a question with a page, asked by a command and again by buttons.
- ``actions``: buttons and menus that survive a restart; a new one is one function.
- ``errors``: raise ``UserError("A sentence.")`` anywhere, and the person sees it.
- ``complete``: autocomplete of people, sources and articles.
- ``markdown`` and ``cutting``: any text shown as it is, and cut visibly where it is too long.
"""
