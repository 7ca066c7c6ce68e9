"""The command line as a person or a script uses it: answers, exit codes, one sentence for every problem."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from b2bdesk import cli

GOLDEN = Path(__file__).parents[1] / "golden" / "expected.json"
EXPECTED: dict[str, Any] = json.loads(GOLDEN.read_text(encoding="utf-8"))
TODAY = ["--today", "2026-03-01"]


def run(capsys: pytest.CaptureFixture[str], *argv: object, code: int = 0) -> str:
    """Run a command in this process and return what it printed."""
    assert cli.main([str(word) for word in argv]) == code
    out, err = capsys.readouterr()
    assert (err.count("\n") == 1) if code else not err
    return err if code else out


def answer(capsys: pytest.CaptureFixture[str], *argv: object) -> Any:
    """Run a command with --json and return its answer."""
    return json.loads(run(capsys, *argv, "--json"))


def holds(found: Any, wanted: Any) -> bool:
    """Tell whether an answer holds what is wanted; more keys are welcome."""
    if isinstance(wanted, dict):
        return all(key in found and holds(found[key], value) for key, value in wanted.items())
    if isinstance(wanted, float):
        return bool(found == pytest.approx(wanted, abs=1e-9))
    return bool(found == wanted)


@pytest.mark.parametrize("topic", ["balance", "personas", "chains", "fame"])
def test_reports_are_as_expected(capsys: pytest.CaptureFixture[str], example_path: Path, topic: str) -> None:
    found = answer(capsys, "report", example_path, topic, *TODAY)
    assert set(found) >= set(EXPECTED[topic])
    assert holds(found, EXPECTED[topic])


def test_coverage_is_as_expected(capsys: pytest.CaptureFixture[str], example_path: Path) -> None:
    found = answer(capsys, "report", example_path, "coverage", *TODAY)
    for key in ("stage_persona", "stage_channel", "counts"):
        assert found[key] == EXPECTED[key]


def test_results_are_as_expected(capsys: pytest.CaptureFixture[str], example_path: Path) -> None:
    found = answer(capsys, "report", example_path, "results", *TODAY)
    assert holds(found["channels"], EXPECTED["money"])
    assert found["total"]["cpl"] == pytest.approx(202.52, abs=0.005)
    assert found["leak"]["step"] == "opps_deals"
    assert "437.0 %" in run(capsys, "report", example_path, "results", *TODAY)


def test_a_table_of_results_is_brought_in(
    capsys: pytest.CaptureFixture[str], example_path: Path, tmp_path: Path
) -> None:
    table = tmp_path / "spring.csv"
    table.write_text("From,To,Channel,Leads\n2026-01,,zhihu,4\n2026-01,,moon,4\n", encoding="utf-8")
    assert "Line 3" in run(capsys, "import", example_path, table, code=1)
    table.write_text("From,To,Channel,Leads\n2026-01,,zhihu,4\n", encoding="utf-8")
    assert answer(capsys, "import", example_path, table)["added"] == 1
    assert answer(capsys, "import", example_path, table)["replaced"] == 1


def test_gaps_are_as_expected(capsys: pytest.CaptureFixture[str], example_path: Path) -> None:
    found = answer(capsys, "report", example_path, "gaps", *TODAY)
    counts = {rule: len(lines) for rule, lines in EXPECTED["findings"].items() if lines and rule != "G20"}
    assert {rule: sum(row["rule"] == rule for row in found) for rule in counts} == counts
    assert len(found) == sum(counts.values())
    assert all(row["severity"] in "EWI" and row["sentence"] and row["importance"] > 0 for row in found)
    assert {tuple(row["object"]["codes"]) for row in found if row["rule"] == "G01"} == {
        ("S1", "P5"),
        ("S2", "P5"),
        ("S4", "P4"),
        ("S4", "P5"),
    }


@pytest.mark.parametrize("cell", EXPECTED["relevance"])
def test_suggestions_are_as_expected(capsys: pytest.CaptureFixture[str], example_path: Path, cell: str) -> None:
    stage, channel, persona = cell.split("|")
    where = ["--stage", stage, "--channel", channel, "--persona", persona]
    found = answer(capsys, "suggest", example_path, *where, *TODAY)
    assert [[row["code"], row["score"]] for row in found[:3]] == EXPECTED["relevance"][cell]
    assert set(found[0]["parts"]) == {"stage", "persona", "topic", "form", "appeal"}


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant"])
def test_sentences_speak_the_asked_language(capsys: pytest.CaptureFixture[str], tmp_path: Path, lang: str) -> None:
    path = tmp_path / "plan.b2bdesk"
    run(capsys, "new", path, "--example", "--lang", lang)
    for row in answer(capsys, "report", path, "gaps", *TODAY, "--lang", lang):
        assert any("\u4e00" <= ch <= "\u9fff" for ch in row["sentence"])
        assert "{" not in row["sentence"]


def test_plan_files_come_back_to_the_byte(
    capsys: pytest.CaptureFixture[str], example_path: Path, tmp_path: Path
) -> None:
    blank, first, second = tmp_path / "b.b2bdesk", tmp_path / "1.json", tmp_path / "2.json"
    run(capsys, "export", example_path, first)
    run(capsys, "new", blank, "--blank")
    run(capsys, "import", blank, first)
    run(capsys, "export", blank, second)
    assert first.read_bytes() == second.read_bytes()
    refused = run(capsys, "import", blank, first, code=1)
    assert "blank" in refused


def test_undo_redo_and_history(capsys: pytest.CaptureFixture[str], example_path: Path, tmp_path: Path) -> None:
    assert "nothing to undo" in run(capsys, "undo", example_path, code=1)
    blank, plan = tmp_path / "b.b2bdesk", tmp_path / "1.json"
    run(capsys, "export", example_path, plan)
    run(capsys, "new", blank, "--blank")
    before = answer(capsys, "check", blank)["digest"]
    run(capsys, "import", blank, plan)
    after = answer(capsys, "check", blank)["digest"]
    run(capsys, "undo", blank)
    assert answer(capsys, "check", blank)["digest"] == before
    run(capsys, "redo", blank)
    assert answer(capsys, "check", blank)["digest"] == after
    assert [row["kind"] for row in answer(capsys, "history", blank)] == ["redo", "undo", "do"]


def test_copies_are_kept_and_brought_back(capsys: pytest.CaptureFixture[str], example_path: Path) -> None:
    kept = answer(capsys, "backup", example_path)["id"]
    run(capsys, "stress-write", example_path, "--run", "a", "--count", 2)
    assert kept in [row["id"] for row in answer(capsys, "restore", example_path, "--list")]
    run(capsys, "restore", example_path, "--backup", kept)
    assert answer(capsys, "history", example_path) == []


def test_acknowledged_writes_are_found(capsys: pytest.CaptureFixture[str], example_path: Path, tmp_path: Path) -> None:
    acks = tmp_path / "acks"
    acks.write_text(run(capsys, "stress-write", example_path, "--run", "r", "--count", 3))
    run(capsys, "check", example_path, "--acks", acks)
    acks.write_text(acks.read_text() + "ACK r-99\n")
    assert cli.main(["check", str(example_path), "--acks", str(acks)]) == 1
    assert "r-99" in capsys.readouterr().out


def test_damage_is_told_and_left_alone(capsys: pytest.CaptureFixture[str], example_path: Path) -> None:
    data = bytearray(example_path.read_bytes())
    data[8192:40960] = b"x" * (40960 - 8192)
    example_path.write_bytes(data)
    for words in (["info"], ["undo"], ["report", "gaps"], ["export", "out.json"]):
        sentence = run(capsys, words[0], example_path, *words[1:], code=1)
        assert "damaged" in sentence
    assert example_path.read_bytes() == bytes(data)


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["info", "missing.b2bdesk"], "no file"),
        (["report", "EXAMPLE", "gaps", "--today", "soon"], "not a date"),
        (["suggest", "EXAMPLE", "--stage", "S9", "--channel", "email", "--persona", "P5"], "S9"),
        (["export", "EXAMPLE", "out.txt"], "out.txt"),
        (["import", "EXAMPLE", "missing.json"], "blank"),
        (["restore", "EXAMPLE", "--backup", "none"], "none"),
    ],
)
def test_problems_are_one_sentence(
    capsys: pytest.CaptureFixture[str], example_path: Path, argv: list[str], words: str
) -> None:
    sentence = run(capsys, *[example_path if word == "EXAMPLE" else word for word in argv], code=1)
    assert words in sentence
    assert "Traceback" not in sentence


@pytest.mark.parametrize("argv", [["report"], ["report", "x.b2bdesk", "nothing"], ["info"], ["new"]])
def test_wrong_usage_exits_with_2(capsys: pytest.CaptureFixture[str], argv: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(argv)
    assert stop.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_headless_commands_import_neither_qt_nor_more_than_they_need(example_path: Path) -> None:
    script = (
        "import sys; from b2bdesk import cli; cli.main(['info', sys.argv[1]]);"
        "bad = [n for n in sys.modules if n.split('.')[0] in"
        " {'PySide6', 'sqlalchemy', 'openpyxl', 'alembic', 'lxml'}]; assert not bad, bad"
    )
    subprocess.run([sys.executable, "-c", script, str(example_path)], check=True, capture_output=True)


def test_the_whole_plan_is_filled_by_proposals(capsys: pytest.CaptureFixture[str], example_path: Path) -> None:
    before = example_path.read_bytes()
    found = answer(capsys, "suggest", example_path, "--plan", *TODAY)
    rows = [(row["do"], row["stage"], row["persona"], row["code"], row["score"]) for row in found["proposals"]]
    assert rows == [
        ("place", "S1", "P5", "K22", 56.5),
        ("place", "S2", "P5", "K22", 73.5),
        ("place", "S4", "P5", "K22", 51.45),
        ("place", "S4", "P4", "K20", 56.7),
    ]
    assert found["effect"]["coverage_stage_persona"] == [0.8, 1.0]
    assert (found["open"], found["effect"]["filled"], found["unfilled"]) == (4, 4, [])
    thin = answer(capsys, "suggest", example_path, "--plan", "--thin", *TODAY)
    assert [row["add_to"] for row in thin["proposals"]] == [None, None, None, None, "L55", None]
    assert example_path.read_bytes() == before


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "6 placements fill 6 of 6 open cells"), ("zh-Hans", "80.0% → 100.0%"), ("zh-Hant", "80.0% → 100.0%")],
)
def test_proposals_are_told_to_people(
    capsys: pytest.CaptureFixture[str], example_path: Path, lang: str, words: str
) -> None:
    text = run(capsys, "suggest", example_path, "--plan", "--thin", *TODAY, "--lang", lang)
    assert "S2 × wechat_oa · P5" in text
    assert "K22" in text
    assert words in text
    assert "L55" in text


def test_pieces_to_make_are_told_where_there_are_none(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "blank.b2bdesk"
    run(capsys, "new", path, "--blank", "--lang", "en")
    text = run(capsys, "suggest", path, "--plan")
    assert "0 of 0" in text
    assert "name a cell" in run(capsys, "suggest", path, code=1).lower()
