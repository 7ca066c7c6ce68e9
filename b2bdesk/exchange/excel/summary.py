"""The first sheet: what plan this is, its main numbers, its frame, and where to find what."""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from b2bdesk.exchange.excel.conclusions import severity
from b2bdesk.exchange.excel.page import Anchor, Cell, Page
from b2bdesk.exchange.excel.source import Source
from b2bdesk.exchange.excel.widths import height, lines
from b2bdesk.i18n import day, money, tr
from b2bdesk.insight.coverage import advertising_cost, by_phase, by_status, stage_channel, stage_persona
from b2bdesk.insight.help import budget
from b2bdesk.terms import Severity

NAME: Final = 40.0
VALUE: Final = 20.0
HINT: Final = 70.0
LINES_A_PAGE: Final = 44


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: a name, a value in a style, words beside it that may lead somewhere; `anchor` names the line."""

    name: str
    value: Any = None
    style: str = "int"
    hint: str = ""
    link: Anchor | None = None
    anchor: Anchor | None = None


def summary(source: Source, contents: list[tuple[str, str]]) -> Page:
    """Return the sheet; `contents` are key and title of all sheets of this workbook."""
    page = Page("summary", tr("Summary"), widths=[NAME, VALUE, HINT], freeze="A3")
    page.add(Cell(source.title, "title"), height=24.0)
    start, end = source.home["plan_start"], source.home["plan_end"]
    period = tr("{start} to {end}, as of {today}", start=day(start), end=day(end), today=day(source.today))
    page.add(Cell(period, "note"))
    for title, facts in _sections(source):
        if facts:
            page.add()
            page.add(Cell(title, "head"), Cell(None, "head"), Cell(None, "head"))
        for fact in facts:
            _add(page, fact)
    page.add()
    page.add(Cell(tr("Sheets of this workbook"), "head"), Cell(None, "head"), Cell(None, "head"))
    for key, title in contents:
        if key != "summary":
            page.add(Cell(title, "link", ("sheet", key)), Cell(None, "key"), Cell(None, "key"))
    page.pages_tall = math.ceil(page.count() / LINES_A_PAGE)
    return page


def _add(page: Page, fact: Fact) -> None:
    most = max(lines(fact.name, NAME), lines(fact.hint, HINT))
    hint = Cell(fact.hint, "hint_link" if fact.link else "hint", fact.link)
    page.add(Cell(fact.name, "key"), Cell(fact.value, fact.style), hint, anchor=fact.anchor, height=height(most))


def _sections(source: Source) -> Iterator[tuple[str, list[Fact]]]:
    yield tr("Plan"), list(_plan(source))
    yield tr("Coverage"), list(_coverage(source))
    yield tr("Findings"), list(_findings(source))
    statuses, phases = by_status(source.plan).items(), by_phase(source.plan).items()
    yield tr("Placements by status"), [Fact(source.label("placement_status", status), n) for status, n in statuses]
    yield tr("Placements by phase"), [Fact(source.label("phase", phase), n) for phase, n in phases]
    yield tr("Segments"), list(_segments(source))
    yield tr("Goals"), list(_goals(source))
    yield tr("Campaigns"), list(_campaigns(source))


def _plan(source: Source) -> Iterator[Fact]:
    company = source.all_rows("company_profile")
    texts = {tr("Product"): "product", tr("Positioning"): "positioning", tr("Core message"): "core_message"}
    for name, key in texts.items():
        if company and company[0][key]:
            yield Fact(name, None, "text", company[0][key])
    unit = f" ({source.currency})"
    yield Fact(tr("Planned cost") + unit, source.ix.cost, "money")
    yield Fact(tr("of this in advertising tools") + unit, advertising_cost(source.plan), "money")
    yield Fact(tr("Budget") + unit, budget(source.plan), "money")
    yield Fact(tr("Personas"), len(source.ix.personas), hint=tr("Personas"), link=("sheet", "personas"))
    yield Fact(tr("Content pieces"), len(source.rows("content_piece")), hint=tr("Content"), link=("sheet", "content"))
    yield Fact(tr("Channels"), len(source.ix.channels), hint=tr("Channels & pools"), link=("sheet", "channels"))


def _coverage(source: Source) -> Iterator[Fact]:
    people, places = stage_persona(source.plan), stage_channel(source.plan)
    covered = tr("{covered} of {required} required cells", covered=people.covered, required=people.required)
    deep = tr("{covered} of {required} required cells", covered=people.deep, required=people.required)
    used = tr("{covered} of {required} recommended cells", covered=places.covered, required=places.required)
    yield Fact(tr("Stage × persona covered"), _real(people.share), "share", covered, ("sheet", "map_personas"))
    yield Fact(tr("with two placements or more"), _real(people.depth), "share", deep, ("sheet", "map_personas"))
    yield Fact(tr("Stage × channel covered"), _real(places.share), "share", used, ("sheet", "map"))
    counted, everything = len(source.ix.counted), len(source.rows("placement"))
    of_all = tr("{counted} of {all} placements count", counted=counted, all=everything)
    yield Fact(tr("Placements that count"), counted, "int", of_all, ("sheet", "placements"))


def _findings(source: Source) -> Iterator[Fact]:
    found = Counter(finding.severity for finding in source.findings)
    for grade in Severity:
        yield Fact(severity(source, grade), found[grade], f"severity_{grade.value}", tr("Gaps"), ("sheet", "gaps"))


def _segments(source: Source) -> Iterator[Fact]:
    for row in source.rows("segment"):
        said = [source.label("account_class", row["account_class"]), source.label("segment_role", row["role"])]
        if row["acv"] is not None:
            said.append(f"{tr('Yearly contract value')} {money(row['acv'], source.currency)}")
        name = source.ref("segment", row["id"])
        yield Fact(name, row["revenue_share"], "share", source.joined(said), anchor=("segment", row["id"]))


def _goals(source: Source) -> Iterator[Fact]:
    for row in source.rows("goal"):
        said = source.joined([part for part in (row["metric"], day(row["due"])) if part])
        yield Fact(source.ref("goal", row["id"]), row["value"], "amount", said, anchor=("goal", row["id"]))


def _campaigns(source: Source) -> Iterator[Fact]:
    for row in source.rows("campaign"):
        said = " – ".join(day(row[key]) for key in ("date_from", "date_to") if row[key])
        yield Fact(source.ref("campaign", row["id"]), row["budget"], "money", said, anchor=("campaign", row["id"]))


def _real(value: Any) -> float | None:
    return None if value is None else float(value)
