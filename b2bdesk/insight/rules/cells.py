"""Rules about the map: cells, phases and channels at their stages (D2)."""

from collections.abc import Iterator
from typing import Final

from b2bdesk.insight.coverage import by_phase, CellState, stage_channel, stage_persona
from b2bdesk.insight.importance import gap_priority, stage_weight
from b2bdesk.insight.rules.base import Context, Hit, Rule
from b2bdesk.insight.speech import Label
from b2bdesk.terms import N_, Severity

PHASE_WEIGHT: Final = 6.0


def empty_cells(context: Context) -> Iterator[Hit]:
    """G01: required stage x persona cells without a placement."""
    return (persona_cell(context, c) for c in stage_persona(context.plan).cells if c.required and c.n == 0)


def thin_cells(context: Context) -> Iterator[Hit]:
    """G02: required stage x persona cells with one placement."""
    return (persona_cell(context, c) for c in stage_persona(context.plan).cells if c.required and c.n == 1)


def persona_cell(context: Context, cell: CellState) -> Hit:
    """Return a stage x persona cell as a hit."""
    stage, persona = context.ix.stage[cell.stage_id], context.ix.persona[cell.other_id]
    return Hit(
        (stage.code, persona.code),
        {"stage": stage.id, "persona": persona.id},
        {"stage": stage.name, "persona": persona.name},
        gap_priority(context.ix, stage.id, persona.id, cell.n),
    )


def empty_channels(context: Context) -> Iterator[Hit]:
    """G03: stages where a channel is recommended and not used."""
    return (channel_cell(context, c) for c in stage_channel(context.plan).cells if c.required and c.n == 0)


def channel_cell(context: Context, cell: CellState) -> Hit:
    """Return a stage x channel cell as a hit."""
    stage, channel = context.ix.stage[cell.stage_id], context.ix.channel[cell.other_id]
    ids, names = {"stage": stage.id, "channel": channel.id}, {"stage": stage.name, "channel": channel.name}
    return Hit((stage.code, channel.code), ids, names, stage_weight(context.ix, stage.id))


def unusual_channels(context: Context) -> Iterator[Hit]:
    """G04: counted placements in a channel that is unusual at their stage."""
    ix = context.ix
    for (stage, channel), placed in ix.cells.items():
        if ix.channel[channel].fit.get(stage, 0) == 0:
            yield from (context.placement(x) for x in placed)


def empty_phases(context: Context) -> Iterator[Hit]:
    """G07: phases without a counted placement."""
    for phase, n in by_phase(context.plan).items():
        if n == 0:
            yield Hit((phase.value,), {}, {"phase": Label("phase", phase.value)}, PHASE_WEIGHT)


RULES: Final = (
    Rule(
        "G01",
        Severity.ERROR,
        "cell",
        "grid",
        N_("{persona} meets nothing at {stage}."),
        N_(
            "Whoever meets nothing at a stage is easily lost there. Place a piece for {persona} at {stage}, "
            "or mark the cell as not needed and say why."
        ),
        empty_cells,
    ),
    Rule(
        "G02",
        Severity.WARN,
        "cell",
        "grid",
        N_("{persona} meets only one placement at {stage}."),
        N_("One placement is easily missed. A second one at {stage} makes sure that {persona} is reached."),
        thin_cells,
    ),
    Rule(
        "G03",
        Severity.INFO,
        "cell",
        "grid",
        N_("{channel} suits {stage} well, but nothing is placed there."),
        N_("This channel is recommended at {stage}. Use it, or mark the cell as not needed and say why."),
        empty_channels,
    ),
    Rule(
        "G04",
        Severity.WARN,
        "placement",
        "placements",
        N_("“{piece}” is placed in {channel} at {stage}, where this channel seldom works."),
        N_("{channel} is marked as unusual at {stage}. Move {placement}, or raise the fit of the channel."),
        unusual_channels,
    ),
    Rule(
        "G07",
        Severity.WARN,
        "phase",
        "grid",
        N_("Nothing is planned for the phase “{phase}”."),
        N_("Customers pass through all four phases. A phase without any placement breaks the way."),
        empty_phases,
    ),
)
