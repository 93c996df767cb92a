"""Examples for the models: annotated figures with the features that the pipeline gives them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from mttq_extract.context.frame import Frame
from mttq_extract.context.role_features import RoleDescription
from mttq_extract.context.roles import RoleReader
from mttq_extract.context.scene import Decision
from mttq_extract.errors import GoldError
from mttq_extract.evaluate.gold import Gold, check_texts, read_gold
from mttq_extract.evaluate.match import match_figures
from mttq_extract.evaluate.prepare import corpus_beside, with_day
from mttq_extract.evaluate.rows import FigureRow, parse_json
from mttq_extract.evaluate.texts import find_texts, read_lines, text_hash
from mttq_extract.indicators.features import Case, Description, feature_names
from mttq_extract.indicators.reader import IndicatorReader, Naming
from mttq_extract.indicators.rules import Clues, indicator_ids
from mttq_extract.pipeline import Extractor
from mttq_extract.text.view import View
from mttq_extract.types import Document, Record

CORPUS, EXTERNAL, LABELS = "corpus", "external", "labels"
LEARNED = ("dev", "all")  # splits to learn from; gold without splits is "all"
SPLITS = "dev; no document of split test or regressions"
"""What the cards say of them."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """One text with the spans whose indicator people named; `source` says where it comes from.

    In a `partial` one people looked at some of the figures only.
    """

    record: Record
    rows: tuple[FigureRow, ...]
    source: str
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """One figure: what the classifier sees, what people said, what the rules say, and its document."""

    features: frozenset[str]
    label: str
    rule: str
    document: str
    source: str


@dataclass(frozen=True, slots=True)
class Recorder:
    """Stands in for the indicator reader: keeps the features of all figures and answers like the rules."""

    reader: IndicatorReader
    seen: list[tuple[frozenset[str], str]] = field(default_factory=list)

    @property
    def hash(self) -> str:
        """The hash of the reader it stands in for."""
        return self.reader.hash

    def cases(self, frames: Sequence[Frame], clues: Sequence[Clues], roles: Sequence[Decision]) -> list[Case]:
        """Put together what is known of the figures of a document."""
        return self.reader.cases(frames, clues, roles)

    def read(self, view: View, cases: Sequence[Case]) -> list[Naming]:
        """Keep the features of each figure."""
        description = Description(view, self.reader.cues)
        for case in cases:
            whole = cases[case.whole] if case.whole is not None and case.whole < len(cases) else None
            parts = (description.document(case.clues.kind), description.sentence(case), description.own(case, whole))
            self.seen.append((frozenset(name for part in parts for name in feature_names(part)), case.rule))
        return [Naming(case.rule, case.rule_words, case.rule_score) for case in cases]


def read_annotated(
    golds: Iterable[Path], labels: Path | None, texts: Sequence[Path]
) -> tuple[list[Annotated], list[str]]:
    """Read all annotated texts that are at hand, ordered by their hashes, and say what was left out.

    A text that several sources annotate is taken from the first that annotates all of it. Texts of the splits test and
    regressions are never taken, whichever source names them.

    Raises:
        GoldError: a file is malformed, or there is no text at all.
    """
    found: dict[str, Annotated] = {}
    closed: set[str] = set()
    notes: list[str] = []
    read = [read_gold([path]) for path in golds]
    for gold in read:
        closed |= {d.sha256 for d in gold.documents.values() if d.split not in LEARNED and d.sha256}
    for gold in read:
        for annotated in _from_gold(gold, texts, notes):
            known = found.setdefault(text_hash(annotated.record.text), annotated)
            if known.partial and not annotated.partial:
                found[text_hash(annotated.record.text)] = annotated
    if labels is not None:
        for annotated in _from_labels(labels, texts, notes):
            found.setdefault(text_hash(annotated.record.text), annotated)
    kept = [found[key] for key in sorted(found.keys() - closed)]
    if not kept:
        reason = f"; {notes[0]}" if notes else ""
        raise GoldError(f"Không có văn bản nào để học{reason}; chỉ nơi có văn bản bằng --texts (nothing to learn from)")
    return kept, notes


def _from_gold(gold: Gold, texts: Sequence[Path], notes: list[str]) -> Iterator[Annotated]:
    open_ids = [id_ for id_, document in gold.documents.items() if document.split in LEARNED]
    gold = gold.keep(open_ids)
    beside = [folder / "texts" for folder in gold.folders if (folder / "texts").is_dir()]
    records = find_texts(gold.documents, [*corpus_beside(gold.folders), *beside, *texts], gold.text_hashes)
    problems = check_texts(gold, records)
    if problems:
        first = problems[min(problems)]
        notes.append(f"bỏ {len(problems)}/{len(gold.documents)} văn bản của bộ chuẩn (left out): {first}")
    for id_, document in gold.documents.items():
        if id_ not in problems:
            source = CORPUS if document.source == CORPUS else EXTERNAL
            yield Annotated(with_day(records[id_], document), gold.figures[id_], source, document.partial)


def _from_labels(path: Path, texts: Sequence[Path], notes: list[str]) -> Iterator[Annotated]:
    """Spans with their indicators alone: rows `doc, sha256`, then rows `doc, start, end, surface, indicator`."""
    hashes: dict[str, str] = {}
    rows: dict[str, list[FigureRow]] = {}
    known = indicator_ids()
    for line, where in read_lines(path):
        data = parse_json(line, where)
        doc = str(data.get("doc"))
        if "sha256" in data:
            hashes[doc] = str(data["sha256"])
            continue
        indicator, start, end = data.get("indicator"), data.get("start"), data.get("end")
        if indicator not in known or not isinstance(start, int) or not isinstance(end, int):
            raise GoldError(f"{where}: cần doc, start, end, surface, indicator trong indicators.tsv (malformed label)")
        row = FigureRow(
            doc=doc, start=start, end=end, surface=str(data.get("surface")), low=Decimal(0), high=Decimal(0),
            unit="", modifier="", indicator=str(indicator), where=where,
        )  # fmt: skip
        rows.setdefault(doc, []).append(row)
    records = find_texts(hashes, texts, hashes)
    usable = {id_: record for id_, record in records.items() if text_hash(record.text) == hashes[id_]}
    if len(usable) < len(hashes):
        notes.append(f"{path.name}: thiếu văn bản của {len(hashes) - len(usable)}/{len(hashes)} bài (texts not given)")
    for id_ in sorted(usable):
        yield Annotated(usable[id_], tuple(rows.get(id_, ())), LABELS)


@dataclass(frozen=True, slots=True)
class RoleRecorder:
    """Stands in for the reader of roles: keeps the features of all figures and answers like the rules."""

    reader: RoleReader
    seen: list[tuple[frozenset[str], str]] = field(default_factory=list)

    def read(
        self, view: View, frames: Sequence[Frame], kinds: Sequence[str], cells: Collection[int] = ()
    ) -> list[Decision]:
        """Keep the features of each figure."""
        scene = self.reader.by_rules(view, frames, kinds)
        description = RoleDescription(scene)
        for i, decision in enumerate(scene.decided):
            self.seen.append((frozenset(feature_names(description.own(i))), decision.role))
        return scene.decided


def make_examples(extractor: Extractor, annotated: Iterable[Annotated]) -> list[Example]:
    """Run the pipeline over the texts and keep the indicators of the figures that people annotated, in order."""
    out: list[Example] = []
    for one in annotated:
        recorder = Recorder(replace(extractor.context.indicators, file=None))
        context = replace(extractor.context, indicators=recorder)  # type: ignore[arg-type]
        document = replace(extractor, context=context).extract_record(one.record)
        out += _examples(one, document, recorder.seen, lambda row: row.indicator)
    return out


def make_role_examples(extractor: Extractor, annotated: Iterable[Annotated]) -> list[Example]:
    """Run the pipeline over the texts and keep the roles of the figures that people annotated, in order."""
    out: list[Example] = []
    for one in annotated:
        recorder = RoleRecorder(extractor.context.roles)
        context = replace(extractor.context, roles=recorder)  # type: ignore[arg-type]
        document = replace(extractor, context=context).extract_record(one.record)
        out += _examples(one, document, recorder.seen, lambda row: row.role)
    return out


def data_card(
    annotated: Sequence[Annotated], examples: Sequence[Example], weights: Mapping[str, float], hashed: str
) -> dict[str, Any]:
    """What a model card says of the data that a model was learned from; `hashed` is their `data_hash`."""
    return {
        "hash": hashed,
        "documents": dict(sorted(Counter(one.source for one in annotated).items())),
        "figures": dict(sorted(Counter(example.source for example in examples).items())),
        "weights": weights,
        "splits": SPLITS,
    }


def predicted_rows(document: Document) -> list[FigureRow]:
    """The figures of a document as rows that gold can be matched with."""
    return [
        FigureRow(doc=document.id, start=f.start, end=f.end, surface=f.surface, low=f.low, high=f.high,
                  unit=f.unit, modifier=f.modifier)
        for f in document.figures
    ]  # fmt: skip


def _examples(
    one: Annotated, document: Document, seen: Sequence[tuple[frozenset[str], str]], label: Callable[[FigureRow], str]
) -> Iterator[Example]:
    """The annotated figures of a text with their features; `seen` goes along with the figures of the document."""
    predicted = predicted_rows(document)
    places = {id(row): place for place, row in enumerate(predicted)}
    group = text_hash(one.record.text)
    for gold, row in match_figures(one.rows, predicted):
        features, rule = seen[places[id(row)]]
        yield Example(features, label(gold), rule, group, one.source)


def data_hash(annotated: Iterable[Annotated], label: Callable[[FigureRow], str] = lambda row: row.indicator) -> str:
    """A sha256 over all texts and their annotated spans, whatever the files they came from."""
    lines = []
    for one in annotated:
        spans = sorted((row.start, row.end, label(row)) for row in one.rows)
        lines.append(f"{text_hash(one.record.text)} {one.source} {spans}")
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
