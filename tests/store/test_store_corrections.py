"""Corrections by hand: put on, kept over re-extraction, taken to another database, taken back."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import threading
import time
import unicodedata
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from mttq_extract.errors import ReadError, UsageError
from mttq_extract.store.connect import open_for_reading
from mttq_extract.store.corrected_documents import corrected_documents
from mttq_extract.store.correction_files import Imported, read_corrections
from mttq_extract.store.corrections import Correction, corrections
from mttq_extract.store.explanation import explanation
from mttq_extract.store.filters import FigureFilter
from mttq_extract.store.query import Answer, figures, groups
from mttq_extract.store.writer import Counts, ExtractorVersion, Store
from mttq_extract.types import Document, Entity, Figure, Period, Record, Sentence

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Năm 2023 xã An xây 30 nhà. Xã Bình xây 12 nhà."
HOUSES = FigureFilter(indicators=("nha_xay_moi",))
AN, BINH = TEXT.index("30"), TEXT.index("12")


def house(start: int, number: int, subject: str, **fields: Any) -> Figure:
    return Figure(
        start, start + 6, TEXT[start : start + 6], Decimal(number), Decimal(number), "item", "exact", "digits",
        indicator="nha_xay_moi", period=Period.parse("2023-01-01/2023-12-31"), subject=subject, score=0.6,
        sentence=0 if start == AN else 1, evidence={"role": "default", "subject": "near"}, **fields,
    )  # fmt: skip


def article(id_: str = "a", *found: Figure) -> Document:
    places = tuple(Entity(TEXT.index(name), TEXT.index(name) + len(name), name, "LOC", "r") for name in ("xã An",))
    sentences = (Sentence(0, 26), Sentence(27, len(TEXT)))
    both = found or (house(AN, 30, "xã An"), house(BINH, 12, "Xã Bình"))
    return Document(id_, TEXT, sentences=sentences, figures=both, entities=places)


def stored(path: Path, *documents: Document, version: str = "1") -> str:
    with Store(str(path)) as store:
        run = store.begin_run(ExtractorVersion(version, "t", "m"))
        for document in documents or (article(),):
            store.write(document, Record(document.id, TEXT), run)
        store.end_run(run, Counts(documents_stored=1), complete=True)
    return str(path)


def rows(answer: Answer) -> list[dict[str, Any]]:
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def told(path: str, wanted: FigureFilter = HOUSES, **options: Any) -> list[dict[str, Any]]:
    with closing(open_for_reading(path)) as connection:
        return rows(figures(connection, wanted, **options))


def total(path: str, wanted: FigureFilter = HOUSES) -> str | None:
    with closing(open_for_reading(path)) as connection:
        found = rows(groups(connection, wanted, ["indicator"]))
    return found[0]["sum"] if found else None


def dump(path: str) -> list[str]:
    with closing(open_for_reading(path)) as connection:
        return [line for line in connection.iterdump() if "_fts" not in line and "sqlite_stat" not in line]


def kept(path: str) -> list[Correction]:
    with closing(open_for_reading(path)) as connection:
        return corrections(connection)


def correct(path: str, figure: str, **wanted: str) -> None:
    with Store(path) as store:
        store.correct(figure, wanted, by="Lan", note="theo báo cáo giấy")


def test_sums_and_words_follow(tmp_path: Path) -> None:
    path = stored(tmp_path / "a.db")
    assert total(path) == "42"
    correct(path, f"a:{AN}", value="35", subject="xã Cẩm")
    assert total(path) == "47"
    assert [row["surface"] for row in told(path, FigureFilter(subject="cam"))] == ["30 nhà"]
    assert told(path, FigureFilter(subject="xã An")) == []
    correct(path, f"a:{BINH}", role="cam kết")
    assert total(path) == "35"
    assert [row["role"] for row in told(path)] == ["actual", "pledged"]


def test_who_when_and_why_are_told(tmp_path: Path) -> None:
    path = stored(tmp_path / "a.db")
    correct(path, f"a:{AN}", period="2022")
    with closing(open_for_reading(path)) as connection:
        found = explanation(connection, f"a:{AN}")
    assert found.values["period"] == "2022-01-01/2022-12-31"
    assert found.evidence["period"].startswith("sửa tay (by hand): trước là 2023-01-01/2023-12-31 (Lan; 20")
    assert found.evidence["period"].endswith("; theo báo cáo giấy)")
    assert found.score == 1.0
    assert found.evidence["subject"] == "near"


def test_a_figure_that_is_none_counts_nowhere(tmp_path: Path) -> None:
    path = stored(tmp_path / "a.db")
    correct(path, f"a:{AN}", boilerplate="1")
    assert total(path) == "12"
    assert len(told(path)) == 1
    assert len(told(path, replace(HOUSES, boilerplate=True))) == 2


def test_they_outlive_another_extraction(tmp_path: Path) -> None:
    path = stored(tmp_path / "a.db")
    correct(path, f"a:{AN}", value="35")
    read_anew = article("a", house(AN, 31, "xã An", concept="nhà"), house(BINH, 12, "Xã Bình"))
    stored(tmp_path / "a.db", read_anew, version="2")
    assert total(path) == "47"
    assert [row["concept"] for row in told(path)] == ["nhà", None]
    assert {one.field: one.was for one in kept(path)} == {"low": "31", "high": "31", "score": "0.6"}
    with Store(path) as store:
        store.undo_corrections(f"a:{AN}")
    assert total(path) == "43"  # what the program reads now, not what it had read


def test_one_that_finds_no_figure_is_kept_and_told(tmp_path: Path) -> None:
    path = stored(tmp_path / "a.db")
    correct(path, f"a:{AN}", value="35")
    stored(tmp_path / "a.db", article("a", house(BINH, 12, "Xã Bình")), version="2")
    assert total(path) == "12"
    assert {one.found for one in kept(path)} == {False}
    stored(tmp_path / "a.db", article(), version="3")
    assert total(path) == "47"
    assert {one.found for one in kept(path)} == {True}


def test_all_documents_of_the_text_are_put_right(tmp_path: Path) -> None:
    path = stored(tmp_path / "a.db", article("a"), article("b"))
    correct(path, f"b:{AN}", value="35")
    with_copies = replace(HOUSES, duplicates=True)
    assert [row["low"] for row in told(path, with_copies) if row["start"] == AN] == ["35", "35"]
    assert total(path) == "47"


def test_taking_back_leaves_nothing_behind(tmp_path: Path) -> None:
    path = stored(tmp_path / "a.db")
    before = dump(path)
    correct(path, f"a:{AN}", value="35", subject="xã Cẩm", place="huyện Xa", concept="nhà tình thương")
    correct(path, f"a:{AN}", value="36")
    assert dump(path) != before
    with Store(path) as store:
        assert {one.field for one in store.undo_corrections(f"a:{AN}")} == {
            "low", "high", "subject", "place", "concept", "score",
        }  # fmt: skip

    def without_evidence(lines: list[str]) -> list[str]:
        return [line.replace('{"role": "default", "subject": "near"}', '{"role": "default"}') for line in lines]

    assert without_evidence(dump(path)) == without_evidence(before)


def test_they_go_to_another_database_and_wait_there(tmp_path: Path) -> None:
    path = stored(tmp_path / "a.db")
    correct(path, f"a:{AN}", value="35", period="")
    file = tmp_path / "sua.jsonl"
    file.write_text("".join(json.dumps(one.to_dict()) + "\n" for one in kept(path)), encoding="utf-8")
    other = str(tmp_path / "b.db")
    with Store(other) as store:
        assert store.import_corrections(read_corrections(str(file))) == Imported(0, 0, 3)
    stored(tmp_path / "b.db")
    assert total(other) == "47"
    before = dump(other)
    with Store(other) as store:
        assert store.import_corrections(read_corrections(str(file))) == Imported(3, 0, 0)
    assert dump(other) == before


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"role": "đã xong rồi"}, "no such role"),
        ({"indicator": "nhà"}, "chỉ số, cần một"),
        ({"indicator": ""}, "must not be empty"),
        ({"period": "năm ngoái kia"}, "Không hiểu kỳ"),
        ({"value": "nhiều"}, "not a number"),
        ({"value": "1e999999"}, "too many digits"),
        ({"low": "99"}, "low above high"),
        ({"modifier": "lớn hơn nhiều"}, "no such modifier"),
        ({"subject": "x" * 301}, "too long"),
        ({"rule": "digits"}, "no such field"),
        ({"role": "actual"}, "it is so already"),
        ({"unit": "ratio"}, "a ratio needs its whole"),
        ({"unit": "ratio", "of": "40", "low": "20"}, "a ratio has one k"),
        ({"of": "40"}, "of without a ratio"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(tmp_path: Path, wanted: dict[str, str], message: str) -> None:
    path = stored(tmp_path / "a.db")
    before = dump(path)
    with pytest.raises(UsageError, match=message):
        correct(path, f"a:{AN}", **wanted)
    assert dump(path) == before


def test_a_figure_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = stored(tmp_path / "a.db")
    for figure in ("a:7", "77", "không có"):
        with pytest.raises(UsageError, match="no such figure"):
            correct(path, figure, value="3")


def test_an_end_that_was_not_corrected_gives_way(tmp_path: Path) -> None:
    path = stored(tmp_path / "a.db")
    correct(path, f"a:{AN}", high="40")
    stored(tmp_path / "a.db", article("a", house(AN, 50, "xã An")), version="2")
    assert [(row["low"], row["high"]) for row in told(path)] == [("40", "40")]


def test_taking_back_what_came_from_elsewhere_gives_what_is_read_here(tmp_path: Path) -> None:
    path = stored(tmp_path / "a.db")
    correct(path, f"a:{AN}", value="35")
    foreign = [replace(one, was="99" if one.field != "score" else "0.1") for one in kept(path)]
    other = stored(tmp_path / "b.db")
    with Store(other) as store:
        store.import_corrections(foreign)
    assert total(other) == "47"
    with Store(other) as store:
        store.undo_corrections(f"a:{AN}")
    assert [(row["low"], row["score"]) for row in told(other)] == [("30", 0.6), ("12", 0.6)]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("unit", "khongcodonvi", "no such unit"),
        ("indicator", "KHONG.CO", "no such indicator"),
        ("period", "2023-12-31/2023-01-01", "ends before it starts"),
        ("low", "1e5", "not as stored"),
    ],
)
def test_what_no_field_can_hold_is_not_imported(tmp_path: Path, field: str, value: str, message: str) -> None:
    path = stored(tmp_path / "a.db")
    correct(path, f"a:{AN}", value="35")
    (one, *_) = kept(path)
    other = stored(tmp_path / "b.db")
    before = dump(other)
    with Store(other) as store, pytest.raises(UsageError, match=f"a:{AN} «30 nhà», {field}: .*{message}"):
        store.import_corrections([one, replace(one, field=field, value=value)])
    assert dump(other) == before


def test_those_of_a_changed_text_are_told_and_can_be_taken_back(tmp_path: Path) -> None:
    path = stored(tmp_path / "a.db")
    correct(path, f"a:{AN}", value="35")
    here = replace(house(AN, 30, "xã An"), sentence=0)
    changed = Document("a", f"{TEXT} Hết.", sentences=(Sentence(0, len(TEXT)),), figures=(here,))
    with Store(path) as store:
        run = store.begin_run(ExtractorVersion("2", "t", "m"))
        store.write(
            replace(changed, figures=(replace(changed.figures[0], sentence=0),)), Record("a", changed.text), run
        )
        store.end_run(run, Counts(documents_stored=1), complete=True)
    assert total(path) == "30"
    assert {one.found for one in kept(path)} == {False}
    with Store(path) as store:
        assert len(store.undo_corrections(f"a:{AN}")) == 3
    assert kept(path) == []
    assert total(path) == "30"


def test_a_value_is_not_put_on_other_words(tmp_path: Path) -> None:
    path = stored(tmp_path / "a.db")
    correct(path, f"a:{AN}", value="35", role="pledged")
    longer = replace(house(AN, 30, "xã An"), end=AN + 2, surface="30")
    stored(tmp_path / "a.db", article("a", longer), version="2")
    assert [(row["low"], row["role"]) for row in told(path)] == [("30", "pledged")]
    assert {one.field for one in kept(path) if not one.found} == {"low", "high"}


def test_other_words_are_not_sure_and_can_be_put_right_anew(tmp_path: Path) -> None:
    path = stored(tmp_path / "a.db")
    correct(path, f"a:{AN}", value="35")
    longer = replace(house(AN, 300, "xã An"), end=AN + 2, surface="30")
    stored(tmp_path / "a.db", article("a", longer), version="2")
    assert [(row["low"], row["score"]) for row in told(path)] == [("300", 0.6)]  # nobody has looked at these words
    correct(path, f"a:{AN}", value="36")
    assert [(row["low"], row["score"]) for row in told(path)] == [("36", 1.0)]
    assert {(one.surface, one.end, one.found) for one in kept(path)} == {("30", AN + 2, True)}
    with Store(path) as store:
        store.undo_corrections(f"a:{AN}")
    assert [(row["low"], row["score"]) for row in told(path)] == [("300", 0.6)]


def test_a_value_that_holds_does_not_give_way_to_one_of_other_words(tmp_path: Path) -> None:
    path = stored(tmp_path / "a.db")
    correct(path, f"a:{AN}", value="35")
    foreign = [replace(one, end=AN + 2, surface="30", value="36") for one in kept(path) if one.field != "score"]
    nowhere = replace(foreign[0], start=1, end=3)
    with Store(path) as store:
        assert store.import_corrections([*foreign, nowhere]) == Imported(0, 3, 0)
    assert [row["low"] for row in told(path, limit=1)] == ["35"]
    assert {one.surface for one in kept(path) if one.found} == {"30 nhà"}


@pytest.mark.parametrize("by_number", [True, False])
def test_taking_back_gives_back_only_what_was_put_on(tmp_path: Path, by_number: bool) -> None:
    path = stored(tmp_path / "a.db")
    correct(path, f"a:{AN}", value="35", role="pledged")
    longer = replace(house(AN, 300, "xã An"), end=AN + 2, surface="30")
    stored(tmp_path / "a.db", article("a", longer), version="2")
    figure = str(told(path)[0]["id"]) if by_number else f"a:{AN}"
    with Store(path) as store:
        assert len(store.undo_corrections(figure)) == 4
    assert kept(path) == []
    assert [(row["low"], row["role"], row["score"]) for row in told(path)] == [("300", "actual", 0.6)]
    assert told(path)[0]["corrected"] == 0


def test_decomposed_letters_are_stored_as_the_texts_have_them(tmp_path: Path) -> None:
    path = stored(tmp_path / "a.db")
    correct(path, f"a:{AN}", subject=unicodedata.normalize("NFD", "quận Tây Hồ"))
    assert told(path)[0]["subject"] == "quận Tây Hồ"
    made = [replace(one, value=unicodedata.normalize("NFD", one.value or "")) for one in kept(path)]
    other = stored(tmp_path / "b.db")
    with Store(other) as store:
        store.import_corrections(made)
    assert told(other)[0]["subject"] == "quận Tây Hồ"


def test_a_ratio_can_be_put_right_as_a_whole(tmp_path: Path) -> None:
    path = stored(tmp_path / "a.db")
    correct(path, f"a:{AN}", unit="ratio", of="40")
    assert [(row["unit"], row["of"]) for row in told(path, FigureFilter(unit="ratio"))] == [("ratio", "40")]
    correct(path, f"a:{AN}", unit="item", of="")
    assert told(path)[0]["of"] is None


def test_questions_tell_which_figures_were_put_right(tmp_path: Path) -> None:
    path = stored(tmp_path / "a.db")
    correct(path, f"a:{AN}", value="35")
    assert [row["corrected"] for row in told(path)] == [1, 0]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"field": "surface"}, "not a value of this field"),
        ({"value": "rất nhiều"}, "not a value of this field"),
        ({"value": None}, "not a value of this field"),
        ({"value": "1e999999"}, "not a value of this field"),
        ({"start": "5"}, "malformed"),
        ({"start": -5}, "not a span of a text"),
        ({"end": 10**20}, "not a span of a text"),
        ({"sha256": None}, "malformed"),
    ],
)
def test_a_malformed_file_is_refused_whole(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    good = {"sha256": "0" * 64, "document": "a", "start": 1, "end": 3, "surface": "30", "field": "low", "value": "31",
            "was": "30", "made_by": None, "note": None, "made": "2026-01-01"}  # fmt: skip
    file = tmp_path / "sua.jsonl"
    file.write_text(json.dumps(good) + "\n" + json.dumps(good | change) + "\n", encoding="utf-8")
    with pytest.raises(ReadError, match=f"dòng 2.*{message}"):
        read_corrections(str(file))
    file.write_text("không phải JSON\n", encoding="utf-8")
    with pytest.raises(ReadError, match=r"dòng 1.*not JSON"):
        read_corrections(str(file))


_FOREVER = """
import contextlib, itertools, sys
from mttq_extract.errors import UsageError
from mttq_extract.store.writer import Store
for role in itertools.cycle(("pledged", "target")):
    with Store(sys.argv[1]) as store, contextlib.suppress(UsageError):  # it is so already
        store.correct(f"a:{int(sys.argv[2])}", {"role": role}, by="Lan", note=None)
    print(role, flush=True)
