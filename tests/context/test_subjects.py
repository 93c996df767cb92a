from __future__ import annotations

import itertools
import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mttq_extract import extract
from mttq_extract.context.chain import Chain
from mttq_extract.context.chain_model import Step
from mttq_extract.context.subject_phrases import PhraseFinder, Spans
from mttq_extract.context.subject_table import SubjectTable
from mttq_extract.context.subjects import NAME, Decision, SubjectReader
from mttq_extract.errors import ModelError
from mttq_extract.indicators.model import card_name, models_folder
from mttq_extract.pipeline import Extractor
from mttq_extract.text.view import fold_tones
from mttq_extract.types import Document

CARD = card_name(NAME)
EXTRACTOR = Extractor.load()
RULES = replace(EXTRACTOR, context=replace(EXTRACTOR.context, subjects=replace(EXTRACTOR.context.subjects, file=None)))
TABLE = SubjectTable.load()


def subjects(text: str) -> list[str | None]:
    return [figure.subject for figure in EXTRACTOR.extract(text).figures]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Hội Nông dân xã Tân An đã trao 20 suất quà cho hộ nghèo.", ["Hội Nông dân xã Tân An"]),
        (
            "Quý I/2023, MTTQ phường Ban Mai tổ chức 14 cuộc giám sát, đạt 63,58% kế hoạch.",
            ["MTTQ phường Ban Mai", "MTTQ phường Ban Mai"],
        ),
        (
            "Các đơn vị nhận tiền: xã Tân An 30 triệu đồng; xã Bình Minh 25 triệu đồng; phường Hoa Đào 10 triệu đồng.",
            ["xã Tân An", "xã Bình Minh", "phường Hoa Đào"],
        ),
        ("Bà Trần Thị Hoa (72 tuổi) góp 2 triệu đồng.", [None, "Trần Thị Hoa"]),
        ("Cơn bão làm 12 người chết, 300 căn nhà sập.", [None, None]),
    ],
)
def test_whose_figure_it_is(text: str, wanted: list[str | None]) -> None:
    assert subjects(text) == wanted


def test_without_a_model_the_actor_of_the_sentence_owns_the_figure() -> None:
    document = RULES.extract("Hội Nông dân xã Tân An đã trao 20 suất quà. Trong đó 5 suất cho người già.")
    assert [figure.subject for figure in document.figures] == ["Hội Nông dân xã Tân An"] * 2
    assert all(figure.evidence["subject"].startswith("rule") for figure in document.figures)
    assert RULES.context.models_hash != EXTRACTOR.context.models_hash


def test_the_evidence_says_where_the_subject_stood_and_how_sure_it_is() -> None:
    why = EXTRACTOR.extract("Hội Nông dân xã Tân An đã trao 20 suất quà.").figures[0].evidence["subject"]
    assert why.startswith(("model 0.", "model 1."))
    assert why.endswith("before in its sentence “Hội Nông dân xã Tân An”")


def test_the_place_is_the_subject_or_the_one_named_or_the_one_in_the_subject() -> None:
    def places(text: str) -> list[str | None]:
        return [figure.place for figure in EXTRACTOR.extract(text).figures]

    assert places("Xã Tân An có 40 hộ nghèo.") == ["Xã Tân An"]
    assert places("Tại phường Hoa Đào, Hội Phụ nữ xã Tân An trao 40 suất quà.") != [None]
    assert places("Hội Phụ nữ xã Tân An trao 40 suất quà.") == ["xã Tân An"]
    assert places("Cơn bão làm 12 người chết.") == [None]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Ủy ban MTTQ xã Tân An", "xã Tân An"),
        ("Sở Nội vụ Nghệ An", "Nghệ An"),
        ("Hội Nông dân", None),
        ("Nghệ An", None),
    ],
)
def test_a_place_inside_a_name(name: str, place: str | None) -> None:
    assert TABLE.place_in(name) == place


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("sáng nay, gia đình ông an đã góp 2 triệu đồng.", "gia đình ông an"),
        ("đến nay các hộ dân trong xã đã góp 2 triệu đồng.", "các hộ dân"),
        ("có 12 doanh nghiệp ủng hộ 2 triệu đồng.", "12 doanh nghiệp"),
        ("trong năm, toàn huyện xây 40 căn nhà.", "toàn huyện"),
        ("hôm qua họp thôn. nghe xong, thợ mộc góp 2 triệu đồng.", "thợ mộc"),
    ],
)
def test_common_nouns_that_may_own_a_figure(text: str, phrase: str) -> None:
    frames = _frames(text)
    found = {text[start:end] for start, end, _ in PhraseFinder(text, TABLE, Spans([])).find(frames)}
    assert phrase in found


