"""Commands in the shape the desk runs them: everything by name, so that a field may be called whatever it is."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from b2bdesk.commands import content, items, personas, pictures, plan, stages, vocabulary
from b2bdesk.terms import N_
from b2bdesk.workspace import Workspace


def create(ws: Workspace, *, kind: str, values: Mapping[str, Any]) -> int:
    """Make a row and return its id."""
    return items.create(ws, kind, **values)


def update(ws: Workspace, *, kind: str, row: int, values: Mapping[str, Any], typing: bool = False) -> None:
    """Set fields of a row."""
    if kind == "company_profile":
        plan.set_company(ws, typing=typing, **values)
    elif kind == "workspace":
        plan.set_plan(ws, **values)
    else:
        items.update(ws, kind, row, typing=typing, **values)


def set_picture(ws: Workspace, *, kind: str, row: int, key: str, data: bytes) -> None:
    """Show a picture in a field of a row, or none for no bytes."""
    if data:
        pictures.set_picture(ws, kind=kind, row=row, key=key, data=data)
    else:
        pictures.clear_picture(ws, kind=kind, row=row, key=key)


def update_many(ws: Workspace, *, kind: str, ids: Sequence[int], values: Mapping[str, Any]) -> None:
    """Set the same fields of several rows."""
    items.update_many(ws, kind, ids, **values)


def delete(ws: Workspace, *, kind: str, ids: Sequence[int]) -> None:
    """Delete rows that nothing refers to."""
    items.delete(ws, kind, ids)


def archive(ws: Workspace, *, kind: str, ids: Sequence[int], archived: bool = True) -> None:
    """Put rows away, or bring them back."""
    items.archive(ws, kind, ids, archived=archived)


def duplicate(ws: Workspace, *, kind: str, row: int) -> int:
    """Copy a row and return the copy's id."""
    return items.duplicate(ws, kind, row)


def reorder(ws: Workspace, *, kind: str, ids: Sequence[int]) -> None:
    """Give rows their order."""
    items.reorder(ws, kind, ids)


def set_prefs(ws: Workspace, *, persona: int, dim: str, values: Mapping[str, int]) -> None:
    """Set what a persona likes in a dimension."""
    personas.set_prefs(ws, persona=persona, dim=dim, values=values)


def set_states(ws: Workspace, *, stage: int, states: Sequence[str]) -> None:
    """Set the lifecycle states of a stage."""
    stages.set_states(ws, stage=stage, states=states)


def answer(ws: Workspace, *, piece: int, key: str, value: int, today: date) -> None:
    """Answer one question of a piece's help check."""
    content.set_help_check(ws, content=piece, checked_on=today, **{key: value})


def unanswer(ws: Workspace, *, piece: int) -> None:
    """Take a help check away."""
    content.clear_help_check(ws, content=piece)


def paste_titles(ws: Workspace, *, titles: Sequence[str]) -> list[int]:
    """Make a piece of each title."""
    return content.paste_titles(ws, titles=titles)


def choose_own_word(ws: Workspace, *, kind: str, row: int, key: str, vocab: str, label: str) -> None:
    """Add a word to a vocabulary and choose it in a field, in one step."""
    with ws.edit(N_("Add {name} to a vocabulary"), name=label):
        code = vocabulary.add_entry(ws, vocab=vocab, label=label)
        update(ws, kind=kind, row=row, values={key: code})
