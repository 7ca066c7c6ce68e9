"""A plan written in three languages at once, and the choosing of one."""

from typing import Any, Final

from b2bdesk.domain.base import label_in
from b2bdesk.terms import Language

KEYS: Final = frozenset(str(lang) for lang in Language)


def pick_language(value: Any, lang: str) -> Any:
    """Return a copy in which each object with exactly the keys of the three languages is its text in `lang`."""
    if isinstance(value, list):
        return [pick_language(one, lang) for one in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == KEYS:
        return _picked(value, lang)
    return {key: pick_language(inner, lang) for key, inner in value.items()}


def _picked(value: dict[str, Any], lang: str) -> Any:
    texts = [value[language] for language in (Language.EN, Language.HANS, Language.HANT)]
    if all(isinstance(text, str) for text in texts):
        return label_in(lang, *texts)
    return value[lang]
