"""`--selftest`: does this program hold all that it needs? For the built program, off the screen, in seconds."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from b2bdesk import i18n
from b2bdesk.terms import Language


def main(argv: list[str]) -> int:
    """Run all probes; say which failed; return 0 if none did."""
    from ui.app import make_application

    make_application([])
    failed = 0
    with TemporaryDirectory(prefix="b2bdesk-selftest-") as name:
        for probe in (icons, fonts, translations, plan_and_workbook, window):
            failed += not passes(probe, Path(name))
    return 1 if failed else 0


def passes(probe: Callable[[Path], None], folder: Path) -> bool:
    """Run one probe and tell whether it passed."""
    try:
        probe(folder)
    except Exception as error:  # whatever it is, the other probes are run too
        sys.stderr.write(f"selftest: {probe.__name__}: {type(error).__name__}: {error}\n")
        return False
    return True


def require(holds: object, words: str) -> None:
    """Fail with a sentence."""
    if not holds:
        raise RuntimeError(words)


def icons(_folder: Path) -> None:
    """Every icon can be drawn."""
    import resources
    from ui.kit import theme

    for name in resources.names("icons", ".svg"):
        picture = theme.current().pixmap(name.removesuffix(".svg"), 16, "text", 1.0)
        require(not picture.isNull(), f"icon {name}")


def fonts(_folder: Path) -> None:
    """The program's own fonts are known to Qt."""
    from PySide6.QtGui import QFontDatabase

    from ui.kit.fonts import families, load_fonts

    load_fonts()
    known = set(QFontDatabase.families())
    wanted = {family for lang in Language for family in families(lang) if family.startswith("B2B")}
    require(wanted <= known, f"fonts {sorted(wanted - known)}")


def translations(_folder: Path) -> None:
    """Each language's catalogue is there."""
    for lang in Language:
        i18n.catalogue(lang)
        with i18n.speaking(lang):
            require(i18n.tr("Map"), f"language {lang}")


def plan_and_workbook(folder: Path) -> None:
    """The example can be made, changed, undone, exported."""
    from b2bdesk import starter, workspace
    from b2bdesk.commands import items
    from b2bdesk.exchange import excel, plan

    file = folder / "example.b2bdesk"
    starter.new_example(file, "zh-Hant")
    with workspace.open(file) as ws:
        before = ws.digest()
        items.create(ws, "segment", name="S", account_class="sme")
        ws.undo()
        require(ws.digest() == before, "undo")
        with ws.read() as session:
            excel.write(session, folder / "example.xlsx", lang="zh-Hant", today=date.today())
            plan.save(session, folder / "example.json")
    require((folder / "example.xlsx").stat().st_size > 10_000, "workbook")


def window(folder: Path) -> None:
    """The window shows the example."""
    from ui.demo import window_picture

    target = folder / "window.png"
    window_picture(folder / "example.b2bdesk", target, "en", "light", date.today(), folder)
    require(target.stat().st_size > 20_000, "window")
