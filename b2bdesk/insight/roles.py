"""What a job title and a person's behaviour hint about the role in a decision chain (D7); the user confirms."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from b2bdesk.terms import N_, Role

LOW, HIGH = "low", "high"
IT: Final = "信息(?!流)|資訊(?!流)"
"""Information as a department has it; what follows is a feed, where advertisements run."""


def words(english: str, chinese: str) -> re.Pattern[str]:
    """Return a pattern of whole English words (Chinese may adjoin, as in IT总监) and of Chinese ones."""
    return re.compile(rf"(?<![a-z])(?:{english})(?![a-z])|{chinese}", re.IGNORECASE)


TITLES: Final = (
    (
        Role.DECIDER,
        words(
            r"founders?|co-?founder|ceo|chief executive|gm|general manager|managing director"
            r"|(?<!vice )(?<!vice-)president|chair(?:man|woman|person)?|owner|proprietor",
            "总经理|總經理|创始人|創始人|创办人|創辦人|首席执行官|首席執行官|执行长|執行長|(?<!副)总裁|(?<!副)總裁"
            "|董事长|董事長|老板|老闆|企业主|企業主",
        ),
    ),
    (
        Role.APPROVER,
        words(r"cfo|finance|financial|account(?:ing|ant)|(?:financial )?controller", "财务|財務|会计|會計"),
    ),
    (Role.BUYER, words(r"procurement|purchas(?:ing|er)|buyer|sourcing", "采购|採購")),
    (
        Role.TECHNICAL,
        words(
            r"cto|cio|it|architects?|information (?:technology|systems?|officer)|technology|technical",
            f"{IT}|架构|架構|技术|技術",
        ),
    ),
    (
        Role.INITIATOR,
        words(
            r"director|head|chief|coo|cmo|vp|vice[- ]president",
            "总监|總監|负责人|負責人|部长|部長|处长|處長|协理|協理|首席|副总裁|副總裁|营运长|營運長|行销长|行銷長",
        ),
    ),
    (Role.USER, words(r"specialist|lead(?! gen)|team leader|supervisor", "专员|專員|主管|组长|組長")),
)
ASSISTANT: Final = words(r"assistant|secretary", "助理|秘书|秘書|祕書|特助")
OFFICES: Final = frozenset({Role.DECIDER, Role.APPROVER, Role.BUYER, Role.TECHNICAL})
OF_THE_USERS: Final = frozenset({Role.INITIATOR, Role.USER})
"""What a rank hints at in the department that will use the product."""

BEHAVIOUR: Final = {
    "pricing_view": (Role.BUYER, Role.DECIDER),
    "architecture_paper": (Role.TECHNICAL,),
    "operation_guide": (Role.USER,),
    "forwards_material": (Role.CHAMPION,),
}
"""Signals from behaviour and the roles they speak for."""

SEEN: Final = {
    "pricing_view": N_("Looks at prices again and again"),
    "architecture_paper": N_("Reads about architecture and interfaces"),
    "operation_guide": N_("Reads how it is operated"),
    "forwards_material": N_("Forwards our material to others"),
}
"""What somebody may have been seen to do, in words."""


@dataclass(frozen=True, slots=True)
class RoleHint:
    """A role to propose, how many signals speak for it, and the confidence: "high" from two on."""

    role: Role
    signals: int
    confidence: str


def from_title(title: str) -> tuple[Role, ...]:
    """Return the roles a title in Chinese or English hints at; a rank in an office speaks for the office."""
    if ASSISTANT.search(title):
        return (Role.GATEKEEPER,)
    found = tuple(role for role, pattern in TITLES if pattern.search(title))
    return tuple(role for role in found if role not in OF_THE_USERS or not OFFICES & set(found))


def role_hints(title: str = "", behaviour: Iterable[str] = ()) -> tuple[RoleHint, ...]:
    """Return the roles to propose, the best supported first."""
    signals = Counter(from_title(title))
    signals.update(role for sign in dict.fromkeys(behaviour) for role in BEHAVIOUR.get(sign, ()))
    hints = [RoleHint(role, signals[role], HIGH if signals[role] >= 2 else LOW) for role in Role if signals[role]]
    return tuple(sorted(hints, key=lambda hint: -hint.signals))
