"""The bootstrap finds what is missing all at once, says it in one sentence, and trusts only a finished environment."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from b2bdesk import bootstrap
from b2bdesk.bootstrap import environment, system

ROOT = Path(__file__).resolve().parents[2]
MISSING = (
    (bootstrap.OFFSCREEN, "libnot-here.so.1", "libnothere1"),
    (bootstrap.WINDOW, "libnor-this.so.2", "libnorthis2"),
)


@pytest.fixture
def bare(monkeypatch):
    """Pretend to be a Debian where two libraries and ensurepip are missing and a person is not root."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(system, "LIBRARIES", MISSING)
    monkeypatch.setattr(system.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(system.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)


@pytest.mark.usefixtures("bare")
def test_all_that_is_missing_is_one_line():
    with pytest.raises(bootstrap.SetupProblem) as problem:
        system.provide(bootstrap.WINDOW, with_venv=True)
    venv = f"python3.{sys.version_info[1]}-venv"
    line = str(problem.value).splitlines()[-1]
    assert line.strip().startswith("sudo apt-get install")
    assert line.split()[-3:] == ["libnorthis2", "libnothere1", venv]


@pytest.mark.usefixtures("bare")
def test_only_what_this_start_needs_is_asked_for():
    with pytest.raises(bootstrap.SetupProblem, match=r"libnothere1$"):
        system.provide(bootstrap.OFFSCREEN, with_venv=False)
    system.provide(bootstrap.NO_SCREEN, with_venv=False)


@pytest.mark.usefixtures("bare")
def test_without_apt_the_libraries_are_named(monkeypatch):
    monkeypatch.setattr(system.shutil, "which", lambda name: None)
    with pytest.raises(bootstrap.SetupProblem, match=r"package manager.*libnot-here\.so\.1"):
        system.provide(bootstrap.OFFSCREEN, with_venv=False)


@pytest.mark.usefixtures("bare")
def test_root_installs_and_looks_again(monkeypatch):
    commands, here = [], []
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(system, "loads", lambda library: bool(here))

    def run(command, **_settings):
        commands.append(command)
        here.append(True)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(system.subprocess, "run", run)
    system.provide(bootstrap.OFFSCREEN, with_venv=False)
    assert commands[0] == ["apt-get", "update"]
    assert commands[1] == ["apt-get", "install", "-y", "--no-install-recommends", "libnothere1"]


@pytest.mark.usefixtures("bare")
def test_apt_that_fails_is_one_sentence(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    failed = subprocess.CompletedProcess([], 100, "", "W: x\nE: Unable to locate package libnothere1\n")
    monkeypatch.setattr(system.subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(bootstrap.SetupProblem, match=r"\(E: Unable to locate package libnothere1\)"):
        system.provide(bootstrap.OFFSCREEN, with_venv=False)


def test_old_python_is_told(monkeypatch):
    monkeypatch.setattr(bootstrap, "OLDEST", (9, 0))
    with pytest.raises(SystemExit, match="is needed; this is Python 3"):
        bootstrap.ensure()


@pytest.fixture
def checkout(tmp_path):
    """Return a checkout with the bootstrap alone in it."""
    shutil.copytree(ROOT / "b2bdesk" / "bootstrap", tmp_path / "b2bdesk" / "bootstrap")
    for name in ("b2bdesk/__init__.py", "pyproject.toml", "constraints.txt", "README.md", "LICENSE"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def stamps(checkout, monkeypatch):
    """Let the bootstrap look at that checkout, whose environment was finished for development and no screen."""
    monkeypatch.setattr(bootstrap, "ROOT", str(checkout))
    monkeypatch.setattr(bootstrap, "STAMP", str(checkout / "stamp"))
    write_stamp(checkout, f"{bootstrap.fingerprint()} {bootstrap.python_version()} dev 0")
    return checkout


def write_stamp(checkout, text):
    """Write the stamp of an environment."""
    (checkout / "stamp").write_text(text, encoding="utf-8")


def test_finished_environment_is_trusted(stamps):
    assert bootstrap.stamped(dev=True, screen=bootstrap.NO_SCREEN)
    assert bootstrap.stamped(dev=False, screen=bootstrap.NO_SCREEN)
    assert not bootstrap.stamped(dev=False, screen=bootstrap.OFFSCREEN)


@pytest.mark.parametrize("text", ["building", "", "0 3.11 dev 0", "a b"])
def test_unfinished_or_foreign_environment_is_not(stamps, text):
    write_stamp(stamps, text)
    assert not bootstrap.stamped(dev=False, screen=bootstrap.NO_SCREEN)


def test_environment_follows_requirements_and_not_tools(stamps):
    path = stamps / "pyproject.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("line-length = 120", "line-length = 99"), encoding="utf-8")
    assert bootstrap.stamped(dev=True, screen=bootstrap.NO_SCREEN)
    path.write_text(text.replace('"segno>=1.6,<2"', '"segno>=1.5,<2"'), encoding="utf-8")
    assert not bootstrap.stamped(dev=True, screen=bootstrap.NO_SCREEN)


def test_interrupted_or_older_environment_is_made_anew():
    assert not environment.usable([bootstrap.BUILDING])
    assert not environment.usable(["0", "3.10", "dev", "0"])


def start(checkout, **settings):
    """Run a start in a checkout with a Python outside every environment, and return what came of it."""
    code = "from b2bdesk import bootstrap; bootstrap.ensure(); print('started')"
    env = {k: v for k, v in os.environ.items() if not k.startswith(("B2BDESK", "PYTHON", "PIP_"))}
    return subprocess.run(
        [sys._base_executable, "-c", code],
        cwd=checkout,
        env=env | settings.pop("env", {}),
        capture_output=True,
        text=True,
        **settings,
    )


def test_told_not_to_it_does_nothing(checkout):
    done = start(checkout, env={"B2BDESK_NO_BOOTSTRAP": "1"})
    assert (done.returncode, done.stdout, done.stderr) == (0, "started\n", "")
    assert not (checkout / ".venv").exists()


def test_installed_program_does_nothing(checkout):
    (checkout / "pyproject.toml").unlink()
    done = start(checkout)
    assert (done.returncode, done.stdout, done.stderr) == (0, "started\n", "")


@pytest.mark.slow
def test_offline_is_one_sentence_and_the_next_start_begins_anew(checkout):
    nowhere = {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": "http://127.0.0.1:9/simple"}
    done = start(checkout, env=nowhere)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(
        "b2bdesk: the Python packages could not be installed: there is no conn"
    )
    assert "Traceback" not in done.stderr
    assert (checkout / ".venv" / "b2bdesk-stamp").read_text(encoding="utf-8").strip() == bootstrap.BUILDING


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="needs a second user")
@pytest.mark.skipif(not shutil.which("python3", path="/usr/bin"), reason="needs a Python that every user may run")
def test_checkout_of_another_user_is_one_sentence(checkout):
    for folder in [checkout, *checkout.parents]:
        if folder.is_relative_to(tempfile.gettempdir()) and folder != Path(tempfile.gettempdir()):
            folder.chmod(0o755)
    code = "from b2bdesk.bootstrap import environment; environment.install(False, 0)"
    done = subprocess.run(["/usr/bin/python3", "-c", code], cwd=checkout, user="nobody", capture_output=True, text=True)
    last = done.stderr.splitlines()[-1]
    assert last.startswith("b2bdesk.bootstrap.SetupProblem: the environment in ")
    assert last.endswith("cannot be made: Permission denied.")
