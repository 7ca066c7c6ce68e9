"""The JSON Schema of plan files is current, and agrees with the reader."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import resources
from b2bdesk.exchange import plan
from b2bdesk.exchange.plan import schema
from tests.exchange import plans
from tests.exchange.memory import filled


@pytest.fixture(scope="module")
def validator() -> Any:
    """Return a validator of the shipped schema."""
    found = json.loads(resources.read_text(schema.NAME))
    jsonschema.Draft202012Validator.check_schema(found)
    return jsonschema.Draft202012Validator(found)


def test_the_shipped_schema_is_current() -> None:
    """Renew it with `python -m b2bdesk.exchange.plan.schema`."""
    assert resources.read_text(schema.NAME) == schema.text()


def test_what_is_written_validates(validator: Any) -> None:
    """So does what is read."""
    validator.validate(plans.small())
    validator.validate(json.loads(plan.write(filled(plans.small()))))


def test_the_example_validates(validator: Any, example_path: Path) -> None:
    """The example too."""
    from b2bdesk import workspace

    with workspace.open(example_path) as ws, ws.read() as session:
        validator.validate(json.loads(plan.write(session)))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("format",), "x"),
        (("surprise",), 1),
        (("company", "gross_margin"), 2),
        (("personas", 0, "segments"), []),
        (("personas", 0, "authority"), "king"),
        (("content", 0, "help", "h1"), "2"),
        (("placements", 0, "date_from"), "1.2.2026"),
    ],
)
def test_what_the_reader_refuses_does_not_validate(validator: Any, path: tuple[Any, ...], value: Any) -> None:
    """Schema and reader say the same about single values."""
    doc: Any = plans.small()
    inner = doc
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    assert not validator.is_valid(doc)
    with pytest.raises(plans.UserError):
        plan.read(json.dumps(doc))


def test_the_plan_in_the_guide_is_one(validator: Any) -> None:
    """The guide's small plan is read, and every collection is told there."""
    guide = (Path(__file__).parents[2] / "docs" / "plan-format.md").read_text(encoding="utf-8")
    small = json.loads(guide.split("```json")[1].split("```")[0])
    validator.validate(small)
    filled(small)
    for name in schema.schema()["properties"]:
        assert f"`{name}`" in guide
