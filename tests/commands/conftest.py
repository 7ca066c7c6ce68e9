"""A blank workspace with a small plan, for what commands do."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from b2bdesk import starter, workspace
from b2bdesk.commands import channels, items, placements
from b2bdesk.workspace import Workspace


@dataclass
class Small:
    """The ids of a small plan."""

    segment: int
    persona: int
    piece: int
    website: int
    email: int
    placement: int


@pytest.fixture(scope="session")
def blank_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One blank file, copied for each test."""
    path = tmp_path_factory.mktemp("blank") / "blank.b2bdesk"
    starter.new_blank(path, "en", "Blank")
    return path


@pytest.fixture
def ws(blank_path: Path, tmp_path: Path) -> Iterator[Workspace]:
    """An open blank workspace."""
    path = tmp_path / "plan.b2bdesk"
    path.write_bytes(blank_path.read_bytes())
    with workspace.open(path, backup=False) as opened:
        yield opened


@pytest.fixture
def small(ws: Workspace) -> Small:
    """A segment, a persona, a piece, two channels and one placement."""
    website, email = channels.adopt(ws, codes=["website", "email"])
    segment = items.create(ws, "segment", name="Retail", account_class="sme")
    persona = items.create(ws, "persona", name="Lin Yue", title="Operations lead", segments=[segment])
    piece = items.create(
        ws,
        "content_piece",
        title="Case: Hegu Tea, 200 shops",
        form="case_study",
        topic="case",
        personas={persona: 3},
        stages=[1],
    )
    placement = placements.place(ws, content=piece, stage=3, channel=email)
    return Small(segment, persona, piece, website, email, placement)
