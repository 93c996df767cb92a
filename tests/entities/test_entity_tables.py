"""Every row of the entity tables is tried on its own examples."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mttq_extract.entities.reader import EntityReader
from mttq_extract.tables.loader import read_toml
from mttq_extract.text.sentences import SentenceSplitter
from mttq_extract.text.view import View
from mttq_extract.types import ENTITY_TYPES, Entity

TABLES = ("organisations.toml", "places.toml", "titles.toml", "funds.toml", "documents.toml", "events.toml")
READER = EntityReader.load()
SPLITTER = SentenceSplitter.load()


def read(text: str) -> list[Entity]:
    return READER.read(View.of(text), SPLITTER.split(text))


def claims(kind: str) -> Iterator[str]:
    for table in TABLES:
        for rows in read_toml(table).values():
            if isinstance(rows, list):
                for row in rows:
                    if isinstance(row, dict):
                        yield from row.get(kind, [])


def told(claim: str) -> tuple[str, list[tuple[str, str, bool]]]:
    """Split "text => surface TYPE | !surface TYPE" into the text and what is wanted, or unwanted, in it."""
    text, _, rest = claim.partition(" => ")
    out = []
    for part in rest.split(" | "):
        surface, _, kind = part.strip().rpartition(" ")
        assert kind in ENTITY_TYPES, claim
        wanted = not surface.startswith("!")
        assert surface.removeprefix("!") in text, claim
        out.append((surface.removeprefix("!"), kind, wanted))
    return text, out


@pytest.mark.parametrize("claim", [*claims("examples"), *claims("not_examples")])
def test_a_row_reads_its_own_examples(claim: str) -> None:
    text, parts = told(claim)
    found = [(entity.surface, entity.type) for entity in read(text)]
    for surface, kind, wanted in parts:
        if wanted:
            assert (surface, kind) in found
        else:
            assert not any(surface in other and kind == of for other, of in found), found


def test_the_tables_have_examples_of_both_kinds() -> None:
    assert len(list(claims("examples"))) >= 60
    assert len(list(claims("not_examples"))) >= 20
