from __future__ import annotations

from mttq_extract.store.asking import find_role
from mttq_extract.store.fold import fold
from mttq_extract.tables.loader import read_toml
from mttq_extract.types import ROLES
from mttq_extract.wording import role_name

WORDS = read_toml("questions.toml")["role"]


def test_other_names_of_roles_stand_for_one_role_with_and_without_marks() -> None:
    assert set(WORDS) <= set(ROLES)
    said = [fold(word) for words in WORDS.values() for word in words] + [fold(role_name(role)) for role in ROLES]
    assert len(said) == len(set(said))
    for role, words in WORDS.items():
        for word in words:
            assert find_role(word) == find_role(fold(word).upper()) == role