def test_of_the_sentence_before_only_what_opens_a_clause_may_own_a_figure() -> None:
    def found(text: str) -> set[str]:
        lower = fold_tones(text.lower())
        return {text[start:end] for start, end, _ in PhraseFinder(lower, TABLE, Spans([])).find(_frames(text))}

    assert "các hộ dân" in found("Nghe tin, các hộ dân họp bàn. Tổng cộng thu 2 triệu đồng.")
    before = found("Đến thăm các hộ dân có cả ông an đi cùng. Tổng cộng thu 2 triệu đồng.")
    assert not before & {"các hộ dân", "ông an"}
    assert "toàn huyện" in found("Đẹp nhất là toàn huyện đã họp. Tổng cộng thu 2 triệu đồng.")


def test_a_name_is_not_cut_by_a_phrase() -> None:
    text = "hôm nay công ty sao mai góp 2 triệu đồng."
    start = text.index("công ty")
    taken = Spans([(start, start + len("công ty sao mai"), "ORG")])
    spans = [(a, b) for a, b, _ in PhraseFinder(text, TABLE, taken).find(_frames(text))]
    assert not any(a < start + len("công ty sao mai") and start < b for a, b in spans)


def _frames(text: str):  # type: ignore[no-untyped-def]
    from mttq_extract.context.frame import build_frames
    from mttq_extract.figures.reader import read_figures
    from mttq_extract.text.view import View

    view = View.of(text)
    quantities, _ = read_figures(view, EXTRACTOR.lexicon)
    return build_frames(view, EXTRACTOR.sentences.split(text), quantities)


_WORDS = [
    "Hội Nông dân xã Tân An",
    "đã trao",
    "20 suất quà",
    ";",
    "(",
    ")",
    "5 triệu đồng",
    "\n",
    "toàn huyện",
    ",",
    "Bà Hoa",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=25))
def test_subjects_are_words_of_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for extractor in (EXTRACTOR, RULES):
        document: Document = extractor.extract(text)
        for figure in document.figures:
            assert figure.subject is None or all(part in text for part in figure.subject.split("; "))


@st.composite
def _chains(draw: st.DrawFn) -> tuple[Chain, list[np.ndarray]]:
    numbers = st.floats(-3, 3)
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=4))
    own = [np.array(draw(st.lists(numbers, min_size=n, max_size=n))) for n in sizes]
    keep = [np.array(draw(st.lists(numbers, min_size=n, max_size=n))) for n in sizes]
    held = [np.full(sizes[0], -1)]
    for before, size in itertools.pairwise(sizes):
        places = draw(st.permutations([*range(before), *[-1] * size]))[:size]
        held.append(np.array(places))
    masks = [np.array(draw(st.lists(st.booleans(), min_size=n, max_size=n))) for n in sizes]
    return Chain(own, keep, held), [mask if mask.any() else ~mask for mask in masks]


