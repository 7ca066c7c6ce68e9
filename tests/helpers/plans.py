"""Plans of any size, always the same for the same size and seed, written by bulk inserts into a new workspace."""

from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final
from zlib import crc32

from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

from b2bdesk import workspace
from b2bdesk.domain import metadata
from b2bdesk.starter.blank import fill_blank
from b2bdesk.terms import State
from tests.helpers import plan_content, plan_people

MOMENT: Final = "2026-01-01T00:00:00.000000Z"
BATCH: Final = 20_000


@dataclass(frozen=True, slots=True)
class Size:
    """How large a plan is; a piece stands in `placements / pieces` cells."""

    pieces: int
    placements: int
    personas: int
    channels: int
    stages: int = 4
    segments: int = 3


SIZES: Final = {
    "S": Size(30, 72, 5, 14),
    "10S": Size(300, 720, 50, 40),
    "1000": Size(1_000, 5_000, 40, 30),
    "5000": Size(5_000, 20_000, 40, 30),
    "M": Size(10_000, 50_000, 200, 40, 7),
    "L": Size(100_000, 500_000, 200, 40, 7),
}
"""The sizes of the benchmarks: S is as large as the example."""


@dataclass(slots=True)
class Maker:
    """What the rows are made with; `ids` grows as tables are filled."""

    session: Session
    size: Size
    random: Random
    seed: int
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, rows: list[dict[str, Any]]) -> None:
        """Write rows of a table, numbered from 1, all with the same keys."""
        table = metadata.tables[name]
        first = self.counts.get(name, 0) + 1
        self.counts[name] = first - 1 + len(rows)
        common: dict[str, Any] = {"created_at": MOMENT, "updated_at": MOMENT}
        made = [{"id": at, **common, **row} for at, row in enumerate(rows, first)]
        if "uid" in table.c:
            mark = crc32(f"{self.seed}{name}".encode())
            made = [{"uid": f"{mark:08x}{row['id']:024x}", "sort": row["id"], **row} for row in made]
        for at in range(0, len(made), BATCH):
            self.session.execute(insert(table), made[at : at + BATCH])


def make_plan(path: Path | str, size: Size | str = "S", *, seed: int = 1, lang: str = "en") -> Path:
    """Make a workspace with a plan of a size and return its path."""
    chosen = SIZES[size] if isinstance(size, str) else size

    def fill(session: Session) -> None:
        fill_blank(session, lang=lang, name="Generated 2026", year=2026)
        maker = Maker(session, chosen, Random(seed), seed)
        _spread_states(maker)
        plan_people.fill(maker)
        plan_content.fill(maker)

    workspace.create(path, fill=fill).close()
    return Path(path)


def _spread_states(maker: Maker) -> None:
    """Give each stage its share of the seven lifecycle states."""
    n, states = maker.size.stages, list(State)
    stage, state = metadata.tables["stage"], metadata.tables["stage_state"]
    maker.counts["stage"] = 4
    maker.session.execute(delete(state))
    more = [{"code": f"S{at}", "label_en": f"Stage {at}", "decision": at == 5} for at in range(5, n + 1)]
    if more:
        maker.add("stage", more)
        maker.session.execute(update(stage).where(stage.c.target_emotional.is_(None)).values(target_emotional=0.3))
    maker.add("stage_state", [{"stage_id": 1 + at * n // len(states), "state": one} for at, one in enumerate(states)])
