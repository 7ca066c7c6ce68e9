"""Short codes: K31 after K30, CH3 after CH2."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.domain.base import Item
from b2bdesk.domain.catalogue import Entity


def next_code(session: Session, entity: Entity) -> str:
    """Return the next free code of an entity, in the width its codes have now."""
    assert issubclass(entity.cls, Item)
    pattern = re.compile(re.escape(entity.prefix) + r"(\d{1,9})")
    query = select(entity.cls.code).where(entity.cls.code.startswith(entity.prefix, autoescape=True))
    used = [m[1] for code in session.scalars(query) if (m := pattern.fullmatch(code))]
    width = max((len(digits) for digits in used), default=entity.digits)
    last = max((int(digits) for digits in used), default=0)
    return f"{entity.prefix}{last + 1:0{width}d}"
