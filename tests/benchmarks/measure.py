"""What one benchmark is, and how it is timed: ours and its peer in turns, the fastest of each."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Result:
    """Seconds of ours and of the peer (or what `unit` says), and the ratio that is wanted at most, if any is."""

    name: str
    ours: float
    peer: float
    goal: float | None
    unit: str = ""

    @property
    def ratio(self) -> float:
        """How many times as long ours takes."""
        return self.ours / self.peer

    def line(self) -> str:
        """Return a row of the table."""
        goal = f"{self.goal:6.2f}" if self.goal is not None else f"{'-':>6}"
        reached = "" if self.goal is None else "yes" if self.ratio <= self.goal else "no"
        scale = 1 if self.unit else 1000
        times = f"{self.ours * scale:10.1f} {self.peer * scale:10.1f}"
        return f"{f'{self.name} {self.unit}'.strip():44} {times} {self.ratio:7.2f} {goal}  {reached}".rstrip()


def compare(name: str, ours: Work, peer: Work, goal: float | None, *, turns: int = 5) -> Result:
    """Time both in turns, so that whatever else the machine does meets both alike."""
    pairs = [(seconds(ours), seconds(peer)) for _ in range(turns)]
    return Result(name, min(pair[0] for pair in pairs), min(pair[1] for pair in pairs), goal)


def seconds(work: Work) -> float:
    """Return how long something takes."""
    start = perf_counter()
    work()
    return perf_counter() - start
