"""Make the stored file of the schema that this program writes: `python -m tests.workspace.make_released`.

Run it once for each released schema, commit the file, and never make it again: later versions must open it.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import update

from b2bdesk import workspace
from b2bdesk.workspace.tables import current_shape

FOLDER = Path(__file__).with_name("data")


def make() -> Path:
    """Write a plan with a row or two of everything, and a little history, under the name of its schema."""
    from b2bdesk import starter
    from tests.commands.sowing import sow

    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"schema-{current_shape().version:04}.b2bdesk"
    path.unlink(missing_ok=True)
    starter.new_blank(path, lang="en", name="Released")
    with workspace.open(path, backup=False) as ws:
        sow(ws)
        table = ws.shape.metadata.tables["workspace"]
        for name in ("First name", "Second name"):
            with ws.edit("Rename {name}", name=name) as session:
                session.execute(update(table).values(name=name))
        ws.undo()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("VACUUM")
    return path


if __name__ == "__main__":
    print(make())
