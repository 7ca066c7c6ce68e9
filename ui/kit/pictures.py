"""Pictures on their way in: looked at by their header, decoded within limits, and made anew without what they told.

Everything here may run off the GUI thread, and what comes from outside does: fifty megapixels take half a second.
"""

import stat
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QPainter

from b2bdesk.domain import pictures
from b2bdesk.errors import UserError
from b2bdesk.terms import N_

SUFFIXES: Final = ("png", "jpg", "jpeg", "webp", "bmp", "gif")
MOST_BYTES: Final = 20 * 1024 * 1024
MOST_PIXELS: Final = 50_000_000
MOST_MEMORY: Final = 256
"""Megabytes that decoding may take: fifty megapixels of four bytes, and no more."""
WORKING: Final = 2048
"""The longest side of a picture that is being cut: enough to keep a face sharp that fills a quarter of it."""
LONGEST: Final = 1024
SIDES: Final = (LONGEST, 768, 512, 256)
"""Sides that are tried until what comes out is small enough."""
QUALITY: Final = 88
OPAQUE: Final = 255


def read_file(path: str) -> bytes:
    """Return the bytes of a file that may be a picture."""
    place = Path(path)
    try:
        if not stat.S_ISREG(place.stat().st_mode):  # a device or a pipe may never end
            raise UserError("picture.no_file", N_("{name} is not a file."), name=place.name)
        with place.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as exc:
        raise UserError("picture.unreadable", N_("{name} cannot be read."), name=place.name) from exc
    return data


def decode(data: bytes, longest: int = WORKING, most_pixels: int = MOST_PIXELS) -> QImage:
    """Return a picture upright, at most `longest` on its longer side.

    Raises:
        UserError: `picture.*` for what is too large, damaged or no picture; its header says so before it is decoded.
    """
    if len(data) > MOST_BYTES:
        raise pictures.too_big(MOST_BYTES)
    header = pictures.refuse_broken(data)
    _refuse_large(header.pixels, most_pixels)
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(header.mime.removeprefix("image/").encode()))
    reader.setAutoDetectImageFormat(False)
    reader.setAllocationLimit(MOST_MEMORY)
    reader.setAutoTransform(True)
    size = reader.size()
    _refuse_large(size.width() * size.height(), most_pixels)
    if max(size.width(), size.height()) > longest:
        reader.setScaledSize(_within(size, longest))
    image = reader.read()
    if image.isNull():
        raise pictures.damaged()
    return _plain(image)


def take_image(image: QImage) -> QImage:
    """Return a picture that another program handed over decoded, within the same limits."""
    if image.isNull():
        raise pictures.damaged()
    _refuse_large(image.width() * image.height(), MOST_PIXELS)
    return _plain(_scaled(image, WORKING))


def encode(image: QImage, part: QRect | None = None) -> bytes:
    """Return a picture, or a part of it, as a plan keeps it: JPEG, or PNG where something shows through."""
    whole = image.copy(part) if part is not None else image
    kind = "PNG" if _shows_through(whole) else "JPEG"
    for side in SIDES:
        data = _written(_scaled(whole, side), kind)
        if 0 < len(data) <= pictures.MOST_BYTES:
            return data
    raise pictures.too_big(pictures.MOST_BYTES)


def decode_kept(data: bytes | None, longest: int) -> QImage:
    """Return a picture that a plan keeps, an empty one where it cannot be shown: the file may come from anybody."""
    try:
        return decode(data or b"", longest, pictures.MOST_SIDE**2)
    except UserError:
        return QImage()


def _refuse_large(pixels: int, most: int) -> None:
    if pixels > most:
        message = N_("This picture is too large: it has {found} megapixels, {most} can be read.")
        raise UserError("picture.pixels", message, found=pixels // 1_000_000, most=most // 1_000_000)


def _within(size: QSize, longest: int) -> QSize:
    fitted = size.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio)
    return fitted.expandedTo(QSize(1, 1))


def _scaled(image: QImage, longest: int) -> QImage:
    if max(image.width(), image.height()) <= longest:
        return image
    size = _within(image.size(), longest)
    return image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)


def _plain(image: QImage) -> QImage:
    """Return nothing but the pixels, in the usual colours: notes, places and profiles stay behind."""
    if image.colorSpace().isValid() and image.colorSpace() != QColorSpace(QColorSpace.NamedColorSpace.SRgb):
        image.convertToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    made = QImage(image.size(), QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(Qt.GlobalColor.transparent)
    image.setDevicePixelRatio(1)
    painter = QPainter(made)
    painter.drawImage(0, 0, image)
    painter.end()
    return made


def _shows_through(image: QImage) -> bool:
    alpha = image.convertToFormat(QImage.Format.Format_Alpha8)
    data, step, wide = bytes(alpha.constBits()), alpha.bytesPerLine(), alpha.width()
    solid = bytes([OPAQUE]) * wide
    return any(data[row * step : row * step + wide] != solid for row in range(alpha.height()))


def _written(image: QImage, kind: str) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    opaque = kind == "JPEG"
    pixels = image.convertToFormat(QImage.Format.Format_RGB32 if opaque else QImage.Format.Format_ARGB32)
    pixels.save(buffer, kind, QUALITY if opaque else -1)  # type: ignore[call-overload]
    return bytes(buffer.data().data())
