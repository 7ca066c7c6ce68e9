"""The rules that hold between rows, each with its sentence; run by every command and after every import."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, Final

from sqlalchemy import func, or_, Select, select, Table
from sqlalchemy.orm import Session

from b2bdesk.commands import link_address
from b2bdesk.commands.short_titles import width
from b2bdesk.domain import metadata
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.errors import UserError
from b2bdesk.terms import ContentStatus, N_, PlacementStatus, State

Rule = Callable[[Session, "Scope"], None]
Scope = list[int] | None
"""The ids to look at; None means all rows."""

SHARE_TOLERANCE: Final = 0.001
SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DATELESS: Final = (PlacementStatus.IDEA, PlacementStatus.PLANNED, PlacementStatus.DROPPED)
CLOSED: Final = (PlacementStatus.DONE, PlacementStatus.DROPPED)


def check(session: Session, kind: str, ids: Iterable[int]) -> None:
    """Raise `UserError` for the first rule that rows `ids` of an entity break."""
    wanted = list(ids)
    for rule in RULES.get(kind, ()):
        rule(session, wanted)


def check_all(session: Session) -> None:
    """Raise `UserError` for the first rule that any row breaks."""
    for kind, rules in RULES.items():
        for rule in rules:
            _in_place(rule, session, kind)


def _in_place(rule: Rule, session: Session, kind: str) -> None:
    try:
        rule(session, None)
    except UserError as error:
        error.place = error.place or f"$.{ENTITIES[kind].collection}"
        raise


def t(name: str) -> Table:
    """Return a table by its name."""
    return metadata.tables[name]


def scoped(query: Select[Any], table: Table, scope: Scope) -> Select[Any]:
    """Narrow a query to the rows looked at."""
    return query if scope is None else query.where(table.c.id.in_(scope))


def ordered(kind: str, low: str, high: str, code: str, message: str, *, strictly: bool = False) -> Rule:
    """Make the rule that one column is not above another, where both are set."""

    def rule(session: Session, scope: Scope) -> None:
        table = t(kind)
        wrong = table.c[low] >= table.c[high] if strictly else table.c[low] > table.c[high]
        if session.execute(scoped(select(table.c.id).where(wrong), table, scope).limit(1)).first():
            raise UserError(code, message)

    return rule


def shares_add_up(session: Session, scope: Scope) -> None:
    """The revenue shares of active segments add up to 1 once each has one, and never exceed it (B)."""
    table = t("segment")
    rows = session.execute(select(table.c.revenue_share).where(table.c.archived == 0)).scalars().all()
    given = [share for share in rows if share is not None]
    total = sum(given)
    complete = len(given) == len(rows)
    if given and (total > 1 + SHARE_TOLERANCE or (complete and total < 1 - SHARE_TOLERANCE)):
        raise UserError(
            "segment.shares",
            N_("The revenue shares of the segments add up to {total} %. Together they must be 100 %."),
            total=f"{total * 100:.1f}",
        )


def persona_has_segment(session: Session, scope: Scope) -> None:
    """A persona is met in at least one segment (B)."""
    table, link = t("persona"), t("persona_segment")
    query = select(table.c.name).where(~select(link.c.id).where(link.c.persona_id == table.c.id).exists())
    if name := session.scalar(scoped(query, table, scope).limit(1)):
        raise UserError("persona.segment", N_("{name} needs at least one segment."), name=name)


def one_person_one_standing(session: Session, scope: Scope) -> None:
    """Influence, authority and stance are equal across one person's roles in a chain (B)."""
    table = t("chain_member")
    columns = (table.c.influence, table.c.authority, table.c.stance)
    uneven = or_(*(func.min(column) != func.max(column) for column in columns))
    one = (table.c.chain_id, table.c.persona_id, table.c.title)
    query = select(table.c.chain_id).group_by(*one).having(uneven)
    if session.execute(query.limit(1)).first():
        raise UserError(
            "chain.standing", N_("One person has one influence, authority and stance in a chain, in all roles.")
        )


def member_is_someone(session: Session, scope: Scope) -> None:
    """A member is a persona, or known by title (B)."""
    table = t("chain_member")
    query = select(table.c.id).where(table.c.persona_id.is_(None), table.c.title == "")
    if session.execute(scoped(query, table, scope).limit(1)).first():
        raise UserError("chain.nobody", N_("Choose a persona, or say by which title this person is known."))


