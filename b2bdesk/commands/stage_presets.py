"""The lifecycle stages that a plan or a segment can begin with: four, five or seven over the seven states."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from b2bdesk.terms import State


@dataclass(frozen=True, slots=True)
class PresetStage:
    """One stage: its name in three languages, its states, how emotional its content should be."""

    label_en: str
    label_hans: str
    label_hant: str
    states: tuple[str, ...]
    target_emotional: float
    decision: bool = False

    @property
    def labels(self) -> dict[str, str]:
        """The names, as a stage keeps them."""
        return {"label_en": self.label_en, "label_hans": self.label_hans, "label_hant": self.label_hant}


ATTENTION: Final = PresetStage("Attention", "关注", "關注", (State.ATTENTION,), 0.6)
VISIT: Final = PresetStage("Visit", "访问", "造訪", (State.VISIT,), 0.4)
REGISTER: Final = PresetStage("Registration", "注册", "註冊", (State.REGISTER,), 0.4)
ACTIVE: Final = PresetStage("Active", "活跃", "活躍", (State.ACTIVE,), 0.2, decision=True)
OPPORTUNITY: Final = PresetStage("Opportunity", "商机", "商機", (State.OPPORTUNITY,), 0.2, decision=True)
DEAL: Final = PresetStage("Deal", "成单", "成交", (State.DEAL,), 0.4)
REFERRAL: Final = PresetStage("Referral", "推荐", "推薦", (State.REFERRAL,), 0.4)
ARRIVE: Final = PresetStage("Visit & registration", "访问与注册", "造訪與註冊", (State.VISIT, State.REGISTER), 0.4)
DECIDE: Final = PresetStage(
    "Active to opportunity", "活跃到商机", "活躍到商機", (State.ACTIVE, State.OPPORTUNITY), 0.2, decision=True
)
KEEP: Final = PresetStage("Deal to referral", "成单到推荐", "成交到推薦", (State.DEAL, State.REFERRAL), 0.4)

PRESETS: Final[Mapping[int, tuple[PresetStage, ...]]] = {
    4: (ATTENTION, ARRIVE, DECIDE, KEEP),
    5: (ATTENTION, ARRIVE, ACTIVE, OPPORTUNITY, KEEP),
    7: (ATTENTION, VISIT, REGISTER, ACTIVE, OPPORTUNITY, DEAL, REFERRAL),
}
"""By the number of stages."""
