"""Pictures travel in a plan file to the byte; hostile ones stay outside, with their place and the reason."""

import base64
import json
from typing import Any

import pytest
from sqlalchemy import select

from b2bdesk.domain.asset import Asset
from b2bdesk.errors import UserError
from b2bdesk.exchange import plan
from b2bdesk.exchange.plan import writer
from tests.exchange import plans
from tests.exchange.memory import filled
from tests.helpers.pictures import hostile, png


def bearing(data: bytes, mime: str = "image/png") -> dict[str, Any]:
    """Return a plan whose first persona shows a picture."""
    doc, text = plans.small(), base64.b64encode(data).decode("ascii")
    sha = plans.sha_of(text)
    doc["personas"][0]["photo"] = sha
    doc["assets"] = {sha: {"mime": mime, "data": text}}
    return doc


def test_a_picture_travels_to_the_byte() -> None:
    picture = png(200, 100)
    first = filled(bearing(picture))
    assert first.scalars(select(Asset.data)).one() == picture
    text = plan.write(first)
    again = filled(json.loads(text))
    assert again.scalars(select(Asset.data)).one() == picture
    assert plan.write(again) == text


@pytest.mark.parametrize(("data", "code"), [pytest.param(data, code, id=name) for name, data, code in hostile()])
def test_hostile_pictures_are_refused(data: bytes, code: str) -> None:
    doc = bearing(data)
    with pytest.raises(UserError) as caught:
        filled(doc)
    assert caught.value.code in (code, "picture.size")
    assert caught.value.place == f"$.assets.{doc['personas'][0]['photo']}.data" or '["' in str(caught.value.place)


def test_a_picture_is_what_it_says() -> None:
    with pytest.raises(UserError) as caught:
        filled(bearing(png(), "image/jpeg"))
    assert caught.value.code == "plan.mime"
    with pytest.raises(UserError) as caught:
        filled(bearing(png(), "image/gif"))
    assert caught.value.code == "plan.mime"


def test_too_many_bytes() -> None:
    with pytest.raises(UserError) as caught:
        filled(bearing(png(body=bytes(3 << 20))))
    assert caught.value.code == "picture.size"


def test_no_plan_file_is_written_that_could_not_be_read(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "MAX_BYTES", 1000)
    target = tmp_path / "plan.json"
    with pytest.raises(UserError) as caught:
        plan.save(filled(plans.small()), target)
    assert caught.value.code == "plan.too_big"
    assert not target.exists()
