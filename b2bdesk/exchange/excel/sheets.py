"""The sheets of the workbook, in their order. A new sheet is one entry here."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

from b2bdesk.exchange.excel import chain_boxes, conclusions, lists, maps, role_cards
from b2bdesk.exchange.excel.page import Block, ListPage, Page
from b2bdesk.exchange.excel.source import Source
from b2bdesk.exchange.excel.summary import summary
from b2bdesk.i18n import tr
from b2bdesk.terms import N_


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `tables` gives it as tables, which are written as CSV files too; `page` draws it freely,
    perhaps around those tables.
    """

    key: str
    title: str
    tables: Callable[[Source], list[Block]] | None = None
    page: Callable[[Source], Page] | None = None


SHEETS: Final = (
    Sheet("summary", N_("Summary")),
    Sheet("map", N_("Map"), page=maps.channel_map),
    Sheet("map_personas", N_("Map by persona"), page=maps.persona_map),
    Sheet("placements", N_("Placements"), lists.placements),
    Sheet("content", N_("Content"), lists.content),
    Sheet("personas", N_("Personas"), lists.personas),
    Sheet("role_cards", N_("Role cards"), page=role_cards.role_cards),
    Sheet("evidence", N_("Evidence"), lists.evidence),
    Sheet("chains", N_("Chains"), lists.decision_chains, chain_boxes.chain_page),
    Sheet("channels", N_("Channels & pools"), lists.channels),
    Sheet("results", N_("Results"), lists.results),
    Sheet("gaps", N_("Gaps"), conclusions.gaps),
    Sheet("overlaps", N_("Overlaps"), conclusions.overlaps),
    Sheet("balance", N_("Balance"), conclusions.balance_table),
    Sheet("vocabulary", N_("Vocabulary"), lists.vocabulary),
)
KEYS: Final = tuple(sheet.key for sheet in SHEETS)


def pages(source: Source, wanted: Collection[str] | None) -> list[Page]:
    """Return the sheets asked for, all of them for None, in the language now spoken."""
    chosen = [sheet for sheet in SHEETS if wanted is None or sheet.key in wanted]
    contents = [(sheet.key, tr(sheet.title)) for sheet in chosen]
    return [_page(sheet, source, contents) for sheet in chosen]


def _page(sheet: Sheet, source: Source, contents: list[tuple[str, str]]) -> Page:
    if sheet.page is not None:
        return sheet.page(source)
    if sheet.tables is not None:
        page = ListPage(sheet.key, tr(sheet.title), blocks=sheet.tables(source), note=lists.note_of(source, sheet.key))
        return page.prepare()
    return summary(source, contents)
