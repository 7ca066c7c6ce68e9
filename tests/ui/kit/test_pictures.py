"""Pictures from outside: what is hostile is refused with a sentence, what is taken is small and tells nothing."""

import contextlib
import struct
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect
from PySide6.QtGui import QColor, QColorSpace, QImage, QPainter

from b2bdesk.domain.pictures import check, header
from b2bdesk.errors import UserError
from tests.helpers import pictures as made
from ui.kit import pictures

LEFT, RIGHT = QColor("#c03028"), QColor("#2850c0")
MIMES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp", "BMP": "image/bmp"}
ONE_GIF = bytes.fromhex("47494638396101000100800000c03028ffffff2c00000000010001000002024401003b")
"""One red pixel."""


def two_halves(width: int = 400, height: int = 200) -> QImage:
    """Return a picture that is red at the left and blue at the right."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(LEFT)
    painter = QPainter(image)
    painter.fillRect(width // 2, 0, width - width // 2, height, RIGHT)
    painter.end()
    return image


def written(image: QImage, kind: str) -> bytes:
    """Return a picture's bytes."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind, -1 if kind == "PNG" else 95)  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def turned(data: bytes, orientation: int) -> bytes:
    """Return a JPEG whose Exif says how it is to be turned, and where it was taken."""
    entries = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0) + struct.pack(">HHI4s", 0x010F, 2, 4, b"ACME")
    tiff = b"MM\0*" + struct.pack(">I", 8) + struct.pack(">H", 2) + entries + bytes(4)
    body = b"Exif\0\0" + tiff
    return data[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + data[2:]


def near(color: QColor, wanted: QColor) -> bool:
    """Tell whether two colours look the same."""
    parts = zip(color.getRgb(), wanted.getRgb(), strict=True)
    return all(abs(a - b) < 16 for a, b in parts)


@pytest.mark.parametrize("kind", MIMES)
def test_every_kind_is_read(kind: str) -> None:
    data = written(two_halves(), kind)
    found = header(data)
    assert found is not None
    assert (found.mime, found.width, found.height, found.whole) == (MIMES[kind], 400, 200, True)
    image = pictures.decode(data)
    assert near(image.pixelColor(40, 100), LEFT)
    assert near(image.pixelColor(360, 100), RIGHT)


@pytest.mark.parametrize("kind", MIMES)
@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.97])
def test_what_is_cut_off_is_refused(kind: str, share: float) -> None:
    data = written(two_halves(), kind)
    with pytest.raises(UserError) as caught:
        pictures.decode(data[: round(len(data) * share)])
    assert caught.value.code in ("picture.damaged", "picture.kind")


def test_the_first_frame_of_a_gif_is_read() -> None:
    image = pictures.decode(ONE_GIF)
    assert (image.width(), image.height()) == (1, 1)
    assert near(image.pixelColor(0, 0), LEFT)
    with pytest.raises(UserError):
        pictures.decode(ONE_GIF[:-1])


@pytest.mark.parametrize(("data", "code"), [pytest.param(data, code, id=name) for name, data, code in made.hostile()])
def test_hostile_pictures_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(UserError) as caught:
        pictures.decode(data)
    assert caught.value.code == code
    assert "{" not in caught.value.sentence("en")


@pytest.mark.parametrize("bomb", [made.text_bomb, made.profile_bomb, made.pixel_bomb])
def test_bombs_take_no_memory(bomb: Callable[[], bytes]) -> None:
    """Their headers are honest, what is packed behind them is not."""
    data, before = bomb(), resident()
    with contextlib.suppress(UserError):
        image = pictures.decode(data)
        assert (image.width(), image.height()) == (8, 8)
    assert resident() - before < 64 * 1024 * 1024


