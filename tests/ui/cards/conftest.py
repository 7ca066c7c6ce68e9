"""Cards of the example, and a card of the longest and strangest texts there could be."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from b2bdesk import starter, workspace
from b2bdesk.queries.card_rows import Card, Liked, Piece, Search, Seat, Statement
from b2bdesk.queries.cards import cards

TODAY = date(2026, 3, 1)
STRANGE = (
    "👩‍💻 works 🇩🇪 late 🎉",
    "שלום עולם, مرحبا بالعالم and back",
    "Zálgo t̷e̸x̵t̶ ṩ̃ é",
    "𠮷野家 𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
    "=1+1",
    "one\ntwo\n\nfour",
    "x" * 700,
    "长" * 900,
    "e\u0301" * 300,
)


@pytest.fixture(scope="session")
def example_in(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[Card]]:
    """Return what gives the cards of the example in a language, names and all."""
    made: dict[str, list[Card]] = {}

    def give(lang: str) -> list[Card]:
        if lang not in made:
            path = tmp_path_factory.mktemp("cards") / "plan.b2bdesk"
            starter.new_example(path, lang)
            with workspace.open(path, read_only=True) as ws, ws.read() as session:
                made[lang] = cards(session, lang, TODAY)
        return made[lang]

    return give


@pytest.fixture(scope="session")
def example(example_in: Callable[[str], list[Card]]) -> list[Card]:
    """Return the five cards in English."""
    return example_in("en")


@pytest.fixture
def strange(example: list[Card]) -> Card:
    """Return a card that no layout foresaw."""
    kinds = ("pain", "need", "desire", "objection", "job", "goal", "trigger")
    said = [
        Statement(at, kinds[at % len(kinds)], "", text, at % 5 + 1, None if at % 2 else 0.4)
        for at, text in enumerate(STRANGE * 3)
    ]
    said.append(Statement(99, "pain", "", "word " * 4000, 5))
    said.append(Statement(100, "need", "", "無" * 20_000, 3, 0.9))
    return replace(
        example[0],
        name="Maximiliane von und zu Hohenstein-Wittelsbach " * 6,
        title="Vice president of " + "everything " * 60,
        quote="I said " + "very " * 300 + "much",
        who=tuple(f"Line {at} about the company " * 4 for at in range(8)),
        statements=tuple(said),
        drivers=tuple(f"Driver number {at}" for at in range(40)),
        searches=(Search("Periodic", "every autumn " * 200),),
        reads=tuple(f"Source {at}" for at in range(60)),
        topics=tuple(Liked(f"Topic {at}", at % 4) for at in range(30)),
        manner=(Liked("In writing, " * 80, 3),),
        budget="CNY 1–999,999,999,999",
        cycle="Set " * 120,
        related="Talks to " * 300,
        seats=tuple(
            Seat(f"Chain {at}", tuple(f"Role {r}" for r in range(9)), 5, "Final say", -2, "Opponent", ("Why? " * 90,))
            for at in range(6)
        ),
        pieces=(Piece("A-CODE-OF-FORTY-CHARACTERS-AND-NO-LESS-1", "A title " * 30),),
        link="https://example.com/" + "a" * 200,
        leading=True,
        negative=True,
    )


@pytest.fixture
def letters(qapp: Any) -> Callable[[str], Any]:
    """Return what makes the lettering of a language."""
    from ui.cards.lettering import Lettering

    return Lettering


@pytest.fixture
def plan() -> Card:
    """Return what names plan and day."""
    return Card(0, "", "", "", "Plan", TODAY)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Return where a PDF is written."""
    return tmp_path / "cards.pdf"
