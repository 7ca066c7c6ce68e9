"""The one door: `b2bdesk` and `python3 -m b2bdesk` for the window, the commands, and the demonstration.

What can be done without Qt goes to `b2bdesk.cli`; only this module may hand over to `ui`. A person never sees a
traceback: an error of the program itself is one sentence and a log (`B2BDESK_DEBUG=1` shows it instead).
"""

from __future__ import annotations

import os
import sys

from b2bdesk import bootstrap

COMMANDS = frozenset(
    "new info check report export import cards chain history undo redo backup restore migrate suggest "
    "stress-write".split()
)
TAKES_VALUE = frozenset(("--lang", "--room", "--theme", "--today"))
DRAWN = (".png",)
HIDDEN = frozenset(("offscreen", "minimal"))
PLATFORM = "QT_QPA_PLATFORM"
DEBUG = "B2BDESK_DEBUG"


def main(argv: list[str] | None = None) -> int:
    """Run what the command line asks for and return the exit code."""
    args = sys.argv[1:] if argv is None else argv
    face = face_for(args)
    try:
        choose_platform(face, args)
        bootstrap.ensure(screen=screen_for(face))
        code = run(face, args)
        if sys.stdout:  # a program without a console on Windows has none
            sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader, `head` perhaps, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        return told(error)


def face_for(args: list[str]) -> str:
    """Say which face answers: `cli`, `drawing`, `demo` or `window`."""
    words = positionals(args)
    if words and words[0] in COMMANDS:
        return "drawing" if draws(words) else "cli"
    if {"-h", "--help", "--version"} & set(args):
        return "cli"
    return "demo" if "--demo" in args and not has_screen() else "window"


def draws(words: list[str]) -> bool:
    """Say whether a command needs the part that draws."""
    return words[0] in ("cards", "chain") or (
        words[0] == "export" and any(w.lower().endswith(DRAWN) for w in words[1:])
    )


def positionals(args: list[str]) -> list[str]:
    """Return the arguments that are neither options nor the values of options."""
    pairs = zip(["", *args], args, strict=False)
    return [word for before, word in pairs if not word.startswith("-") and before not in TAKES_VALUE]


def has_screen() -> bool:
    """Say whether a person could see a window here."""
    platform = os.environ.get(PLATFORM, "")
    if platform or not sys.platform.startswith("linux"):
        return platform not in HIDDEN
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def choose_platform(face: str, args: list[str]) -> None:
    """Let what needs no screen do without one; refuse a window where none can be shown."""
    if face == "drawing":
        os.environ.setdefault("QT_HASH_SEED", "0")  # the same plan gives the same PDF, to the byte
    if face == "cli" or os.environ.get(PLATFORM):
        return
    if not has_screen() and face == "window" and "--selftest" not in args:
        sys.exit("b2bdesk: there is no screen here; see `b2bdesk --help` for what works without, or try --demo.")
    if not has_screen() or (face == "drawing" and sys.platform.startswith("linux")):
        os.environ[PLATFORM] = "offscreen"


def screen_for(face: str) -> int:
    """Return which system libraries a face needs."""
    if face == "cli":
        return bootstrap.NO_SCREEN
    return bootstrap.OFFSCREEN if os.environ.get(PLATFORM) in HIDDEN else bootstrap.WINDOW


def run(face: str, args: list[str]) -> int:
    """Hand over to a face, importing only that one."""
    if face == "cli":
        from b2bdesk import cli

        return cli.main(args)
    if face == "drawing":
        import ui.cli

        return ui.cli.main(args)
    if face == "demo":
        import ui.demo

        return ui.demo.main(args)
    import ui.app

    return ui.app.main(args)


def told(error: Exception) -> int:
    """Tell an error in one sentence: what a person can mend as it is, anything else with the place of its log."""
    from b2bdesk.errors import UserError
    from b2bdesk.i18n import tr

    text = str(error)
    if not isinstance(error, UserError):
        text = tr(
            "b2bdesk stopped by an error of its own ({kind}). The details are in {path}.",
            kind=type(error).__name__,
            path=logged(error),
        )
    print(text, file=sys.stderr)
    return 1


def logged(error: Exception) -> str:
    """Write an unexpected error down with its traceback and return where."""
    import tempfile
    import traceback
    from datetime import datetime

    entry = f"{datetime.now():%Y-%m-%d %H:%M:%S} {' '.join(sys.argv)}\n{''.join(traceback.format_exception(error))}\n"
    for folder in log_folders(tempfile.gettempdir()):
        path = os.path.join(folder, "b2bdesk-errors.log")
        try:
            os.makedirs(folder, exist_ok=True)
            with open(path, "a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(entry)
        except OSError:
            continue
        return path
    return os.devnull


def log_folders(last: str) -> list[str]:
    """Return the folders an error's log may lie in, best first."""
    own = os.environ.get("B2BDESK_DATA_DIR")
    try:
        from platformdirs import user_log_dir
    except ImportError:
        return [own, last] if own else [last]
    return [own or user_log_dir("b2bdesk", appauthor=False), last]


if __name__ == "__main__":
    sys.exit(main())
