"""Rules about personas and decision chains (D2)."""

from collections.abc import Iterator
from typing import Final

from b2bdesk.insight import chains, completeness
from b2bdesk.insight.chains import Cover, MUST_HEAR, Person
from b2bdesk.insight.facts import Chain, Persona
from b2bdesk.insight.importance import need_weight, persona_weight, role_weight
from b2bdesk.insight.rules.base import Context, Hit, Rule
from b2bdesk.insight.speech import Fact, Label, Words
from b2bdesk.terms import N_, PrefDim, Role, Severity


def nowhere(context: Context) -> Iterator[Hit]:
    """G06: active personas without any counted placement."""
    ix = context.ix
    for persona in ix.personas:
        if not ix.of_persona.get(persona.id):
            yield about(persona, {}, persona_weight(ix, persona.id))


def missing_roles(context: Context) -> Iterator[Hit]:
    """G11: roles that a chain needs and nobody holds."""
    return (role_hit(chain, role) for chain, cover in covers(context) for role in cover.missing)


def unheard_roles(context: Context) -> Iterator[Hit]:
    """G27: users and deciders of a chain who meet nothing where the decision is made."""
    if chains.decision_stages(context.ix):
        for chain, cover in covers(context):
            yield from (role_hit(chain, role) for role in cover.silent if role in MUST_HEAR)


def unreached_members(context: Context) -> Iterator[Hit]:
    """G12: chain members who meet nothing where the decision is made."""
    if chains.decision_stages(context.ix):
        for chain, cover in covers(context):
            yield from (member_hit(chain, person) for person in cover.people if person.n == 0)


def unanswered_sceptics(context: Context) -> Iterator[Hit]:
    """G13: influential sceptics who meet nothing at all."""
    limits = context.plan.thresholds
    for chain, cover in covers(context):
        for person in cover.people:
            strong = person.influence >= limits.strong_influence and person.stance <= limits.sceptic_stance
            if strong and not (person.persona_id and context.ix.of_persona.get(person.persona_id)):
                yield member_hit(chain, person)


def unused_channels(context: Context) -> Iterator[Hit]:
    """G21: active channels a persona likes and is not met in."""
    ix = context.ix
    by_code = {channel.code: channel for channel in ix.channels}
    for persona in ix.personas:
        for code, strength in sorted(persona.prefs.get(PrefDim.CHANNEL, {}).items()):
            channel = by_code.get(code)
            liked = strength >= context.plan.thresholds.channel_preference
            if channel and liked and not ix.persona_channel.get((persona.id, channel.id)):
                ids = {"persona": persona.id, "channel": channel.id}
                facts: dict[str, Fact] = {"persona": persona.name, "channel": channel.name}
                yield Hit((persona.code, code), ids, facts, need_weight(ix, persona.id, strength))


def unusable(context: Context) -> Iterator[Hit]:
    """G22: personas the plan uses whose picture is not complete enough to work with."""
    ix = context.ix
    for persona_id, state in completeness.of_plan(context.plan).items():
        if not state.usable and ix.of_persona.get(persona_id):
            facts: dict[str, Fact] = {"missing": Words(state.blocking)}
            yield about(ix.persona[persona_id], facts, persona_weight(ix, persona_id))


def covers(context: Context) -> Iterator[tuple[Chain, Cover]]:
    """Yield the active chains with their cover."""
    found = chains.of_plan(context.plan)
    return ((chain, found[chain.id]) for chain in context.plan.chains if chain.id in found)


def about(persona: Persona, facts: dict[str, Fact], weight: float) -> Hit:
    """Return a persona as a hit."""
    return Hit((persona.code,), {"persona": persona.id}, {"persona": persona.name, **facts}, round(weight, 4))


def role_hit(chain: Chain, role: Role) -> Hit:
    """Return a role of a chain as a hit."""
    facts: dict[str, Fact] = {"chain": chain.name, "role": Label("role", role.value)}
    return Hit((chain.code, role.value), {"chain": chain.id}, facts, role_weight(role))


def member_hit(chain: Chain, person: Person) -> Hit:
    """Return a person of a chain as a hit, who matters by influence."""
    ids = {"chain": chain.id, **({"persona": person.persona_id} if person.persona_id else {})}
    facts: dict[str, Fact] = {"chain": chain.name, "persona": person.name}
    return Hit((chain.code, person.code), ids, facts, 1.0 + person.influence)


RULES: Final = (
    Rule(
        "G06",
        Severity.ERROR,
        "persona",
        "grid",
        N_("{persona} does not appear anywhere in the plan."),
        N_("A persona without any placement is not marketed to. Plan for {persona}, or archive the persona."),
        nowhere,
    ),
    Rule(
        "G11",
        Severity.ERROR,
        "chain",
        "chains",
        N_("{chain} has nobody in the role “{role}”."),
        N_("Firms of this size do not buy without this role. Find out who holds it, and add that person."),
        missing_roles,
    ),
    Rule(
        "G12",
        Severity.ERROR,
        "member",
        "grid",
        N_("{persona} has a say in {chain}, but meets nothing where the decision is made."),
        N_("Everyone who decides needs content at that moment. Place a piece for {persona} at a decision stage."),
        unreached_members,
    ),
    Rule(
        "G13",
        Severity.WARN,
        "member",
        "grid",
        N_("{persona} is influential in {chain} and sceptical, but meets nothing at all."),
        N_("An unanswered sceptic with influence can stop the purchase. Answer the doubts of {persona}."),
        unanswered_sceptics,
    ),
    Rule(
        "G21",
        Severity.INFO,
        "persona",
        "grid",
        N_("{persona} likes {channel}, but meets nothing there."),
        N_("People are best met where they like to be. Place something for {persona} in {channel}."),
        unused_channels,
    ),
    Rule(
        "G22",
        Severity.WARN,
        "persona",
        "personas",
        N_("{persona} is used in the plan, but the picture of {persona} is not usable yet. Still missing: {missing}."),
        N_("Company and job, content preferences and needs must each be known to three quarters."),
        unusable,
    ),
    Rule(
        "G27",
        Severity.WARN,
        "chain",
        "chains",
        N_("In {chain}, nobody in the role “{role}” meets anything where the decision is made."),
        N_("The one who uses and the one who decides are often two people, and both must be won."),
        unheard_roles,
    ),
)
