"""`info`: what is in a workspace, answered with the standard library alone, so that it starts at once."""

from argparse import Namespace
from typing import Final

from b2bdesk.cli.output import say, say_json
from b2bdesk.i18n import tr
from b2bdesk.terms import N_
from b2bdesk.workspace import quick


def info(options: Namespace) -> None:
    """Print name, language, period and what is in the file."""
    found = quick.info(options.file)
    if options.json:
        say_json(found)
        return
    say(
        tr(
            "{name} ({lang}, {currency}, {start} to {end})",
            name=found["name"],
            lang=found["lang"],
            currency=found["currency"],
            start=found["plan_start"],
            end=found["plan_end"],
        )
    )
    for key, label in COUNTED:
        say(f"{found['counts'].get(key, 0):>6}  {tr(label)}")


COUNTED: Final = (
    ("segment", N_("Segments")),
    ("persona", N_("Personas")),
    ("evidence", N_("Evidence")),
    ("decision_chain", N_("Decision chains")),
    ("content_piece", N_("Content")),
    ("channel", N_("Channels")),
    ("placement", N_("Placements")),
)
