"""Every command with right and wrong values, undo, redo, revert and reopening: the plan obeys its rules at all times.

A refused command is a `UserError` and changes nothing; anything else that is raised is a bug.
"""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule, RuleBasedStateMachine

from b2bdesk import starter, workspace
from b2bdesk.commands import (
    bulk,
    cells,
    channels,
    checks,
    content,
    foresight,
    history,
    items,
    links,
    personas,
    placements,
    plan,
    stages,
    suggest,
    vocabulary,
)
from b2bdesk.commands.consequences import Move
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.errors import UserError
from b2bdesk.exchange import plan as plan_files
from b2bdesk.i18n import LANGUAGES, render
from b2bdesk.insight import report
from b2bdesk.queries.board import board, BoardFilter
from b2bdesk.queries.facts import load_plan
from b2bdesk.queries.labels import Labels
from b2bdesk.queries.records import records
from b2bdesk.queries.voice import Voice
from b2bdesk.terms import PlacementStatus
from b2bdesk.workspace import EditInfo, Workspace
from tests.commands import inputs
from tests.commands.sowing import sow
from tests.helpers.effort import examples

TODAY = date(2026, 3, 1)
KINDS = st.sampled_from(sorted(ENTITIES))
ARCHIVABLE = st.sampled_from(sorted(kind for kind, entity in ENTITIES.items() if "archived" in entity.cls.__table__.c))
CODES = st.sampled_from(["website", "email", "wechat_oa", "nonsense"])


@dataclass
class Step:
    """A step of the history with the digests before and after it."""

    id: int
    before: str
    after: str


