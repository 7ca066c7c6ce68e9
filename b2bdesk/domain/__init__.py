"""What exists: the mapped classes of a plan, their columns' rules, and the field catalogue."""

from typing import Final

from sqlalchemy import CheckConstraint, MetaData

from b2bdesk.domain import asset, catalogue
from b2bdesk.domain.base import Base
from b2bdesk.domain.fields import Field, Kind

metadata: Final[MetaData] = Base.metadata
SCHEMA_VERSION: Final = 3
"""The number of the schema that this program writes (`PRAGMA user_version`)."""

__all__ = ["SCHEMA_VERSION", "Base", "asset", "catalogue", "metadata"]


def _range_checks() -> None:
    for table in metadata.tables.values():
        for column in list(table.columns):
            field = column.info.get("field")
            condition = _condition(column.name, field) if field else ""
            if condition:
                table.append_constraint(CheckConstraint(condition, name=f"{column.name}_range"))


def _condition(name: str, field: Field) -> str:
    if field.kind is Kind.FLAG:
        return f"{name} IN (0, 1)"
    low = f"{name} >= {field.minimum:g}" if field.minimum is not None else ""
    high = f"{name} <= {field.maximum:g}" if field.maximum is not None else ""
    return " AND ".join(part for part in (low, high) if part)


_range_checks()
