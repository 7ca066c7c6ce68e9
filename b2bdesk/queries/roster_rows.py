"""What a roster knows of a placement and of a piece."""

from typing import Final, NamedTuple


class Placed(NamedTuple):
    """A placement in use; the first three say in which order chips come. Days are as in the file: 2026-03-18."""

    rank: int
    content: int
    id: int
    status: str
    cost: int
    """In minor units."""
    stage: int
    channel: int
    month: str
    topic: str
    form: str
    personas: tuple[int, ...]
    """Whom it serves: 0 alone where there is nobody."""
    segments: tuple[int, ...]
    roles: tuple[str, ...]
    campaign: int | None
    state: str
    start: str | None
    end: str | None
    owner: str
    series: str


class Piece(NamedTuple):
    """What chips and filters know of a piece; `help` is the sum of the help check's answers."""

    code: str
    short: str
    title: str
    form: str
    topic: str
    appeal: str
    horizon: str
    audience: str
    help: int | None
    sort: int
    owner: str
    effort: float | None
    status: str
    archived: bool
    words: str
    """All that words are looked for in, its Latin letters small."""


PLACE: Final = {name: place for place, name in enumerate(Placed._fields)}
"""In which place of a placement each of its parts stands."""
