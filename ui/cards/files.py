"""Cards as files: one PDF with bookmarks, or a picture of each side. Nothing is touched until all is drawn.

Everything here may run off the GUI thread.
"""

import os
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from uuid import NAMESPACE_OID, uuid5

from PySide6.QtCore import QBuffer, QIODevice, QUuid
from PySide6.QtGui import QImage, QPainter, QPdfWriter

from b2bdesk.errors import UserError
from b2bdesk.exchange.files import replacing, told
from b2bdesk.i18n import speaking, tr
from b2bdesk.queries import pictures as kept_pictures
from b2bdesk.queries.card_rows import Card
from b2bdesk.terms import N_
from ui.cards.blank import blank_side
from ui.cards.card import A5, sides
from ui.cards.choices import Choices, kept
from ui.cards.lettering import Lettering, UNIT
from ui.cards.ops import Side
from ui.cards.outline import finished
from ui.cards.painting import Look, Painter
from ui.cards.printing import Kit, kit, page_layout, paint_pages, Progress
from ui.kit import pictures

INCH: Final = 25.4
PDF_DPI: Final = round(UNIT * INCH)
"""One dot of the PDF for each unit that letters are set in."""
PHOTO: Final = 720
"""Pixels of a photo's longer side: sharp in print on A5, and no more."""
UNFIT: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
LONGEST_NAME: Final = 80
DOTS_PER_METRE: Final = 1000 / INCH


def photos(session: Any, cards: Sequence[Card]) -> dict[str, QImage]:
    """Return the pictures of cards by their SHA-256; one that cannot be shown is left out."""
    found = {}
    for sha in dict.fromkeys(card.photo for card in cards if card.photo):
        image = pictures.decode_kept(kept_pictures.data(session, sha), PHOTO)
        if not image.isNull():
            found[sha] = opaque(image)
    return found


def opaque(image: QImage) -> QImage:
    """Return a picture on white, which a PDF keeps as JPEG."""
    made = QImage(image.size(), QImage.Format.Format_RGB32)
    made.fill(0xFFFFFFFF)
    painter = QPainter(made)
    painter.drawImage(0, 0, image)
    painter.end()
    return made


def write_pdf(
    cards: Sequence[Card],
    choices: Choices,
    target: Path,
    *,
    plan: Card,
    images: Mapping[str, QImage] | None = None,
    progress: Progress | None = None,
    letters: Lettering | None = None,
) -> int:
    """Write cards into a PDF and return how many pages it has; `plan` names plan and day.

    Afterwards `letters.missing` says which characters no font had.
    """
    made = kit(cards, choices, plan, progress, letters)
    require(made.pages)
    data = pdf(made, plan, images or {}, progress)
    with speaking(choices.lang):
        marks = [(tr("{code} {name}", code=c.code, name=c.name), made.starts[c.id]) for c in cards]
        if choices.blank:
            marks.append((tr("Blank cards"), first_blank(made)))
    data = finished(data, marks, choices.lang, plan.today)
    with replacing(target) as (temporary, _):
        temporary.write_bytes(data)
    return len(made.pages)


def first_blank(made: Kit) -> int:
    """Return the page of the first blank card."""
    return next(at for at, page in enumerate(made.pages) if any(not side.card for _, side in page.sides))


def pdf(made: Kit, plan: Card, images: Mapping[str, QImage], progress: Progress | None = None) -> bytes:
    """Return the pages as Qt writes them."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    device = QPdfWriter(buffer)
    device.setResolution(PDF_DPI)
    device.setPageLayout(page_layout(made.sheet))
    with speaking(made.choices.lang):
        device.setTitle(tr("{plan}: role cards", plan=plan.plan))
    device.setCreator("b2bdesk")
    if hasattr(device, "setAuthor"):  # since Qt 6.9
        device.setAuthor(plan.plan)
    if hasattr(device, "setDocumentId"):  # since Qt 6.8
        device.setDocumentId(QUuid(str(uuid5(NAMESPACE_OID, f"{plan.plan} {plan.today} {kept(made.choices)}"))))
    painter = QPainter(device)
    try:
        paint_pages(painter, device, made, look(made.choices, made.letters, images), progress)
    finally:
        painter.end()
    return bytes(buffer.data().data())


def look(choices: Choices, letters: Lettering, images: Mapping[str, QImage]) -> Look:
    """Return how cards look on paper."""
    return Look(letters, light=choices.light, photos=images)


def write_pictures(
    cards: Sequence[Card],
    choices: Choices,
    target: Path,
    *,
    plan: Card,
    images: Mapping[str, QImage] | None = None,
    progress: Progress | None = None,
    letters: Lettering | None = None,
) -> list[Path]:
    """Write a PNG of each side into a folder, made if need be, and return their paths.

    A `target` that ends in .png is the picture of the one card there is.
    """
    letters = letters or Lettering(choices.lang)
    held = [(file_stem(card), sides(card, choices, A5, letters)) for card in cards]
    with speaking(choices.lang):
        blank = [(tr("Blank"), [blank_side(plan.plan, plan.today, choices, A5, letters)])] if choices.blank else []
    named = list(numbered([*held, *blank], target))
    require(named)
    folder = target.parent if target.suffix.lower() == ".png" else target
    with told(target):
        _make_folder(folder)
        with TemporaryDirectory(prefix=".cards-", dir=folder) as draft:
            for at, (path, side) in enumerate(named):
                if progress:
                    progress(at, len(named))
                data = png(side, look(choices, letters, images or {}), choices.dpi)
                (Path(draft) / path.name).write_bytes(data)
            for path, _ in named:
                os.replace(Path(draft) / path.name, path)
    return [path for path, _ in named]


def numbered(held: Sequence[tuple[str, Sequence[Side]]], target: Path) -> list[tuple[Path, Side]]:
    """Return a path for each side, no two alike."""
    single = target.suffix.lower() == ".png"
    folder, taken, found = (target.parent if single else target), set[str](), []
    for stem, made in held:
        base = target.stem if single and len(held) == 1 else stem
        while base.lower() in taken:
            base += "+"
        taken.add(base.lower())
        for side in made:
            found.append((folder / (f"{base}.png" if side.number == 1 else f"{base} {side.number}.png"), side))
    return found


def file_stem(card: Card) -> str:
    """Return a file's name for a card that every system takes."""
    plain = unicodedata.normalize("NFC", UNFIT.sub(" ", f"{card.code} {card.name}"))
    return " ".join(plain.split())[:LONGEST_NAME].rstrip(". ") or f"card {card.id}"


def png(side: Side, how: Look, dpi: int) -> bytes:
    """Return the picture of a side."""
    image = picture(side, how, dpi)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def picture(side: Side, how: Look, dpi: float) -> QImage:
    """Paint a side on white, so many dots to the inch."""
    scale = dpi / INCH
    image = QImage(round(side.width * scale), round(side.height * scale), QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(dpi * DOTS_PER_METRE))
    image.setDotsPerMeterY(round(dpi * DOTS_PER_METRE))
    image.fill(how.color("surface"))
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    # The picture's own dots to the inch would make fonts larger; everything is measured in millimetres here.
    painter.scale(scale, scale)
    Painter(painter, how).side(side)
    painter.end()
    return image


def _make_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UserError("export.not_folder", N_("{path} is a file; pictures need a folder."), path=str(folder))
    folder.mkdir(exist_ok=True)


def require(pages: Sequence[object]) -> None:
    """Refuse to draw nothing."""
    if not pages:
        raise UserError("cards.none", N_("There is no card to draw. Add a persona, or ask for blank cards."))
