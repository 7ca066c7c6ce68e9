"""What can go wrong in a way a person can mend: a code with facts, which becomes a sentence at the face."""

from typing import Any


class UserError(Exception):
    """Something the person can understand and mend.

    `code` is stable and dotted ("segment.shares"); `message` is an English sentence marked with `N_`,
    with `{name}` places that `facts` fill; `place` says where (a path, a cell, a JSON path) if known.
    """

    def __init__(self, code: str, message: str, /, *, place: str | None = None, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.place = place
        self.facts = facts

    def sentence(self, lang: str | None = None) -> str:
        """Return the sentence in `lang`, or in the language now spoken."""
        from b2bdesk.i18n import render

        text = render(self.message, self.facts, lang)
        return f"{self.place}: {text}" if self.place else text

    def __str__(self) -> str:
        return self.sentence()
