"""The catalogues are kept by a check that sees each thing that can be wrong, and by an update that mends them."""

import pytest

from tests.checks import catalogues, translations

SOURCE = """
from b2bdesk.i18n import N_, tr, trn
a = tr("Place {code}", code=1)
b = trn("{n} gap", "{n} gaps", 2)
C = N_("Persona")
d = f"{tr('Stage')}: {a}"
"""
TEXTS = {"Place {code}": "放置 {code}", "{n} gap": "{n} 个缺口", "Persona": "画像", "Stage": "阶段"}


@pytest.fixture
def root(tmp_path):
    """Return a little checkout with three texts, translated and compiled."""
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "a.py").write_text(SOURCE, encoding="utf-8")
    for language in catalogues.LANGUAGES:
        translate(
            tmp_path,
            language,
            {"Place {code}": "放置 {code}", "{n} gap": "{n} 个缺口", "Persona": "画像", "Stage": "阶段"},
        )
    return tmp_path


def translate(root, language, texts, flags=()):
    """Save a catalogue with these texts."""
    catalogue = catalogues.merged(language, root)
    for message in catalogue:
        key = message.id if isinstance(message.id, str) else message.id[0]
        if key and key in texts:
            message.string = (texts[key],) if message.pluralizable else texts[key]
            message.flags |= set(flags)
    catalogues.save(catalogue, root)


def test_whole_catalogues_pass(root):
    assert list(translations.problems(root)) == []


def test_saving_twice_changes_nothing(root):
    before = {p: p.read_bytes() for p in root.rglob("*.[pm]o")}
    for language in catalogues.LANGUAGES:
        catalogues.save(catalogues.merged(language, root), root)
    assert before == {p: p.read_bytes() for p in root.rglob("*.[pm]o")}
    assert len(before) == 4


@pytest.mark.parametrize(
    ("texts", "flags", "told"),
    [
        ({"Persona": ""}, (), "is not translated"),
        ({"Place {code}": "放置 {cod}"}, (), "has the places"),
        ({"Place {code}": "放置 {code"}, (), "has the places"),
        ({"{n} gap": "个缺口"}, (), "has the places"),
        ({"Persona": "人"}, ("fuzzy",), "doubtful"),
    ],
)
def test_bad_translation_is_told(root, texts, flags, told):
    translate(root, "zh_Hant", texts, flags)
    found = [line for line in translations.problems(root) if told in line]
    assert len(found) == 1
    assert found[0].startswith("zh_Hant")


def test_new_and_dropped_texts_are_told_and_mended(root):
    (root / "ui" / "a.py").write_text(SOURCE.replace("Persona", "Segment"), encoding="utf-8")
    told = "\n".join(translations.problems(root))
    assert "nobody asks for 'Persona'" in told
    assert "'Segment' is not translated (ui/a.py)" in told
    translate(root, "zh_Hans", {"Segment": "细分"})
    assert not [line for line in translations.problems(root) if line.startswith("zh_Hans")]


def test_stale_compiled_catalogue_is_told(root):
    path = catalogues.po_path("zh_Hans", root)
    path.write_text(path.read_text(encoding="utf-8").replace("画像", "人物"), encoding="utf-8")
    assert [line for line in translations.problems(root) if "not current" in line]
