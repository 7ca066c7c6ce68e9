"""Each house rule sees what it forbids, where it forbids it, and leaves the rest alone."""

import ast

import pytest

from tests.checks.rules import offences_in


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ui/a.py", "self.button.clicked.connect(lambda: self.go())"),
        ("ui/a.py", "app.processEvents()"),
        ("b2bdesk/workspace/a.py", "app.processEvents()"),
        ("ui/a.py", "label.setText('Open file')"),
        ("ui/a.py", "QLabel('Open file', self)"),
        ("ui/a.py", "tr(f'Open {name}')"),
        ("b2bdesk/a.py", "tr('Open ' + name)"),
        ("b2bdesk/insight/a.py", "day = date.today()"),
        ("b2bdesk/queries/a.py", "day = datetime.now(UTC)"),
        ("ui/a.py", "setattr(row, name, 1)"),
        ("b2bdesk/a.py", "eval('1')"),
        ("b2bdesk/a.py", "def f():\n    global x\n    x = 1"),
    ],
)
def test_offence_is_seen(name, text):
    assert len(list(offences_in(name, ast.parse(text)))) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ui/a.py", "self.button.clicked.connect(self.go)"),
        ("ui/a.py", "self.button.clicked.connect(lambda: None)"),
        ("ui/a.py", "label.setText(tr('Open file'))"),
        ("ui/a.py", "label.setText('—')"),
        ("ui/a.py", "tr(self.label)"),
        ("ui/a.py", "trn('{n} gap', '{n} gaps', a + b)"),
        ("ui/a.py", "dialog.exec()"),
        ("b2bdesk/commands/a.py", "day = date.today()"),
        ("b2bdesk/commands/a.py", "setattr(row, name, 1)"),
    ],
)
def test_the_rest_is_left_alone(name, text):
    assert list(offences_in(name, ast.parse(text))) == []
