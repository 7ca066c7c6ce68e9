"""`info`: what is in a workspace, answered with the standard library alone, so that it starts at once."""

from argparse import Namespace

from b2bdesk.cli.output import say, say_json
from b2bdesk.i18n import tr
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
            **{
                "name": found["name"],
                "lang": found["lang"],
                "currency": found["currency"],
                "start": found["plan_start"],
                "end": found["plan_end"],
            },
        )
    )
    for key, label in COUNTED:
        say(f"{found['counts'].get(key, 0):>6}  {tr(label)}")


COUNTED = (
    ("segment", "Segments"),
    ("persona", "Personas"),
    ("evidence", "Evidence"),
    ("decision_chain", "Decision chains"),
    ("content_piece", "Content"),
    ("channel", "Channels"),
    ("placement", "Placements"),
)
