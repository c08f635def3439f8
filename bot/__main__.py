"""The ``commonplace`` command line.

What only some commands need is imported in them: discord.py and the corpus readers are slow to
load, and ``--help`` and a missing token should not wait for them.
"""

from __future__ import annotations

import sys

import click

from bot.cli import questions, upkeep
from bot.cli.terminal import (
    EXIT_CONFIG,
    EXIT_NETWORK,
    EXIT_TOKEN,
    Program,
    fail,
    print_text,
    run_to_end,
    settings_or_fail,
)
from bot.logs import concealer_for, start_logging

NO_TOKEN = (
    "DISCORD_TOKEN is not set: copy .env.example to .env and put your bot's token there, or run "
    "`commonplace preview` to try the bot in a browser without Discord."
)
NO_SIMULATOR = (
    "The preview's simulated Discord is not installed here, as the bot itself has no use for it: "
    "`make setup` installs it."
)
PREVIEW_INSTEAD = (
    "Opening the preview: the same bot in your browser, on a simulated Discord. Nothing is missing "
    "for that.\nTo go live later, copy .env.example to .env, put your bot's token after "
    "DISCORD_TOKEN=, and start again."
)


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="commonplace")
def main() -> None:
    """Commonplace answers questions on policy with verbatim, attributed quotes."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # the terminal's encoding may not know a curly quote
            reconfigure(encoding="utf-8", errors="replace")


@main.command()
@click.option("--or-preview", is_flag=True, help="Without a token, open the preview instead.")
@click.pass_context
def run(context: click.Context, *, or_preview: bool) -> None:
    """Start the bot on Discord."""
    settings = settings_or_fail()
    if settings.token is None:
        if or_preview:
            print_text(PREVIEW_INSTEAD)
            context.invoke(preview)
            return
        fail(NO_TOKEN, EXIT_CONFIG)
    start_logging(settings)
    conceal = concealer_for(settings)
    from bot.client import CannotConnect, TokenRefused, run_bot
    from bot.health import PortTaken

    try:
        run_to_end(run_bot(settings))
    except TokenRefused as error:
        fail(conceal(str(error)), EXIT_TOKEN)
    except (CannotConnect, PortTaken) as error:
        fail(conceal(str(error)), EXIT_NETWORK)


@main.command()
def preview() -> None:
    """Try the bot in a browser on this machine, without Discord."""
    settings = settings_or_fail()
    # Loaded before logging starts, as the simulator tries discord.py's warnings out.
    try:
        from bot.preview import PreviewError, run_preview
    except ModuleNotFoundError as error:
        if error.name != "simcord":
            raise
        fail(NO_SIMULATOR, EXIT_CONFIG)

    if settings.log_level.upper() == "INFO":
        # What is told of a simulated Discord, such as an invite, would only mislead.
        settings = settings.model_copy(update={"log_level": "WARNING"})
    start_logging(settings)

    try:
        run_to_end(run_preview(settings, click.echo))
    except PreviewError as error:
        fail(str(error), EXIT_NETWORK)


for command in (
    questions.quote,
    questions.compare,
    questions.argues,
    questions.verify,
    questions.annotate,
    questions.library,
    upkeep.reindex,
    upkeep.backup,
    upkeep.restore,
    upkeep.doctor,
):
    main.add_command(command)


if __name__ == "__main__":
    main()
