"""House rules that no linter knows, each with its reason: `python -m tests.checks.rules`."""

import ast
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.checks.sources import called, parsed

ROOT = Path(__file__).resolve().parents[2]
SHOWN = frozenset(
    "addAction addMenu addRow addTab addButton setText setTitle setToolTip setStatusTip setWindowTitle "
    "setPlaceholderText setAccessibleName setAccessibleDescription setLabelText "
    "QAction QCheckBox QGroupBox QLabel QMenu QPushButton QRadioButton".split()
)


@dataclass(frozen=True, slots=True)
class Rule:
    """What must not be, where, and why; `breaks` says whether a node breaks it."""

    name: str
    why: str
    where: tuple[str, ...]
    breaks: Callable[[ast.AST], bool]


def connects_lambda_with_self(node: ast.AST) -> bool:
    """See a lambda that captures `self` handed to `connect`."""
    lambdas = [a for a in getattr(node, "args", ()) if isinstance(a, ast.Lambda)] if called(node) == "connect" else []
    names = (inner for each in lambdas for inner in ast.walk(each.body) if isinstance(inner, ast.Name))
    return any(name.id == "self" for name in names)


def shows_bare_text(node: ast.AST) -> bool:
    """See a widget given an English text that did not go through `tr`."""
    texts = [a.value for a in node.args[:1] if isinstance(a, ast.Constant)] if called(node) in SHOWN else []
    return any(isinstance(text, str) and sum(map(str.isalpha, text)) > 1 for text in texts)


def reads_clock(node: ast.AST) -> bool:
    """See a call of `date.today()`, `datetime.now()` and the like."""
    return called(node) in {"today", "now", "utcnow"} and isinstance(node.func, ast.Attribute)


def is_call_of(*names: str) -> Callable[[ast.AST], bool]:
    """Return a test for calls of these names."""
    return lambda node: called(node) in names


def runs_text(node: ast.AST) -> bool:
    """See `eval(...)` and `exec(...)`; a dialog's own `exec()` is another thing."""
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"eval", "exec"}


def marks_made_text(node: ast.AST) -> bool:
    """See a text put together before it is translated: `tr(f"...")`, `tr("a" + b)`, `tr("..." % x)`."""
    return called(node) in {"tr", "trn", "N_"} and any(isinstance(a, ast.JoinedStr | ast.BinOp) for a in node.args[:2])


def changes_global(node: ast.AST) -> bool:
    """See a `global` statement."""
    return isinstance(node, ast.Global)


RULES = (
    Rule(
        "no lambda with self in connect",
        "it keeps the widget alive for ever; connect a method, or functools.partial of one",
        ("ui",),
        connects_lambda_with_self,
    ),
    Rule(
        "no processEvents",
        "it re-enters code that is not finished; run long work as a job",
        ("b2bdesk", "ui"),
        is_call_of("processEvents"),
    ),
    Rule(
        "texts go through tr()",
        "the interface speaks three languages; write tr(...) around it",
        ("ui",),
        shows_bare_text,
    ),
    Rule(
        "a text is translated whole",
        "no catalogue holds a text put together at run time; write tr('... {place}', place=...)",
        ("b2bdesk", "ui"),
        marks_made_text,
    ),
    Rule(
        "today is passed in",
        "what is concluded must be the same for the same day, in tests and reports",
        ("b2bdesk/insight", "b2bdesk/queries"),
        reads_clock,
    ),
    Rule(
        "no setattr in the window",
        "the window asks commands and never writes on objects by name",
        ("ui",),
        is_call_of("setattr"),
    ),
    Rule("no eval, no exec", "files and texts are data", ("b2bdesk", "ui", "resources"), runs_text),
    Rule("no global state", "two workspaces, two tests, must not meet", ("b2bdesk", "ui"), changes_global),
)


def offences(root: Path = ROOT) -> Iterator[str]:
    """Yield a line for each place that breaks a rule."""
    for name, tree in parsed(root, ("b2bdesk", "ui", "resources")):
        yield from offences_in(name, tree)


def offences_in(name: str, tree: ast.AST) -> Iterator[str]:
    """Yield the offences of one file."""
    rules = [rule for rule in RULES if name.startswith(tuple(f"{where}/" for where in rule.where))]
    for node in ast.walk(tree):
        for rule in rules:
            if rule.breaks(node):
                yield f"{name}:{node.lineno}: {rule.name} ({rule.why})"


def main() -> int:
    """Print all offences; return 1 if there are any."""
    found = list(offences())
    print("\n".join(found) or f"{len(RULES)} rules kept")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
