"""The gettext catalogues as files: what the sources ask for, what is translated, and writing both back."""

import ast
from collections.abc import Iterator
from datetime import datetime, UTC
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

from tests.checks.sources import called, parsed

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("b2bdesk", "ui")
LANGUAGES = ("zh_Hans", "zh_Hant")
MARKS = {"tr": 1, "trn": 2, "N_": 1}
"""What marks a text, and how many texts it takes."""

NEVER = datetime(2026, 1, 1, tzinfo=UTC)
"""Stands for every date in a header, so that the same texts make the same file."""

TextId = str | tuple[str, ...]


def po_path(language: str, root: Path = ROOT) -> Path:
    """Return where the catalogue of a language lies."""
    return root / "resources" / "locales" / language / "LC_MESSAGES" / "b2bdesk.po"


def empty(language: str) -> Catalog:
    """Return a catalogue without messages whose header never changes by itself."""
    people = "b2bdesk contributors"
    return Catalog(
        locale=language,
        project="b2bdesk",
        version="1",
        header_comment=f"# b2bdesk: {language}. Written by `python -m tests.checks.translations --update`.",
        copyright_holder=people,
        msgid_bugs_address=people,
        last_translator=people,
        language_team=people,
        creation_date=NEVER,
        revision_date=NEVER,
        fuzzy=False,
    )


def asked_for(language: str, root: Path = ROOT) -> Catalog:
    """Return a catalogue of all messages in the sources, untranslated."""
    catalogue = empty(language)
    for name, tree in parsed(root, SOURCES):
        for line, message in marked(tree):
            catalogue.add(message, locations=[(name, line)])
    return catalogue


def marked(tree: ast.AST) -> Iterator[tuple[int, TextId]]:
    """Yield line and text (two for a plural) of each call that marks one, also within an f-string."""
    for node in ast.walk(tree):
        count = MARKS.get(called(node), 0)
        args = node.args[:count] if count else ()
        texts = tuple(a.value for a in args if isinstance(a, ast.Constant) and isinstance(a.value, str))
        if texts and len(texts) == count and all(texts):
            yield node.lineno, texts if count > 1 else texts[0]


def translated(language: str, root: Path = ROOT) -> Catalog:
    """Return the catalogue as it lies there; an empty one if there is none."""
    path = po_path(language, root)
    if not path.is_file():
        return empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def merged(language: str, root: Path = ROOT) -> Catalog:
    """Return what the sources ask for with the translations there are; what nobody asks for is gone."""
    new, old = asked_for(language, root), translated(language, root)
    for message in new:
        known = old.get(message.id) if message.id else None
        if known and known.string:
            message.string = fitting(known.string, message.pluralizable, new.num_plurals)
    return new


def fitting(text: TextId, plural: bool, forms: int) -> TextId:
    """Return a translation in the shape its message has now."""
    if plural:
        return text if isinstance(text, tuple) else (text,) * forms
    return text if isinstance(text, str) else text[-1]


def save(catalogue: Catalog, root: Path = ROOT) -> None:
    """Write a catalogue and its compiled form."""
    path = po_path(str(catalogue.locale), root)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=118, sort_output=True, include_lineno=False, ignore_obsolete=True)
    path.with_suffix(".mo").write_bytes(compiled(catalogue))


def compiled(catalogue: Catalog) -> bytes:
    """Return the compiled form of a catalogue."""
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def compiled_is_current(language: str, root: Path = ROOT) -> bool:
    """Say whether the compiled form says what the catalogue says, whichever release compiled it."""
    path = po_path(language, root).with_suffix(".mo")
    return path.is_file() and texts_in(path.read_bytes()) == texts_in(compiled(translated(language, root)))


def texts_in(mo: bytes) -> dict[str, str]:
    """Return what a compiled catalogue says, whole plurals as one text."""
    return {repr(message.id): repr(message.string) for message in read_mo(BytesIO(mo)) if message.id}
