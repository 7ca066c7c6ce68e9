"""Where the palette's rows come from: actions, rooms, items, findings, texts."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, Final, TYPE_CHECKING

from b2bdesk import i18n
from b2bdesk.i18n import tr
from b2bdesk.terms import N_
from ui.actions import Act
from ui.gaps.targets import place_of
from ui.kit.tokens import token
from ui.palette.entries import BEST, DO, Entry, GAPS, GO, Group, ITEMS, TEXT
from ui.places import home_of

if TYPE_CHECKING:
    from b2bdesk.queries.search import Hit
    from ui.window import Window

LOOKS: Final = {
    "persona": ("user-round", N_("Persona")),
    "content_piece": ("file-text", N_("Piece")),
    "segment": ("layers", N_("Segment")),
    "decision_chain": ("network", N_("Decision chain")),
    "evidence": ("message-square-quote", N_("Evidence")),
    "channel": ("route", N_("Channel")),
    "landing_pool": ("door-open", N_("Pool")),
    "stage": ("columns-3", N_("Stage")),
    "campaign": ("flag", N_("Campaign")),
    "result": ("chart-column", N_("Result")),
}
ON_MAP: Final = {
    "persona": "persona",
    "channel": "channel",
    "stage": "stage",
    "content_piece": "piece",
    "campaign": "campaign",
}
SHOWN_ITEMS: Final = 6
SHOWN_TEXTS: Final = 6
SHOWN_GAPS: Final = 4
SHOWN_ACTS: Final = 6


def groups(window: "Window", typed: str) -> list[Group]:
    """Return the rows for what was typed: `>` means commands alone, `#` codes, `?` the keys."""
    mark, words = typed[:1], typed[1:].strip()
    if mark == ">":
        return filled([Group(DO, tuple(acts(window, words)))])
    if mark == "?":
        return filled([Group(DO, tuple(acts(window, words, keys_only=True)))])
    if mark == "#":
        return filled(found(window, words, codes_only=True))
    words = typed.strip()
    if not words:
        return filled([Group(GO, tuple(rooms(window, ""))), Group(DO, tuple(acts(window, ""))[:SHOWN_ACTS])])
    named = found(window, words)
    doing = [*on_item(window, named), *rooms(window, words), *acts(window, words)][:SHOWN_ACTS]
    listed = [*named[:2], Group(DO, tuple(doing)), gaps(window, words), *named[2:]]
    return filled(listed)


def filled(listed: Iterable[Group]) -> list[Group]:
    """Return the groups that hold something."""
    return [group for group in listed if group.entries]


def acts(window: "Window", words: str, *, keys_only: bool = False) -> Iterator[Entry]:
    """Yield the actions that can be run now and hold the words."""
    frame = window.frame
    room = frame.room_key if frame is not None else ""
    usable = [act for act in window.book.usable(room) if act.listed and holds(tr(act.text), words)]
    for act in sorted(usable, key=lambda act: (act.room == "", not begins(tr(act.text), words))):
        if act.keys or not keys_only:
            yield entry_of(window, act)


def entry_of(window: "Window", act: Act) -> Entry:
    """Return an action as a row; undo and redo name what they would do."""
    detail = {"undo": window.desk.undo_text(), "redo": window.desk.redo_text()}.get(act.id, "")
    keys = act.keys[0] if act.keys else ""
    return Entry(tr(act.text), window.book[act.id].trigger, act.icon or "chevron-right", detail=detail, keys=keys)


def rooms(window: "Window", words: str) -> Iterator[Entry]:
    """Yield the rooms whose names hold the words."""
    if window.frame is None:
        return
    for number, place in enumerate(window.frame.places(), 1):
        if holds(tr(place.text), words):
            keys = f"Ctrl+{number}" if number <= 9 else ""
            show = partial(window.frame.show_room, place.key)
            yield Entry(tr(place.text), show, place.icon, keys=keys, detail=tr("Go to") if words else "")


def found(window: "Window", words: str, *, codes_only: bool = False) -> list[Group]:
    """Return the items that hold the words: the best, other ones by name, those that hold them in a text."""
    from b2bdesk.queries.finder import finder

    ws = window.desk.ws
    if not words or ws is None:
        return []
    lang = str(i18n.language())
    hits = window.desk.read(partial(finder(ws).search, ws, typed=words, lang=lang, codes_only=codes_only))
    named, texts = [h for h in hits if not h.text], [h for h in hits if h.text]
    best, others = tuple(named[:1]), named[1:]
    return [
        Group(BEST, tuple(item(window, hit, best=True) for hit in best)),
        Group(ITEMS, tuple(item(window, hit) for hit in others[:SHOWN_ITEMS]), len(others)),
        Group(TEXT, tuple(item(window, hit) for hit in texts[:SHOWN_TEXTS]), len(texts)),
    ]


def item(window: "Window", hit: "Hit", *, best: bool = False) -> Entry:
    """Return a hit as a row."""
    icon, kind = LOOKS[hit.table]
    show = partial(open_hit, window, hit)
    if hit.text:
        return Entry(hit.text, show, icon, detail=f"{hit.code} {hit.name}".strip(), right=tr(kind))
    detail = ", ".join(part for part in (hit.detail, hit.code) if part)
    return Entry(
        hit.name, show, icon, detail=detail, right=tr("Open") if best else tr(kind), keys="Return" if best else ""
    )


def open_hit(window: "Window", hit: "Hit") -> None:
    """Show an item where it is at home."""
    if window.frame is None:
        return
    home = home_of(hit.table)
    if home and home != "map":
        window.frame.open_item(hit.table, hit.id)
    else:
        window.frame.jump("map", {ON_MAP.get(hit.table, hit.table): hit.id})


def on_item(window: "Window", named: list[Group]) -> Iterator[Entry]:
    """Yield what can be done with the best match."""
    if window.frame is None or not named or not named[0].entries:
        return
    best = named[0].entries[0]
    hit = getattr(best.run, "args", (None, None))[1]
    if hit is not None and hit.table in ON_MAP:
        show = partial(window.frame.jump, "map", {ON_MAP[hit.table]: hit.id})
        yield Entry(tr("Show {name} on the map", name=hit.name), show, "eye", keys="Shift+Return")


def gaps(window: "Window", words: str) -> Group:
    """Return the findings that hold the words."""
    summary = window.facts.summary
    if summary is None or window.frame is None:
        return Group(GAPS, ())
    hits = [said for said in summary.findings if holds(said.sentence, words)]
    rows = []
    for said in hits[:SHOWN_GAPS]:
        mark = token("severity", str(said.finding.severity))
        go: Any = partial(window.frame.jump, *place_of(said.finding.jump, said.finding.ids))
        right = tr("priority {number}", number=f"{said.finding.importance:.1f}")
        rows.append(Entry(said.sentence, go, mark["icon"], mark["color"], right=right))
    return Group(GAPS, tuple(rows), len(hits))


def holds(text: str, words: str) -> bool:
    """Tell whether a text holds all words."""
    low = text.casefold()
    return all(word in low for word in words.casefold().split())


def begins(text: str, words: str) -> bool:
    """Tell whether a text begins with what was typed."""
    return text.casefold().startswith(words.casefold())
