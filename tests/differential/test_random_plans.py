"""Random plans of all sizes: coverage, findings, suggestions and all the rest equal an independent slow reference."""

from collections.abc import Iterator
from random import Random

import pytest

from b2bdesk.insight import facts as f
from tests.differential import comparing
from tests.differential import reference as r
from tests.differential import reference_rules as rules
from tests.differential.comparing import differences, Pair
from tests.differential.randoms import random_plan, TODAY

CHUNK = 20
CHUNKS = range(0, 200, CHUNK)
GAPS = 4
"""How many gaps of a plan are asked for suggestions."""


def plans(first: int) -> Iterator[tuple[int, f.Plan]]:
    """Yield the seeds of a chunk with their plans."""
    return ((seed, random_plan(seed)) for seed in range(first, first + CHUNK))


def gaps(plan: f.Plan, seed: int) -> Iterator[tuple[f.Stage, f.Channel, f.Persona]]:
    """Yield some places of the map, whether they are gaps or not."""
    stages, channels, personas = r.kept(plan.stages), r.kept(plan.channels), r.kept(plan.personas)
    random = Random(seed)
    if stages and channels and personas:
        for _ in range(GAPS):
            yield random.choice(stages), random.choice(channels), random.choice(personas)


def suggested(plan: f.Plan, seed: int) -> Iterator[Pair]:
    """Compare the suggestions for some gaps."""
    for gap in gaps(plan, seed):
        yield from comparing.suggestions(plan, *gap, TODAY)


@pytest.mark.parametrize("first", CHUNKS)
def test_coverage_and_balance(first: int) -> None:
    for seed, plan in plans(first):
        assert (seed, differences(comparing.coverage(plan)), differences(comparing.balance(plan))) == (seed, [], [])


@pytest.mark.parametrize("first", CHUNKS)
def test_findings_and_priorities(first: int) -> None:
    for seed, plan in plans(first):
        assert (seed, differences(comparing.findings(plan, TODAY))) == (seed, [])


@pytest.mark.parametrize("first", CHUNKS)
def test_personas_chains_hours_and_fame(first: int) -> None:
    for seed, plan in plans(first):
        of_people, of_means = comparing.people(plan, TODAY), comparing.means(plan, TODAY)
        assert (seed, differences(of_people), differences(of_means)) == (seed, [], [])


@pytest.mark.parametrize("first", CHUNKS)
def test_suggestions(first: int) -> None:
    for seed, plan in plans(first):
        assert (seed, differences(suggested(plan, seed))) == (seed, [])


def test_the_plans_are_of_all_sizes_and_break_every_rule() -> None:
    made = [random_plan(seed) for seed in range(60)]
    placed = sorted(len(plan.placements) for plan in made)
    assert placed[0] == 0
    assert placed[-1] > 150
    broken = {rule for plan in made for rule, _, _ in rules.findings(plan, TODAY)}
    assert broken == set(rules.RULES)
    assert {stage.set_id for plan in made for stage in plan.stages} == {None, 7, 8}
