"""Language and colours of the running program, from the settings."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from b2bdesk import i18n
from b2bdesk.terms import Language
from ui.kit import theme
from ui.settings import Settings

QT_NAMES: Final = {Language.HANS: "zh_CN", Language.HANT: "zh_TW"}
LOCALES: Final = {Language.EN: "en_GB", Language.HANS: "zh_CN", Language.HANT: "zh_TW"}
_translators: list[QTranslator] = []


def application() -> QApplication:
    """Return the application."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def speak(settings: Settings) -> None:
    """Speak the language of the settings, Qt's own texts too."""
    lang = settings.speaks()
    i18n.use_language(lang)
    QLocale.setDefault(QLocale(LOCALES[lang]))
    translate_qt(application(), lang)
    dress(settings)


def dress(settings: Settings) -> None:
    """Wear the colours of the settings."""
    theme.apply(application(), settings.theme, str(settings.speaks()))  # type: ignore[arg-type]


def translate_qt(app: QApplication, lang: Language) -> None:
    """Load Qt's catalogue for a language, if it came along."""
    while _translators:
        app.removeTranslator(_translators.pop())
    name = QT_NAMES.get(lang)
    if name is None:
        return
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    translator = QTranslator(app)
    if translator.load(str(folder / f"qtbase_{name}.qm")):
        app.installTranslator(translator)
        _translators.append(translator)
