"""Cards as files: what a PDF says to those who search it, where its cards lie, and pictures."""

import json
import re
import shutil
import subprocess
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from b2bdesk import workspace
from b2bdesk.commands import items, pictures
from b2bdesk.errors import UserError
from b2bdesk.queries.card_rows import Card
from b2bdesk.queries.cards import cards
from tests.helpers.pictures import png
from tests.ui.cards.conftest import TODAY
from ui.cards import files
from ui.cards.choices import Choices, GROUPS
from ui.cards.code import code_rows
from ui.cards.front import MARGIN
from ui.cards.printing import kit
from ui.jobs import Cancelled

INCH = 25.4
pytestmark = pytest.mark.usefixtures("qapp")
needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")


def poppler(tool: str, *args: str | Path) -> bytes:
    """Run a tool of poppler and return what it prints."""
    return subprocess.run([tool, *map(str, args)], check=True, capture_output=True).stdout


def signs(text: str) -> Counter[str]:
    """Return the characters of a text that leave ink, with how often each is there."""
    return Counter("".join(text.split()))


@needs_poppler
@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("ink", ["full", "light"])
def test_a_pdf_gives_back_the_very_characters(
    example_in: Callable[[str], list[Card]], plan: Card, target: Path, lang: str, ink: str
) -> None:
    held = example_in(lang)
    choices = Choices(lang, groups=frozenset(GROUPS), ink=ink, per_page=4, paper="A3", back=True)
    files.write_pdf(held, choices, target, plan=plan)
    made = kit(held, choices, plan)
    for number, page in enumerate(made.pages, 1):
        told = poppler("pdftotext", "-f", str(number), "-l", str(number), "-raw", target, "-").decode()
        drawn = "".join(text for _, side in page.sides for text in side.texts())
        extra = signs(told) - signs(drawn)
        initials = sum(side.number == 1 for _, side in page.sides)
        assert not signs(drawn) - signs(told)
        # What else is there: the initials on the figures, and which sheet this is.
        assert sum(extra.values()) <= 2 * initials + len("Sheet1of2,front") + 5


@needs_poppler
@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant"])
def test_every_statement_can_be_searched_for(
    example_in: Callable[[str], list[Card]], plan: Card, target: Path, lang: str
) -> None:
    held = example_in(lang)
    files.write_pdf(held, Choices(lang, groups=frozenset(GROUPS)), target, plan=plan)
    told = "".join(poppler("pdftotext", "-raw", target, "-").decode().split())
    for card in held:
        for statement in card.statements:
            assert "".join(statement.text.split()) in told


@needs_poppler
def test_a_pdf_has_bookmarks_a_title_a_language_and_the_day(example: list[Card], plan: Card, target: Path) -> None:
    files.write_pdf(example, Choices("en", blank=1), target, plan=plan)
    told = poppler("pdfinfo", target).decode()
    assert "Title:           Plan: role cards" in told
    assert "Sun Mar  1 00:00:00 2026" in told
    assert re.search(r"Page size:\s+59[56].* x 842.* \(A4\)", told)
    found = poppler("pdftohtml", "-xml", "-stdout", "-i", target).decode()
    marks = re.findall(r'<item page="(\d)">(.*?)</item>', found)
    assert marks == [
        ("1", "P1 Lin Yue"),
        ("1", "P2 Chen Bo"),
        ("2", "P3 Zhao Min"),
        ("2", "P4 Wang Haoran"),
        ("3", "P5 Sun Li"),
        ("3", "Blank cards"),
    ]
    assert b"/Lang (en)" in target.read_bytes()
    assert b"/Outlines" in target.read_bytes()
    # Nothing of the hour at which it was made: neither in the head nor in the metadata.
    assert set(re.findall(rb"\d{4}-\d\d-\d\dT[\d:]{8}", target.read_bytes())) <= {b"2026-03-01T00:00:00"}


@needs_poppler
def test_fonts_lie_in_the_file_and_text_is_text(
    example_in: Callable[[str], list[Card]], plan: Card, target: Path
) -> None:
    files.write_pdf(example_in("zh-Hant"), Choices("zh-Hant"), target, plan=plan)
    fonts = poppler("pdffonts", target).decode().splitlines()[2:]
    assert {line.split()[0] for line in fonts} <= {
        *(f"B2BDeskSans-{weight}" for weight in ("Regular", "Medium", "SemiBold", "Bold")),
        *(f"B2BDeskHan{kind}-{weight}" for kind in ("", "TC") for weight in ("Regular", "Bold")),
    }
    assert all(re.search(r"yes\s+\w+\s+yes", line) for line in fonts)


