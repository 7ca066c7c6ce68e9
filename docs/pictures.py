"""Makes the pictures of the guide: the program draws itself, off the screen, on the example.

    python docs/pictures.py              # all of them, one after the other
    python docs/pictures.py map gaps     # those whose name begins so

Pages of the workbook are made too where LibreOffice (`soffice`) and `pdftoppm` are installed.
"""

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

HERE: Final = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from b2bdesk import bootstrap  # noqa: E402

if __name__ == "__main__":
    bootstrap.ensure(screen=bootstrap.OFFSCREEN)

from PySide6.QtCore import QPoint, QSize, Qt  # noqa: E402
from PySide6.QtGui import QImage, QPainter, QPixmap  # noqa: E402
from PySide6.QtWidgets import QLineEdit, QWidget  # noqa: E402

from b2bdesk import starter, workspace  # noqa: E402
from b2bdesk.commands import cells, chains, items, persona_versions, placements  # noqa: E402
from b2bdesk.exchange import excel  # noqa: E402
from b2bdesk.queries import records  # noqa: E402
from b2bdesk.queries.axes import PAIRS  # noqa: E402
from b2bdesk.queries.board import board  # noqa: E402
from b2bdesk.queries.board_values import Board, BoardFilter  # noqa: E402
from b2bdesk.queries.cards import cards as role_cards  # noqa: E402
from ui import look  # noqa: E402
from ui.app import clock, make_application  # noqa: E402
from ui.settings import FOLDER, Settings  # noqa: E402
from ui.shot import is_still, pause, wait_until  # noqa: E402
from ui.window import Window  # noqa: E402

TARGET: Final = HERE / "pictures"
TODAY: Final = "2026-03-01"
LARGE, SMALL = QSize(1440, 900), QSize(1366, 768)
PAGES: Final = ("summary", "map", "map_personas", "gaps")
PAGE_DPI: Final = "90"
CARD_DPI: Final = 110
COLOURS, COMMON, COARSE = 256, 160, 0xF0F0F0
"""Colours of a picture; how many of them are its commonest, the rest being unlike any other by this mask."""
ROLES: Final = ("user", "influencer", "approver", "initiator", "buyer", "gatekeeper", "decider")
TITLES: Final = ("Head of shops", "IT lead", "Controller", "Planner", "Purchaser", "Assistant", "Managing director")
SETTLE_MS: Final = 350
"""Long enough for the last fade of a notice."""

