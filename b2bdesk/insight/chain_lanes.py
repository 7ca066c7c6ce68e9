"""The three lanes of a decision chain: who starts and uses, who checks, who decides and buys."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from b2bdesk.terms import N_, Role

LANES: Final = (
    (N_("Starts and uses"), (Role.INITIATOR, Role.USER, Role.CHAMPION, Role.COACH)),
    (N_("Checks"), (Role.INFLUENCER, Role.TECHNICAL, Role.GATEKEEPER)),
    (N_("Decides and buys"), (Role.DECIDER, Role.ECONOMIC, Role.APPROVER, Role.BUYER)),
)
"""What each lane is called, from the left, and the roles in it."""

_LANE: Final = {role: at for at, (_, roles) in enumerate(LANES) for role in roles}


def lane_of(roles: Iterable[str]) -> int:
    """Return the lane of a person: that of most of the roles; of two as good, the one nearer to the decision."""
    votes = Counter(_LANE[Role(role)] for role in roles)
    return max(votes, key=lambda lane: (votes[lane], lane)) if votes else 0
