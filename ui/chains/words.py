"""What is said of people, roles and relations of a chain, in the language now spoken."""

from b2bdesk.i18n import tr, trn
from b2bdesk.insight.chains import QUESTIONS
from b2bdesk.queries.chains import ChainBoard, ChainPerson, ChainTie
from b2bdesk.queries.labels import Labels
from b2bdesk.terms import Authority, Role


def stance_of(labels: Labels, person: ChainPerson) -> str:
    """Return stance and authority: "Sceptic, veto"."""
    stance = labels.of("stance", str(person.stance))
    if person.authority == Authority.NONE:
        return stance
    return tr("{stance} · {authority}", stance=stance, authority=labels.of("authority", person.authority))


def roles_of(labels: Labels, person: ChainPerson) -> list[str]:
    """Return the labels of a person's roles."""
    return [labels.of("role", held.role) for held in person.roles]


def served(n: int | None) -> str:
    """Return how many placements a person meets where the decision is made."""
    if n is None:
        return ""
    return trn("{n} placement while deciding", "{n} placements while deciding", n)


def question(role: str) -> str:
    """Return what to ask to find who holds a role."""
    return tr(QUESTIONS[Role(role)])


def tie_text(labels: Labels, board: ChainBoard, tie: ChainTie) -> str:
    """Return a relation as a sentence: "Lin Yue: reports to Zhao Min"."""
    one, other = board.person(tie.from_), board.person(tie.to)
    relation = labels.of("relation", tie.type)
    return f"{one.name if one else ''} · {relation} · {other.name if other else ''}"


def spoken(labels: Labels, person: ChainPerson, n: int | None) -> str:
    """Return all that a card shows, for those who listen."""
    roles = tr(", ").join(roles_of(labels, person))
    weight = tr("influence {n} of 5", n=person.influence)
    words = [person.title, roles, weight, stance_of(labels, person), served(n)]
    return tr("{name}: {text}", name=person.name, text=tr(", ").join(word for word in words if word))
