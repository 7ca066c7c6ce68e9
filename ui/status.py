"""What the window says about its state: which actions can be used, the status bar, the rail's counts, toasts."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from b2bdesk import i18n
from b2bdesk.i18n import tr, trn
from ui.actions import ActionBook
from ui.desk import Desk
from ui.kit.text import tip
from ui.room import offer

if TYPE_CHECKING:
    from ui.frame import Frame
    from ui.rail import Rail
    from ui.statusbar import StatusBar
    from ui.summary import Summary
    from ui.window import Window


def states(desk: Desk, frame: "Frame | None") -> Iterator[str]:
    """Yield the names of the states that hold (see `ui.actions`)."""
    if desk.ws is None or frame is None:
        return
    yield "open"
    if not desk.read_only:
        yield "writable"
    if desk.undo_step is not None:
        yield "undo"
    if desk.redo_step is not None:
        yield "redo"
    if frame.inspectable:
        yield "inspect"
    if frame.trail.can_go_back:
        yield "back"
    if frame.trail.can_go_forward:
        yield "forward"


def name_steps(book: ActionBook, desk: Desk) -> None:
    """Name in the tool tips what undo and redo would do."""
    for name, text, words in (("undo", tr("Undo"), desk.undo_text()), ("redo", tr("Redo"), desk.redo_text())):
        keys = "Ctrl+Z" if name == "undo" else "Ctrl+Shift+Z"
        book[name].setToolTip(tip(f"{text}: {words}" if words else text, keys))


def write(bar: "StatusBar", desk: Desk, frame: "Frame", summary: "Summary | None") -> None:
    """Write the status bar."""
    room = frame.room()
    own = offer(room, "status_text") if room is not None else ""
    bar.set_facts(own or facts_text(summary))
    bar.set_findings(summary.severities if summary is not None else None)
    undo = desk.undo_text()
    bar.set_right(tr("Undo: {step}", step=undo) if undo else tr("Read-only") if desk.read_only else "")


def facts_text(summary: "Summary | None") -> str:
    """Return the plan's coverage in words."""
    if summary is None:
        return ""
    if not summary.placements:
        pieces = trn("{n} piece", "{n} pieces", summary.pieces)
        return "   ".join([pieces, trn("{n} placement", "{n} placements", 0)])
    people, places = summary.personas, summary.channels
    return "    ".join(
        [
            tr(
                "{covered} / {required} persona × stage cells covered ({share})",
                covered=people.covered,
                required=people.required,
                share=i18n.percent(people.share),
            ),
            tr("{covered} / {required} stage × channel", covered=places.covered, required=places.required),
        ]
    )


def facts_in_short(summary: "Summary") -> str:
    """Return the plan's facts for the start screen."""
    return tr(
        "{placements}, {share} covered, {findings}",
        placements=trn("{n} placement", "{n} placements", summary.counted),
        share=i18n.percent(summary.personas.share),
        findings=trn("{n} finding", "{n} findings", len(summary.findings)),
    )


def write_rail(rail: "Rail", desk: Desk, summary: "Summary | None") -> str:
    """Write the plan's name and the counts; return the name. The year, which stands below, is not said twice."""
    from b2bdesk.queries.counts import overview

    seen = desk.read(overview)
    findings = {"gaps": len(summary.findings)} if summary is not None else {}
    short = seen.name.removesuffix(seen.years).strip() or seen.name
    rail.plan.set_plan(short, tr("{year} plan", year=seen.years), tip(str(desk.path)))
    rail.set_counts({**seen.counts, **findings})
    return seen.name


def keep_picture(window: "Window") -> Callable[[], None]:
    """Keep what the window shows; what this returns is to be called when the file is closed.

    Only then can be told which state of the file the picture shows, and only if nothing was still on its way.
    """
    from ui.start import pictures

    path = window.desk.path
    if window.frame is None or path is None or not window.isVisible():
        return nothing
    settled = window.is_ready() and not getattr(window.frame.room(), "renewing", False)
    summary = window.facts.summary
    picture, look = window.grab(), pictures.look_of(window, window.desk.today())
    pictures.keep(path, picture, window.frame.plan_name, facts_in_short(summary) if summary else "")
    return partial(pictures.seal, path, look) if settled else nothing


def nothing() -> None:
    """Do nothing."""
