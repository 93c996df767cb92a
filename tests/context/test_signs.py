from __future__ import annotations

from mttq_extract.context.signs import SignTable
from mttq_extract.tables.loader import read_toml
from mttq_extract.text.view import View

TABLE = SignTable.of(read_toml("roles.toml")["signs"])


def test_signs_are_found_between_two_offsets_whatever_breaks_their_words() -> None:
    text = "Theo đề  án, xã sẽ mở 9 lớp. Nếu thiếu thầy thì hoãn."
    signs = TABLE.scan(View.of(text))
    figure = text.index("9 lớp")
    assert signs.between(0, figure) == {"đề án", "sẽ"}
    assert signs.between(figure, len(text)) == {"nếu", "thì"}
    assert signs.between(0, text.index("án")) == set(), "half a sign is none"


def test_signs_are_whole_words() -> None:
    assert TABLE.within("luật sư hay đi xa, điều dưỡng không") == {"luật", "hay", "điều"}
    assert TABLE.within("hayden, luậtt") == set()


def test_how_often_signs_stand_is_told_in_steps_for_every_kind() -> None:
    kinds = set(read_toml("roles.toml")["signs"])
    none, many = TABLE.scan(View.of("Làng ven sông.")).often(), TABLE.scan(View.of("Nếu mưa. " * 60)).often()
    assert {name.rpartition(" ")[0] for name in none} == kinds == {name.rpartition(" ")[0] for name in many}
    assert set(none) == {f"{kind} 0" for kind in kinds}
    assert "supposed 6" in many


def test_every_sign_is_of_one_kind() -> None:
    forms = [form for forms in read_toml("roles.toml")["signs"].values() for form in forms]
    assert len(forms) == len(set(forms))
