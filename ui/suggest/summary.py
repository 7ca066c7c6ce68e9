"""What the ticked proposals would do, in words: how many fill how many gaps, and the coverage before and after."""

from typing import TYPE_CHECKING

from b2bdesk.commands.suggest import Filled
from b2bdesk.i18n import percent, sentences, tr, trn

if TYPE_CHECKING:
    from b2bdesk.insight.coverage import Coverage
    from b2bdesk.insight.fill_plan import Effect


def effect_words(effect: "Effect") -> str:
    """Return how many placements fill how many gaps."""
    n, cells = effect.placed + effect.joined, {"filled": effect.filled, "open": effect.open}
    if not n and not effect.ideas:
        return trn("{n} gap is open.", "{n} gaps are open.", effect.open)
    said = trn(
        "{n} placement fills {filled} of {open} gaps.", "{n} placements fill {filled} of {open} gaps.", n, **cells
    )
    noted = trn("{n} idea is noted.", "{n} ideas are noted.", effect.ideas) if effect.ideas else ""
    return sentences(said if n else "", noted)


def coverage_words(effect: "Effect") -> str:
    """Return the coverage before and after."""
    parts = [
        tr("Stage × persona {change}", change=change(effect.people)),
        tr("Stage × channel {change}", change=change(effect.places)),
    ]
    before, after = (cover.depth for cover in effect.people)
    if before != after:
        parts.append(tr("twice or more {change}", change=f"{percent_of(before)} → {percent_of(after)}"))
    return "   ".join(parts)


def change(covers: "tuple[Coverage, Coverage]") -> str:
    """Return a share before and after, or the one share if nothing changes."""
    before, after = (cover.share for cover in covers)
    return percent_of(before) if before == after else f"{percent_of(before)} → {percent_of(after)}"


def percent_of(share: object) -> str:
    """Return an exact share in percent."""
    return percent(None if share is None else float(share))  # type: ignore[arg-type]


def done_words(done: Filled) -> str:
    """Return what was done."""
    parts = [
        trn("{n} placed", "{n} placed", done.placed) if done.placed else "",
        trn("{n} joined", "{n} joined", done.joined) if done.joined else "",
        trn("{n} new idea", "{n} new ideas", done.ideas) if done.ideas else "",
    ]
    return tr(", ").join(part for part in parts if part)
