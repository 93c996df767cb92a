"""What can be scored: gold whose text is at hand and unchanged, and what people must know about the rest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mttq_extract.errors import GoldError
from mttq_extract.evaluate.gold import GoldDocument, check_texts
from mttq_extract.read.metadata import published_date

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from mttq_extract.evaluate.gold import Gold
    from mttq_extract.evaluate.predictions import Predictions
    from mttq_extract.types import Record

NAMED_IDS = 5


@dataclass(frozen=True, slots=True)
class Prepared:
    """Gold that can be scored, its texts, what is to be reported, and the ids that had to be left out."""

    gold: Gold
    texts: Mapping[str, Record]
    problems: tuple[str, ...]
    left_out: tuple[str, ...]
    gold_hash: str


def text_sources(gold: Gold, given: Sequence[Path]) -> list[Path]:
    """Where to look for texts: what was given, else the folder `corpus` beside each gold folder."""
    return list(given) or corpus_beside(gold.folders)


def corpus_beside(folders: Sequence[Path]) -> list[Path]:
    """The folder `corpus` beside each gold folder, where there is one."""
    beside = [folder.resolve().parent / "corpus" for folder in folders if folder.is_dir()]
    return [folder for folder in dict.fromkeys(beside) if folder.is_dir()]


def prepare_texts(gold: Gold, texts: Mapping[str, Record]) -> Prepared:
    """Keep the documents whose text is there and unchanged: those the extractor can be run on.

    The texts are given the day of publication that the gold records.

    Raises:
        GoldError: no document is left.
    """
    bad = check_texts(gold, texts)
    if len(bad) == len(gold.documents):
        raise GoldError(f"Không có văn bản nào để chấm; {next(iter(bad.values()))}; thư mục văn bản: --texts")
    kept = gold.keep(set(gold.documents) - set(bad))
    elsewhere = [id_ for id_ in bad if id_ not in texts and gold.documents[id_].source == "external"]
    problems = [problem for id_, problem in bad.items() if id_ not in elsewhere]
    if elsewhere:
        problems.append(
            f"{len(elsewhere)} bài báo không kèm dự án nên không chấm: {_some(elsewhere)}; có nguyên văn thì chỉ "
            "--texts, chỉ chấm bài của dự án thì thêm --source corpus (external texts are not part of the project)"
        )
    dated = {id_: with_day(texts[id_], document) for id_, document in kept.documents.items()}
    return Prepared(kept, dated, tuple(problems), tuple(bad), gold.hash)


def with_day(record: Record, document: GoldDocument) -> Record:
    """A text with the day of publication that the gold records, else its own."""
    return replace(record, published=published_date(document.published) or record.published)


def prepare_predictions(
    gold: Gold, texts: Mapping[str, Record], predictions: Predictions, listed: Collection[str] = ()
) -> Prepared:
    """Keep the documents that can be scored against predictions made elsewhere.

    Spans can be compared without a text, so a missing text is only reported; a text that has changed is left
    out, because nobody can tell what the gold offsets now point at. `listed` are documents that the gold
    knows but that are not being scored, such as those of another split: their predictions are no surprise.

    Raises:
        GoldError: no document of the gold was predicted, or none can be scored.
    """
    unknown = sorted(predictions.ids - set(gold.documents) - set(listed))
    missing = predictions.missing(gold.documents)
    if predictions.ids and not predictions.ids & {*gold.documents, *listed}:
        raise GoldError(
            f"File dự đoán không có văn bản nào của bộ chuẩn: {_some(sorted(predictions.ids))}; chuẩn: "
            f"{_some(sorted(gold.documents))}; id phải giống hệt nhau (no document in common)"
        )
    bad = check_texts(gold, texts)
    # The predictions may carry the very text that the gold was made on.
    carried = {id_: predictions.texts[id_] for id_ in bad if id_ in predictions.texts}
    still_bad = check_texts(gold.keep(carried), carried)
    known = {id_: record for id_, record in texts.items() if id_ not in bad}
    known |= {id_: record for id_, record in carried.items() if id_ not in still_bad}
    left_out = [id_ for id_ in bad if id_ not in known and (id_ in texts or id_ in still_bad)]
    if len(left_out) == len(gold.documents):
        raise GoldError(f"Không có văn bản nào để chấm; {bad[left_out[0]]}; thư mục văn bản: --texts")
    problems = [bad.get(id_) or still_bad[id_] for id_ in left_out]
    no_text = [id_ for id_ in gold.documents if id_ not in known and id_ not in left_out]
    if no_text:
        problems.append(f"{len(no_text)} văn bản chấm không có nguyên văn: {_some(no_text)} (no text, still scored)")
    problems += _misplaced(gold, known, predictions)
    if missing:
        problems.append(
            f"{len(missing)} văn bản không được dự đoán: {_some(missing)}; tính là bỏ sót hết, muốn chấm riêng các bài "
            "có dự đoán thì đưa bộ chuẩn của riêng chúng bằng --gold (not predicted: all missed)"
        )
    if gold.has_figures and not predictions.has_figures:
        problems.append("file dự đoán không có số liệu nào: không chấm số liệu (figures are not scored)")
    if gold.has_entities and not predictions.has_entities:
        problems.append("file dự đoán không có thực thể nào: không chấm thực thể (entities are not scored)")
    if unknown:
        problems.append(f"{len(unknown)} văn bản dự đoán ngoài bộ chuẩn: {_some(unknown)} (not in the gold: ignored)")
    return Prepared(gold.keep(set(gold.documents) - set(left_out)), known, tuple(problems), tuple(left_out), gold.hash)


def _misplaced(gold: Gold, texts: Mapping[str, Record], predictions: Predictions) -> list[str]:
    """Predictions that do not hold the surface they claim: offsets of another text, scored as they stand.

    A row without a surface claims none.
    """
    found: list[str] = []
    for id_ in gold.documents:
        if id_ not in texts:
            continue
        text = texts[id_].text
        spans = [(r.start, r.end, r.surface) for r in predictions.figures.get(id_, ())]
        spans += [(r.start, r.end, r.surface) for r in predictions.entities.get(id_, ())]
        wrong = sum(text[start:end] != surface for start, end, surface in spans if surface)
        if wrong:
            found.append(f"{id_}: {wrong}/{len(spans)} dự đoán lệch vị trí so với văn bản (misplaced predictions)")
    return found


def _some(ids: Sequence[str]) -> str:
    return ", ".join(ids[:NAMED_IDS]) + (" …" if len(ids) > NAMED_IDS else "")
