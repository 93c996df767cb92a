"""Out and back again: no field of ours is lost on the way through an annotation tool."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import replace
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mttq_extract.errors import GoldError
from mttq_extract.evaluate.gold import Gold, GoldDocument, group, read_gold
from mttq_extract.evaluate.interchange import EXPORTS, IMPORTS
from mttq_extract.evaluate.interchange.brat import file_name
from mttq_extract.evaluate.interchange.bundle import Bundle, bundle_of, write_gold, write_texts
from mttq_extract.evaluate.rows import EntityRow, FigureRow
from mttq_extract.evaluate.texts import text_hash
from mttq_extract.types import ENTITY_TYPES, MODIFIERS, ROLES, Record

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = [
    "Xã",
    "trao",
    "12",
    "1.250,5",
    "tỷ đồng",
    "“Quỹ”",
    "7/8",
    "[b]",
    "&lt;",
    "😀",
    "100%",
    "a\tb",
    "Đông  Hà",
    "{}",
]
FREE = st.text(st.sampled_from("aăĐ \"'\\|;:{}[]<>&#\t😀\u2028"), max_size=8)


@st.composite
def bundles(draw: st.DrawFn) -> Bundle:
    """Two documents with odd texts, ids and values, the spans of a layer apart from each other."""
    documents, texts, figures, entities = {}, {}, [], []
    for id_ in draw(
        st.lists(
            st.sampled_from(["a", "vinews/12", "Bài 1 (cũ).v2", "100%", ".ẩn"]), min_size=1, max_size=2, unique=True
        )
    ):
        text, spans = draw(st.sampled_from(["", "\n", " "])), []
        for word in draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8)):
            spans.append((len(text), len(text) + len(word)))
            text += word + draw(st.sampled_from([" ", "", "\n", "  ", ", ", " \n"]))
        place = {"doc": id_}
        for start, end in spans:
            if draw(st.booleans()):
                low = Decimal(draw(st.sampled_from(["0", "12", "63.50", "13000000000", "0.001"])))
                row = FigureRow(
                    doc=id_,
                    start=start,
                    end=end,
                    surface=text[start:end],
                    low=low,
                    high=low + 1,
                    unit=draw(st.sampled_from(["item", "VND", "km/h"])),
                    modifier=draw(st.sampled_from(MODIFIERS)),
                    of=draw(st.sampled_from([None, Decimal("8.0")])),
                    per=draw(FREE),
                    concept=draw(FREE),
                    role=draw(st.sampled_from(ROLES)),
                    indicator=draw(st.sampled_from(["other", "qua_tang", ""])),
                    period=draw(st.sampled_from(["", "/2022-12-31"])),
                    subject=draw(FREE),
                    place=draw(FREE),
                )
                figures.append(row)
            if draw(st.booleans()):
                type_ = draw(st.sampled_from(ENTITY_TYPES))
                title = draw(FREE) if type_ == "PER" else ""
                entities.append(
                    EntityRow(**place, start=start, end=end, surface=text[start:end], type=type_, title=title)
                )
        texts[id_] = text
        documents[id_] = GoldDocument(
            id_,
            "dev",
            text_hash(text),
            "corpus",
            len(text),
            draw(st.sampled_from([None, 7])),
            draw(st.sampled_from(["", "2022-11-11"])),
            draw(st.sampled_from([{}, {"genre": "tin ngắn", "text": "x", "n": [1]}])),
        )
    return Bundle(documents, texts, group(documents, figures), group(documents, entities))


def there_and_back(name: str, bundle: Bundle) -> Bundle:
    module = import_module(f"mttq_extract.evaluate.interchange.{name}")
    folder = Path(tempfile.mkdtemp())
    try:
        module.export(bundle, folder / "out")
        loaded: Bundle = module.load(folder / "out")
    finally:
        shutil.rmtree(folder)
    return loaded


def assert_same(one: Bundle, other: Bundle) -> None:
    assert dict(other.documents) == dict(one.documents)
    assert dict(other.texts) == dict(one.texts)
    assert {k: v for k, v in other.figures.items() if v} == {k: v for k, v in one.figures.items() if v}
    assert {k: v for k, v in other.entities.items() if v} == {k: v for k, v in one.entities.items() if v}
    written = [row.to_dict() for rows in other.figures.values() for row in rows]
    assert written == [row.to_dict() for id_ in other.figures for row in one.figures[id_]]


@pytest.mark.parametrize("name", IMPORTS)
@given(bundle=bundles())
@settings(max_examples=40, deadline=None)
def test_nothing_is_lost(name: str, bundle: Bundle) -> None:
    assert_same(bundle, there_and_back(name, bundle))


@pytest.mark.parametrize("name", IMPORTS)
def test_gold_written_again_is_the_same_gold(name: str, bundle: Bundle, gold_folder: Path, tmp_path: Path) -> None:
    write_gold(there_and_back(name, bundle), tmp_path / "again")
    assert read_gold([tmp_path / "again"]).hash == read_gold([gold_folder]).hash


def test_every_format_has_its_module() -> None:
    for name in EXPORTS:
        assert callable(import_module(f"mttq_extract.evaluate.interchange.{name}").export)
    assert set(EXPORTS) - set(IMPORTS) == {"conll"}


def test_a_missing_text_cannot_be_exported(gold_folder: Path) -> None:
    gold = read_gold([gold_folder])
    with pytest.raises(GoldError, match="texts missing or changed"):
        bundle_of(gold, {})


def test_gold_is_not_overwritten_by_accident(bundle: Bundle, gold_folder: Path) -> None:
    with pytest.raises(GoldError, match="the file exists"):
        write_gold(bundle, gold_folder)
    write_gold(bundle, gold_folder, overwrite=True)


def test_texts_stay_inside_their_folder(bundle: Bundle, tmp_path: Path) -> None:
    write_texts(bundle, tmp_path / "texts")
    assert (tmp_path / "texts" / "bai-1.txt").read_text("utf-8") == bundle.texts["bai-1"]
    write_texts(bundle, tmp_path / "texts")
    with pytest.raises(GoldError, match="another text is there"):
        write_texts(replace(bundle, texts={"bai-1": "khác"}), tmp_path / "texts")
    for id_ in ("../x", "/etc/x", "a/../../x"):
        with pytest.raises(GoldError, match="not a path inside"):
            write_texts(replace(bundle, texts={id_: "khác"}), tmp_path / "texts")


def test_brat_files(bundle: Bundle, tmp_path: Path) -> None:
    from mttq_extract.evaluate.interchange.brat import export

    export(bundle, tmp_path)
    lines = (tmp_path / "bai-1.ann").read_text("utf-8").splitlines()
    start = bundle.figures["bai-1"][0].start
    assert lines[0] == f"T1\tFIGURE {start} {start + 12}\t120 suất quà"
    assert "A2\tmodifier T1 more_than" in lines
    notes = [line.split("\t") for line in lines if line.startswith("#1\t")]
    assert notes[0][1] == "AnnotatorNotes T1"
    assert json.loads(notes[0][2]) == {"low": "120", "high": "120"}
    assert any(line.startswith("T4\tORG ") for line in lines)
    assert (tmp_path / "bai-3.ann").read_text("utf-8") == ""
    configuration = (tmp_path / "annotation.conf").read_text("utf-8")
    assert "[attributes]" in configuration
    assert "more_than|at_least" in configuration


def test_brat_spans_over_lines_are_in_pieces(figure: Callable[..., FigureRow], tmp_path: Path) -> None:
    from mttq_extract.evaluate.interchange.brat import export, load

    text = "Có 12\ncăn nhà."
    row = figure(3, text[3:13], "12")
    made = Bundle({"a": GoldDocument("a")}, {"a": text}, {"a": (row,)}, {})
    export(made, tmp_path)
    assert (tmp_path / "a.ann").read_text("utf-8").startswith("T1\tFIGURE 3 5;6 13\t12 căn nhà\n")
    assert load(tmp_path).figures["a"] == (row,)


def test_brat_attributes_set_in_the_window_win_and_foreign_lines_are_skipped(tmp_path: Path) -> None:
    from mttq_extract.evaluate.interchange.brat import load

    (tmp_path / "a.txt").write_text("Trao 5 quà ở Huế.", "utf-8")
    note = '{"low": "5", "high": "5", "unit": "VND"}'
    ann = (
        f"T1\tFIGURE 5 10\t5 quà\nA1\tunit T1 item\n#1\tAnnotatorNotes T1\t{note}\nT2\tLOC 13 16\tHuế\n*\tEquiv T1 T2\n"
    )
    (tmp_path / "a.ann").write_text(ann, "utf-8")
    found = load(tmp_path)
    assert found.figures["a"][0].unit == "item"
    assert found.entities["a"][0].surface == "Huế"
    assert found.documents["a"].sha256 == text_hash("Trao 5 quà ở Huế.")


@pytest.mark.parametrize(
    "ann, said",
    [
        ("T1\tFIGURE 5 10\t5 quà\n", "no value yet"),
        ("T1\tFIGURE five\t5\n", "malformed span"),
        ("T1\tLOC 5 99\tx\n", "outside the text"),
        ("T1\tFIGURE 5 10\t5 quà\n#1\tAnnotatorNotes T1\t{\n", "a.ann:2: không phải JSON"),
    ],
)
def test_brat_faults_name_their_line(tmp_path: Path, ann: str, said: str) -> None:
    from mttq_extract.evaluate.interchange.brat import load

    (tmp_path / "a.txt").write_text("Trao 5 quà ở Huế.", "utf-8")
    (tmp_path / "a.ann").write_text(ann, "utf-8")
    with pytest.raises(GoldError, match=said):
        load(tmp_path)


def test_file_names_are_safe_and_reversible() -> None:
    from urllib.parse import unquote

    for id_ in ("vinews/12", "a%2Fb", "..", "x. ", "C:\\y", "tin?*", "Quảng Trị"):
        name = file_name(id_)
        assert not set('/\\:*?"<>|') & set(name)
        assert not name.startswith(".")
        assert unquote(name) == id_


def test_a_document_that_comes_twice_is_refused(bundle: Bundle, tmp_path: Path) -> None:
    from mttq_extract.evaluate.interchange.doccano import export, load

    file = tmp_path / "d.jsonl"
    export(bundle, file)
    file.write_text(file.read_text("utf-8") * 2, "utf-8")
    with pytest.raises(GoldError, match="comes twice"):
        load(file)


def test_gold_without_hashes_gets_them(figure: Callable[..., FigureRow], tmp_path: Path) -> None:
    row = figure(3, "5 hộ", "5")
    gold = Gold({"a": GoldDocument("a")}, {"a": (row,)}, {"a": ()})
    made = bundle_of(gold, {"a": Record("a", "Có 5 hộ.")})
    document = there_and_back("doccano", made).documents["a"]
    assert (document.sha256, document.length) == (text_hash("Có 5 hộ."), 8)
