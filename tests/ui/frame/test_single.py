"""One window a file: a second start raises the first window."""

from pathlib import Path
from typing import Any

from ui.single import ask_to_raise, Guard, key_of


def test_a_second_start_raises_the_first_window(app: Any, qtbot: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.b2bdesk"
    path.write_bytes(b"x")
    guard = Guard()
    guard.hold(path)
    with qtbot.waitSignal(guard.raised, timeout=3000):
        assert ask_to_raise(path)
    guard.release()
    assert not ask_to_raise(path)


def test_the_file_counts_not_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.b2bdesk"
    path.write_bytes(b"x")
    link = tmp_path / "b.b2bdesk"
    link.hardlink_to(path)
    other = tmp_path / "c.b2bdesk"
    other.write_bytes(b"x")
    assert key_of(path) == key_of(link)
    assert key_of(path) != key_of(other)


def test_a_guard_does_not_answer_itself(app: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.b2bdesk"
    path.write_bytes(b"x")
    guard = Guard()
    guard.hold(path)
    assert not guard.raise_other(path)
    guard.release()


def test_a_closed_window_holds_nothing(make_window: Any, example_path: Path) -> None:
    window = make_window(example_path)
    window.close()
    assert not ask_to_raise(example_path.resolve())


def test_opening_the_same_file_again_raises_and_opens_nothing(make_window: Any, example_path: Path, qtbot: Any) -> None:
    first = make_window(example_path)
    second = make_window()
    with qtbot.waitSignal(first.files.guard.raised, timeout=3000):
        second.files.open(example_path)
    assert second.desk.ws is None
