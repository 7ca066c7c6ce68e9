"""The program is built with PyInstaller, tests itself, and is used: `python -m tests.packaging.frozen`."""

import os
import shutil
import sys
import sysconfig
import tempfile
from pathlib import Path

from b2bdesk.bootstrap import SetupProblem, system
from tests.packaging.trial import Failed, headless_journey, main, outside, ROOT, run

LARGEST = 230 * 1024 * 1024


def trial() -> str:
    """Build the program, let it test itself, use its commands; return one line about it."""
    with tempfile.TemporaryDirectory(prefix="b2bdesk-frozen-") as name:
        folder = Path(name)
        program = built(folder)
        size = sum(
            path.stat().st_size for path in program.parent.rglob("*") if path.is_file() and not path.is_symlink()
        )
        run(program, "--selftest", cwd=folder, env=outside(folder / "home"))
        headless_journey(program, folder)
        if size > LARGEST:
            raise Failed(f"the program takes {size >> 20} MB; something came in that it does not need")
        return f"{program.name}: {size >> 20} MB, passed its own test"


def built(folder: Path) -> Path:
    """Build the one-folder program and return its executable."""
    try:
        system.bring(missing_tools())
    except SetupProblem as problem:
        raise Failed(str(problem)) from problem
    places = ("--distpath", folder / "dist", "--workpath", folder / "work", "--noconfirm", "--log-level", "WARN")
    run(sys.executable, "-m", "PyInstaller", *places, ROOT / "build.spec")
    return folder / "dist" / "b2bdesk" / ("b2bdesk-console.exe" if os.name == "nt" else "b2bdesk")


def missing_tools() -> list[tuple[str, str]]:
    """Return (thing, Debian's package) of what PyInstaller needs and a bare Linux lacks."""
    if not sys.platform.startswith("linux"):
        return []
    library = sysconfig.get_config_var("INSTSONAME")
    has_library = Path(sysconfig.get_config_var("LIBDIR"), library).is_file() or system.loads(library)
    tools = [] if shutil.which("objdump") else [("objdump", "binutils")]
    return tools if has_library else [*tools, (library, f"libpython3.{sys.version_info[1]}")]


if __name__ == "__main__":
    sys.exit(main(trial))
