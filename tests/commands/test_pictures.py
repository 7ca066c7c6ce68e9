"""A picture is set and taken away in one step each; what no plan keeps is refused with a sentence."""

import hashlib

import pytest
from sqlalchemy import func, select

from b2bdesk.commands import items, pictures
from b2bdesk.domain.asset import Asset
from b2bdesk.errors import UserError
from b2bdesk.queries import pictures as asked
from b2bdesk.workspace import Workspace
from tests.commands.conftest import Small
from tests.commands.test_items import values
from tests.helpers.pictures import hostile, pixel_bomb, png, profile_bomb, text_bomb


def shown(ws: Workspace, persona: int) -> str:
    """Return the hash of a persona's picture."""
    return str(values(ws, "persona", persona)["photo"])


def assets(ws: Workspace) -> int:
    """Return how many pictures the file holds."""
    with ws.read() as session:
        return session.scalar(select(func.count()).select_from(Asset)) or 0


def test_a_picture_is_set_and_taken_away_in_one_step_each(ws: Workspace, small: Small) -> None:
    picture = png()
    sha = pictures.set_picture(ws, kind="persona", row=small.persona, key="photo", data=picture)
    assert sha == hashlib.sha256(picture).hexdigest() == shown(ws, small.persona)
    step = ws.undo_step()
    assert step is not None
    assert step.sentence("en") == "Set Photo of Lin Yue"
    with ws.read() as session:
        assert asked.data(session, sha) == picture
        assert asked.data(session, "0" * 64) is None
    pictures.clear_picture(ws, kind="persona", row=small.persona, key="photo")
    assert shown(ws, small.persona) == ""
    step = ws.undo_step()
    assert step is not None
    assert step.sentence("en") == "Remove Photo of Lin Yue"
    ws.undo()
    assert shown(ws, small.persona) == sha
    ws.undo()
    assert shown(ws, small.persona) == ""
    ws.redo()
    assert shown(ws, small.persona) == sha


def test_the_same_picture_is_kept_once(ws: Workspace, small: Small) -> None:
    other = items.duplicate(ws, "persona", small.persona)
    for persona in (small.persona, other):
        pictures.set_picture(ws, kind="persona", row=persona, key="photo", data=png())
    assert assets(ws) == 1
    assert shown(ws, other) == shown(ws, small.persona)
    assert shown(ws, items.duplicate(ws, "persona", other)) == shown(ws, other)


def test_setting_what_is_there_is_no_step(ws: Workspace, small: Small) -> None:
    for _ in range(2):
        pictures.set_picture(ws, kind="persona", row=small.persona, key="photo", data=png())
    ws.undo()
    assert shown(ws, small.persona) == ""


@pytest.mark.parametrize(("data", "code"), [pytest.param(data, code, id=name) for name, data, code in hostile()])
def test_hostile_pictures_are_refused(ws: Workspace, small: Small, data: bytes, code: str) -> None:
    before = ws.undo_step()
    with pytest.raises(UserError) as caught:
        pictures.set_picture(ws, kind="persona", row=small.persona, key="photo", data=data)
    assert caught.value.code == code
    assert "{" not in caught.value.sentence("en")
    assert ws.undo_step() == before
    assert assets(ws) == 0


def test_a_picture_has_a_size(ws: Workspace, small: Small) -> None:
    with pytest.raises(UserError) as caught:
        pictures.set_picture(ws, kind="persona", row=small.persona, key="photo", data=png(body=bytes(3 << 20)))
    assert caught.value.code == "picture.size"
    with pytest.raises(UserError, match="2049 × 8"):
        pictures.set_picture(ws, kind="persona", row=small.persona, key="photo", data=png(2049, 8))


def test_looking_at_a_bomb_inflates_nothing(ws: Workspace, small: Small) -> None:
    """Their headers are those of small pictures; the window draws them within its limits."""
    for bomb in (text_bomb(), profile_bomb(), pixel_bomb()):
        pictures.set_picture(ws, kind="persona", row=small.persona, key="photo", data=bomb)


def test_a_picture_needs_its_row(ws: Workspace, small: Small) -> None:
    with pytest.raises(UserError) as caught:
        pictures.set_picture(ws, kind="persona", row=999, key="photo", data=png())
    assert caught.value.code == "item.gone"
    assert assets(ws) == 0