def relation_within_chain(session: Session, scope: Scope) -> None:
    """A relation joins two members of its own chain (B)."""
    table, member = t("chain_relation"), t("chain_member")
    here = select(member.c.id).where(member.c.chain_id == table.c.chain_id)
    wrong = or_(table.c.from_id.not_in(here), table.c.to_id.not_in(here), table.c.from_id == table.c.to_id)
    if session.execute(scoped(select(table.c.id).where(wrong), table, scope).limit(1)).first():
        raise UserError("chain.relation", N_("A relation joins two different members of the same chain."))


def states_complete(session: Session, scope: Scope) -> None:
    """Each of the seven states belongs to exactly one stage of each set (B)."""
    stage, held = t("stage"), t("stage_state")
    query = select(stage.c.stage_set_id, held.c.state).join_from(
        stage, held, held.c.stage_id == stage.c.id, isouter=True
    )
    of: defaultdict[int | None, list[str]] = defaultdict(list)
    for stage_set, state in session.execute(query):
        of[stage_set].append(state)
    for states in of.values():
        if missing := [state for state in State if state not in states]:
            raise UserError(
                "stage.states",
                N_("Every lifecycle state belongs to a stage; this one would be left out: {states}."),
                states=", ".join(missing),
            )
        if any(states.count(state) > 1 for state in State):
            raise UserError("stage.state_twice", N_("This lifecycle state already belongs to another stage."))


def not_needed_has_reason(session: Session, scope: Scope) -> None:
    """A cell that is not needed says why (B)."""
    table = t("cell_plan")
    query = select(table.c.id).where(table.c.not_needed == 1, table.c.reason == "")
    if session.execute(scoped(query, table, scope).limit(1)).first():
        raise UserError("cell.reason", N_("Say why nothing is needed here."))


def published_has_file(session: Session, scope: Scope) -> None:
    """A published piece has a file or an address (B)."""
    table = t("content_piece")
    query = select(table.c.code, table.c.title).where(table.c.status == ContentStatus.PUBLISHED, table.c.file == "")
    if row := session.execute(scoped(query, table, scope).limit(1)).first():
        raise UserError(
            "content.file",
            N_("{code} {title} is published, so it needs a file or an address."),
            code=row.code,
            title=row.title,
        )


def short_title_fits(session: Session, scope: Scope) -> None:
    """A short title has up to 8 Latin or 4 Chinese characters."""
    table = t("content_piece")
    query = scoped(select(table.c.code, table.c.short_title).where(table.c.short_title != ""), table, scope)
    for code, short in session.execute(query):
        if width(short) > 8:
            raise UserError(
                "content.short_title",
                N_("The short title of {code} may have up to 8 letters or 4 Chinese characters."),
                code=code,
            )


def slug_is_plain(session: Session, scope: Scope) -> None:
    """A campaign's name in links has only small letters, digits and hyphens (B)."""
    table = t("campaign")
    for slug in session.scalars(scoped(select(table.c.slug), table, scope)):
        if not SLUG.fullmatch(slug):
            raise UserError(
                "campaign.slug", N_("“{slug}”: a name in links has small letters, digits and hyphens only."), slug=slug
            )


def dateless_only_planned(session: Session, scope: Scope) -> None:
    """A placement without a start date is an idea or planned (B)."""
    table = t("placement")
    query = select(table.c.code).where(table.c.date_from.is_(None), table.c.status.not_in(DATELESS))
    if code := session.scalar(scoped(query, table, scope).limit(1)):
        raise UserError(
            "placement.date", N_("{code} has no start date, so it can only be an idea or planned."), code=code
        )
    query = select(table.c.code).where(table.c.date_from.is_(None), table.c.date_to.is_not(None))
    if code := session.scalar(scoped(query, table, scope).limit(1)):
        raise UserError("placement.end", N_("{code} has an end date but no start date."), code=code)


def state_of_its_stage(session: Session, scope: Scope) -> None:
    """A placement's state is one of its stage's states (B)."""
    table, states = t("placement"), t("stage_state")
    mine = select(states.c.state).where(states.c.stage_id == table.c.stage_id)
    query = select(table.c.code).where(table.c.state != "", table.c.state.not_in(mine))
    if code := session.scalar(scoped(query, table, scope).limit(1)):
        raise UserError("placement.state", N_("{code}: this state does not belong to its stage."), code=code)


