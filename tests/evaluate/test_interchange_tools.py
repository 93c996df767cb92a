"""What each annotation tool is given, and the faults of what it gives back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mttq_extract.errors import GoldError
from mttq_extract.evaluate.interchange.bundle import Bundle
from mttq_extract.evaluate.interchange.labelstudio import interface
from mttq_extract.evaluate.interchange.tokens import bio, tokenize
from mttq_extract.types import ENTITY_TYPES

if TYPE_CHECKING:
    pass


def test_doccano_lines_and_what_comes_back(bundle: Bundle, tmp_path: Path) -> None:
    from mttq_extract.evaluate.interchange.doccano import export, load

    file = tmp_path / "d.jsonl"
    export(bundle, file)
    first = json.loads(file.read_text("utf-8").splitlines()[0])
    org = bundle.entities["bai-1"][0]
    assert [org.start, org.end, "ORG"] in first["label"]
    assert len(first["label"]) == 4
    # A label moved to another type and one taken away, in the shape of a project with relations, columns in meta.
    meta = {key: value for key, value in first.items() if key not in ("text", "label")}
    labels = [
        {"id": i, "label": "LOC" if name == "ORG" else name, "start_offset": start, "end_offset": end}
        for i, (start, end, name) in enumerate(first["label"])
    ]
    file.write_text(json.dumps({"id": 5, "text": first["text"], "entities": labels[:3], "meta": meta}), "utf-8")
    found = load(file)
    assert [row.type for row in found.entities["bai-1"]] == ["LOC"]
    assert found.figures["bai-1"] == bundle.figures["bai-1"][:2]


@pytest.mark.parametrize(
    "change, said",
    [
        ({"label": [[0, 3, "FIGURE"]]}, "no value yet"),
        ({"label": [["0", 3, "ORG"]]}, "malformed label"),
        ({"label": "x"}, "malformed label"),
        ({"text": "Đổi rồi."}, "the text has changed"),
        ({"text": None}, "no text"),
        ({"figure_rows": {}}, "must be a list"),
        ({"doc": "", "id": "", "document": {}}, "no id"),
    ],
)
def test_doccano_faults(bundle: Bundle, tmp_path: Path, change: dict[str, Any], said: str) -> None:
    from mttq_extract.evaluate.interchange.doccano import export, load

    file = tmp_path / "d.jsonl"
    export(bundle, file)
    first = json.loads(file.read_text("utf-8").splitlines()[0])
    file.write_text(json.dumps(first | change), "utf-8")
    with pytest.raises(GoldError, match=said):
        load(file)


def label_studio(tmp_path: Path, text: str, result: list[dict[str, Any]], annotations: int = 1) -> Path:
    file = tmp_path / "ls.json"
    task = {"id": 3, "data": {"text": text, "doc": "a"}, "annotations": [{"result": result}] * annotations}
    file.write_text(json.dumps([task]), "utf-8")
    return file


def labels(start: int, end: int, surface: str, label: str = "LOC") -> dict[str, Any]:
    value = {"start": start, "end": end, "text": surface, "labels": [label]}
    return {"id": "r", "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def test_label_studio_regions_share_an_id(bundle: Bundle, tmp_path: Path) -> None:
    from mttq_extract.evaluate.interchange.labelstudio import export

    export(bundle, tmp_path / "ls.json")
    task = json.loads((tmp_path / "ls.json").read_text("utf-8"))[0]
    region = [item for item in task["annotations"][0]["result"] if item["id"] == "f0"]
    assert [item["from_name"] for item in region] == ["label", "low", "high", "unit", "modifier", "role", "indicator"]
    assert region[4]["value"]["choices"] == ["more_than"]
    assert (tmp_path / "ls.xml").read_text("utf-8") == interface()


def test_label_studio_interface_is_well_formed_and_complete() -> None:
    from xml.etree import ElementTree

    root = ElementTree.fromstring(interface())
    assert {label.get("value") for label in root.iter("Label")} == {"FIGURE", *ENTITY_TYPES}
    controls = {control.get("name") for tag in ("Choices", "TextArea") for control in root.iter(tag)}
    fields = {"low", "high", "unit", "modifier", "of", "per", "concept", "role", "indicator", "period", "subject"}
    assert controls == fields | {"place", "title"}


def test_label_studio_offsets_of_old_releases(tmp_path: Path) -> None:
    from mttq_extract.evaluate.interchange.labelstudio import load

    text = "😀 ở Huế"
    for start, end in ((4, 7), (5, 8)):  # code points, and UTF-16 units
        found = load(label_studio(tmp_path, text, [labels(start, end, "Huế")]))
        assert (found.entities["a"][0].start, found.entities["a"][0].surface) == (4, "Huế")
    with pytest.raises(GoldError, match="shifted span"):
        load(label_studio(tmp_path, text, [labels(3, 6, "Huế")]))


def test_label_studio_faults(tmp_path: Path) -> None:
    from mttq_extract.evaluate.interchange.labelstudio import load

    with pytest.raises(GoldError, match="several annotations"):
        load(label_studio(tmp_path, "Huế", [labels(0, 3, "Huế")], annotations=2))
    with pytest.raises(GoldError, match="no value yet"):
        load(label_studio(tmp_path, "5 hộ", [labels(0, 4, "5 hộ", "FIGURE")]))
    with pytest.raises(GoldError, match="unknown result"):
        load(label_studio(tmp_path, "Huế", [{"type": "relation"}]))
    (tmp_path / "x.json").write_text('{"a": 1}', "utf-8")
    with pytest.raises(GoldError, match="not a Label Studio export"):
        load(tmp_path / "x.json")


def test_label_studio_skips_what_was_cancelled(tmp_path: Path) -> None:
    from mttq_extract.evaluate.interchange.labelstudio import load

    file = label_studio(tmp_path, "Huế", [labels(0, 3, "Huế")])
    tasks = json.loads(file.read_text("utf-8"))
    tasks[0]["annotations"].append({"was_cancelled": True, "result": [{"type": "relation"}]})
    file.write_text(json.dumps(tasks), "utf-8")
    assert len(load(file).entities["a"]) == 1


def test_conll_columns(bundle: Bundle, tmp_path: Path) -> None:
    from mttq_extract.evaluate.interchange.conll import export

    export(bundle, tmp_path / "g.conll")
    lines = (tmp_path / "g.conll").read_text("utf-8").splitlines()
    assert lines[1] == '# doc = "bai-1"'
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    text = bundle.texts["bai-1"]
    first = rows[: len(tokenize(text))]
    assert all(text[int(start) : int(end)] == form for form, start, end, *_ in first)
    by_form = {form: rest for form, *rest in first}
    assert by_form["MTTQ"][2:4] == ["B-ORG", "O"]
    assert by_form["xã"][2] == "I-ORG"
    assert by_form["120"][3] == "B-FIGURE"
    assert json.loads(by_form["120"][4])["indicator"] == "qua_tang"
    assert by_form["quà"][3:] == ["I-FIGURE", "_"]
    # The text has two lines: an empty line parts the sentences.
    at = lines.index(next(line for line in lines if line.startswith("Đã\t")))
    assert lines[at - 1] == ""


def test_tokens_are_cut_at_the_edges_of_spans() -> None:
    text = "164.860đ/hộ, 63,58%"
    assert [text[s:e] for s, e in tokenize(text)] == ["164.860", "đ", "/", "hộ", ",", "63,58", "%"]
    assert [text[s:e] for s, e in tokenize(text, [(0, 3, "X")])][:3] == ["164", ".860", "đ"]
    tokens = tokenize(text)
    assert bio(tokens, [(0, 8, "X")], "a")[:3] == ["B-X", "I-X", "O"]
    for spans in ([(0, 8, "X"), (7, 11, "Y")], [(0, 3, "X")]):
        with pytest.raises(GoldError, match="cannot be tagged"):
            bio(tokens, spans, "a")


def test_docbin_is_usable_without_us(bundle: Bundle, tmp_path: Path) -> None:
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    from mttq_extract.evaluate.interchange.docbin import export

    export(bundle, tmp_path / "g.spacy")
    doc = next(iter(DocBin().from_disk(tmp_path / "g.spacy").get_docs(Vocab())))
    assert doc.text == bundle.texts["bai-1"]
    assert next((span.text, span.label_) for span in doc.spans["figures"]) == ("120 suất quà", "qua_tang")
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("MTTQ xã Bình An", "ORG")]


def test_docbin_spans_changed_elsewhere_are_read(bundle: Bundle, tmp_path: Path) -> None:
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    from mttq_extract.evaluate.interchange.docbin import export, load

    file = tmp_path / "g.spacy"
    export(bundle, file)
    docs = list(DocBin().from_disk(file).get_docs(Vocab()))
    docs[0].spans["figures"] = list(docs[0].spans["figures"])[1:]
    DocBin(store_user_data=True, docs=docs).to_disk(file)
    assert load(file).figures["bai-1"] == bundle.figures["bai-1"][1:]


def test_docbin_faults(bundle: Bundle, tmp_path: Path) -> None:
    from mttq_extract.evaluate.interchange.docbin import export, load

    (tmp_path / "x").write_bytes(b"no")
    with pytest.raises(GoldError, match="not a DocBin"):
        load(tmp_path / "x")
    row = bundle.figures["bai-1"][0]
    loose = replace(bundle, figures={"bai-1": (replace(row, start=row.start - 1),)})
    with pytest.raises(GoldError, match="untrimmed"):
        export(loose, tmp_path / "y")
