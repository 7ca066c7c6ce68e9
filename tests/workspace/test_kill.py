"""300 random edits, killed at random moments: the file opens, is sound, and holds every edit acknowledged."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from b2bdesk import workspace
from b2bdesk.workspace import stress
from tests.workspace.shapes import fill_small, SMALL

RANDOM_EDITS = """
import random, sys
from b2bdesk import workspace
from tests.workspace.shapes import SMALL
from tests.workspace.test_machine import take
path, seed = sys.argv[1], sys.argv[2]
chance = random.Random(int(seed))

def values():
    note = "n" * chance.choice([1, 10, 30000])
    return {"note": note, "rate": chance.random(), "amount": chance.randrange(9), "picture": None}

with workspace.open(path, shape=SMALL, backup=False) as ws:
    for number in range(300):
        what = chance.choice(["insert", "update", "bulk", "delete", "part", "move parts", "undo", "redo"])
        if what == "undo":
            done = ws.undo()
        elif what == "redo":
            done = ws.redo()
        else:
            with ws.edit("Edit {token}", token=f"{seed}-{number}") as session:
                second = chance.randrange(1, 9) if "part" in what else values()
                take(session, (what, chance.randrange(1, 9), second))
                if what not in ("part", "move parts"):
                    take(session, ("update", chance.randrange(1, 9), values()))
            done = next(iter(ws.history(1)), None)
        newest = next(iter(ws.history(1)), None)
        print("ACK", newest.id if newest else 0, ws.digest(), flush=True)
"""


def run_and_kill(path: Path, seed: int, seconds: float) -> list[str]:
    """Start random edits and kill them; return what was acknowledged, the last line perhaps cut."""
    command = [sys.executable, "-c", RANDOM_EDITS, str(path), str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(seconds)
        process.kill()
        return [first, *process.stdout.read().splitlines()]


def kill_rounds(path: Path, rounds: int) -> int:
    """Kill again and again on the same file; return how often a journal was left behind."""
    with workspace.create(path, fill=fill_small, shape=SMALL) as ws:
        start = ws.digest()
    hot = 0
    chance = random.Random(4)
    for seed in range(rounds):
        told = [line.split() for line in run_and_kill(path, seed, chance.uniform(0, 0.4)) if line.startswith("ACK")]
        acknowledged = [line for line in told if len(line) == 3 and len(line[2]) == 64]
        hot += path.with_name(path.name + "-journal").exists()
        report = workspace.check(path, shape=SMALL)
        assert report.ok, [str(problem) for problem in report.problems]
        with workspace.open(path, shape=SMALL, backup=False) as ws:
            newest = ws.history(1)[0].id
            last = int(acknowledged[-1][1])
            # At most the one edit that was under way may have come after the last that was acknowledged.
            assert last <= newest <= last + 1
            if newest == last:
                assert ws.digest() == acknowledged[-1][2]
    with workspace.open(path, shape=SMALL, backup=False) as ws:
        ws.undo_to(0)
        assert ws.digest() == start
    return hot


def test_killed_at_a_few_random_moments(path: Path) -> None:
    kill_rounds(path, 4)


@pytest.mark.slow
def test_killed_at_fifty_random_moments(path: Path) -> None:
    kill_rounds(path, 50)


def test_stress_write_acknowledges_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "real.b2bdesk"
    with workspace.create(path, fill=fill_real) as ws:
        start = ws.digest()
    command = [sys.executable, "-c", "import sys; from b2bdesk.workspace import stress; "]
    command[-1] += "stress.write(sys.argv[1], run='r', count=100000)"
    with subprocess.Popen([*command, str(path)], stdout=subprocess.PIPE, text=True, env=os.environ) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline()]
        time.sleep(0.5)
        process.kill()
        lines += process.stdout.read().splitlines(keepends=True)
    acknowledged = [line for line in lines if line.endswith("\n")]
    assert len(acknowledged) > 1
    assert stress.missing_acks(path, acknowledged) == []
    assert stress.missing_acks(path, ["ACK r-99999", "other"]) == ["r-99999", "other"]
    with workspace.open(path) as ws:
        ws.undo_to(0)
        assert ws.digest() == start


def fill_real(session: object) -> None:
    """Fill a new file of the real shape with the one row that it must have."""
    from datetime import date

    from sqlalchemy.orm import Session

    from b2bdesk.domain.settings import WorkspaceRow

    assert isinstance(session, Session)
    session.add(WorkspaceRow(name="Real", plan_start=date(2026, 1, 1), plan_end=date(2026, 12, 31)))
