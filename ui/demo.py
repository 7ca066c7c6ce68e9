"""`--demo` where there is no screen: the example's workbook, pictures of the map and the plan file, in a folder."""

import os
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from b2bdesk import i18n
from b2bdesk.i18n import tr

SIZE = (1440, 900)


def main(argv: list[str]) -> int:
    """Write everything, say where, and return 0; with a screen, open the example in the window."""
    from ui.app import parsed

    options, words = parsed([word for word in argv if word != "--demo"])
    if os.environ.get("QT_QPA_PLATFORM") not in ("offscreen", "minimal"):
        from ui import app

        return app.main(argv)
    lang = options.get("--lang") or str(i18n.system_language())
    i18n.use_language(lang)
    folder = Path(words[0] if words else "b2bdesk-demo").absolute()
    folder.mkdir(parents=True, exist_ok=True)
    day = date.fromisoformat(options["--today"]) if options.get("--today") else date.today()
    made = write_all(folder, lang, day)
    print(tr("The example plan was written to {folder}:", folder=str(folder)))
    for path in made:
        print(f"  {path.name}")
    sys.stdout.flush()
    return 0


def write_all(folder: Path, lang: str, day: date) -> list[Path]:
    """Write workbook, plan file, the map and the window, and return their paths."""
    from b2bdesk import starter, workspace
    from b2bdesk.exchange import excel, plan

    name = starter.EXAMPLE_NAMES[lang]
    file = folder / f"{name}.b2bdesk"
    file.unlink(missing_ok=True)
    starter.new_example(file, lang)
    book, text, picture = folder / f"{name}.xlsx", folder / f"{name}.json", folder / "map.png"
    with workspace.open(file, read_only=True) as ws, ws.read() as session:
        excel.write(session, book, lang=lang, today=day)
        plan.save(session, text)
    return [file, book, text, *pictures(file, picture, lang, day)]


def pictures(file: Path, picture: Path, lang: str, day: date) -> list[Path]:
    """Draw the whole map, and the window in light and dark."""
    from ui import cli

    cli.draw(cli.parser().parse_args(["export", str(file), str(picture), "--lang", lang]))
    made = [picture]
    with TemporaryDirectory(prefix="b2bdesk-") as home:
        for scheme in ("light", "dark"):
            made.append(window_picture(file, picture.with_name(f"window-{scheme}.png"), lang, scheme, day, Path(home)))
    return made


def window_picture(
    file: Path, target: Path, lang: str, scheme: str, day: date, home: Path, *, read_only: bool = True
) -> Path:
    """Show the window off the screen on a plan and save its picture."""
    from PySide6.QtCore import QSize

    from ui import look
    from ui.app import clock, make_application
    from ui.settings import Settings
    from ui.shot import shoot, wait_until
    from ui.window import Window

    make_application([])
    settings = Settings(language=lang, theme=scheme, path=home / "settings.json")
    look.speak(settings)
    window = Window(settings, today=clock(day.isoformat()))
    window.resize(QSize(*SIZE))
    window.show()
    window.files.open(file, read_only=read_only)
    wait_until(window.is_ready)
    shoot(window, target)
    window.close()
    window.deleteLater()
    return target
