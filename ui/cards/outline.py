"""What Qt's PDF does not write: bookmarks, the language, the day. Added to a finished file as PDF foresees it.

An incremental update appends changed and new objects with a cross-reference table of their own; what was there stays.
Qt writes a plain table and puts the catalogue into an object of its own (ISO 32000-1, 7.5.6 and 12.3.3).
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

HEAD: Final = 4096
"""Bytes in which both lie."""
STAMP: Final = re.compile(rb"\(D:\d{14}(?:Z|[+-]\d\d'\d\d'?)?")
MOMENT: Final = re.compile(rb"(?<=[>\"])\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?=[Z+-])")
"""Dates in the file's head, and in its metadata, which Qt writes uncompressed."""
Bookmark = tuple[str, int]
"""A title and the number of a page, from 0."""


def finished(data: bytes, bookmarks: Sequence[Bookmark], lang: str, today: date) -> bytes:
    """Return a PDF with bookmarks, opened beside its pages, in a language, made on a day."""
    data = stamped(data, today)
    root = _number(rb"/Root (\d+) 0 R", data)
    pages = _pages(data)
    size = _number(rb"/Size (\d+)", data)
    catalogue = _body(data, root)
    added = _outline(bookmarks, pages, size)
    told = f"/Lang ({lang})\n/ViewerPreferences << /DisplayDocTitle true >>\n"
    if added:
        told += f"/Outlines {size} 0 R\n/PageMode /UseOutlines\n"
    objects = {root: catalogue.rstrip()[:-2] + told.encode() + b">>", **added}
    return data + _update(data, objects, root)


def stamped(data: bytes, today: date) -> bytes:
    """Return a PDF whose dates are that day's, written in as many bytes as before."""

    def at(found: re.Match[bytes]) -> bytes:
        plain = f"(D:{today:%Y%m%d}000000Z".encode()
        zone = b"+00'00'" if len(found[0]) > len(plain) else b""
        return (plain[:-1] + zone if zone else plain)[: len(found[0])].ljust(len(found[0]))

    head, tail = data[:HEAD], data[HEAD:]
    return MOMENT.sub(f"{today.isoformat()}T00:00:00".encode(), STAMP.sub(at, head)) + tail


def _number(pattern: bytes, data: bytes) -> int:
    return int(re.findall(pattern, data[data.rindex(b"trailer") :])[-1])


def _body(data: bytes, number: int) -> bytes:
    start = data.index(b"\n%d 0 obj" % number)
    start = data.index(b"<<", start)
    return data[start : data.index(b"endobj", start)]


def _pages(data: bytes) -> list[int]:
    tree = _number_of_pages(data)
    kids = re.search(rb"/Kids\s*\[(.*?)\]", _body(data, tree), re.DOTALL)
    return [int(each) for each in re.findall(rb"(\d+) 0 R", kids[1])] if kids else []


def _number_of_pages(data: bytes) -> int:
    root = _body(data, _number(rb"/Root (\d+) 0 R", data))
    found = re.search(rb"/Pages (\d+) 0 R", root)
    assert found is not None
    return int(found[1])


def _outline(bookmarks: Sequence[Bookmark], pages: Sequence[int], first: int) -> dict[int, bytes]:
    if not bookmarks:
        return {}
    last = first + len(bookmarks)
    found = {first: b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>" % (first + 1, last, len(bookmarks))}
    for at, (title, page) in enumerate(bookmarks, first + 1):
        before = b"/Prev %d 0 R " % (at - 1) if at > first + 1 else b""
        after = b"/Next %d 0 R " % (at + 1) if at < last else b""
        words = b"<FEFF" + title.encode("utf-16-be", "replace").hex().upper().encode() + b">"
        place = b"/Dest [%d 0 R /Fit]" % pages[page]
        found[at] = b"<< /Title %s /Parent %d 0 R %s%s%s >>" % (words, first, before, after, place)
    return found


def _update(data: bytes, objects: dict[int, bytes], root: int) -> bytes:
    out, places = bytearray(), dict[int, int]()
    for number, body in objects.items():
        places[number] = len(data) + len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data) + len(out)
    out += b"xref\n"
    for number, place in sorted(places.items()):
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    trailer = data[data.rindex(b"trailer") :]
    info, ids = re.search(rb"/Info \d+ 0 R", trailer), re.search(rb"/ID \[.*?\]", trailer, re.DOTALL)
    kept = b"\n".join(found[0] for found in (info, ids) if found)
    previous = re.findall(rb"startxref\s+(\d+)", trailer)[-1]
    size = max(_number(rb"/Size (\d+)", data), max(places) + 1)
    out += b"trailer\n<<\n/Size %d\n/Root %d 0 R\n/Prev %s\n%s\n>>\n" % (size, root, previous, kept)
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)
