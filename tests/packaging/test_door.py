"""The one door sends each command line to the right face, and never shows a traceback to a person."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from b2bdesk import __main__ as door
from b2bdesk import bootstrap
from b2bdesk.errors import UserError

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("line", "face"),
    [
        ("", "window"),
        ("plan.b2bdesk", "window"),
        ("--lang zh-Hans plan.b2bdesk", "window"),
        ("--lang new", "window"),
        ("--selftest", "window"),
        ("--help", "cli"),
        ("--version", "cli"),
        ("new plan.b2bdesk --example", "cli"),
        ("--lang zh-Hant report plan.b2bdesk gaps", "cli"),
        ("stress-write plan.b2bdesk --run 1", "cli"),
        ("export plan.b2bdesk out.xlsx", "cli"),
        ("export --help", "cli"),
        ("export plan.b2bdesk out.png", "drawing"),
        ("export plan.b2bdesk OUT.PNG --lang en", "drawing"),
        ("--demo", "demo"),
        ("--demo folder", "demo"),
    ],
)
def test_face(line, face):
    assert door.face_for(line.split()) == face


def test_door_and_command_line_know_the_same_commands():
    from b2bdesk.cli.parser import COMMANDS

    assert set(COMMANDS) == door.COMMANDS


def test_demo_with_a_screen_is_the_window(monkeypatch):
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.setenv("DISPLAY", ":0")
    assert door.face_for(["--demo"]) == "window"
    assert door.screen_for("window") == bootstrap.WINDOW


@pytest.mark.parametrize(
    ("args", "platform"), [(["--demo"], "offscreen"), (["--selftest"], "offscreen"), (["info"], None)]
)
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a screen")
def test_without_a_screen_qt_is_told_so(monkeypatch, args, platform):
    monkeypatch.delenv("QT_QPA_PLATFORM")
    door.choose_platform(door.face_for(args), args)
    assert os.environ.pop("QT_QPA_PLATFORM", None) == platform


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a screen")
def test_window_without_a_screen_is_refused_in_one_sentence(monkeypatch):
    monkeypatch.delenv("QT_QPA_PLATFORM")
    with pytest.raises(SystemExit, match="there is no screen here"):
        door.main(["plan.b2bdesk"])


def test_commands_need_no_drawing_libraries():
    assert door.screen_for("cli") == bootstrap.NO_SCREEN
    assert door.screen_for("drawing") == bootstrap.OFFSCREEN


def failing(error):
    """Return a face that fails."""

    def run(face, args):
        raise error

    return run


def test_what_a_person_can_mend_is_said_as_it_is(monkeypatch, capsys):
    monkeypatch.setattr(door, "run", failing(UserError("plan.gone", "The file {name} is gone.", name="a.b2bdesk")))
    assert door.main(["info", "a.b2bdesk"]) == 1
    assert capsys.readouterr().err == "The file a.b2bdesk is gone.\n"


def test_own_error_is_one_line_and_a_log(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("B2BDESK_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(door, "run", failing(KeyError("colour")))
    assert door.main(["info", "a.b2bdesk"]) == 1
    told, log = capsys.readouterr().err, tmp_path / "b2bdesk-errors.log"
    assert told == f"b2bdesk stopped by an error of its own (KeyError). The details are in {log}.\n"
    assert "KeyError: 'colour'" in log.read_text(encoding="utf-8")


def test_own_error_is_shown_to_who_looks_for_it(monkeypatch):
    monkeypatch.setenv("B2BDESK_DEBUG", "1")
    monkeypatch.setattr(door, "run", failing(KeyError("colour")))
    with pytest.raises(KeyError):
        door.main(["info", "a.b2bdesk"])


def test_interrupted_by_the_person(monkeypatch):
    monkeypatch.setattr(door, "run", failing(KeyboardInterrupt()))
    assert door.main(["info", "a.b2bdesk"]) == 130


@pytest.mark.skipif(os.name == "nt", reason="pipes close otherwise there")
def test_reader_that_leaves_is_no_error():
    code = (
        "import sys; from b2bdesk import __main__ as m; m.run = lambda f, a: print('x' * 10**6); sys.exit(m.main([]))"
    )
    command = f'"{sys.executable}" -c "{code}" | head -c 1; echo " ${{PIPESTATUS[0]}}"'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=ROOT)
    assert (done.stdout, done.stderr) == ("x 0\n", "")
