"""Fixes for chains, personas, pools, money and balance (G08-G11, G19, G20, G22, G23, G25, G27)."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from b2bdesk.insight import chains
from b2bdesk.insight.facts import Chain
from b2bdesk.insight.fixes.base import Asked, best_spot, Fix, opens, place
from b2bdesk.insight.fixes.swaps import swap
from b2bdesk.insight.roles import from_title
from b2bdesk.insight.speech import Fact, Label
from b2bdesk.terms import N_, Role

MOST_NAMED: Final = 2


def fill_role(asked: Asked) -> Iterator[Fix]:
    """G11: someone whose title hints at the role takes it; the chain is opened."""
    chain, role = chain_of(asked), Role(asked.finding.codes[1])
    for persona in asked.ix.personas:
        if role in from_title(persona.title) and chain.segment_id in (*persona.segment_ids, chain.segment_id):
            facts: dict[str, Fact] = {"persona": persona.name, "role": Label("role", role.value)}
            values = {"chain": chain.id, "persona": persona.id, "role": role.value}
            yield Fix(N_("Add {persona} as “{role}”"), facts, "add_member", values)
    yield opens(N_("Open the decision chain"), "chains", {"chain": chain.id})


def reach_role(asked: Asked) -> Iterator[Fix]:
    """G27: the best piece where the decision is made for someone who holds the role."""
    chain, role = chain_of(asked), asked.finding.codes[1]
    everyone = chains.people(asked.ix, chain)
    holders = [p for p in everyone if role in {chains.COUNTS_AS.get(r, r) for r in p.roles}]
    stages = sorted(chains.decision_stages(asked.ix))
    for person in holders[:MOST_NAMED]:
        if person.persona_id is not None:
            yield from place(asked, best_spot(asked, stages, person.persona_id))
    yield opens(N_("Open the decision chain"), "chains", {"chain": chain.id})


def chain_of(asked: Asked) -> Chain:
    """Return the chain a finding is about."""
    return next(chain for chain in asked.plan.chains if chain.id == asked.id("chain"))


def connect(asked: Asked) -> Iterator[Fix]:
    """G19: the pool is connected; who owns it is written down."""
    pool = asked.ix.pool[asked.id("pool")]
    if not pool.connected:
        yield Fix(N_("Mark as connected"), {}, "connect_pool", {"pool": pool.id})
    if not pool.owner:
        yield opens(N_("Say who owns {pool}"), "pools", {"pool": pool.id}, {"pool": pool.name})


def resources(asked: Asked) -> Iterator[Fix]:
    """G20: goals, budget and people stand with the company; the dearest placements can be swapped."""
    yield opens(N_("Open goals, budget and people"), "resources", {})
    if asked.finding.codes[0] == "budget":
        yield from swap(asked)


def complete(asked: Asked) -> Iterator[Fix]:
    """G22: the persona is opened where it is incomplete."""
    yield opens(N_("Fill in what is missing"), "personas", {"persona": asked.id("persona")})


FIXES: Final[Mapping[str, Callable[[Asked], Iterator[Fix]]]] = {
    "G08": swap,
    "G09": swap,
    "G10": swap,
    "G11": fill_role,
    "G19": connect,
    "G20": resources,
    "G22": complete,
    "G23": swap,
    "G25": swap,
    "G27": reach_role,
}