Prepare = Callable[[Window], QWidget | None]


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: how the window speaks and looks, on which plan, and what is done in it before."""

    name: str
    prepare: Prepare
    lang: str = "en"
    scheme: str = "light"
    size: QSize = LARGE
    plan: str = "example"
    """`example`, `changed` (the example after some edits), `blank`, or nothing for the first start screen."""


# ---- what is done before a picture is taken


def at_cell(window: Window, room: str = "map") -> None:
    """Go to the cell that the guide speaks of: Website x Visit & registration."""
    show(window, room)
    view = map_of(window).view
    view.go(cell_of(view.board, "S2", "website"))


def nothing(_window: Window) -> None:
    """Take the window as it is."""


def show(window: Window, room: str) -> None:
    """Show a room."""
    assert window.frame is not None
    window.frame.show_room(room)
    settle(window)


def in_room(room: str, row: int = 0, kind: str = "") -> Prepare:
    """Return what shows a room with one of its rows."""

    def prepare(window: Window) -> None:
        show(window, room)
        shown: Any = window.frame and window.frame.room()
        if room == "personas":
            shown.gallery.cards.go_to(shown.people[row].id)
            return
        if kind:
            shown.show_list(kind)
        if hasattr(getattr(shown, "list", None), "go_to"):
            shown.list.go_to(shown.list.model.ids()[row])

    return prepare


def room_of(room: str) -> Prepare:
    """Return what shows a room as it opens."""

    def prepare(window: Window) -> None:
        show(window, room)

    return prepare


def personas(window: Window) -> Any:
    """Show Zhao Min in the room of personas, and return the room."""
    in_room("personas", 2)(window)
    assert window.frame is not None
    return window.frame.room()


def newcomer(window: Window) -> None:
    """Begin a new persona."""
    room = personas(window)
    room.new()
    room.newcomer.findChildren(QLineEdit)[0].setText("Ann Lee")


def comparing(window: Window) -> None:
    """Keep a version, change the persona, and compare both."""
    room = personas(window)
    now = clock(TODAY)()
    room.desk.run(persona_versions.keep, persona=room.persona, name="Before the spring talks", taken_on=now)
    settle(window)
    room.desk.run(items_of, row=room.persona, values={"quote": "Show me one number that both sides accept"})
    settle(window)
    room.compare()


def items_of(ws: Any, *, row: int, values: dict[str, Any]) -> None:
    """Change a persona."""
    items.update(ws, "persona", row, **values)


def merging(window: Window) -> None:
    """Show what would be merged into a persona."""
    personas(window).merge()


def persona_menu(window: Window) -> QWidget:
    """Open the menu of a persona."""
    room = personas(window)
    menu = room.menu()
    menu.popup(room.mapToGlobal(QPoint(250, 200)))
    return menu


def carrying_out(window: Window) -> None:
    """Show which personas are copied to another plan."""
    personas(window).copy_out()


def bringing_in(window: Window) -> None:
    """Show what another plan holds."""
    from ui.evidence.carry import read_pane

    room = personas(window)
    assert room.desk.path is not None
    pane = read_pane(room.desk, room.desk.path, print)
    room.aside_asked.emit(pane)


def evidence_page(page: str) -> Prepare:
    """Return what shows a page of the room of evidence."""

    def prepare(window: Window) -> None:
        show(window, "evidence")
        assert window.frame is not None
        window.frame.jump("evidence", page)

    return prepare


def proof(window: Window) -> None:
    """Show only the evidence of one statement."""
    show(window, "evidence")
    assert window.frame is not None
    window.frame.jump("evidence", ("persona_item", 1))


def print_dialog(window: Window) -> QWidget:
    """Open the pages as they will be printed."""
    from ui.cards.dialog import PrintDialog

    assert window.frame is not None
    window.frame.jump("export", ("cards", (1, 2, 3)))
    settle(window)
    window.frame.jump("export", "cards")
    wait_until(lambda: window.findChild(PrintDialog) is not None)
    dialog = window.findChild(PrintDialog)
    assert isinstance(dialog, PrintDialog)
    wait_until(lambda: dialog.preview.pageCount() > 0)
    return dialog


def filtered(window: Window) -> None:
    """Show the map for one persona."""
    at_cell(window)
    room = map_of(window)
    room.set_filter(BoardFilter(personas=frozenset({room.desk.read(person)})))
    settle(window)
    room.view.go(cell_of(room.view.board, "S2", "website"))


def person(session: Any) -> int:
    """Return the persona the guide speaks of."""
    from sqlalchemy import select

    from b2bdesk.domain.persona import Persona

    return int(session.scalars(select(Persona.id).where(Persona.code == "P5")).one())


def typing(window: Window) -> QWidget:
    """Type the beginning of a title into a cell."""
    at_cell(window)
    view = map_of(window).view
    view.open_field("K2")
    completer = view.findChild(QLineEdit).completer()
    completer.complete()
    popup: QWidget = completer.popup()
    return popup


def placing(window: Window) -> None:
    """Choose a placement."""
    show(window, "map")
    map_of(window).choose(first_chip(map_of(window).view.board, "S1", "blog"))


def carrying(window: Window) -> None:
    """Carry a chip to the next stage."""
    show(window, "map")
    view = map_of(window).view
    key = cell_of(view.board, "S2", "website")
    map_of(window).choose(first_chip(view.board, "S1", "blog"))
    map_of(window).do("move")
    view.set_drop(view.load_of(view.moving, False), key)


def pieces(window: Window) -> None:
    """Open the list of pieces beside the map."""
    at_cell(window)
    map_of(window).toggle_pieces()


def history(window: Window) -> None:
    """Show the history beside the map."""
    show(window, "map")
    window.show_history()


def points(window: Window) -> None:
    """Show the restore points."""
    show(window, "map")
    window.files.make_restore_point()
    settle(window)
    window.files.restore()


def overview(window: Window) -> None:
    """Show the overview with the fixes of its gaps."""
    show(window, "overview")
    room: Any = window.frame and window.frame.room()
    wait_until(lambda: room.brief is not None)
    pause(SETTLE_MS)


def chain_shown(window: Window) -> None:
    """Show the chain in which somebody is missing."""
    show(window, "chains")
    room: Any = window.frame and window.frame.room()
    room.show_chain(room.names[1].id)
    settle(window)
    pause(SETTLE_MS)


def chain_of(people: int) -> Prepare:
    """Return what shows the drawing of a chain of so many people, known by their titles."""

    def prepare(window: Window) -> None:
        show(window, "chains")
        room: Any = window.frame and window.frame.room()
        room.desk.run(grow_chain, people=people)
        settle(window)
        room.show_chain(room.names[-1].id)
        assert window.frame is not None
        window.frame.close_inspector()
        room._split.setSizes([10_000, 1])
        pause(SETTLE_MS)
        room.canvas.fit()

    return prepare


def grow_chain(ws: Any, *, people: int) -> None:
    """Make a chain in which everybody but the first reports to somebody."""
    with ws.read() as session:
        segment = next(one for one in records.records(session, "segment", "en") if one.code == "SEG3").id
    chain = chains.new_chain(ws, segment=segment, name=f"{people} people decide")
    with ws.edit("Grow"):
        rows = [
            chains.add_person(
                ws, chain=chain, role=ROLES[at % len(ROLES)], title=f"{TITLES[at % len(TITLES)]} {at + 1}"
            )
            for at in range(people)
        ]
        for at, row in enumerate(rows):
            chains.set_person(ws, person=row, influence=5 - at % 5, stance=2 - at % 5)
            if at:
                chains.relate(ws, from_=row, to=rows[at // 3], type="reports_to")


def view_of(key: str) -> Prepare:
    """Return what shows a view of the map."""

    def prepare(window: Window) -> None:
        show(window, "map")
        map_of(window).show_view(key)
        settle(window)
        pause(SETTLE_MS)

    return prepare


def axes(rows: str, columns: str) -> Prepare:
    """Return what shows the board with these rows and columns."""

    def prepare(window: Window) -> None:
        show(window, "map")
        map_of(window).show_view("board")
        map_of(window).view.tools_.show_axes(rows, columns)
        settle(window)

    return prepare


def calendar(way: str) -> Prepare:
    """Return what shows the calendar one way."""

    def prepare(window: Window) -> None:
        view_of("calendar")(window)
        map_of(window).view.set_way(way)
        settle(window)
        pause(SETTLE_MS)

    return prepare


def stages(window: Window) -> None:
    """Ask what seven lifecycle stages would do."""
    show(window, "map")
    window.show_stages()
    pane: Any = window.frame and window.frame.aside
    pane.cuts[None].set_value("7")
    pane.previews[None].ask(7)


def reference(window: Window) -> None:
    """Show the reference cards beside the company."""
    show(window, "company")
    window.show_reference()


def keys(window: Window) -> None:
    """Show the list of keys."""
    show(window, "map")
    window.show_keys()


def exporting(window: Window) -> None:
    """Show the export with a path that means nothing to anybody."""
    show(window, "export")
    room: Any = window.frame and window.frame.room()
    room.path.setText(str(Path("Documents", Path(room.path.text()).name)))


def palette(window: Window) -> QWidget:
    """Open the palette on some words."""
    from ui.palette.popup import Palette

    show(window, "map")
    popup = Palette(window)
    popup.open_over(window)
    popup.field.setText("price")
    return popup


def cards(window: Window) -> None:
    """Show the role cards of the room Export."""
    window.book["cards"].trigger()
    pause(300)
    room: Any = window.frame and window.frame.room()
    room.path.setText(str(Path("Documents", Path(room.path.text()).name)))


def legend(window: Window) -> QWidget:
    """Open the key of the map."""
    from ui.grid.legend import Legend

    at_cell(window)
    popup = Legend(window)
    button = map_of(window).filters.key_button
    popup.open_below(button)
    popup.move(window.mapToGlobal(QPoint(button.mapTo(window, QPoint()).x() + button.width() - popup.width(), 80)))
    return popup


def map_of(window: Window) -> Any:
    """Return the room Map."""
    return window.frame and window.frame.room("map")


def cell_of(seen: Board, stage: str, channel: str) -> tuple[int, int]:
    """Return a cell by the codes of its stage and channel."""
    stages = {one.code: one.id for one in seen.stages}
    channels = {one.code: one.id for one in seen.channels}
    return stages[stage], channels[channel]


def first_chip(seen: Board, stage: str, channel: str) -> int:
    """Return the first placement of a cell."""
    return seen.cells[cell_of(seen, stage, channel)].chips[0].id


def tongues(name: str, prepare: Prepare, plan: str = "example") -> Iterator[Shot]:
    """Yield a picture in three languages, light and dark."""
    for lang in ("en", "zh-Hans", "zh-Hant"):
        for scheme in ("light", "dark"):
            yield Shot(f"{name}-{lang}-{scheme}", prepare, lang, scheme, plan=plan)


LOOKS: Final = (("en", "light"), ("en", "dark"), ("zh-Hans", "light"), ("zh-Hans", "dark"), ("zh-Hant", "light"))
"""How each way to look at the map is shown in the guide."""


def ways() -> Iterator[Shot]:
    """Yield a picture of each way to look at the map, for the pages about views."""
    asked: dict[str, Prepare] = {f"{rows}-{columns}": axes(rows, columns) for rows, columns in PAIRS}
    asked |= {way: calendar(way) for way in ("timeline", "month", "week")}
    asked |= {view: view_of(view) for view in ("sheet", "fill")}
    for name, prepare in asked.items():
        for lang, scheme in LOOKS:
            yield Shot(f"views-{name}-{lang}-{scheme}", prepare, lang, scheme, SMALL)


SHOTS: Final = (
    *tongues("map", at_cell),
    Shot("map-small", at_cell, size=SMALL),
    Shot("map-filtered", filtered, size=SMALL),
    Shot("map-typing", typing, size=SMALL),
    Shot("map-placement", placing, size=SMALL),
    Shot("map-carrying", carrying, size=SMALL),
    Shot("map-pieces", pieces, size=SMALL),
    Shot("map-key", legend, size=SMALL),
    Shot("map-empty", nothing, size=SMALL, plan="blank"),
    Shot("overview", overview),
    Shot("overview-zh-Hans", overview, lang="zh-Hans"),
    Shot("sheet", view_of("sheet"), size=SMALL),
    Shot("calendar", view_of("calendar"), size=SMALL),
    Shot("fill", view_of("fill"), size=SMALL),
    Shot("stages", stages, size=SMALL),
    Shot("reference", reference, size=SMALL),
    Shot("gaps", in_room("gaps"), size=SMALL),
    Shot("company", in_room("company"), size=SMALL),
    Shot("segments", in_room("segments"), size=SMALL),
    Shot("personas", in_room("personas", 4), size=SMALL),
    Shot("persona-new", newcomer, size=SMALL),
    Shot("persona-versions", comparing, size=SMALL, plan="versions"),
    Shot("persona-merge", merging, size=SMALL),
    Shot("persona-menu", persona_menu, size=SMALL),
    Shot("persona-copy", carrying_out, size=SMALL),
    Shot("persona-bring", bringing_in, size=SMALL),
    Shot("personas-empty", room_of("personas"), size=SMALL, plan="blank"),
    Shot("chains", chain_shown, size=SMALL),
    Shot("chains-zh-Hans", chain_shown, lang="zh-Hans", size=SMALL),
    Shot("chains-zh-Hant", chain_shown, lang="zh-Hant", size=SMALL),
    Shot("chain-2", chain_of(2)),
    Shot("chain-10", chain_of(10)),
    Shot("chain-40", chain_of(40)),
    Shot("evidence", in_room("evidence"), size=SMALL),
    Shot("evidence-of", proof, size=SMALL),
    Shot("evidence-ask", evidence_page("ask"), size=SMALL),
    Shot("evidence-interview", evidence_page("guide"), size=SMALL),
    Shot("evidence-reach", evidence_page("reach"), size=SMALL),
    Shot("content", in_room("content", 1), size=SMALL),
    Shot("channels", in_room("channels", 1), size=SMALL),
    Shot("results", in_room("results"), size=SMALL),
    Shot("links", in_room("channels", 0, "tracking_link"), size=SMALL),
    Shot("export", exporting, size=SMALL),
    Shot("export-cards", cards, size=SMALL),
    Shot("export-print", print_dialog, size=SMALL),
    Shot("palette", palette, size=SMALL),
    Shot("history", history, size=SMALL, plan="changed"),
    Shot("restore-points", points, size=SMALL, plan="changed"),
    Shot("keys", keys, size=SMALL),
    Shot("start", nothing, size=SMALL, plan=""),
    Shot("personas-zh-Hans", in_room("personas", 4), "zh-Hans", size=SMALL),
    *(
        Shot(f"{name}-{lang}", prepare, lang, size=SMALL)
        for lang in ("zh-Hans", "zh-Hant")
        for name, prepare in (
            ("evidence", in_room("evidence")),
            ("evidence-interview", evidence_page("guide")),
            ("evidence-reach", evidence_page("reach")),
            ("export-cards", cards),
        )
    ),
    Shot("personas-zh-Hant", in_room("personas", 4), "zh-Hant", size=SMALL),
    Shot("personas-dark", in_room("personas", 4), scheme="dark", size=SMALL),
    Shot("evidence-dark", in_room("evidence"), scheme="dark", size=SMALL),
    Shot("gaps-zh-Hans", in_room("gaps"), "zh-Hans", size=SMALL),
    Shot("gaps-zh-Hant", in_room("gaps"), "zh-Hant", size=SMALL),
    Shot("stages-zh-Hans", stages, "zh-Hans", size=SMALL),
    Shot("stages-zh-Hant", stages, "zh-Hant", size=SMALL),
    Shot("start-zh-Hans", nothing, "zh-Hans", size=SMALL, plan=""),
    Shot("start-zh-Hant", nothing, "zh-Hant", size=SMALL, plan=""),
    *ways(),
)


# ---- plans and windows


def plan_for(shot: Shot, home: Path) -> Path:
    """Return the plan of a picture, made when it is first asked for."""
    names = {"example": starter.EXAMPLE_NAMES[shot.lang], "changed": "StockPoise 2026, spring", "blank": "My plan"}
    names["versions"] = "StockPoise 2026, talks"
    path = home / f"{names[shot.plan]}.b2bdesk"
    if not path.exists():
        if shot.plan == "blank":
            starter.new_blank(path, shot.lang, name=path.stem)
        else:
            starter.new_example(path, shot.lang)
        if shot.plan == "changed":
            change(path)
    return path


def change(path: Path) -> None:
    """Do what a person might in ten minutes, and take some of it back."""
    with workspace.open(path) as ws:
        with ws.read() as session:
            seen = board(session, lang="en")
        ids = {piece.code: piece.id for piece in ws_pieces(ws)}
        stage, channel = cell_of(seen, "S2", "website")
        placements.place(ws, content=ids["K22"], stage=stage, channel=channel)
        moved = first_chip(seen, "S1", "blog")
        placements.move(ws, ids=[moved], stage=stage, channel=channel)
        cells.set_target(ws, stage=stage, channel=channel, target=3)
        empty = next(cell for cell in seen.cells.values() if not cell.n and not cell.not_needed)
        cells.set_not_needed(ws, stage=empty.column, channel=empty.line, reason="Too early to sell here.")
        placements.place_by_text(ws, text="Ten questions before the first call", stage=stage, channel=channel)
        ws.undo()
        ws.undo()


def ws_pieces(ws: Any) -> list[Any]:
    """Return code and id of every piece."""
    from sqlalchemy import select

    from b2bdesk.domain.content import ContentPiece

    with ws.read() as session:
        return list(session.execute(select(ContentPiece.code, ContentPiece.id)).all())


def settle(window: Window) -> None:
    """Let the window come to rest."""
    wait_until(lambda: is_still(window))
    pause(60)


def take(shot: Shot, home: Path) -> Path:
    """Make one picture."""
    settings = Settings(language=shot.lang, theme=shot.scheme, motion=False, path=home / "settings.json")
    look.speak(settings)
    window = Window(settings, today=clock(TODAY))
    window.resize(shot.size)
    window.show()
    if shot.plan:
        window.files.open(plan_for(shot, home))
        wait_until(window.is_ready)
    popup = shot.prepare(window)
    settle(window)
    pause(SETTLE_MS)
    target = TARGET / f"{shot.name}.png"
    small(over(window, popup).toImage()).save(str(target), "PNG", 0)
    if popup is not None:
        popup.close()
    window.close()
    window.deleteLater()
    pause(10)
    return target


def small(picture: QImage) -> QImage:
    """Return a picture in 256 well chosen colours, which is a third of the size and looks the same."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(plain.constBits()).cast("I")).most_common()
    table = [colour for colour, _n in counted[:COMMON]]
    near = {colour & COARSE for colour in table}
    for colour, _n in counted[COMMON:]:
        if len(table) < COLOURS and colour & COARSE not in near:
            near.add(colour & COARSE)
            table.append(colour)
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.ThresholdDither)


