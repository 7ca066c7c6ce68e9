"""Short codes: K31 after K30, CH3 after CH2."""

import re

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from b2bdesk.domain.base import Item
from b2bdesk.domain.catalogue import Entity


def next_code(session: Session, entity: Entity) -> str:
    """Return the next free code of an entity, in the width its codes have now."""
    assert issubclass(entity.cls, Item)
    pattern = re.compile(re.escape(entity.prefix) + r"(\d{1,9})")
    starts = entity.cls.code.startswith(entity.prefix, autoescape=True)
    length = func.length(entity.cls.code)
    last_ones = session.scalars(select(func.max(entity.cls.code)).where(starts).group_by(length)).all()
    found = [m[1] for code in last_ones if (m := pattern.fullmatch(code))]
    if len(found) < len(last_ones):  # a code of people's own making is the last of its length: look at each
        found = [
            m[1] for code in session.scalars(select(entity.cls.code).where(starts)) if (m := pattern.fullmatch(code))
        ]
    width = max((len(digits) for digits in found), default=entity.digits)
    last = max((int(digits) for digits in found), default=0)
    return f"{entity.prefix}{last + 1:0{width}d}"
