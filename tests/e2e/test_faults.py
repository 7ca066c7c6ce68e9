"""What can go wrong around a file, through the real command line: kills, full disks, folders, other programs."""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROUNDS = 20
AS_NOBODY = """
import os, pkgutil, sys
from importlib import import_module
import b2bdesk, lxml.etree, openpyxl
for found in pkgutil.walk_packages(b2bdesk.__path__, "b2bdesk."):
    if ".migrations." not in found.name and not found.name.endswith("__main__"):
        import_module(found.name)
os.setgroups([]); os.setgid(65534); os.setuid(65534)
sys.exit(b2bdesk.cli.main(sys.argv[1:]))
"""
linux_root = pytest.mark.skipif(
    not sys.platform.startswith("linux") or os.geteuid() != 0, reason="only root can mount and be somebody else"
)


def command(*words: object) -> list[str]:
    """Return the command line as a person would type it."""
    return [sys.executable, "-m", "b2bdesk", *map(str, words)]


def b2bdesk(*words: object) -> subprocess.CompletedProcess[str]:
    """Run the command line to its end."""
    return subprocess.run(command(*words), capture_output=True, text=True, timeout=240)


def as_nobody(*words: object) -> subprocess.CompletedProcess[str]:
    """Run the command line as another user, who may not even reach Python: rights go once all is imported."""
    line = [sys.executable, "-c", AS_NOBODY, *map(str, words)]
    return subprocess.run(line, capture_output=True, text=True, timeout=240)


def refused(done: subprocess.CompletedProcess[str], *mentioned: object) -> str:
    """Hold that a command failed with one plain sentence that mentions these."""
    assert done.returncode == 1, done
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    for part in mentioned:
        assert str(part) in done.stderr
    return done.stderr


def sound(path: Path) -> str:
    """Hold that a file passes its check; return the digest of its content."""
    done = b2bdesk("check", path, "--json")
    assert done.returncode == 0, done
    return str(json.loads(done.stdout)["digest"])


def killed_writing(path: Path, run: str, seconds: float) -> list[str]:
    """Write edit after edit, kill -9 after some seconds; return what was acknowledged."""
    line = command("stress-write", path, "--run", run, "--count", 100_000)
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(seconds)
        process.kill()
        told = [first, *process.stdout]
    return [ack for ack in told if ack.endswith("\n")]


def kill_rounds(path: Path, rounds: int) -> None:
    """Kill a writer again and again: every edit that was acknowledged stays."""
    chance = random.Random(7)
    acks = path.with_name("acks.txt")
    for number in range(rounds):
        told = killed_writing(path, f"run{number}", chance.uniform(0, 0.5))
        assert told
        with acks.open("a", encoding="utf-8") as file:
            file.writelines(told)
        done = b2bdesk("check", path, "--acks", acks)
        assert done.returncode == 0, done
    assert b2bdesk("undo", path).returncode == 0


def test_killed_while_writing(blank_path: Path) -> None:
    kill_rounds(blank_path, 2)


@pytest.mark.slow
def test_killed_while_writing_at_twenty_moments(blank_path: Path) -> None:
    kill_rounds(blank_path, ROUNDS)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a disk with hardly any room."""
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", place], capture_output=True).returncode:
        pytest.skip("nothing can be mounted here")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


@linux_root
@pytest.mark.parametrize("ending", ["xlsx", "json"])
def test_export_to_a_full_disk(example_path: Path, small_disk: Path, ending: str) -> None:
    target = small_disk / f"plan.{ending}"
    target.write_text("what was there before")
    refused(b2bdesk("export", example_path, target), target.name)
    assert target.read_text() == "what was there before"
    assert [file.name for file in small_disk.iterdir()] == [target.name]


@linux_root
def test_a_full_disk_leaves_the_workspace(blank_path: Path, small_disk: Path) -> None:
    refused(b2bdesk("new", small_disk / "plan.b2bdesk", "--example"), "plan.b2bdesk")
    assert list(small_disk.iterdir()) == []


@pytest.mark.slow
@linux_root
def test_a_folder_of_somebody_else(example_path: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="b2bdesk-") as name:
        home = Path(name)
        path = home / "plan.b2bdesk"
        path.write_bytes(example_path.read_bytes())
        home.chmod(0o755)
        path.chmod(0o644)
        before = path.read_bytes()
        assert as_nobody("report", path, "coverage").returncode == 0
        refused(as_nobody("undo", path), path.name)
        refused(as_nobody("export", path, home / "plan.xlsx"), "plan.xlsx")
        assert path.read_bytes() == before
        assert [file.name for file in home.iterdir()] == [path.name]


@pytest.mark.parametrize("ending", ["xlsx", "json"])
def test_a_target_that_is_a_folder(example_path: Path, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"plan.{ending}"
    target.mkdir()
    refused(b2bdesk("export", example_path, target), target.name)
    assert list(target.iterdir()) == []


@pytest.mark.slow
def test_an_import_killed_in_the_middle_leaves_the_workspace_blank(example_path: Path, blank_path: Path) -> None:
    source = blank_path.with_name("plan.json")
    assert b2bdesk("export", example_path, source).returncode == 0
    start = sound(blank_path)
    began = time.monotonic()
    twin = blank_path.with_name("twin.b2bdesk")
    twin.write_bytes(blank_path.read_bytes())
    assert b2bdesk("import", twin, source).returncode == 0
    took = time.monotonic() - began
    for part in (0.4, 0.6, 0.8):
        with subprocess.Popen(command("import", blank_path, source), stdout=subprocess.DEVNULL) as process:
            time.sleep(part * took)
            process.kill()
        if sound(blank_path) != start:  # it was done before it was killed
            assert b2bdesk("undo", blank_path).returncode == 0
            assert sound(blank_path) == start


@pytest.mark.slow
def test_a_second_program_is_told_who_holds_the_file(blank_path: Path) -> None:
    line = command("stress-write", blank_path, "--run", "long", "--count", 100_000)
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        sentence = refused(b2bdesk("undo", blank_path), os.uname().nodename, "read-only")
        assert blank_path.name in sentence
        assert b2bdesk("history", blank_path).returncode == 0
        process.kill()
    assert b2bdesk("undo", blank_path).returncode == 0
