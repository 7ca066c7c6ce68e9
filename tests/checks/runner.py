"""Runs the steps one after the other and closes with one summary."""

import argparse
import os
import time
from collections.abc import Sequence

from tests.checks.steps import Outcome, Step, steps


def main(argv: Sequence[str]) -> int:
    """Run what the arguments leave in; return 0 only if everything passed."""
    options, passed_on = arguments(argv)
    chosen = [step for step in steps() if wanted(step, options)]
    if options.slow and "--slow" not in passed_on:
        passed_on.append("--slow")
    outcomes = [carried_out(step, passed_on) for step in chosen]
    return summary(chosen, outcomes)


def arguments(argv: Sequence[str]) -> tuple[argparse.Namespace, list[str]]:
    """Return our own options, and the rest, which pytest gets."""
    parser = argparse.ArgumentParser(
        prog="python3 -m tests", description="Run every check and test. Other options and paths go to pytest."
    )
    parser.add_argument("--fast", action="store_true", help="no wheel, no built program, no slow tests")
    parser.add_argument("--slow", action="store_true", help="the slow tests too (as in CI)")
    parser.add_argument("--only", metavar="STEP", help="one step: " + ", ".join(step.name for step in steps()))
    options, passed_on = parser.parse_known_args(argv)
    if options.only and options.only not in {step.name for step in steps()}:
        parser.error(f"there is no step called {options.only}")
    options.slow = not options.fast and (options.slow or in_ci())
    return options, passed_on


def in_ci() -> bool:
    """Say whether this is a run of continuous integration."""
    return os.environ.get("CI", "").lower() in {"1", "true"}


def wanted(step: Step, options: argparse.Namespace) -> bool:
    """Say whether a step belongs to this run."""
    if options.only:
        return bool(step.name == options.only)
    return not (step.thorough and options.fast) and (not step.ci or in_ci())


def carried_out(step: Step, passed_on: Sequence[str]) -> Outcome:
    """Run one step under its heading."""
    print(f"== {step.name}", flush=True)
    start = time.perf_counter()
    outcome = step.run(passed_on)
    print(f"   {'ok' if outcome.ok else 'FAILED'} in {time.perf_counter() - start:.1f} s", flush=True)
    return outcome


def summary(chosen: Sequence[Step], outcomes: Sequence[Outcome]) -> int:
    """Print what failed and the closing line; return the exit code."""
    failing = [step.name for step, outcome in zip(chosen, outcomes, strict=True) if not outcome.ok]
    skipped = sum(outcome.skipped for outcome in outcomes)
    print()
    if skipped:
        print(f"skipped: {skipped}")
    print("failed: " + ", ".join(failing) if failing else "everything passed")
    print(f"{sum(o.passed for o in outcomes)} passed, {sum(o.failed for o in outcomes)} failed")
    return 1 if failing else 0