"""


def test_a_correction_that_is_killed_is_made_whole_or_not_at_all(tmp_path: Path) -> None:
    path = stored(tmp_path / "a.db")
    moments = random.Random(7)
    for _ in range(8):
        process = subprocess.Popen([sys.executable, "-c", _FOREVER, path, str(AN)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stdout.readline()
        time.sleep(moments.uniform(0, 0.02))
        process.kill()
        process.communicate()
        with closing(open_for_reading(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        one = next(one for one in kept(path) if one.field == "role")
        (figure,) = [row for row in told(path) if row["start"] == AN]
        assert figure["role"] == one.value
        assert total(path) == "12"  # neither what is pledged nor a target is added up


def test_two_who_correct_at_once_wait_for_each_other(tmp_path: Path) -> None:
    path = stored(tmp_path / "a.db")

    def work(figure: str, values: list[str]) -> None:
        for value in values:
            correct(path, figure, value=value)

    threads = [
        threading.Thread(target=work, args=(f"a:{AN}", [str(31 + n) for n in range(10)])),
        threading.Thread(target=work, args=(f"a:{BINH}", [str(13 + n) for n in range(10)])),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [row["low"] for row in told(path)] == ["40", "22"]
    assert total(path) == "62"


def test_documents_with_the_figures_that_were_put_right_alone(tmp_path: Path) -> None:
    path = stored(tmp_path / "a.db", article("a"), article("b"))
    with closing(open_for_reading(path)) as connection:
        assert list(corrected_documents(connection)) == []
    correct(path, f"b:{AN}", role="pledged")
    with closing(open_for_reading(path)) as connection:
        (one,) = corrected_documents(connection)  # of two of the same text the first
    assert (one.id, [(figure.surface, figure.role) for figure in one.figures]) == ("a", [("30 nhà", "pledged")])
    correct(path, f"a:{AN}", boilerplate="1")
    with closing(open_for_reading(path)) as connection:
        assert list(corrected_documents(connection)) == []
    correct(path, f"a:{BINH}", value="13")
    longer = replace(house(BINH, 12, "Xã Bình"), end=BINH + 2, surface="12")
    stored(tmp_path / "a.db", article("a", longer), article("b", longer), version="2")
    with closing(open_for_reading(path)) as connection:
        assert list(corrected_documents(connection)) == []
