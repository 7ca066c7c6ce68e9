"""One look at a time: colours, fonts, sizes and icons by the names of the design tokens.

theme.apply(app, "system", "zh-Hans")            # at the start and when a setting changes
look = theme.current()
look.color("accent"), look.font("small", 500), look.icon("search", 16, "text3")
theme.changed.connect(self.drop_cached_pictures) # painters drop what they keep
"""

from functools import partial
from typing import Any, Final, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from ui.kit.fonts import load_fonts, make_font
from ui.kit.icons import draw_icon, forget_icons, make_icon
from ui.kit.style import fill_style_sheet
from ui.kit.tokens import token

Scheme = Literal["light", "dark"]
Wish = Literal["light", "dark", "system"]
STYLE: Final = ("-style", "fusion")
"""What an application is told when it is made; to ask for its style later brings in all enumerations of styles."""
PLAIN_IN_HIGH_CONTRAST: Final = ("hairline", "line", "control", "text2", "text3", "rational")
"""Colours that become the text's when a person asks for high contrast; soft fills become the surface."""


class Theme:
    """The colours, fonts, sizes and icons of one scheme; values are worked out once."""

    def __init__(self, scheme: Scheme, lang: str = "en", *, high_contrast: bool = False) -> None:
        self.scheme: Scheme = scheme
        self.lang = str(lang)
        self.high_contrast = high_contrast
        self._colors: dict[str, QColor] = {}
        self._mixed: dict[tuple[str, str, float], QColor] = {}
        self._fonts: dict[tuple[str, int | None], QFont] = {}

    def __repr__(self) -> str:
        return f"Theme({self.scheme!r}, {self.lang!r}, high_contrast={self.high_contrast})"

    @property
    def dark(self) -> bool:
        """Is this the dark scheme?"""
        return self.scheme == "dark"

    def rgb(self, name: str) -> str:
        """Return a colour as `#rrggbb`; a name that is one already stays."""
        return name if name.startswith("#") else str(token("color", self.scheme, self._seen_as(name)))

    def color(self, name: str) -> QColor:
        """Return a colour by its token's name."""
        if name not in self._colors:
            self._colors[name] = QColor(self.rgb(name))
        return self._colors[name]

    def mixed(self, upper: str, lower: str, share: float) -> QColor:
        """Return `upper` laid over `lower` with a share of 0-1, opaque."""
        key = upper, lower, share
        if key not in self._mixed:
            pairs = zip(_parts(self.color(upper)), _parts(self.color(lower)), strict=True)
            self._mixed[key] = QColor(*(round(a * share + b * (1 - share)) for a, b in pairs))
        return self._mixed[key]

    def font(self, role: str, weight: int | None = None) -> QFont:
        """Return the font of a role: micro, small, body, bodyStrong, section, title, display, figure."""
        key = role, weight
        if key not in self._fonts:
            self._fonts[key] = make_font(role, self.lang, weight)
        return QFont(self._fonts[key])

    def size(self, name: str) -> int:
        """Return a size in device-independent pixels."""
        return int(token("size", name))

    def radius(self, name: str) -> int:
        """Return a corner's radius."""
        return int(token("radius", name))

    def icon(self, name: str, size: int = 16, color_name: str = "text2") -> QIcon:
        """Return an icon for buttons and rows, tinted in a colour."""
        return make_icon(name, size, self.rgb(color_name), self.rgb("disabled"))

    def pixmap(self, name: str, size: int, color_name: str, dpr: float = 1.0) -> QPixmap:
        """Return an icon's picture for painters, kept by name, size, colour and scale."""
        return draw_icon(name, size, self.rgb(color_name), dpr)

    def form_icon(self, form_code: str, form_class: str) -> str:
        """Return the name of a content form's icon, or its class's for a form of the person's own."""
        forms = token("form")
        return str(forms[form_code]["icon"] if form_code in forms else self._form_class(form_class)["icon"])

    def form_color(self, form_class: str) -> str:
        """Return the name of a form class's colour."""
        return str(self._form_class(form_class)["color"])

    def palette(self) -> QPalette:
        """Return the palette Fusion paints with."""
        palette = QPalette()
        for role, name in token("qpalette").items():
            palette.setColor(QPalette.ColorRole[role], self.color(name))
        for role in ("WindowText", "Text", "ButtonText"):
            palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole[role], self.color("disabled"))
        return palette

    def _form_class(self, form_class: str) -> dict[str, Any]:
        classes: dict[str, dict[str, Any]] = token("formClass")
        return classes.get(form_class, classes["doc"])

    def _seen_as(self, name: str) -> str:
        if not self.high_contrast:
            return name
        if name in PLAIN_IN_HIGH_CONTRAST or name.endswith("Line"):
            return "text"
        return "surface" if name.endswith(("Soft", "Faint")) and name != "accentSoft" else name


def _parts(color: QColor) -> tuple[int, int, int]:
    return color.red(), color.green(), color.blue()


class _Board(QObject):
    """Holds the look in use and tells when it changes."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.theme = Theme("light")
        self.wish: Wish = "light"
        self.follows = False


_board = _Board()
changed = _board.changed
"""Told after the look has changed."""


def current() -> Theme:
    """Return the look in use."""
    return _board.theme


def apply(app: QApplication, scheme: Wish = "system", lang: str = "en") -> Theme:
    """Dress the application; `system` follows the desktop's scheme from now on."""
    load_fonts()
    _board.wish = scheme
    if not _board.follows:
        _board.follows = True
        app.styleHints().colorSchemeChanged.connect(partial(_follow, app))
    seen: Scheme = scheme if scheme != "system" else system_scheme(app)
    _board.theme = look = Theme(seen, lang, high_contrast=wants_high_contrast(app))
    forget_icons()
    app.setPalette(look.palette())
    app.setFont(look.font("body"))
    app.setStyleSheet(fill_style_sheet(look))
    changed.emit()
    return look


def system_scheme(app: QApplication) -> Scheme:
    """Return the scheme the desktop asks for."""
    return "dark" if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"


def wants_high_contrast(app: QApplication) -> bool:
    """Does the desktop ask for high contrast? Known from Qt 6.10 on."""
    hints = getattr(app.styleHints(), "accessibility", None)
    contrast = getattr(Qt, "ContrastPreference", None)
    return bool(hints and contrast and hints().contrastPreference() == contrast.HighContrast)


def _follow(app: QApplication, _scheme: Qt.ColorScheme) -> None:
    """Change with the desktop, where the person wished so."""
    if _board.wish == "system":
        apply(app, "system", _board.theme.lang)
