"""Lifecycle stages cut otherwise: another preset for the plan, stages of their own for segments or a product."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import bindparam, delete, func, insert, select, Table, update
from sqlalchemy.orm import Session

from b2bdesk.commands import checks, words, write
from b2bdesk.commands.stage_presets import PRESETS, PresetStage
from b2bdesk.domain import metadata
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.segment import Segment
from b2bdesk.domain.stage import Stage, StageSet
from b2bdesk.errors import UserError
from b2bdesk.insight.stage_mapping import keepers, Way
from b2bdesk.queries.stage_switch import Moved, preview, states_of, Switch
from b2bdesk.terms import N_
from b2bdesk.workspace import Workspace

MOST_NAMED: Final = 5
"""How many placements a refusal names."""

Kept = Mapping[int, int]
"""A place among the new stages -> the id of its stage."""


def plan_switch(
    session: Session, *, preset: int, stage_set: int | None = None, chosen: Mapping[int, int] | None = None
) -> Switch:
    """Return what `switch` would do, without doing it."""
    new = [stage.states for stage in preset_of(preset)]
    return preview(session, states_of(session, stage_set), new, lang=words.plan_language(session), chosen=chosen)


def plan_segments(session: Session, *, stage_set: int | None, segments: Sequence[int]) -> Switch:
    """Return what `use` would do with the placements of segments, without doing it."""
    old = _stages_of_segments(session, segments, besides=stage_set)
    new = list(states_of(session, stage_set).values())
    return preview(session, old, new, lang=words.plan_language(session), segments=segments)


def switch(
    ws: Workspace,
    *,
    preset: int,
    stage_set: int | None = None,
    chosen: Mapping[int, int] | None = None,
    merge: bool = False,
    origin: object = None,
) -> None:
    """Cut the stages of a set (None: the plan's own) as a preset does; placements follow by their state.

    `chosen` says where placements without a state go whose stage is cut in several. Placements that would meet (the
    same piece, channel, stage and start) are refused, or with `merge` become one.
    """
    stages = preset_of(preset)
    with ws.edit(N_("Switch to {n} lifecycle stages"), n=preset, origin=origin) as session:
        old = states_of(session, stage_set)
        found = plan_switch(session, preset=preset, stage_set=stage_set, chosen=chosen)
        _settle_doubles(session, found, merge=merge)
        kept = _recut(session, old, stages, stage_set)
        _carry(session, found, kept, old)
        _drop(session, set(old) - set(kept.values()))
        session.expire_all()
        _check(session)


def create(
    ws: Workspace,
    *,
    name: str,
    preset: int,
    segments: Sequence[int] = (),
    product: str = "",
    origin: object = None,
) -> int:
    """Make a set of stages as a preset cuts them and return its id; the placements of its segments follow by state."""
    stages = preset_of(preset)
    with ws.edit(N_("Add lifecycle stages {name}"), name=name, origin=origin) as session:
        made = write.add(session, "stage_set", {"name": name, "product": product})
        own = states_of(session, None)
        kept = _recut(session, {}, stages, made)
        ways = preview(session, own, [stage.states for stage in stages], lang=words.plan_language(session)).ways
        _copy_surroundings(session, ways, kept)
        session.flush()
        use_in(session, made, segments, merge=False)
        session.expire_all()
        _check(session)
        return made


def use(
    ws: Workspace,
    *,
    stage_set: int | None,
    segments: Sequence[int],
    merge: bool = False,
    origin: object = None,
) -> None:
    """Let segments use a set of stages (None: the plan's own); their placements follow by state."""
    with ws.edit(N_("Change the lifecycle stages of segments"), origin=origin) as session:
        use_in(session, stage_set, segments, merge=merge)
        session.expire_all()
        _check(session)


def remove(ws: Workspace, *, stage_set: int, merge: bool = False, origin: object = None) -> None:
    """Take a set of stages away; its segments and placements go back to the plan's own stages by state."""
    with ws.edit(N_("Remove lifecycle stages"), origin=origin) as session:
        if session.get(StageSet, stage_set) is None:
            raise write.gone(ENTITIES["stage_set"])
        old, own = states_of(session, stage_set), states_of(session, None)
        found = preview(session, old, list(own.values()), lang=words.plan_language(session))
        _settle_doubles(session, found, merge=merge)
        _carry(session, found, dict(enumerate(own)), old)
        session.execute(update(Segment).where(Segment.stage_set_id == stage_set).values(stage_set_id=None))
        _drop(session, old)
        session.execute(delete(StageSet).where(StageSet.id == stage_set))
        session.expire_all()
        _check(session)


def preset_of(n: int) -> tuple[PresetStage, ...]:
    """Return the stages of a preset by their number; another number is refused."""
    if n not in PRESETS:
        raise UserError("stage.preset", N_("Lifecycle stages come as 4, 5 or 7."))
    return PRESETS[n]


def _check(session: Session) -> None:
    checks.states_complete(session, None)
    checks.state_of_its_stage(session, None)


# ---- stages


def _recut(
    session: Session, old: Mapping[int, tuple[str, ...]], new: Sequence[PresetStage], stage_set: int | None
) -> Kept:
    """Give old stages the form of the new ones they live on as, and make the missing ones."""
    kept = keepers(old, [stage.states for stage in new])
    table, states = metadata.tables["stage"], metadata.tables["stage_state"]
    for stage in kept.values():  # codes are unique, so they make room first
        session.execute(update(table).where(table.c.id == stage).values(code=f"~{stage}"))
    session.execute(delete(states).where(states.c.stage_id.in_(old)))
    first = session.scalar(select(func.min(table.c.sort)).where(table.c.id.in_(old)))
    start = first if first is not None else 1 + (session.scalar(select(func.max(table.c.sort))) or 0)
    codes = _codes(session, len(new), stage_set, gone=set(old) - set(kept.values()))
    ids = {}
    for place, one in enumerate(new):
        values = {
            "code": codes[place],
            "sort": start + place,
            "decision": one.decision,
            "target_emotional": one.target_emotional,
        }
        stage = kept.get(place, 0)
        if not stage:
            session.add(row := Stage(stage_set_id=stage_set, **one.labels, **values))
            session.flush()
            stage = row.id
        else:  # a stage that stays as it is keeps its name and its aim
            same = set(old[stage]) == set(one.states)
            shape = {"code": codes[place], "sort": start + place} if same else {**one.labels, **values}
            session.execute(update(table).where(table.c.id == stage).values(**shape))
        session.execute(insert(states), [{"stage_id": stage, "state": str(state)} for state in one.states])
        ids[place] = stage
    return ids


def _codes(session: Session, n: int, stage_set: int | None, gone: set[int]) -> list[str]:
    table = metadata.tables["stage"]
    for stage in gone:
        session.execute(update(table).where(table.c.id == stage).values(code=f"~{stage}"))
    prefix = "S" if stage_set is None else f"{session.scalar(select(StageSet.code).where(StageSet.id == stage_set))}-"
    taken = set(session.scalars(select(table.c.code)))
    free = (code for number in range(1, 10_000) if (code := f"{prefix}{number}") not in taken)
    return [next(free) for _ in range(n)]


def _drop(session: Session, stages: Iterable[int]) -> None:
    for name in ("content_stage", "stage_fit", "cell_plan", "stage_state"):
        table = metadata.tables[name]
        session.execute(delete(table).where(table.c.stage_id.in_(list(stages))))
    table = metadata.tables["stage"]
    session.execute(delete(table).where(table.c.id.in_(list(stages))))


# ---- what stands in them


def _settle_doubles(session: Session, found: Switch, *, merge: bool) -> None:
    if not found.doubles:
        return
    if not merge:
        named = ", ".join("+".join(one.code for one in group) for group in found.doubles[:MOST_NAMED])
        raise UserError(
            "stage.doubles",
            N_("These placements would become one and the same: {codes}. Merge them, or change a date first."),
            codes=named,
        )
    for first, *others in found.doubles:
        _merge(session, first, others)


def _merge(session: Session, first: Moved, others: Sequence[Moved]) -> None:
    """Let one placement serve whom the others serve, cost what they cost and have their results; the others go."""
    placement, link = metadata.tables["placement"], metadata.tables["placement_persona"]
    result = metadata.tables["result"]
    ids = [one.id for one in others]
    everyone = (first.id, *ids)
    people = {
        one: set(session.scalars(select(link.c.persona_id).where(link.c.placement_id == one))) for one in everyone
    }
    if all(people.values()):  # one that names nobody serves everyone the piece is for
        missing = set().union(*people.values()) - people[first.id]
        rows = [{"placement_id": first.id, "persona_id": persona} for persona in sorted(missing)]
        if rows:
            session.execute(insert(link), rows)
    else:
        session.execute(delete(link).where(link.c.placement_id == first.id))
    cost = session.scalar(select(func.sum(placement.c.cost)).where(placement.c.id.in_(everyone)))
    session.execute(update(placement).where(placement.c.id == first.id).values(cost=cost))
    session.execute(update(result).where(result.c.placement_id.in_(ids)).values(placement_id=first.id))
    session.execute(delete(placement).where(placement.c.id.in_(ids)))


def _carry(session: Session, found: Switch, kept: Kept, old: Mapping[int, tuple[str, ...]]) -> None:
    _move(session, found, kept)
    _copy_surroundings(session, found.ways, kept)
    _leave(session, found.ways, kept, old)


def _move(session: Session, found: Switch, kept: Kept) -> None:
    placement = metadata.tables["placement"]
    statement = placement.update().where(placement.c.id == bindparam("row")).values(stage_id=bindparam("stage"))
    rows = [{"row": one.id, "stage": kept[one.target]} for one in found.moved if kept[one.target] != one.stage_id]
    if rows:
        session.connection().execute(statement, rows)


def _copy_surroundings(session: Session, ways: Mapping[int, Way], kept: Kept) -> None:
    """Let new stages have what the old ones have whose states they share: pieces, fits, what is wanted in cells."""
    sources: dict[int, list[int]] = {}
    for stage, way in ways.items():
        for place in way.targets:
            sources.setdefault(kept[place], []).append(stage)
    tables = metadata.tables
    for stage, origins in sources.items():
        _unite(session, tables["content_stage"], stage, origins, ("content_id",), {})
        _unite(session, tables["stage_fit"], stage, origins, ("channel_id",), {"fit": max})
        if all(len(ways[one].targets) == 1 for one in origins) and len(origins) == 1:
            _unite(session, tables["cell_plan"], stage, origins, ("channel_id", "persona_id"), CELL)


CELL: Final = {"target": lambda found: found[0], "not_needed": lambda found: found[0], "reason": lambda found: found[0]}
"""What is wanted in a cell goes along only where a stage goes along whole."""


def _unite(
    session: Session, table: Table, stage: int, origins: Sequence[int], keys: Sequence[str], values: Mapping[str, Any]
) -> None:
    rows = session.execute(select(table).where(table.c.stage_id.in_([*origins, stage]))).mappings().all()
    there = {tuple(row[key] for key in keys): row for row in rows if row["stage_id"] == stage}
    wanted: dict[tuple[Any, ...], list[Any]] = {}
    for row in rows:
        if row["stage_id"] in origins:
            wanted.setdefault(tuple(row[key] for key in keys), []).append(row)
    for at, found in wanted.items():
        united = {name: rule([row[name] for row in found]) for name, rule in values.items()}
        if at not in there:
            session.execute(insert(table).values(stage_id=stage, **dict(zip(keys, at, strict=True)), **united))
        elif any(there[at][name] != value for name, value in united.items()):
            session.execute(update(table).where(table.c.id == there[at]["id"]).values(**united))


def _leave(session: Session, ways: Mapping[int, Way], kept: Kept, old: Mapping[int, tuple[str, ...]]) -> None:
    """Take from a stage that lives on smaller the cell plans that were made for the whole of it."""
    plan = metadata.tables["cell_plan"]
    cut = [stage for stage, way in ways.items() if stage in kept.values() and not way.clear]
    grown = [
        stage
        for place, stage in kept.items()
        if sum(place in way.targets for way in ways.values()) > 1 and stage in old
    ]
    session.execute(delete(plan).where(plan.c.stage_id.in_([*cut, *grown])))


# ---- segments


def _stages_of_segments(session: Session, segments: Sequence[int], besides: int | None) -> dict[int, tuple[str, ...]]:
    sets = set(session.scalars(select(Segment.stage_set_id).where(Segment.id.in_(segments))))
    return {stage: states for one in sets if one != besides for stage, states in states_of(session, one).items()}


def use_in(session: Session, stage_set: int | None, segments: Sequence[int], *, merge: bool) -> None:
    """Let segments use a set of stages, their placements along; within an edit that is under way."""
    if not segments:
        return
    found = plan_segments(session, stage_set=stage_set, segments=segments)
    _settle_doubles(session, found, merge=merge)
    target = dict(enumerate(states_of(session, stage_set)))
    _move(session, found, target)
    session.execute(update(Segment).where(Segment.id.in_(segments)).values(stage_set_id=stage_set))
