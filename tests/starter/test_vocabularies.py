"""The shipped vocabularies: complete, in three languages, each code once."""

import json
from pathlib import Path

import pytest

from b2bdesk.domain.vocab import VOCABULARIES
from b2bdesk.starter.blank import LABELS, TABLES, vocabularies

SPEC = Path(__file__).parents[3] / "shared/domain/vocab.json"
NAMED_OTHERWISE = {"status": "placement_status"}
"""A specification's name of a vocabulary -> ours."""
SHARED_OUT = {"verdict": ("level", "verdict")}
"""A vocabulary of the specification whose codes belong to several of ours."""
NO_VOCABULARY = {"glossary", "severity"}
"""The glossary is a text; severities are E, W and I as in every report."""


@pytest.mark.parametrize("vocab", sorted(vocabularies()))
def test_entries_have_a_code_of_their_own_and_a_label_in_each_language(vocab: str) -> None:
    entries = vocabularies()[vocab]
    codes = [entry["code"] for entry in entries]
    assert len(set(codes)) == len(codes)
    assert [(entry["code"], key) for entry in entries for key in LABELS if not entry[key].strip()] == []


@pytest.mark.parametrize("key", LABELS)
@pytest.mark.parametrize("vocab", sorted(vocabularies()))
def test_no_two_entries_of_a_vocabulary_are_called_the_same(vocab: str, key: str) -> None:
    labels = [entry[key] for entry in vocabularies()[vocab]]
    assert sorted({label for label in labels if labels.count(label) > 1}) == []


@pytest.mark.skipif(not SPEC.exists(), reason="the specification is not at hand")
def test_every_code_of_the_specification_is_shipped() -> None:
    missing = []
    for name, entries in json.loads(SPEC.read_text(encoding="utf-8")).items():
        if name in NO_VOCABULARY:
            continue
        ours = SHARED_OUT.get(name, (NAMED_OTHERWISE.get(name, name),))
        shipped = {entry["code"] for vocab in ours for entry in vocabularies().get(vocab, [])}
        missing += [(name, entry["code"]) for entry in entries if entry["code"] not in shipped]
    assert missing == []


def test_points_of_key_events_are_in_their_range_and_thresholds_have_a_window() -> None:
    for event in vocabularies()["key_event"]:
        assert -50 <= event["points"] <= 50
        assert ("threshold" in event) <= ("window_days" in event)
        assert event.get("state_after") in {None, *(state["code"] for state in vocabularies()["state"])}


def test_recipes_are_told_in_each_language() -> None:
    for flow in vocabularies()["flow"]:
        assert all("→" in flow[key] for key in ("recipe_en", "recipe_hans", "recipe_hant"))


def test_every_vocabulary_has_a_name() -> None:
    assert set(VOCABULARIES) == set(vocabularies()) - TABLES
