"""What the colours of the board tell: of a chip its form, status, appeal, horizon, audience or help score; of a cell
how much stands there, what it costs or what came of it. Never by colour alone: a chip bears a mark, a cell a number."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from b2bdesk.queries.board_results import NOTHING, Outcome
from b2bdesk.queries.board_values import Board, Cell, Chip, Head
from b2bdesk.terms import N_
from ui.grid import outcomes
from ui.kit.chip import ChipLook

HELPS_FROM: Final = 7
STEPS: Final = 4
"""How many shades of heat there are."""


@dataclass(frozen=True, slots=True)
class Hue:
    """A colour by its token, the icon that says the same, and the words of the key."""

    color: str
    icon: str
    words: str


SCHEMES: Final[Mapping[str, tuple[str, Mapping[str, Hue]]]] = {
    "form": (N_("Form"), {}),
    "status": (
        N_("Status"),
        {
            "idea": Hue("text3", "", N_("idea, does not count")),
            "planned": Hue("info", "", N_("planned")),
            "scheduled": Hue("accent", "", N_("scheduled")),
            "live": Hue("ok", "", N_("live")),
            "done": Hue("crowd", "", N_("done")),
            "dropped": Hue("text3", "", N_("dropped")),
        },
    ),
    "appeal": (
        N_("Appeal"),
        {
            "R": Hue("accent", "calculator", N_("reasons and numbers")),
            "M": Hue("mixed", "contrast", N_("both")),
            "E": Hue("emotional", "heart", N_("feeling")),
        },
    ),
    "horizon": (
        N_("Horizon"),
        {
            "brand": Hue("crowd", "star", N_("brand: future demand")),
            "activation": Hue("ok", "zap", N_("activation: present demand")),
        },
    ),
    "audience": (
        N_("Audience"),
        {
            "new": Hue("accent", "user-plus", N_("new customers")),
            "both": Hue("mixed", "users-round", N_("both")),
            "existing": Hue("ok", "user-check", N_("existing customers")),
        },
    ),
    "help": (
        N_("Help score"),
        {
            "helps": Hue("ok", "thumbs-up", N_("helps: 7 or more")),
            "weak": Hue("gap", "thumbs-down", N_("boasts: under 7")),
            "unchecked": Hue("text3", "circle-question-mark", N_("not checked")),
        },
    ),
}
PLAIN: Final = Hue("", "", "")
MINOR: Final = 100
"""How many minor units a unit of money has."""
HEATS: Final = {"": N_("None"), "count": N_("Number of pieces"), "cost": N_("Cost"), **outcomes.NAMES}


@dataclass(frozen=True, slots=True)
class Colours:
    """What colours tell now."""

    chips: str = "form"
    heat: str = ""
    outcome: Outcome = NOTHING
    """What came of the placements, if that is what heat tells."""

    @property
    def of_results(self) -> bool:
        """Whether heat tells what came of it."""
        return self.heat in outcomes.NAMES

    @property
    def numbered(self) -> bool:
        """Whether cells bear the amount of their heat besides how many stand in them."""
        return self.heat == "cost" or self.of_results

    def look(self, chip: Chip) -> ChipLook:
        """Return how a chip looks."""
        hue = SCHEMES[self.chips][1].get(self._code(chip), PLAIN)
        return ChipLook(
            chip.code,
            chip.short,
            chip.form,
            chip.form_class,
            chip.appeal,
            chip.status,
            chip.warn,
            hue=hue.color,
            icon=hue.icon,
        )

    def _code(self, chip: Chip) -> str:
        if self.chips == "help":
            return "unchecked" if chip.help is None else "helps" if chip.help >= HELPS_FROM else "weak"
        return {
            "status": chip.status,
            "appeal": chip.appeal,
            "horizon": chip.horizon,
            "audience": chip.audience,
        }.get(self.chips, "")

    def amount(self, cell: Cell) -> int:
        """Return what a cell's heat is made of."""
        if self.of_results:
            return self.outcome.cells.get(cell.key, 0)
        return cell.cost if self.heat == "cost" else cell.n if self.heat == "count" else 0

    def figure(self, cell: Cell) -> str:
        """Return the amount as a cell has room for it; nothing where nobody counted."""
        if self.of_results:
            amount = self.outcome.cells.get(cell.key)
            return "" if amount is None else outcomes.short(self.heat, amount)
        return outcomes.shortly(cell.cost / MINOR) if self.heat == "cost" and cell.cost else ""

    def head_step(self, head: Head) -> int:
        """Return how warm the head of a channel is beside those of the others."""
        found = self.outcome.channels
        return step(found.get(head.id, 0), max(found.values(), default=0))

    def most(self, board: Board) -> int:
        """Return the largest amount of a board."""
        return (
            max((self.amount(cell) for cell in board.cells.values() if not cell.folds), default=0) if self.heat else 0
        )


def step(amount: int, most: int) -> int:
    """Return how warm a cell is, 0 to `STEPS`: equal parts of the largest amount."""
    return -(-amount * STEPS // most) if most > 0 and amount > 0 else 0
