"""A field for a picture: dropped, pasted or chosen, cut by hand, shown small."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QMimeData, QRect, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from b2bdesk.errors import UserError
from b2bdesk.i18n import tr
from b2bdesk.terms import N_
from ui.kit import pictures
from ui.kit.buttons import Button, link
from ui.kit.cropper import Cropper
from ui.kit.fields.base import Field
from ui.kit.picture_frame import PictureFrame
from ui.kit.text import Label

RAW: Final = ("image/png", "image/jpeg", "image/webp", "image/bmp", "image/gif")
"""Kinds that other programs hand over as they are, the best first; these are decoded within our own limits."""

Load = Callable[[str], QImage]
"""Returns a picture of the plan by its hash, an empty one if there is none."""
Run = Callable[..., Any]
"""Runs `work(progress)` off the GUI thread: `run(work, title, done=..., failed=..., cancelled=...)`."""
Work = Callable[[], Any]


class PictureField(Field):
    """Holds the hash of a picture, or nothing; commits the bytes of a new one, or an empty text to have none.

    A new picture is read off the GUI thread, then the square of it that is wanted is chosen right here. What arrives
    after another value was set is dropped: it was meant for another row.
    """

    def __init__(self, load: Load, run: Run, parent: QWidget | None = None) -> None:
        box = _Box()
        super().__init__(box, parent)
        self._load, self._run = load, run
        self._turn = 0
        self._read_only = False
        self._new = QImage()
        self._part: QRect | None = None
        self.frame = PictureFrame(box)
        self.choose = Button(tr("Choose picture…"), icon="image", small=True)
        self.remove = link(tr("Remove"))
        self._hint = Label("", "micro", "text3", wrap=True)
        self.cropper = Cropper(box)
        self._lay_out(box)
        self.setFocusProxy(self.frame)
        self.frame.wanted.connect(self.choose_file)
        self.frame.emptied.connect(self.clear)
        self.frame.pasted.connect(self.paste)
        self.choose.clicked.connect(self.choose_file)
        self.remove.clicked.connect(self.clear)
        box.dropped.connect(self.take)
        box.hovered.connect(self.frame.set_aimed)
        self.cropper.taken.connect(self._keep)
        self.cropper.left.connect(self._leave)
        self.set_value("")

    def _lay_out(self, box: QWidget) -> None:
        side = QVBoxLayout()
        side.setSpacing(4)
        side.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        side.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        side.addWidget(self._hint)
        side.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.frame, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(side, 1)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.cropper)

    # The protocol of fields

    def set_value(self, value: Any) -> None:
        super().set_value(value or "")
        self._turn += 1
        self._forget()
        self.frame.show_image(self._load(self._value) if self._value else QImage())
        self._rest()

    def set_error(self, text: str) -> None:
        super().set_error(text)
        self.frame.describe(text)

    def set_name(self, name: str, help_text: str = "") -> None:
        super().set_name(name, help_text)
        self.frame.setAccessibleName(name)
        self.choose.setAccessibleDescription(name)
        self.remove.setAccessibleDescription(name)

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self.editor.setAcceptDrops(not read_only)
        self._rest()

    def commit(self) -> None:
        """Take over the part of a new picture that is shown."""
        if self._new.isNull():
            return
        self._turn += 1
        self._kept(pictures.encode(self._new, self._part or self.cropper.part()))

    def set_initials(self, text: str) -> None:
        """Show these letters where there is no picture."""
        self.frame.set_initials(text)

    # What can be done

    def choose_file(self) -> None:
        """Ask for a file."""
        if self._read_only:
            return
        endings = " ".join(f"*.{suffix}" for suffix in pictures.SUFFIXES)
        path, _ = QFileDialog.getOpenFileName(self, tr("Choose a picture"), "", f"{tr('Pictures')} ({endings})")
        if path:
            self._read(partial(_decode_file, path))

    def paste(self) -> None:
        """Take the picture on the clipboard."""
        self.take(QGuiApplication.clipboard().mimeData())

    def take(self, given: QMimeData) -> None:
        """Take a picture that was dropped or pasted: a file, or what another program shows."""
        if self._read_only:
            return
        work = work_for(given)
        if work is None:
            self._refused(UserError("picture.none", N_("There is no picture here to take.")))
        else:
            self._read(work)

    def clear(self) -> None:
        """Have no picture."""
        if self._value and not self._read_only:
            self.set_value("")
            self.committed.emit("")
            self.frame.setFocus(Qt.FocusReason.OtherFocusReason)

    # From a file to a picture in the plan

    def _read(self, work: Work) -> None:
        self.set_error("")
        self._leave()
        self._say_hint(tr("Reading the picture…"))
        self._away(work, self._cut)

    def _cut(self, image: QImage) -> None:
        self._new = image
        self.cropper.show_image(image)
        self._rest(cutting=True)
        self.cropper.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self, part: QRect) -> None:
        self._part = part
        self._rest()
        self._away(partial(pictures.encode, self._new, part), self._kept)

    def _kept(self, data: bytes) -> None:
        self._forget()
        self._rest()
        self._say(data)

    def _leave(self) -> None:
        self._forget()
        self._rest()

    def _forget(self) -> None:
        """Let go of a picture that is being cut."""
        self._new, self._part = QImage(), None

    def _away(self, work: Work, then: Callable[[Any], None]) -> None:
        """Run work elsewhere; what it brings is taken unless something else was shown or begun meanwhile."""
        self._turn += 1
        turn = self._turn
        self._run(
            partial(_without_progress, work),
            tr("Reading the picture…"),
            done=partial(self._arrive, turn, then),
            failed=partial(self._arrive, turn, self._refused),
            cancelled=partial(self._arrive, turn, self._cancelled, None),
        )

    def _arrive(self, turn: int, then: Callable[[Any], None], result: Any) -> None:
        if isValid(self) and turn == self._turn:
            then(result)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._leave()
        self.set_error(error.sentence())

    def _cancelled(self, _nothing: None) -> None:
        self._leave()

    # What is shown

    def _rest(self, *, cutting: bool = False) -> None:
        """Show the picture there is and what can be done, or where a part of a new one is chosen."""
        focused = self.window().focusWidget()
        had_focus = focused is not None and self.cropper.isAncestorOf(focused)
        self.cropper.setVisible(cutting)
        self.frame.setVisible(not cutting)
        self.choose.setVisible(not cutting and not self._read_only)
        self.remove.setVisible(not cutting and not self._read_only and bool(self._value))
        self._say_hint("" if cutting or self._value or self._read_only else tr("or drop or paste one here"))
        if had_focus and not cutting:
            self.frame.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_hint(self, text: str) -> None:
        self._hint.setText(text)
        self._hint.setVisible(bool(text))


class _Box(QWidget):
    """Holds the field's parts and takes what is dropped on any of them."""

    dropped = Signal(QMimeData)
    hovered = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if work_for(event.mimeData()) is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.hovered.emit(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.hovered.emit(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.hovered.emit(False)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.dropped.emit(event.mimeData())


def work_for(given: QMimeData) -> Work | None:
    """Return what decodes a picture that another program hands over, None where there is none; nothing is fetched."""
    path = next((url.toLocalFile() for url in given.urls() if url.isLocalFile()), "")
    if path:
        return partial(_decode_file, path)
    kind = next((kind for kind in RAW if given.hasFormat(kind)), "")
    if kind:
        return partial(pictures.decode, bytes(given.data(kind).data()))
    if given.hasImage():
        return partial(pictures.take_image, QImage(given.imageData()))
    return None


def _decode_file(path: str) -> QImage:
    return pictures.decode(pictures.read_file(path))


def _without_progress(work: Work, _progress: Callable[[int, int], None]) -> Any:
    return work()
