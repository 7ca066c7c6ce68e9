"""Taking suggestions: a piece goes where it was proposed, for the person it was proposed for (D12).

Where it stands there already for others, the person joins that placement; where it lies there without a date as an
idea or put away, that is taken up; where nothing fits, what is to be made becomes an idea.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from b2bdesk.commands import items, placements, words, write
from b2bdesk.commands.short_titles import propose_short_title
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.channel import Channel
from b2bdesk.domain.content import ContentPersona, ContentPiece, ContentStage
from b2bdesk.domain.persona import Persona
from b2bdesk.domain.placement import Placement
from b2bdesk.errors import UserError
from b2bdesk.i18n import render
from b2bdesk.queries.labels import Labels
from b2bdesk.terms import Appeal, ContentStatus, COUNTED, N_, PlacementStatus
from b2bdesk.workspace import Workspace

USUAL_FORM: Final = "article"
USUAL_TOPIC: Final = "knowhow"
FULL_FIT: Final = 3
IDEA_TITLE: Final = N_("{form} for {persona}: {topic}")
PLAIN_TITLE: Final = N_("{form}: {topic}")


@dataclass(frozen=True, slots=True)
class Idea:
    """A piece to make: form and topic codes, None where anything will do, and appeal."""

    form: str | None = None
    topic: str | None = None
    appeal: str = Appeal.MIXED


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do in a cell for a persona: place a piece, or make one."""

    stage: int
    channel: int
    persona: int | None
    content: int | None = None
    idea: Idea = Idea()


@dataclass(slots=True)
class Filled:
    """What filling the plan has done: the placements, and how many are new, were joined, and are ideas."""

    ids: tuple[int, ...] = ()
    placed: int = 0
    joined: int = 0
    ideas: int = 0


def apply(ws: Workspace, *, content: int, stage: int, channel: int, persona: int | None, origin: object = None) -> int:
    """Place a suggested piece and return the placement's id."""
    code = placements.piece_codes(ws, [content])
    with ws.read() as session:
        joins = persona is not None and _standing(session, content, stage, channel) is not None
        cell = placements.cell_title(session, stage, channel)
    name = N_("Place {code} for one more person") if joins else N_("Place {code} in {cell}")
    facts = {"code": code} if joins else {"code": code, "cell": cell}
    with ws.edit(name, origin=origin, **facts) as session:
        return _take(session, Step(stage, channel, persona, content))[0]


def add_idea(
    ws: Workspace,
    *,
    stage: int,
    channel: int,
    persona: int | None,
    form: str | None = None,
    topic: str | None = None,
    appeal: str = Appeal.MIXED,
    origin: object = None,
) -> int:
    """Note a piece to make for a persona and place it as an idea; return the placement's id."""
    cell = placements.cell_name(ws, stage, channel)
    with ws.edit(N_("Add an idea in {cell}"), cell=cell, origin=origin) as session:
        return _note(session, Step(stage, channel, persona, idea=Idea(form, topic, appeal)))


def fill(ws: Workspace, *, steps: Sequence[Step], origin: object = None) -> Filled:
    """Carry out proposals for many cells in one edit."""
    if not steps:
        raise UserError("suggest.nothing", N_("Tick what is to be placed first."))
    done, ids = Filled(), list[int]()
    with ws.edit(N_("Fill the plan ({n})"), n=len(steps), origin=origin) as session:
        for step in steps:
            if step.content is None:
                ids.append(_note(session, step))
                done.ideas += 1
            else:
                made, joined = _take(session, step)
                ids.append(made)
                done.joined += joined
                done.placed += not joined
    done.ids = tuple(dict.fromkeys(ids))
    return done


def _take(session: Session, step: Step) -> tuple[int, bool]:
    """Place a piece; return the placement, and whether a person has joined one that stood there."""
    assert step.content is not None
    where = (step.content, step.stage, step.channel)
    standing = _standing(session, *where)
    if standing is not None and step.persona is not None:
        _join(session, standing, step.content, step.persona)
        return standing, True
    loose = _loose(session, *where) if standing is None else None
    if loose is not None:
        write.change(session, "placement", [loose], {"status": str(PlacementStatus.PLANNED), "archived": False})
        if step.persona is not None:
            _join(session, loose, step.content, step.persona)
        return loose, False
    people = [] if step.persona is None else [step.persona]
    return placements.put(session, [step.content], stage=step.stage, channel=step.channel, personas=people)[0], False