def resident() -> int:
    """Return the most memory that this process ever held, in bytes."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def test_files_are_looked_at_before_they_are_read(tmp_path: Path) -> None:
    large = tmp_path / "large.png"
    with large.open("wb") as file:
        file.write(made.png())
        file.truncate(pictures.MOST_BYTES + 2)
    refused = {
        large: "picture.size",
        tmp_path: "picture.no_file",
        Path("/dev/zero"): "picture.no_file",
        tmp_path / "gone.png": "picture.unreadable",
        tmp_path / "a\0b.png": "picture.unreadable",
    }
    for path, code in refused.items():
        with pytest.raises(UserError) as caught:
            pictures.decode(pictures.read_file(str(path)))
        assert caught.value.code == code, path


def test_an_ending_says_nothing(tmp_path: Path) -> None:
    wrong = tmp_path / "picture.gif"
    wrong.write_bytes(written(two_halves(), "JPEG"))
    assert pictures.decode(pictures.read_file(str(wrong))).width() == 400
    drawing = tmp_path / "picture.png"
    drawing.write_bytes(made.SVG)
    with pytest.raises(UserError, match="no picture that can be used"):
        pictures.decode(pictures.read_file(str(drawing)))


@pytest.mark.parametrize(("orientation", "red_at"), [(1, (20, 100)), (3, (380, 100)), (6, (100, 20)), (8, (100, 380))])
def test_pictures_stand_upright(orientation: int, red_at: tuple[int, int]) -> None:
    image = pictures.decode(turned(written(two_halves(), "JPEG"), orientation))
    assert near(image.pixelColor(*red_at), LEFT)
    assert (image.width() > image.height()) is (orientation in (1, 3))


def test_what_a_picture_tells_stays_behind() -> None:
    image = two_halves()
    image.setText("GPS", "25.03 N 121.56 E")
    image.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3))
    for data in (written(image, "PNG"), turned(written(image, "JPEG"), 6)):
        assert b"121.56" in data or b"ACME" in data
        kept = pictures.encode(pictures.decode(data))
        for secret in (b"121.56", b"GPS", b"Exif", b"ACME", b"ICC_PROFILE"):
            assert secret not in kept
        found = QImage.fromData(QByteArray(kept))
        assert not found.textKeys()


@pytest.mark.parametrize(
    ("size", "kept"), [((3000, 1500), (1024, 512)), ((40, 9000), (5, 1024)), ((9000, 1), (1024, 1))]
)
def test_what_is_kept_is_small(size: tuple[int, int], kept: tuple[int, int]) -> None:
    data = pictures.encode(pictures.decode(written(two_halves(*size), "PNG")))
    found = check(data)
    assert found.mime == "image/jpeg"
    assert abs(found.width - kept[0]) <= 1
    assert abs(found.height - kept[1]) <= 1


def test_a_part_is_kept() -> None:
    data = pictures.encode(pictures.decode(written(two_halves(), "PNG")), QRect(200, 0, 200, 200))
    assert near(QImage.fromData(QByteArray(data)).pixelColor(5, 5), RIGHT)
    assert check(data).width == 200


def test_what_shows_through_stays_so_and_small() -> None:
    clear = QImage(2000, 2000, QImage.Format.Format_ARGB32)
    clear.fill(QColor(0, 0, 0, 0))
    data = pictures.encode(pictures.decode(written(clear, "PNG")))
    assert check(data).mime == "image/png"
    assert QImage.fromData(QByteArray(data)).pixelColor(9, 9).alpha() == 0
    noise = QImage(bytes(range(251)) * (2000 * 2000 * 4 // 251 + 1), 2000, 2000, QImage.Format.Format_ARGB32)
    assert len(pictures.encode(pictures.decode(written(noise, "PNG")))) <= 2 << 20


def test_a_plan_from_anybody_shows_what_can_be_shown() -> None:
    assert pictures.decode_kept(made.png(), 64).width() == 8
    for _, data, _ in made.hostile():
        assert pictures.decode_kept(data, 64).isNull()
    assert pictures.decode_kept(None, 64).isNull()
    assert pictures.decode_kept(written(two_halves(3000, 3000), "PNG"), 64).isNull()


def test_another_program_may_hand_over_too_much() -> None:
    assert pictures.take_image(two_halves(4000, 100)).width() == pictures.WORKING
    with pytest.raises(UserError):
        pictures.take_image(QImage())
    large = QImage(8000, 7000, QImage.Format.Format_Mono)
    with pytest.raises(UserError, match="56 megapixels"):
        pictures.take_image(large)


def test_decoding_elsewhere_leaves_this_thread_free() -> None:
    data = written(two_halves(6000, 5000), "PNG")
    done = threading.Thread(target=pictures.decode, args=(data,))
    longest, last = 0.0, time.perf_counter()
    done.start()
    while done.is_alive():
        time.sleep(0.001)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    assert longest < 0.15
