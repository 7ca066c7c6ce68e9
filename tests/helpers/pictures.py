"""Pictures good and hostile, made byte by byte."""

import struct
import zlib
from collections.abc import Iterator
from typing import Final

HUGE: Final = 60_000
BOMB: Final = 256 * 1024 * 1024


def chunk(kind: bytes, body: bytes) -> bytes:
    """Return one chunk of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(
    width: int = 8, height: int = 8, color: bytes = b"\x20\x60\xa0", *, more: bytes = b"", body: bytes = b""
) -> bytes:
    """Return a PNG of one colour, RGB or RGBA; `more` are chunks before the pixels, `body` other compressed pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 6 if len(color) == 4 else 2, 0, 0, 0)
    rows = body or zlib.compress((b"\0" + color * width) * height, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + more + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def zeros(length: int) -> bytes:
    """Return what inflates to so many zeros, made without holding them."""
    packer = zlib.compressobj(9)
    block = bytes(1 << 20)
    return b"".join([*(packer.compress(block) for _ in range(length >> 20)), packer.flush()])


def huge_header() -> bytes:
    """Return a PNG whose header says 60,000 by 60,000 pixels, with hardly any behind it."""
    return png(HUGE, HUGE, body=zeros(1 << 20))


def text_bomb() -> bytes:
    """Return a small PNG with a note that inflates to 256 MB."""
    return png(more=chunk(b"zTXt", b"Comment\0\0" + zeros(BOMB)))


def profile_bomb() -> bytes:
    """Return a small PNG with a colour profile that inflates to 256 MB."""
    return png(more=chunk(b"iCCP", b"p\0\0" + zeros(BOMB)))


def pixel_bomb() -> bytes:
    """Return a small PNG whose pixels inflate to 256 MB."""
    return png(body=zeros(BOMB))


def many_chunks() -> bytes:
    """Return a PNG of half a million empty chunks."""
    return png(more=chunk(b"noNe", b"") * 500_000)


def huge_jpeg() -> bytes:
    """Return a JPEG whose header says 60,000 by 60,000 pixels."""
    frame = struct.pack(">HBHHB", 17, 8, HUGE, HUGE, 3) + bytes(9)
    scan = struct.pack(">H", 12) + bytes(10) + b"\x11" * 64
    return b"\xff\xd8\xff\xc0" + frame + b"\xff\xda" + scan + b"\xff\xd9"


SVG: Final = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
NO_PICTURES: Final = {"svg": SVG, "text": b"hello", "zip": b"PK\x03\x04" + bytes(64), "tiff": b"II*\0" + bytes(64)}


def hostile() -> Iterator[tuple[str, bytes, str]]:
    """Yield the name of each hostile picture, its bytes, and the code it is refused with everywhere."""
    yield "nothing", b"", "picture.empty"
    for name, data in NO_PICTURES.items():
        yield name, data, "picture.kind"
    yield "cut png", png(64, 64)[:-20], "picture.damaged"
    yield "cut in its header", png()[:18], "picture.damaged"
    yield "changed png", png(64, 64).replace(b"IDAT", b"IDAU"), "picture.damaged"
    yield "no pixels", png(0, 8), "picture.damaged"
    yield "many chunks", many_chunks(), "picture.damaged"
    yield "cut jpeg", huge_jpeg()[:-2], "picture.damaged"
    yield "jpeg of nothing", b"\xff\xd8\xff" + b"\xff" * 100_000, "picture.damaged"
    yield "huge png", huge_header(), "picture.pixels"
    yield "huge jpeg", huge_jpeg(), "picture.pixels"