def over(window: Window, popup: QWidget | None) -> QPixmap:
    """Return what the window shows, with a popup where it stands over it."""
    picture = window.grab()
    if popup is not None:
        painter = QPainter(picture)
        painter.drawPixmap(popup.mapToGlobal(QPoint()) - window.mapToGlobal(QPoint()), popup.grab())
        painter.end()
    return picture


# ---- a role card


def take_card(home: Path) -> Path:
    """Draw one card as it is printed."""
    from ui.cards import files
    from ui.cards.card import A5, sides
    from ui.cards.choices import Choices
    from ui.cards.lettering import Lettering

    with workspace.open(plan_for(Shot("", nothing), home), read_only=True) as ws, ws.read() as session:
        card = role_cards(session, "en", clock(TODAY)(), [3])[0]
    letters, choices = Lettering("en"), Choices("en")
    side = sides(card, choices, A5, letters)[0]
    target = TARGET / "role-card.png"
    small(files.picture(side, files.look(choices, letters, {}), CARD_DPI)).save(str(target), "PNG", 0)
    return target


# ---- pages of the workbook


def take_pages(names: list[str], home: Path) -> Iterator[Path]:
    """Yield a picture of the first page of some sheets, where what draws them is installed."""
    wanted = [key for key in PAGES if chosen(f"sheet-{key}", names)]
    if not (shutil.which("soffice") and shutil.which("pdftoppm")):
        return
    path = plan_for(Shot("", nothing), home)
    for key in wanted:
        book = home / f"sheet-{key}.xlsx"
        with workspace.open(path, read_only=True) as ws, ws.read() as session:
            excel.write(session, book, lang="en", today=clock(TODAY)(), sheets=[key])
        quiet("soffice", f"-env:UserInstallation=file://{home}/office", "--headless", "--convert-to", "pdf",
              "--outdir", str(home), str(book))  # fmt: skip
        stem = TARGET / book.stem
        quiet("pdftoppm", "-r", PAGE_DPI, "-f", "1", "-l", "1", "-singlefile", "-png",
              str(book.with_suffix(".pdf")), str(stem))  # fmt: skip
        yield stem.with_suffix(".png")


def quiet(*command: str) -> None:
    """Run a program that has nothing to say."""
    subprocess.run(command, check=True, capture_output=True)


def chosen(name: str, wanted: list[str]) -> bool:
    """Tell whether a picture was asked for."""
    return not wanted or any(name.startswith(word) for word in wanted)


def main(names: list[str]) -> int:
    """Make the pictures whose names begin with one of the words, or all."""
    TARGET.mkdir(exist_ok=True)
    make_application([])
    with TemporaryDirectory(prefix="b2bdesk-", ignore_cleanup_errors=True) as folder:
        home = Path(folder, "Plans", "Documents")
        home.mkdir(parents=True)
        os.environ[FOLDER] = str(home)
        for shot in SHOTS:
            if chosen(shot.name, names):
                told(take(shot, home))
        if chosen("role-card", names):
            told(take_card(home))
        for path in take_pages(names, home):
            told(path)
    return 0


def told(path: Path) -> None:
    """Say what was made."""
    sys.stdout.write(f"{path.name}  {path.stat().st_size // 1024} KB\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
