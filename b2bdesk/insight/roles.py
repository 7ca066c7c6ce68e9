"""What a job title and a person's behaviour hint about the role in a decision chain (D7); the user confirms."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from b2bdesk.terms import Role

LOW, HIGH = "low", "high"
IT: Final = "信息部|資訊部|信息技术|資訊技術"


def words(english: str, chinese: str) -> re.Pattern[str]:
    """Return a pattern of whole English words (Chinese may adjoin, as in IT总监) and of Chinese ones."""
    return re.compile(rf"(?<![a-z])(?:{english})(?![a-z])|{chinese}", re.IGNORECASE)


TITLES: Final = (
    (Role.DECIDER, words(r"founders?|co-?founder|ceo|gm|general manager|owner", "总经理|總經理|创始人|創始人")),
    (Role.APPROVER, words(r"cfo|finance|financial", "财务|財務")),
    (Role.BUYER, words(r"procurement|purchas(?:ing|er)|buyer", "采购|採購")),
    (Role.TECHNICAL, words(r"cto|cio|it|architect|information technology", f"{IT}|架构|架構")),
    (Role.INITIATOR, words(r"director|head", "总监|總監|负责人|負責人")),
    (Role.USER, words(r"specialist", "专员|專員|主管")),
)
ASSISTANT: Final = words(r"assistant|secretary", "助理|秘书|秘書")
OFFICES: Final = frozenset({Role.DECIDER, Role.APPROVER, Role.BUYER, Role.TECHNICAL})

BEHAVIOUR: Final = {
    "pricing_view": (Role.BUYER, Role.DECIDER),
    "architecture_paper": (Role.TECHNICAL,),
    "operation_guide": (Role.USER,),
    "forwards_material": (Role.CHAMPION,),
}
"""Signals from behaviour and the roles they speak for."""


@dataclass(frozen=True, slots=True)
class RoleHint:
    """A role to propose, how many signals speak for it, and the confidence: "high" from two on."""

    role: Role
    signals: int
    confidence: str


def from_title(title: str) -> tuple[Role, ...]:
    """Return the roles a title in Chinese or English hints at; a using department's head starts the search."""
    if ASSISTANT.search(title):
        return (Role.GATEKEEPER,)
    found = tuple(role for role, pattern in TITLES if pattern.search(title))
    return tuple(role for role in found if role != Role.INITIATOR or not OFFICES & set(found))


def role_hints(title: str = "", behaviour: Iterable[str] = ()) -> tuple[RoleHint, ...]:
    """Return the roles to propose, the best supported first."""
    signals = Counter(from_title(title))
    signals.update(role for sign in dict.fromkeys(behaviour) for role in BEHAVIOUR.get(sign, ()))
    hints = [RoleHint(role, signals[role], HIGH if signals[role] >= 2 else LOW) for role in Role if signals[role]]
    return tuple(sorted(hints, key=lambda hint: -hint.signals))