@needs_poppler
def test_four_on_a3_are_cut_where_they_meet(example: list[Card], plan: Card, target: Path, tmp_path: Path) -> None:
    choices = Choices("en", per_page=4, paper="A3", cut_marks=True)
    files.write_pdf(example[:4], choices, target, plan=plan)
    dpi = 127  # five dots to the millimetre
    poppler("pdftoppm", "-r", str(dpi), "-png", "-singlefile", target, tmp_path / "page")
    page = QImage(str(tmp_path / "page.png"))
    assert (page.width() / 5, page.height() / 5) == pytest.approx((420, 297), abs=0.5)
    across = [x / 5 for x in range(page.width()) if page.pixelColor(x, 10).lightness() < 200]
    down = [y / 5 for y in range(page.height()) if page.pixelColor(10, y).lightness() < 200]
    assert across
    assert down
    assert all(abs(x - 210) <= 0.5 for x in across)
    assert all(abs(y - 148.5) <= 0.5 for y in down)


@needs_poppler
def test_each_of_four_on_a3_begins_where_an_a5_would(
    example: list[Card], plan: Card, target: Path, tmp_path: Path
) -> None:
    files.write_pdf(example[:4], Choices("en", per_page=4, paper="A3"), target, plan=plan)
    poppler("pdftoppm", "-r", "127", "-png", "-singlefile", target, tmp_path / "page")
    page = QImage(str(tmp_path / "page.png"))  # five dots to the millimetre
    for left, top in ((x, y) for y in (0.0, 148.5) for x in (0.0, 210.0)):
        # The portrait's frame begins eight millimetres from both edges.
        across = next(x for x in range(200) if inked(page, left * 5 + 5 + x, top * 5 + 100)) / 5 + 1
        down = next(y for y in range(200) if inked(page, left * 5 + 100, top * 5 + 5 + y)) / 5 + 1
        assert (across, down) == pytest.approx((MARGIN, MARGIN), abs=0.5)


def inked(page: QImage, x: float, y: float) -> bool:
    """Tell whether anything is drawn there."""
    return page.pixelColor(round(x), round(y)).lightness() < 250


def test_the_same_cards_give_the_same_file(example: list[Card], plan: Card, tmp_path: Path) -> None:
    choices = Choices("en", back=True, blank=1)
    for name in ("a.pdf", "b.pdf"):
        files.write_pdf(example, choices, tmp_path / name, plan=plan)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_a_card_takes_little_room(example: list[Card], plan: Card, target: Path) -> None:
    many = [replace(card, id=at, code=f"P{at}") for at, card in enumerate(example * 20, 1)]
    files.write_pdf(many, Choices("en", per_page=4, paper="A3"), target, plan=plan)
    letters = (
        sum(len(text) for side in kit(example, Choices("en"), plan).pages[0].sides for text in side[1].texts()) / 2
    )
    assert letters > 1000  # full cards
    assert target.stat().st_size / len(many) <= 6000


@needs_poppler
def test_strange_texts_make_a_file_that_opens(strange: Card, plan: Card, target: Path) -> None:
    files.write_pdf([strange], Choices("en", groups=frozenset(GROUPS), back=True), target, plan=plan)
    told = "".join(poppler("pdftotext", "-raw", target, "-").decode().split())
    assert "x" * 60 in told
    assert "長" not in told
    assert told.count("長") + told.count("无") + told.count("無") >= 20_000
    assert "=1+1" in told


