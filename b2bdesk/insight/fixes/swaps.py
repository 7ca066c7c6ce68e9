"""Which placements weigh on a share that is off its target: those to swap for others (G08, G09, G10, G20, G23, G25)."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from b2bdesk.insight.balance import BRAND, EMOTION, NEW
from b2bdesk.insight.facts import Placement
from b2bdesk.insight.fixes.base import Asked, Fix, opens
from b2bdesk.insight.speech import Share
from b2bdesk.terms import Audience, Breadth, N_, PlacementStatus

SHOWN: Final = 3
GONE: Final = frozenset({PlacementStatus.DONE, PlacementStatus.LIVE})
"""What runs or has run; what is still ahead is swapped first."""


def swap(asked: Asked) -> Iterator[Fix]:
    """Yield the ways to the placements that weigh most on the wrong side."""
    for x in weighty(asked)[:SHOWN]:
        names = {"piece": asked.ix.piece[x.content_id].name, "channel": asked.ix.channel[x.channel_id].name}
        yield opens(N_("Swap “{piece}” in {channel}"), "placements", {"placement": x.id}, names)


def weighty(asked: Asked) -> list[Placement]:
    """Return the placements on the side that is too heavy: what is still ahead first, the dearest first."""
    on_side = SIDES[asked.finding.rule](asked)
    found = [x for x in asked.ix.counted if on_side(x)]
    return sorted(found, key=lambda x: (x.status in GONE, -x.cost, x.code))


Side = Callable[[Placement], bool]


def too_high(asked: Asked) -> bool:
    """Tell whether the share a finding speaks of lies above its target."""
    share, target = asked.finding.facts.get("share"), asked.finding.facts.get("target")
    return isinstance(share, Share) and isinstance(target, Share) and share.value > target.value


def horizon(asked: Asked) -> Side:
    """G08: brand pieces where there are too many, else the others."""
    high, piece = too_high(asked), asked.ix.piece
    return lambda x: (piece[x.content_id].horizon in BRAND) is high and x.cost > 0


def feeling(asked: Asked) -> Side:
    """G09: pieces of this stage that speak to feeling where there are too many, else those that do not."""
    high, piece, stage = too_high(asked), asked.ix.piece, asked.id("stage")
    return lambda x: x.stage_id == stage and (piece[x.content_id].appeal in EMOTION) is high


def audience(asked: Asked) -> Side:
    """G10: pieces for new customers where there are too many, else those for existing ones."""
    high = too_high(asked) or asked.finding.codes[0] == Audience.EXISTING
    piece = asked.ix.piece
    return lambda x: (piece[x.content_id].audience in NEW) is high


def width(asked: Asked) -> Side:
    """G23: what is aimed as nearly everything is."""
    wide, channel = Breadth(asked.finding.codes[0]), asked.ix.channel
    return lambda x: (x.breadth or channel[x.channel_id].breadth) == wide and x.cost > 0


def in_channel(asked: Asked) -> Side:
    """G25: what costs in this channel."""
    channel = asked.id("channel")
    return lambda x: x.channel_id == channel and x.cost > 0


def costly(asked: Asked) -> Side:
    """G20: what costs."""
    return lambda x: x.cost > Decimal(0)


SIDES: Final[Mapping[str, Callable[[Asked], Side]]] = {
    "G08": horizon,
    "G09": feeling,
    "G10": audience,
    "G20": costly,
    "G23": width,
    "G25": in_channel,
}