@settings(max_examples=80, deadline=None)
@given(_chains())
def test_marginals_are_those_of_all_paths(made: tuple[Chain, list[np.ndarray]]) -> None:
    chain, masks = made
    for allowed in (None, masks):
        found, staying = chain.links(allowed)
        wanted = [np.zeros(len(one)) for one in chain.own]
        kept = [np.zeros(len(one)) for one in chain.own]
        total = 0.0
        for path in itertools.product(*(range(len(one)) for one in chain.own)):
            if allowed is not None and not all(allowed[at][place] for at, place in enumerate(path)):
                continue
            same = [at > 0 and chain.held[at][place] == path[at - 1] for at, place in enumerate(path)]
            score = sum(chain.own[at][place] + same[at] * chain.keep[at][place] for at, place in enumerate(path))
            weight = float(np.exp(score))
            total += weight
            for at, place in enumerate(path):
                wanted[at][place] += weight
                kept[at][place] += weight * same[at]
        for at in range(len(chain.own)):
            assert np.allclose(found[at], wanted[at] / total, atol=1e-9)
            assert np.allclose(staying[at], kept[at] / total, atol=1e-9)


def test_figures_scored_together_have_the_scores_they_have_alone() -> None:
    model = EXTRACTOR.context.subjects.model
    assert model is not None
    text = "\n".join(f"Hội Nông dân xã Tân An trao {n} suất quà, thôn {n} nhận {n + 1} suất." for n in range(2, 52))
    asked: list[Step] = []

    class Asked(SubjectReader):
        def _decided(self, steps: Sequence[Step]) -> list[Decision]:
            asked.extend(steps)
            return super()._decided(steps)

    reader = Asked(EXTRACTOR.context.subjects.file, EXTRACTOR.context.subjects.table)
    replace(EXTRACTOR, context=replace(EXTRACTOR.context, subjects=reader)).extract(text)
    assert len(asked) > 64  # more than are scored at a time
    together = model.chain(asked)
    for at, step in enumerate(asked):
        alone = model.chain([step])
        assert np.allclose(together.own[at], alone.own[0], atol=1e-5)
        assert np.allclose(together.keep[at], alone.keep[0], atol=1e-6)
        assert together.held[at].tolist() == step.held


def test_an_altered_model_is_refused(tmp_path: Path) -> None:
    folder = models_folder()
    assert folder is not None
    for name in (NAME, CARD):
        shutil.copy(folder / name, tmp_path / name)
    assert SubjectReader.load(tmp_path).model is not None
    (tmp_path / NAME).write_bytes((tmp_path / NAME).read_bytes() + b" ")
    with pytest.raises(ModelError, match="altered"):
        SubjectReader.load(tmp_path)


def test_a_model_that_holds_something_else_is_refused(tmp_path: Path) -> None:
    import hashlib
    import io
    import zipfile

    folder = models_folder()
    assert folder is not None
    out = io.BytesIO()
    with zipfile.ZipFile(folder / NAME) as parts, zipfile.ZipFile(out, "w") as strange:
        for name in parts.namelist():
            data = parts.read(name)
            if name == "schema.json":
                data = data.replace(b'"__class__":"ndarray"', b'"__class__":"system"', 1)
            strange.writestr(name, data)
    (tmp_path / NAME).write_bytes(out.getvalue())
    card = json.loads((folder / CARD).read_text("utf-8")) | {"sha256": hashlib.sha256(out.getvalue()).hexdigest()}
    (tmp_path / CARD).write_text(json.dumps(card), "utf-8")
    with pytest.raises(ModelError, match="untrusted"):
        _ = SubjectReader.load(tmp_path).model


def test_the_card_says_what_the_model_is_worth() -> None:
    folder = models_folder()
    assert folder is not None
    card = json.loads((folder / CARD).read_text("utf-8"))
    accuracy = card["cross_validation"]["accuracy"]
    assert accuracy["rule"]["all"] < accuracy["model"]["all"] < accuracy["within reach"]["all"]


def test_a_place_in_brackets_with_a_number_is_that_numbers() -> None:
    text = "Năm 2022, Cụm thi đua số 2 vận động hơn 13 tỷ đồng (trong đó các quận Tây Hồ, Ba Đình đạt 2,5 tỷ đồng)."
    whole, part = extract(text).figures
    assert whole.place is None
    assert part.place in ("Tây Hồ", "Ba Đình", "Tây Hồ; Ba Đình")
    (houses,) = extract("Mặt trận trao 12 căn nhà (xã Hòa An, huyện Tân Phú) cho hộ nghèo.").figures
    assert houses.place == "xã Hòa An"