@needs_poppler
def test_what_no_font_has_is_told_and_found_by_its_code(
    example_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from ui.cli import main

    with workspace.open(example_path) as ws:
        items.update(ws, "persona", 3, quote="Stock \U000f0001 again", name="\U000f0002")
    out = tmp_path / "cards.pdf"
    assert main(["cards", str(example_path), str(out), "--persona", "P3", "--lang", "en"]) == 0
    assert "\U000f0002 U+F0002" in capsys.readouterr().out
    text = " ".join(poppler("pdftotext", "-raw", out, "-").decode().split())
    assert "“Stock [U+F0001] again”" in text
    assert "[U+F0002]" in text


def test_cards_are_drawn_off_the_gui_thread_alike(example: list[Card], plan: Card, tmp_path: Path) -> None:
    here, there = tmp_path / "here.pdf", tmp_path / "there.pdf"
    files.write_pdf(example, Choices("en"), here, plan=plan)
    failed: list[BaseException] = []

    def work() -> None:
        try:
            files.write_pdf(example, Choices("en"), there, plan=plan)
            files.write_pictures(example[:1], Choices("en", dpi=96), tmp_path / "there", plan=plan)
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert failed == []
    assert here.read_bytes() == there.read_bytes()
    files.write_pictures(example[:1], Choices("en", dpi=96), tmp_path / "here", plan=plan)
    assert QImage(str(tmp_path / "here/P1 Lin Yue.png")) == QImage(str(tmp_path / "there/P1 Lin Yue.png"))


@pytest.mark.parametrize("at", [1, 7])
def test_cancelling_leaves_what_was_there(
    example: list[Card], plan: Card, target: Path, tmp_path: Path, at: int
) -> None:
    target.write_bytes(b"before")
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "P1 Lin Yue.png").write_bytes(b"before")
    calls = iter(range(100))

    def progress(_done: int, _total: int) -> None:
        if next(calls) >= at:
            raise Cancelled

    with pytest.raises(Cancelled):
        files.write_pdf(example, Choices("en"), target, plan=plan, progress=progress)
    calls = iter(range(4, 100))
    with pytest.raises(Cancelled):
        files.write_pictures(example, Choices("en", dpi=96), folder, plan=plan, progress=progress)
    assert target.read_bytes() == b"before"
    assert [path.name for path in folder.iterdir()] == ["P1 Lin Yue.png"]
    assert (folder / "P1 Lin Yue.png").read_bytes() == b"before"
    assert {path.name for path in tmp_path.iterdir()} == {"cards.pdf", "pictures"}


@pytest.mark.parametrize("dpi", [96, 300])
def test_pictures_are_as_sharp_as_asked(example: list[Card], plan: Card, tmp_path: Path, dpi: int) -> None:
    [path] = files.write_pictures(example[:1], Choices("en", dpi=dpi), tmp_path / "out", plan=plan)
    image = QImage(str(path))
    assert path.name == "P1 Lin Yue.png"
    assert (image.width(), image.height()) == (round(210 * dpi / INCH), round(148.5 * dpi / INCH))
    assert image.dotsPerMeterX() == round(dpi * 1000 / INCH)


def test_names_of_pictures_suit_every_system(example: list[Card], plan: Card, tmp_path: Path) -> None:
    held = [replace(example[0], name='A/B: "?" <x>'), replace(example[1], code="P1", name="a b x")]
    made = files.write_pictures(held, Choices("en", dpi=96), tmp_path / "out", plan=plan)
    assert [path.name for path in made] == ["P1 A B x.png", "P1 a b x+.png"]


def test_one_card_may_be_one_picture(example: list[Card], plan: Card, tmp_path: Path) -> None:
    made = files.write_pictures(example[:1], Choices("en", dpi=96), tmp_path / "zhao.png", plan=plan)
    assert made == [tmp_path / "zhao.png"]