def retired_is_closed(session: Session, scope: Scope) -> None:
    """Retired content stands only in placements that are done or dropped (B)."""
    placement, piece = t("placement"), t("content_piece")
    query = (
        select(piece.c.code, piece.c.title)
        .join(placement, placement.c.content_id == piece.c.id)
        .where(piece.c.status == ContentStatus.RETIRED, placement.c.status.not_in(CLOSED))
    )
    row = session.execute(scoped(query, placement, scope).limit(1)).first()
    if row:
        raise UserError(
            "placement.retired",
            N_("{code} {title} is retired; it can only stand in placements that are done or dropped."),
            code=row.code,
            title=row.title,
        )


def retired_piece_is_free(session: Session, scope: Scope) -> None:
    """The same, seen from the piece."""
    if scope is None:
        return
    table = t("placement")
    ids = session.scalars(select(table.c.id).where(table.c.content_id.in_(scope))).all()
    retired_is_closed(session, list(ids))


def link_is_valid(session: Session, scope: Scope) -> None:
    """A tracking link has no error of D11 and bears the address that its parts give."""
    table = t("tracking_link")
    for row in session.execute(scoped(select(table), table, scope)).mappings():
        link_address.refuse_wrong(dict(row))


def scene_fits(session: Session, scope: Scope) -> None:
    """A WeChat code carries a scene of 1 to 64 characters (D11)."""
    table = t("tracking_link")
    query = select(table.c.code).where(table.c.kind == "wechat_qr", table.c.scene_str == "")
    if code := session.scalar(scoped(query, table, scope).limit(1)):
        raise UserError("link.scene", N_("{code}: a WeChat code needs a scene of 1 to 64 characters."), code=code)


def account_is_named(session: Session, scope: Scope) -> None:
    """The chain of one account names it (B)."""
    table = t("decision_chain")
    query = select(table.c.code).where(table.c.kind == "account", table.c.account == "")
    if code := session.scalar(scoped(query, table, scope).limit(1)):
        raise UserError("chain.account", N_("{code} is the chain of one account, so name the account."), code=code)


def currency_is_three_letters(session: Session, scope: Scope) -> None:
    """A currency has three capital letters, as ISO 4217 writes it."""
    table = t("workspace")
    for currency in session.scalars(select(table.c.currency)):
        if not re.fullmatch("[A-Z]{3}", currency):
            raise UserError("workspace.currency", N_("A currency has three capital letters, such as CNY."))


RULES: Final[dict[str, tuple[Rule, ...]]] = {
    "workspace": (
        ordered(
            "workspace",
            "plan_start",
            "plan_end",
            "workspace.dates",
            N_("The plan ends after it starts."),
            strictly=True,
        ),
        currency_is_three_letters,
    ),
    "resource": (ordered("resource", "date_from", "date_to", "resource.dates", N_("The end lies before the start.")),),
    "segment": (
        ordered(
            "segment",
            "headcount_min",
            "headcount_max",
            "segment.headcount",
            N_("Headcount: the lower bound is above the upper."),
        ),
        ordered(
            "segment",
            "revenue_min",
            "revenue_max",
            "segment.revenue",
            N_("Revenue: the lower bound is above the upper."),
        ),
        shares_add_up,
    ),
    "persona": (
        ordered(
            "persona", "budget_min", "budget_max", "persona.budget", N_("Budget: the lower bound is above the upper.")
        ),
        ordered(
            "persona", "window_from", "window_to", "persona.window", N_("The buying window ends before it starts.")
        ),
        persona_has_segment,
    ),
    "stage": (states_complete,),
    "cell_plan": (not_needed_has_reason,),
    "content_piece": (published_has_file, short_title_fits, retired_piece_is_free),
    "campaign": (
        ordered("campaign", "date_from", "date_to", "campaign.dates", N_("The end lies before the start.")),
        slug_is_plain,
    ),
    "tracking_link": (link_is_valid, scene_fits),
    "placement": (
        ordered("placement", "date_from", "date_to", "placement.dates", N_("The end lies before the start.")),
        dateless_only_planned,
        state_of_its_stage,
        retired_is_closed,
    ),
    "result": (ordered("result", "date_from", "date_to", "result.dates", N_("The end lies before the start.")),),
    "decision_chain": (account_is_named,),
    "chain_member": (member_is_someone, one_person_one_standing),
    "chain_relation": (relation_within_chain,),
}
