"""Entries are renamed, added, ordered and put away."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.records.conftest import Bench
from tests.ui.records.test_forms import write
from ui.records.vocabularies import SHOWN, VocabulariesRoom, WordList


def words_of(bench: Bench, vocab: str) -> WordList:
    """Return the list of a vocabulary."""
    room: VocabulariesRoom = bench.show(VocabulariesRoom(bench.desk))
    room.show_vocabulary(vocab)
    assert isinstance(room.list, WordList)
    return room.list


def test_every_named_vocabulary_exists(bench: Bench) -> None:
    known = {row.values["vocab"] for row in bench.rows("vocab_entry")}
    assert set(SHOWN) <= known


def test_an_entry_is_added_and_named(bench: Bench, qtbot: QtBot) -> None:
    words = words_of(bench, "topic")
    before = len(words.model.ids())
    words.new()
    bench.settle()
    assert len(words.model.ids()) == before + 1
    write(qtbot, words.form.head, "Repairs")
    bench.settle()
    row = words.table.current_id()
    assert row is not None
    assert bench.row("vocab_entry", row).values["label_en"] == "Repairs"
    words.archive()
    bench.settle()
    assert bench.row("vocab_entry", row).archived


def test_entries_the_program_decides_by_are_only_renamed_and_ordered(bench: Bench, qtbot: QtBot) -> None:
    words = words_of(bench, "horizon")
    told: list[str] = []
    words.message.connect(told.append)
    words.new()
    words.delete()
    bench.settle()
    assert len(told) == 2
    assert len(words.model.ids()) == 2
    ids = words.model.ids()
    words.table.go_to(ids[0])
    qtbot.keyClick(words.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    bench.settle()
    assert words.model.ids() == ids[::-1]
    assert [key for key in words.form.fields.fields if key in ("vocab", "code")] == []
