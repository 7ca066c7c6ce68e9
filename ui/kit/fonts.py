"""The program's own fonts: loaded once, and made by the roles of the design."""

from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

import resources
from b2bdesk.terms import Language
from ui.kit.tokens import token

SMALLEST_HAN_PX: Final = 12
_loaded: list[int] = []


def load_fonts() -> None:
    """Make the shipped fonts known to Qt, which reads of their files what it draws; a second call does nothing."""
    if _loaded:
        return
    for suffix in (".ttf", ".otf"):
        for name in resources.names("fonts", suffix):
            _loaded.append(QFontDatabase.addApplicationFont(resources.place_of(f"fonts/{name}")))


def families(lang: str) -> list[str]:
    """Return the families to search for a character, in order."""
    latin, han, hant = (str(token("font", key)) for key in ("latin", "han", "hant"))
    chinese = [hant, han] if lang == Language.HANT else [han]
    system = token("font", "system").get(str(lang), [])
    return [latin, *chinese, *system]


def make_font(role: str, lang: str, weight: int | None = None) -> QFont:
    """Make the font of a role: micro, small, body, bodyStrong, section, title, display, figure."""
    scale = token("font", "scale")
    look = scale[role] if role in scale else token("font", "workshop", role)
    font = QFont()
    font.setFamilies(families(lang))
    chinese = lang != Language.EN
    font.setPixelSize(max(look["px"], SMALLEST_HAN_PX) if chinese else look["px"])
    font.setWeight(QFont.Weight(weight or look.get("weight", 400)))
    if "tracking" in look and not chinese:
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 100 + look["tracking"] * 100)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return font
