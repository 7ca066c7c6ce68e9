"""What is painted: lanes above, pictures kept while a chain is dragged or pulled, fewer words from afar."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest

from b2bdesk.commands import chains
from tests.ui.chains.conftest import Driver
from ui.chains import cards, pictures
from ui.chains.drawing import Card
from ui.chains.lanes import lanes_of
from ui.kit import theme

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names on the cards that are painted anew."""
    found: list[str] = []
    draw = cards.draw_card

    def watched(painter: QPainter, card: Card, *given: Any, **more: Any) -> None:
        found.append(card.name)
        draw(painter, card, *given, **more)

    monkeypatch.setattr(pictures, "draw_card", watched)
    return found


def seen(drive: Driver) -> QImage:
    """Return the drawing as it is on the screen."""
    return drive.canvas.grab().toImage()


def test_the_lanes_say_which_roles_are_held_and_lead_to_who_holds_them(drive: Driver) -> None:
    assert drive.room.board is not None
    lanes = lanes_of(drive.room.board, drive.room.lookups.labels)
    assert [(lane.name, [(role.label, role.state) for role in lane.roles]) for lane in lanes] == [
        ("Starts and uses", [("Initiator", "held"), ("User", "held"), ("Champion", "held")]),
        ("Checks", [("Technical evaluator", "held"), ("Gatekeeper", "held")]),
        ("Decides and buys", [("Decider", "missing"), ("Approver", "held"), ("Buyer", "held")]),
    ]
    seen(drive)
    spots = {role.label: box.center().toPoint() for box, role in drive.canvas.roles_shown()}
    QTest.mouseClick(drive.canvas, LEFT, NONE, spots["Gatekeeper"])
    assert drive.canvas.marks.card == drive.named("Sun Li").id
    QTest.mouseClick(drive.canvas, LEFT, NONE, spots["Decider"])
    assert drive.canvas.marks.card == drive.ghost("decider")
    assert "Zhao Min" in [role.who for _, role in drive.canvas.roles_shown()]


def test_everybody_stands_in_the_lane_of_their_roles(drive: Driver) -> None:
    first, second = drive.canvas.drawing.borders
    middles = {card.name: card.box.centre[0] for card in drive.canvas.drawing.cards.values()}
    assert middles["Zhao Min"] < first < middles["Wang Haoran"] < second < middles["Sun Li"]
    assert second < middles["Decider"]


def test_a_card_is_painted_once_and_then_its_picture_is_shown(drive: Driver, painted: list[str]) -> None:
    drive.canvas.set_card(None)
    seen(drive)
    painted.clear()
    drive.canvas.pan(QPointF(13, 7))
    seen(drive)
    assert painted == []
    zhao = drive.choose("Zhao Min")
    seen(drive)
    assert painted == ["Zhao Min"]
    drive.canvas.shift(zhao.id, (30.0, 40.0))
    seen(drive)
    assert painted == ["Zhao Min"]


def test_what_a_card_says_is_painted_anew_when_it_changes(drive: Driver, painted: list[str]) -> None:
    seen(drive)
    painted.clear()
    chains.set_person(drive.desk.ws, person=drive.named("Lin Yue").id, stance=-2)
    seen(drive)
    assert painted == ["Lin Yue"]
    painted.clear()
    drive.conclude()  # now it is known what each reads
    seen(drive)
    assert set(painted) >= {"Zhao Min", "Lin Yue", "Wang Haoran", "Sun Li"}


def test_the_picture_is_what_painting_all_anew_gives(drive: Driver) -> None:
    """Kept pictures never show what was."""
    drive.choose("Sun Li")
    drive.canvas.pan(QPointF(11, 5))
    kept = seen(drive)
    theme.changed.emit()
    assert seen(drive) == kept


def test_a_zoom_shows_what_is_there_and_is_sharp_soon_after(drive: Driver, painted: list[str]) -> None:
    seen(drive)
    painted.clear()
    drive.canvas.zoom_by(0.8)
    seen(drive)
    assert painted == []
    drive.qtbot.waitUntil(lambda: bool(painted) or bool(seen(drive).isNull()), timeout=3000)
    assert "Sun Li" in painted


def test_only_what_moves_is_painted_while_a_card_is_dragged(drive: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    wang = drive.choose("Wang Haoran")
    asked: list[QRect] = []
    monkeypatch.setattr(drive.canvas, "update", lambda *part: asked.extend(part or [drive.canvas.rect()]))
    spot = drive.spot(wang.id)
    QTest.mousePress(drive.canvas, LEFT, NONE, spot)
    asked.clear()
    QTest.mouseMove(drive.canvas, spot + QPoint(0, 30))
    QTest.mouseMove(drive.canvas, spot + QPoint(0, 34))
    QTest.mouseRelease(drive.canvas, LEFT, NONE, spot)
    lin = drive.canvas.card_rect(drive.named("Lin Yue").id).toRect()
    moves = [part for part in asked if part != drive.canvas.rect()]
    assert moves
    assert not any(part.contains(lin.center()) for part in moves)


def test_names_can_be_read_from_afar(drive: Driver) -> None:
    """Small cards would be unreadable; so the name is written larger."""
    drive.canvas.set_card(None)
    drive.canvas.zoom_by(0.3 / drive.canvas.zoom)
    drive.qtbot.wait(120)
    image = seen(drive)
    box = drive.canvas.card_rect(drive.named("Zhao Min").id).toRect()
    ink = theme.current().color("text").lightness()
    rows = [
        y
        for y in range(box.top() + 2, box.bottom() - 2)
        if any(abs(image.pixelColor(x, y).lightness() - ink) < 60 for x in range(box.left() + 10, box.right() - 14))
    ]
    assert len(rows) >= 7