def test_nothing_to_draw_is_said(plan: Card, target: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no card to draw"):
        files.write_pdf([], Choices("en"), target, plan=plan)
    with pytest.raises(UserError, match="no card to draw"):
        files.write_pictures([], Choices("en"), tmp_path / "out", plan=plan)
    assert not target.exists()


def test_a_folder_that_is_missing_is_said(example: list[Card], plan: Card, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="does not exist"):
        files.write_pdf(example, Choices("en"), tmp_path / "no" / "cards.pdf", plan=plan)


def test_the_photo_is_on_the_card_but_not_where_ink_is_saved(example_path: Path, plan: Card, tmp_path: Path) -> None:
    with workspace.open(example_path) as ws:
        sha = pictures.set_picture(ws, kind="persona", row=1, key="photo", data=png(64, 48, b"\xd0\x20\x20"))
        with ws.read() as session:
            held = cards(session, "en", TODAY, [1])
            images = files.photos(session, held)
    assert held[0].photo == sha
    for ink, seen in (("full", True), ("light", False)):
        [path] = files.write_pictures(held, Choices("en", ink=ink, dpi=96), tmp_path / ink, plan=plan, images=images)
        middle = QImage(str(path)).pixelColor(round(20 / INCH * 96), round(20 / INCH * 96))
        assert (middle.red() > 150 > middle.green()) is seen


def test_ink_saving_fills_nothing(example: list[Card], plan: Card, tmp_path: Path) -> None:
    dark = {}
    for ink in ("full", "light"):
        [path] = files.write_pictures(example[:1], Choices("en", ink=ink, dpi=96), tmp_path / ink, plan=plan)
        image = QImage(str(path)).convertToFormat(QImage.Format.Format_Grayscale8)
        dark[ink] = sum(image.pixelColor(x, y).lightness() < 250 for x in range(0, 794, 3) for y in range(0, 561, 3))
        portrait = image.pixelColor(round(12 / INCH * 96), round(12 / INCH * 96))
        assert (portrait == Qt.GlobalColor.white) is (ink == "light")
    assert dark["light"] < 0.85 * dark["full"]


def test_the_code_leads_to_the_address() -> None:
    zxing = pytest.importorskip("zxingcpp")
    address = "https://example.com/personas/lin-yue?from=card"
    rows = code_rows(address)
    image = QImage(len(rows) * 4, len(rows) * 4, QImage.Format.Format_Grayscale8)
    for y in range(image.height()):
        for x in range(image.width()):
            image.setPixelColor(x, y, Qt.GlobalColor.black if rows[y // 4][x // 4] else Qt.GlobalColor.white)
    assert read_code(zxing, image) == [address]


def test_the_code_on_a_card_can_be_scanned(example: list[Card], plan: Card, tmp_path: Path) -> None:
    zxing = pytest.importorskip("zxingcpp")
    card = replace(example[0], link="https://example.com/personas/lin-yue")
    for ink in ("full", "light"):
        [path] = files.write_pictures([card], Choices("en", ink=ink, dpi=300), tmp_path / ink, plan=plan)
        assert read_code(zxing, QImage(str(path)).convertToFormat(QImage.Format.Format_Grayscale8)) == [card.link]


def read_code(zxing: Any, image: QImage) -> list[str]:
    """Return what codes in a grey picture say."""
    return [found.text for found in zxing.read_barcodes(image)]


def test_the_command_line_draws_cards(example_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from ui.cli import main

    out = tmp_path / "cards.pdf"
    plain = ["cards", str(example_path), str(out), "--lang", "en", "--today", "2026-03-01"]
    assert main([*plain, "--per-page", "4", "--paper", "A3", "--cut-marks"]) == 0
    assert capsys.readouterr().out == f"Wrote {out}: 2 pages\n"
    assert main([*plain, "--blank", "8", "--per-page", "8", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"paths": [str(out)], "missing": []}
    folder = tmp_path / "pictures"
    order = ["cards", str(example_path), str(folder), "--lang", "zh-Hans", "--persona", "P3", "P1", "--dpi", "96"]
    assert main([*order, "--groups", "needs", "job", "--ink", "light"]) == 0
    assert sorted(path.name for path in folder.iterdir()) == ["P1 Lin Yue.png", "P3 Zhao Min.png"]


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        (("--persona", "P9"), 1, "There is no persona P9. Choose from: P1, P2, P3, P4, P5."),
        (("--dpi", "5"), 1, "--dpi takes 96 to 600, not 5."),
        (("--blank", "-1"), 1, "--blank takes 0 to 400, not -1."),
        (("--per-page", "3"), 2, "per-page"),
        (("--groups", "hat"), 2, "groups"),
    ],
)
def test_the_command_line_says_what_is_wrong_in_one_line(
    example_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], code: int, words: str
) -> None:
    from ui.cli import main

    try:
        found = main(["cards", str(example_path), str(tmp_path / "out.pdf"), "--lang", "en", *more])
    except SystemExit as stopped:
        found = int(str(stopped.code))
    told = capsys.readouterr().err
    assert found == code
    assert words in told
    assert told.count("\n") == 1
    assert not (tmp_path / "out.pdf").exists()


def test_a_statement_that_looks_like_markup_stays_text(example_path: Path) -> None:
    with workspace.open(example_path) as ws:
        items.update(ws, "persona", 1, quote="<b>5 & 6</b>")
        with ws.read() as session:
            assert cards(session, "en", TODAY, [1])[0].quote == "<b>5 & 6</b>"
