"""Where things go when lifecycle stages are cut otherwise: by the states they stand for (DOMAIN B, Stage)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

States = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """Where what stands in an old stage can go: the new stages that hold one of its states, in their order."""

    states: States
    targets: tuple[int, ...]
    by_state: Mapping[str, int]

    @property
    def clear(self) -> bool:
        """Whether all of the old stage goes to one place."""
        return len(self.targets) == 1

    def target(self, state: str) -> int:
        """Return the new stage of something with this state; without one, that of the stage's first state."""
        return self.by_state.get(state, self.targets[0])


def ways(old: Mapping[int, States], new: Sequence[States]) -> dict[int, Way]:
    """Return the way of each old stage into new ones, which are told by their place in `new`.

    Each state must be in exactly one of the new stages.
    """
    home = {state: place for place, states in enumerate(new) for state in states}
    return {
        stage: Way(states, tuple(dict.fromkeys(home[state] for state in states)), {s: home[s] for s in states})
        for stage, states in old.items()
    }


def keepers(old: Mapping[int, States], new: Sequence[States]) -> dict[int, int]:
    """Return which old stage lives on as which new one: the pairs that share most states, each stage once."""
    pairs = sorted(
        (
            (-len(set(states) & set(wanted)), place, stage)
            for stage, states in old.items()
            for place, wanted in enumerate(new)
            if set(states) & set(wanted)
        ),
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, place, stage in pairs:
        if place not in found and stage not in taken:
            found[place] = stage
            taken.add(stage)
    return found
