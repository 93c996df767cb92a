"""The spaCy door, as a user of spaCy opens it."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import mttq_extract.spacy
from mttq_extract import extract
from mttq_extract.text.view import stored

ROOT = Path(__file__).parent.parent
TEXT = (
    "Ngày 5/3/2023, Ủy ban MTTQ Việt Nam quận Tây Hồ (Hà Nội) trao 29 căn nhà  cho hộ nghèo,\n"
    "tổng số tiền hơn 1,2 tỷ đồng. Bà Nguyễn Lan Hương, Chủ tịch Ủy ban MTTQ quận, dự."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return mttq_extract.spacy.blank()


def test_a_program_of_ten_lines_works_and_loads_underthesea_with_the_first_text() -> None:
    program = """
import sys, mttq_extract.spacy
from spacy import displacy
nlp = mttq_extract.spacy.blank()
assert "underthesea" not in sys.modules and "mttq_extract.pipeline" not in sys.modules
doc = nlp("MTTQ quận Tây Hồ trao 29 căn nhà, tổng số tiền hơn 1,2 tỷ đồng.")
assert "underthesea" in sys.modules
for span in doc.spans["figures"]:
    print(span.text, span._.figure.low, span._.figure.unit, span._.figure.modifier, sep="|")
html = displacy.render(doc, style="span", options={"spans_key": "figures"}, jupyter=False)
print([ent.label_ for ent in doc.ents], "VND" in html or doc.spans["figures"][0].label_ in html)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "29 căn nhà|29|item|exact"
    assert lines[1] == "1,2 tỷ đồng|1200000000|VND|more_than"
    assert lines[2] == "['ORG'] True"


def test_a_doc_says_what_extract_says(nlp: Language) -> None:
    doc, document = nlp(TEXT), extract(TEXT)
    assert doc.text == document.text
    assert tuple(span._.figure for span in doc.spans["figures"]) == document.figures
    assert tuple(ent._.entity for ent in doc.ents) == document.entities
    assert [(ent.text, ent.label_, ent.kb_id_) for ent in doc.ents] == [
        (entity.surface, entity.type, entity.link or "") for entity in document.entities
    ]
    assert [span.text for span in doc.spans["figures"]] == [figure.surface for figure in document.figures]
    assert [(s.start_char, s.label_) for s in doc.spans["figures"]] == [
        (f.start, f.indicator) for f in document.figures
    ]


def test_figures_are_typed_and_other_spans_have_none(nlp: Language) -> None:
    doc = nlp(TEXT)
    money = doc.spans["figures"][1]._.figure
    assert money.low == Decimal("1200000000")
    assert money.period.start == date(2023, 3, 5)
    assert doc[0:1]._.figure is None
    assert doc[0:1]._.entity is None


def test_words_are_those_of_underthesea_and_sentences_are_set(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert {"Ủy ban", "Việt Nam", "Nguyễn Lan Hương"} <= {token.text for token in doc}
    assert len(list(doc.sents)) == len(extract(TEXT).sentences)


def test_displacy_draws_entities_and_figures(nlp: Language) -> None:
    doc = nlp(TEXT)
    entities = displacy.render(doc, style="ent", jupyter=False)
    figures = displacy.render(doc, style="span", options={"spans_key": "figures"}, jupyter=False)
    assert "Nguyễn Lan Hương" in entities
    assert "PER" in entities
    assert doc.spans["figures"][0].label_ in figures


def test_pipe_gives_what_one_by_one_gives(nlp: Language) -> None:
    texts = [TEXT, "", "Không có gì.", "Trao 5 suất quà.", TEXT]
    piped = list(nlp.pipe(texts, batch_size=2))
    assert [doc.to_json() for doc in piped] == [nlp(text).to_json() for text in texts]
    assert [context for _, context in nlp.pipe([("Trao 5 suất quà.", 7)], as_tuples=True)] == [7]


def test_a_docbin_keeps_figures_and_entities(nlp: Language) -> None:
    doc = nlp(TEXT)
    data = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    [back] = DocBin().from_bytes(data).get_docs(nlp.vocab)
    assert [span._.figure for span in back.spans["figures"]] == [span._.figure for span in doc.spans["figures"]]
    assert [ent._.entity for ent in back.ents] == [ent._.entity for ent in doc.ents]
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert [span._.figure for span in again.spans["figures"]] == [span._.figure for span in doc.spans["figures"]]


def test_a_pipeline_is_saved_and_loaded(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "nlp")
    back = spacy.load(tmp_path / "nlp")
    assert back.pipe_names == ["mttq"]
    assert back(TEXT).to_json() == nlp(TEXT).to_json()


def test_the_day_of_publication_anchors_open_periods(nlp: Language) -> None:
    text = "Từ đầu năm đến nay, MTTQ quận Tây Hồ trao 12 suất quà."
    doc = nlp.make_doc(text)
    doc._.published = "2023-05-06"
    [figure] = nlp(doc).spans["figures"]
    assert figure._.figure == extract(text, published=date(2023, 5, 6)).figures[0]
    assert str(figure._.figure.period) == "2023-01-01/2023-05-06"


def test_the_component_serves_other_tokenizers_too() -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe("mttq", config={"spans_key": "numbers"})
    doc = nlp("MTTQ quận Tây Hồ trao quà(12 suất quà).")
    assert [span._.figure.surface for span in doc.spans["numbers"]] == ["12 suất quà"]
    assert [ent.text for ent in doc.ents] == ["MTTQ quận Tây Hồ"]


def test_a_part_can_be_left_out() -> None:
    nlp = mttq_extract.spacy.blank(entities=False)
    doc = nlp("MTTQ quận Tây Hồ trao 12 suất quà.")
    assert (len(doc.ents), len(doc.spans["figures"])) == (0, 1)


def test_a_text_that_is_not_nfc_is_read_as_it_is_stored(nlp: Language) -> None:
    doc = nlp("Trao qua\u0300 cho 12 ho\u0323\u0302.")
    assert doc.text == "Trao quà cho 12 hộ."
    assert [span.text for span in doc.spans["figures"]] == ["12 hộ"]


def test_the_entry_points_lead_to_what_is_registered() -> None:
    points = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    targets: list[Any] = []
    for group in ("spacy_factories", "spacy_tokenizers"):
        for target in points[group].values():
            module, _, name = target.partition(":")
            targets.append(getattr(import_module(module), name))
    assert targets == [mttq_extract.spacy.make_component, mttq_extract.spacy.make_tokenizer]
    assert mttq_extract.spacy.FACTORY in points["spacy_factories"]
    assert mttq_extract.spacy.TOKENIZER in points["spacy_tokenizers"]


WORDS = "MTTQ quận Tây Hồ 29 căn nhà 1,2 tỷ đồng Nguyễn Văn An . , ( ) \u200b % 5/3 xã hội Ủy ban ½"
PIECES = [*WORDS.split(" "), "\n", "  ", "\t"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.booleans())
def test_no_text_is_changed_and_no_span_is_lost(pieces: list[str], apart: bool) -> None:
    text = stored((" " if apart else "").join(pieces))
    doc = NLP(text)
    document = extract_with(NLP, text)
    assert doc.text == text
    assert [span.text for span in doc.spans["figures"]] == [figure.surface for figure in document.figures]
    assert [ent.text for ent in doc.ents] == [entity.surface for entity in document.entities]


NLP = mttq_extract.spacy.blank()


def extract_with(nlp: Language, text: str) -> Any:
    reader = nlp.get_pipe("mttq").reader  # type: ignore[attr-defined]
    return reader.take(text)
