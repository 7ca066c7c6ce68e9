"""What a picture is by its bytes alone: its kind, its size, whether it is whole; and which ones a plan keeps.

Nothing is decoded here, so a hostile picture costs nothing: only headers and the lengths of blocks are read.
"""

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from b2bdesk.errors import UserError
from b2bdesk.terms import N_

KEPT: Final = ("image/jpeg", "image/png")
"""What a plan keeps; everything else is made into one of these before it comes in."""
MOST_BYTES: Final = 2 * 1024 * 1024
MOST_SIDE: Final = 2048
PNG: Final = b"\x89PNG\r\n\x1a\n"
FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The JPEG markers that tell a size."""
ALONE: Final = frozenset((0x01, *range(0xD0, 0xD9)))
"""The JPEG markers that no length follows."""
SCAN: Final = 0xDA
MARK: Final = 0xFF
MOST_PARTS: Final = 20_000
"""More chunks or segments than any real picture has; walking through millions of empty ones would take seconds."""
CORE_BITMAP: Final = 12
"""How long the header of the oldest bitmaps is."""


@dataclass(frozen=True, slots=True)
class Header:
    """The media type of a picture, its width and height in pixels, and whether its bytes go on to its end."""

    mime: str
    width: int
    height: int
    whole: bool

    @property
    def pixels(self) -> int:
        """How many pixels it has."""
        return self.width * self.height


def header(data: bytes) -> Header | None:
    """Return what the first bytes say, or None if this is none of the known kinds of picture."""
    for magic, mime, read in _KINDS:
        if data.startswith(magic):
            try:
                found = read(data)
            except IndexError:
                return Header(mime, 0, 0, whole=False)
            return Header(mime, *found) if found is not None else None
    return None


def check(data: bytes) -> Header:
    """Return the header of a picture that a plan may keep; raise `UserError` with the reason if it may not."""
    seen = header(data)
    if data and (seen is None or seen.mime not in KEPT):
        raise UserError("picture.kind", N_("A plan keeps PNG and JPEG pictures only."))
    found = refuse_broken(data)
    if len(data) > MOST_BYTES:
        raise too_big(MOST_BYTES)
    if max(found.width, found.height) > MOST_SIDE:
        raise UserError(
            "picture.pixels",
            N_("A picture may be up to {most} pixels wide and high; this one is {width} × {height}."),
            most=MOST_SIDE,
            width=found.width,
            height=found.height,
        )
    return found


def refuse_broken(data: bytes) -> Header:
    """Return the header of a whole picture of a known kind; raise `UserError` for anything else."""
    if not data:
        raise UserError("picture.empty", N_("This file is empty."))
    found = header(data)
    if found is None:
        raise UserError("picture.kind", N_("This is no picture that can be used. PNG, JPEG, WebP, BMP and GIF can."))
    if not found.whole or not found.pixels:
        raise damaged()
    return found


def damaged() -> UserError:
    """The sentence for a picture that cannot be read to its end."""
    return UserError("picture.damaged", N_("This picture is damaged or not complete."))


def too_big(limit: int) -> UserError:
    """The sentence for too many bytes."""
    return UserError("picture.size", N_("A picture has at most {limit} MB."), limit=limit >> 20)


Found = tuple[int, int, bool]
"""Width, height, whole."""


def _png(data: bytes) -> Found:
    width, height = _big(data, 16, 4), _big(data, 20, 4)
    at = len(PNG)
    for _ in range(MOST_PARTS):
        length, kind = _big(data, at, 4), data[at + 4 : at + 8]
        end = at + 8 + length
        if zlib.crc32(memoryview(data)[at + 4 : end]) != _big(data, end, 4):
            break
        if kind == b"IEND":
            return width, height, True
        at = end + 4
    return width, height, False


def _jpeg(data: bytes) -> Found:
    """Walk from marker to marker; behind the first scan its end must come."""
    width = height = 0
    at = 2
    for _ in range(MOST_PARTS):
        marker = _big(data, at + 1, 1)
        if data[at] != MARK or marker == MARK:  # a byte between segments, or one that fills up
            at += 1
            continue
        at += 2
        if marker in FRAMES:
            height, width = _big(data, at + 3, 2), _big(data, at + 5, 2)
        if marker == SCAN:
            return width, height, data.find(b"\xff\xd9", at) > 0
        if marker not in ALONE:
            at += max(2, _big(data, at, 2))
    return width, height, False


def _gif(data: bytes) -> Found:
    return _little(data, 6, 2), _little(data, 8, 2), data.rstrip(b"\0").endswith(b";")


def _bmp(data: bytes) -> Found:
    start, head = _little(data, 10, 4), _little(data, 14, 4)
    if head == CORE_BITMAP:
        width, height, bits, packed = _little(data, 18, 2), _little(data, 20, 2), _little(data, 24, 2), 0
    else:
        width, height = _little(data, 18, 4), abs(_signed(data, 22))
        bits, packed = _little(data, 28, 2), _little(data, 30, 4)
    needed = (width * bits + 31) // 32 * 4 * height if packed in (0, 3) else 1
    return width, height, len(data) >= start + needed


def _webp(data: bytes) -> Found | None:
    if data[8:12] != b"WEBP":
        return None
    whole, kind = len(data) >= _little(data, 4, 4) + 8, data[12:16]
    if kind == b"VP8X":
        return 1 + _little(data, 24, 3), 1 + _little(data, 27, 3), whole
    if kind == b"VP8L":
        sizes = _little(data, 21, 4)
        return 1 + (sizes & 0x3FFF), 1 + (sizes >> 14 & 0x3FFF), whole
    return _little(data, 26, 2) & 0x3FFF, _little(data, 28, 2) & 0x3FFF, whole and kind == b"VP8 "


def _big(data: bytes, at: int, length: int) -> int:
    return int.from_bytes(_bytes(data, at, length), "big")


def _little(data: bytes, at: int, length: int) -> int:
    return int.from_bytes(_bytes(data, at, length), "little")


def _signed(data: bytes, at: int) -> int:
    return int.from_bytes(_bytes(data, at, 4), "little", signed=True)


def _bytes(data: bytes, at: int, length: int) -> bytes:
    found = data[at : at + length]
    if len(found) < length:
        raise IndexError(at)
    return found


_KINDS: Final[tuple[tuple[bytes, str, Callable[[bytes], Found | None]], ...]] = (
    (PNG, "image/png", _png),
    (b"\xff\xd8\xff", "image/jpeg", _jpeg),
    (b"GIF87a", "image/gif", _gif),
    (b"GIF89a", "image/gif", _gif),
    (b"BM", "image/bmp", _bmp),
    (b"RIFF", "image/webp", _webp),
)
