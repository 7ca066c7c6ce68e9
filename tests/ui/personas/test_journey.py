"""From nothing to a persona that can be worked with, by keys alone."""

from PySide6.QtCore import Qt

from tests.ui.personas.conftest import Driver
from tests.ui.records.conftest import Bench


def begin(person: Driver) -> None:
    """Name and title, in the first segment there is."""
    person.keys += 1
    person.room.new()  # N; the window binds the letter
    person.write("Ann Lee")
    person.enter()
    person.write("Inventory manager")
    person.enter()
    person.settle()


def worries(person: Driver) -> None:
    """One pain, one challenge, one need: Enter adds, Enter on nothing goes on."""
    for text in ("Stock-outs on Mondays", "Three systems, no truth", "One number to trust"):
        person.write(text)
        person.enter()
        person.enter()


def likings(person: Driver) -> None:
    """Two forms and two topics, found by a few letters."""
    for found in ("white", "webin"):
        person.write(found)
        person.enter()
    person.enter()
    for found in ("price", "solut"):
        person.write(found)
        person.enter()
    person.enter()


def test_a_persona_is_usable_within_twenty_keys(example: Driver) -> None:
    begin(example)
    worries(example)
    likings(example)
    example.settle()
    sheet = example.room.sheet
    assert sheet is not None
    assert sheet.person.name == "Ann Lee"
    assert sheet.person.usable
    assert example.clicks == 0
    assert example.keys <= 20  # besides the letters of what is said
    # 160 letters a minute and two seconds a key: well under the four minutes that a card may take
    assert example.letters / 160 + example.keys * 2 / 60 < 2


def test_each_kind_of_worry_goes_where_it_belongs(example: Driver) -> None:
    begin(example)
    worries(example)
    kinds = [(s.kind, s.text) for s in example.room.sheet.statements]  # type: ignore[union-attr]
    assert kinds == [
        ("pain", "Stock-outs on Mondays"),
        ("challenge", "Three systems, no truth"),
        ("need", "One number to trust"),
    ]


def test_an_empty_plan_gets_its_segment_along(bench: Bench) -> None:
    person = Driver(bench)
    assert person.room._middle.currentWidget() is person.room.empty
    begin(person)
    assert [row.title for row in bench.rows("segment")] == ["Start-up"]
    assert [row.title for row in bench.rows("persona")] == ["Ann Lee"]


def test_a_title_that_is_missing_is_asked_for(example: Driver) -> None:
    example.room.new()
    example.write("Ann")
    example.enter()
    example.enter()
    example.enter()
    assert example.room.newcomer.title.error()
    assert len(example.bench.rows("persona")) == 5


def test_escape_leaves_a_new_persona(example: Driver) -> None:
    example.room.new()
    example.write("Ann")
    example.key(Qt.Key.Key_Escape)
    assert example.room._middle.currentWidget() is example.room.editor
    assert len(example.bench.rows("persona")) == 5