def _standing(session: Session, content: int, stage: int, channel: int) -> int | None:
    """Return the first counted placement of a piece in a cell."""
    counted = Placement.status.in_([str(status) for status in COUNTED]), Placement.archived.is_(False)
    query = select(Placement.id).where(*_in_cell(content, stage, channel), *counted)
    return session.scalar(query.order_by(Placement.id).limit(1))


def _loose(session: Session, content: int, stage: int, channel: int) -> int | None:
    """Return what lies in a cell without a date and does not count: a second one beside it would be refused."""
    query = select(Placement.id).where(*_in_cell(content, stage, channel), Placement.date_from.is_(None))
    return session.scalar(query.order_by(Placement.id).limit(1))


def _in_cell(content: int, stage: int, channel: int) -> tuple[ColumnElement[bool], ...]:
    return Placement.content_id == content, Placement.stage_id == stage, Placement.channel_id == channel


def _join(session: Session, placement: int, content: int, persona: int) -> None:
    """Serve one more person by a placement; those of the piece are named where nobody was."""
    people = items.linked(session, ENTITIES["placement"], placement, "personas")
    people = people or list(session.scalars(select(ContentPersona.persona_id).filter_by(content_id=content)))
    if persona not in people:
        write.change(session, "placement", [placement], {"personas": [*people, persona]})


# ---- ideas


def _note(session: Session, step: Step) -> int:
    """Make a piece that is an idea, or take the idea of the same title, and place it as one."""
    form, topic = step.idea.form or _form_for(session, step.channel), step.idea.topic or USUAL_TOPIC
    title, short = _titles(session, form, topic, step.persona)
    content = session.scalar(
        select(ContentPiece.id)
        .where(ContentPiece.title == title, ContentPiece.archived.is_(False))
        .where(ContentPiece.status == str(ContentStatus.IDEA))
    )
    if content is None:
        content = placements.new_idea(
            session,
            title,
            stage=step.stage,
            form=form,
            topic=topic,
            short_title=short,
            appeal=step.idea.appeal,
            personas={step.persona: FULL_FIT} if step.persona is not None else {},
        )
    else:
        stages = list(session.scalars(select(ContentStage.stage_id).filter_by(content_id=content)))
        write.change(session, "content_piece", [content], {"stages": list(dict.fromkeys([*stages, step.stage]))})
    there = session.scalar(select(Placement.id).where(*_in_cell(content, step.stage, step.channel)).limit(1))
    if there is not None:
        return there
    people, status = [] if step.persona is None else [step.persona], str(PlacementStatus.IDEA)
    return placements.put(
        session, [content], stage=step.stage, channel=step.channel, personas=people, status=status
    )[0]  # fmt: skip


def _form_for(session: Session, channel: int) -> str:
    """Return a form that a channel takes: an article if it can be, else the first of the vocabulary."""
    row = session.get(Channel, channel)
    takes = set(row.accepts) if row else set()
    labels = Labels(session, words.plan_language(session))
    fitting = [e.code for e in labels.entries("content_form") if e.data.get("cls") in takes and not e.archived]
    return USUAL_FORM if USUAL_FORM in fitting or not fitting else fitting[0]


def _titles(session: Session, form: str, topic: str, persona: int | None) -> tuple[str, str]:
    """Return what to call a piece to make, in the plan's language, and its short title."""
    lang = words.plan_language(session)
    labels, person = Labels(session, lang), session.get(Persona, persona) if persona is not None else None
    facts = {"form": labels.of("content_form", form), "topic": labels.of("topic", topic)}
    short = propose_short_title(facts["topic"])
    if person is None:
        return render(PLAIN_TITLE, facts, str(lang)), short
    return render(IDEA_TITLE, {**facts, "persona": person.name}, str(lang)), short