@pytest.fixture(scope="session", autouse=True)
def small_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the plan that each run of the machine begins with."""
    path = tmp_path_factory.mktemp("machine") / "small.b2bdesk"
    starter.new_blank(path, "en", "Small")
    with workspace.open(path, backup=False) as ws:
        sow(ws)
    Machine.master = path
    return path


class Machine(RuleBasedStateMachine):
    """Does random things to a small plan and watches what they leave behind."""

    master: Path

    @initialize()
    def begin(self) -> None:
        """Take a copy of the small plan."""
        self.home = Path(tempfile.mkdtemp())
        self.path = Path(shutil.copyfile(self.master, self.home / "plan.b2bdesk"))
        self.ws = workspace.open(self.path, backup=False)
        self.digest = self.first = self.ws.digest()
        self.begun = max(info.id for info in self.ws.history(1))
        self.steps: list[Step] = []
        self.place = 0

    def act(self, command: Callable[..., Any], *args: Any, **values: Any) -> Any:
        """Call a command: it makes one step, or changes nothing; refused, it leaves everything as it was."""
        last = self.ws.undo_step()
        try:
            result = command(self.ws, *args, **values)
        except UserError as error:
            self._refused(error, last)
            return error
        after = self.ws.digest()
        step = self.ws.undo_step()
        if step != last and step is not None:
            self._note(step.id, after)
        assert self.digest == after or step != last
        self.digest = after
        return result

    def _refused(self, error: UserError, last: EditInfo | None) -> None:
        assert all(error.sentence(str(lang)) for lang in LANGUAGES)
        assert self.ws.digest() == self.digest
        assert self.ws.undo_step() == last

    def _note(self, step_id: int, after: str) -> None:
        done = self.steps[: self.place]
        if done and done[-1].id == step_id:
            done[-1].after = after
        else:
            done.append(Step(step_id, self.digest, after))
        self.steps, self.place = done, len(done)

    # What every item knows.

    @rule(data=st.data(), kind=KINDS)
    def create(self, data: st.DataObject, kind: str) -> None:
        """Make a row."""
        self.act(items.create, kind, **data.draw(inputs.some_values(self.ws, ENTITIES[kind], new=True)))

    @rule(data=st.data(), kind=KINDS, typing=st.booleans())
    def update(self, data: st.DataObject, kind: str, typing: bool) -> None:
        """Set fields of a row."""
        values = data.draw(inputs.some_values(self.ws, ENTITIES[kind], new=False))
        self.act(items.update, kind, data.draw(inputs.row_ids(self.ws, kind)), typing=typing, **values)

    @rule(data=st.data(), kind=KINDS)
    def update_many(self, data: st.DataObject, kind: str) -> None:
        """Set fields of several rows."""
        values = data.draw(inputs.some_values(self.ws, ENTITIES[kind], new=False))
        self.act(items.update_many, kind, self._some(data, kind), **values)

    @rule(data=st.data(), kind=KINDS)
    def delete(self, data: st.DataObject, kind: str) -> None:
        """Delete rows."""
        self.act(items.delete, kind, self._some(data, kind))

    @rule(data=st.data(), kind=ARCHIVABLE, archived=st.booleans())
    def archive(self, data: st.DataObject, kind: str, archived: bool) -> None:
        """Put rows away, or bring them back."""
        self.act(items.archive, kind, self._some(data, kind), archived=archived)

    @rule(data=st.data(), kind=ARCHIVABLE)
    def reorder(self, data: st.DataObject, kind: str) -> None:
        """Order rows."""
        self.act(items.reorder, kind, data.draw(st.permutations(inputs.ids_of(self.ws, kind)[:6])))

    @rule(data=st.data(), kind=KINDS)
    def duplicate(self, data: st.DataObject, kind: str) -> None:
        """Copy a row."""
        self.act(items.duplicate, kind, data.draw(inputs.row_ids(self.ws, kind)))

    # The map.

    @rule(data=st.data(), status=st.sampled_from([*map(str, PlacementStatus), "nonsense"]), day=inputs.DAYS)
    def place_many(self, data: st.DataObject, status: str, day: Any) -> None:
        """Place pieces in a cell."""
        contents, people = self._some(data, "content_piece"), self._some(data, "persona")
        cell = self._cell(data)
        self.act(placements.place_many, contents=contents, personas=people, status=status, date_from=day, **cell)

    @rule(data=st.data(), text=st.one_of(st.sampled_from(["k01", "First", "New"]), inputs.TEXTS))
    def place_by_text(self, data: st.DataObject, text: str) -> None:
        """Type into a cell."""
        self.act(placements.place_by_text, text=text, **self._cell(data))

    @rule(data=st.data(), copying=st.booleans())
    def move_or_copy(self, data: st.DataObject, copying: bool) -> None:
        """Move or copy a placement; what is foretold about the drop comes true."""
        ids = [data.draw(inputs.row_ids(self.ws, "placement"))]
        cell = self._cell(data)
        if ids[0] not in inputs.ids_of(self.ws, "placement"):
            self.act(placements.move, ids=ids, **cell)
            return
        with self.ws.read() as session:
            move = Move(**cell, placement=ids[0], copying=copying)
            foretold = foresight.refusal(session, [move], today=TODAY)
        result = self.act(placements.copy if copying else placements.move, ids=ids, **cell)
        assert foretold is None or isinstance(result, UserError)

    @rule(data=st.data())
    def duplicate_placements(self, data: st.DataObject) -> None:
        """Copy placements into other channels."""
        ids, into = self._some(data, "placement"), self._some(data, "channel")
        self.act(placements.duplicate, ids=ids, channels=into)

    @rule(data=st.data())
    def remove_placements(self, data: st.DataObject) -> None:
        """Take placements off the map."""
        self.act(placements.remove, ids=self._some(data, "placement"))

    @rule(data=st.data(), status=st.sampled_from([*map(str, PlacementStatus), "nonsense", None]))
    def set_status(self, data: st.DataObject, status: Any) -> None:
        """Say how far placements have come."""
        self.act(placements.set_status, ids=self._some(data, "placement"), status=status, today=TODAY)

    @rule(data=st.data())
    def update_placement(self, data: st.DataObject) -> None:
        """Set fields of a placement on the map."""
        values = data.draw(inputs.some_values(self.ws, ENTITIES["placement"], new=False))
        self.act(placements.update, id=data.draw(inputs.row_ids(self.ws, "placement")), today=TODAY, **values)

    @rule(data=st.data(), number=inputs.NUMBERS, reason=inputs.TEXTS, what=st.sampled_from(["target", "not", "needed"]))
    def plan_cell(self, data: st.DataObject, number: Any, reason: str, what: str) -> None:
        """Say what is wanted in a cell."""
        where: dict[str, Any] = self._cell(data)
        if data.draw(st.booleans()):
            where = {"stage": where["stage"], "persona": data.draw(inputs.row_ids(self.ws, "persona"))}
        if what == "target":
            self.act(cells.set_target, target=data.draw(st.sampled_from([number, None])), **where)
        elif what == "not":
            self.act(cells.set_not_needed, reason=reason, **where)
        else:
            self.act(cells.set_needed, **where)

    # The other rooms.

    @rule(data=st.data())
    def take_suggestion(self, data: st.DataObject) -> None:
        """Take a suggestion."""
        piece, person = (data.draw(inputs.row_ids(self.ws, kind)) for kind in ("content_piece", "persona"))
        person = data.draw(st.sampled_from([person, None]))
        self.act(suggest.apply, content=piece, persona=person, **self._cell(data))

    @rule(data=st.data(), codes=st.lists(CODES, max_size=2))
    def fill_the_plan(self, data: st.DataObject, codes: list[str]) -> None:
        """Carry out proposals, or note ideas, for several cells."""
        pieces = inputs.row_ids(self.ws, "content_piece") | st.none()
        people = inputs.row_ids(self.ws, "persona") | st.none()
        idea = suggest.Idea(*[*codes, None, None][:2])
        steps = [
            suggest.Step(**self._cell(data), persona=data.draw(people), content=data.draw(pieces), idea=idea)
            for _ in range(data.draw(st.integers(0, 3)))
        ]
        self.act(suggest.fill, steps=steps)

    @rule(data=st.data(), titles=st.lists(inputs.TEXTS, max_size=4))
    def place_titles(self, data: st.DataObject, titles: list[str]) -> None:
        """Place a list of titles in a cell."""
        self.act(bulk.place_titles, titles=titles, **self._cell(data))

    @rule(data=st.data(), days=st.sampled_from([0, -7, 40]))
    def edit_many(self, data: st.DataObject, days: int) -> None:
        """Change several placements at once."""
        values = data.draw(inputs.some_values(self.ws, ENTITIES["placement"], new=False))
        person = data.draw(inputs.row_ids(self.ws, "persona"))
        people = data.draw(st.sampled_from([bulk.People(), bulk.People(add=(person,)), bulk.People(remove=(person,))]))
        ids = self._some(data, "placement")
        self.act(bulk.edit, ids=ids, values=values, people=people, days=days, today=TODAY)

    @rule(titles=st.lists(inputs.TEXTS, max_size=4))
    def paste_titles(self, titles: list[str]) -> None:
        """Paste titles."""
        self.act(content.paste_titles, titles=titles)

    @rule(data=st.data(), day=inputs.DAYS, answers=st.dictionaries(st.sampled_from(["h1", "h5"]), inputs.NUMBERS))
    def check_help(self, data: st.DataObject, day: Any, answers: dict[str, Any]) -> None:
        """Answer the help check, or clear it."""
        piece = data.draw(inputs.row_ids(self.ws, "content_piece"))
        if data.draw(st.booleans()):
            self.act(content.set_help_check, content=piece, checked_on=day, **answers)
        else:
            self.act(content.clear_help_check, content=piece)

    @rule(codes=st.lists(CODES, max_size=3))
    def adopt(self, codes: list[str]) -> None:
        """Choose channels."""
        self.act(channels.adopt, codes=codes)

    @rule(data=st.data(), base=inputs.ADDRESSES)
    def make_links(self, data: st.DataObject, base: str) -> None:
        """Make tracking links."""
        self.act(links.make_for, placements=self._some(data, "placement"), base=base)

    @rule(data=st.data(), states=inputs.STATES)
    def set_states(self, data: st.DataObject, states: list[str]) -> None:
        """Give a stage its states."""
        self.act(stages.set_states, stage=data.draw(inputs.row_ids(self.ws, "stage")), states=states)

    @rule(
        data=st.data(),
        dim=st.sampled_from(["channel", "form", "manner", "nonsense"]),
        prefs=st.dictionaries(st.one_of(CODES, inputs.TEXTS), inputs.NUMBERS, max_size=3),
    )
    def set_prefs(self, data: st.DataObject, dim: str, prefs: dict[str, Any]) -> None:
        """Set what a persona likes."""
        self.act(personas.set_prefs, persona=data.draw(inputs.row_ids(self.ws, "persona")), dim=dim, values=prefs)

    @rule(vocab=st.sampled_from(["topic", "content_form", "state", "nonsense"]), label=inputs.TEXTS)
    def add_word(self, vocab: str, label: str) -> None:
        """Add an entry to a vocabulary."""
        self.act(vocabulary.add_entry, vocab=vocab, label=label)

    @rule(data=st.data(), which=st.sampled_from(["plan", "company"]))
    def set_plan(self, data: st.DataObject, which: str) -> None:
        """Set the plan's own fields, or the company's."""
        kind, command = {"plan": ("workspace", plan.set_plan), "company": ("company_profile", plan.set_company)}[which]
        self.act(command, **data.draw(inputs.some_values(self.ws, ENTITIES[kind], new=False)))

    @rule(
        value=st.one_of(
            st.none(), st.integers(0, 3), st.dictionaries(st.sampled_from(["rich", "x"]), st.integers(0, 9))
        )
    )
    def set_setting(self, value: Any) -> None:
        """Change a setting."""
        self.act(plan.set_setting, key="own", value=value)

    # Time.

    @rule()
    def undo(self) -> None:
        """Undo."""
        if self.place == 0:
            return
        assert self.ws.undo() is not None
        self.place -= 1
        self.digest = self.ws.digest()
        assert self.digest == self.steps[self.place].before

    @rule()
    def redo(self) -> None:
        """Redo."""
        assert (self.ws.redo() is None) == (self.place == len(self.steps))
        if self.place < len(self.steps):
            self.digest = self.ws.digest()
            assert self.digest == self.steps[self.place].after
            self.place += 1

    @precondition(lambda self: self.place > 0)
    @rule(data=st.data())
    def revert(self, data: st.DataObject) -> None:
        """Take an older step back."""
        step = data.draw(st.sampled_from(self.steps[: self.place]))
        self.act(history.revert, edit=step.id)

    @rule()
    def leave_the_field(self) -> None:
        """End a step of typing."""
        self.ws.break_merge()

    @rule()
    def reopen(self) -> None:
        """Close and open again."""
        self.ws.close()
        self.ws = workspace.open(self.path, backup=False)

    @invariant()
    def the_rules_hold(self) -> None:
        """No rule of the plan is ever broken, whatever way the rows came about."""
        if hasattr(self, "ws"):
            with self.ws.read() as session:
                checks.check_all(session)

    def teardown(self) -> None:
        """Look at the plan, carry it over into another file, and undo all."""
        if not hasattr(self, "ws"):
            return
        look(self.ws)
        carry_over(self.ws, self.home)
        self.ws.undo_to(self.begun)
        assert self.ws.digest() == self.first
        self.ws.close()
        assert workspace.check(self.path).ok
        shutil.rmtree(self.home)

    def _some(self, data: st.DataObject, kind: str) -> list[Any]:
        return data.draw(st.lists(inputs.row_ids(self.ws, kind), max_size=3))

    def _cell(self, data: st.DataObject) -> dict[str, Any]:
        return {kind: data.draw(inputs.row_ids(self.ws, kind)) for kind in ("stage", "channel")}


def look(ws: Workspace) -> None:
    """Ask what screens and reports ask."""
    with ws.read() as session:
        facts = load_plan(session)
        voice = Voice(Labels(session, "en"))
        board(session, BoardFilter(), lang="en")
        for kind in ENTITIES:
            records(session, kind, "en")
    report.gaps_report(facts, TODAY, render, voice)
    report.personas_report(facts, TODAY, render)
    for found in (report.coverage_report, report.balance_report, report.chains_report, report.fame_report):
        found(facts)


def carry_over(ws: Workspace, home: Path) -> None:
    """Write a plan file, import it into a blank workspace and write it again: the same bytes."""
    target = home / "other.b2bdesk"
    starter.new_blank(target, "en", "Other")
    with ws.read() as session:
        plan_files.save(session, home / "one.json")
    with workspace.open(target, backup=False) as other:
        plan_files.import_plan(other, home / "one.json")
        with other.read() as session:
            plan_files.save(session, home / "two.json")
    assert (home / "one.json").read_bytes() == (home / "two.json").read_bytes()


class TestQuick(Machine.TestCase):  # type: ignore[name-defined,misc]
    """A few runs at every start of the tests."""

    settings = settings(
        max_examples=examples(6),
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )


@pytest.mark.slow
class TestDeep(Machine.TestCase):  # type: ignore[name-defined,misc]
    """Many long runs."""

    settings = settings(max_examples=60, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck))
