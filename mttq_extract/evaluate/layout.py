"""What a report shows, as plain titles, headers and cells: shared by the terminal and the HTML page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from mttq_extract.evaluate.cases import count_kinds
from mttq_extract.evaluate.reliability import BOUNDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mttq_extract.evaluate.agreement import Agreement
    from mttq_extract.evaluate.cases import ErrorCase
    from mttq_extract.evaluate.compare import Difference
    from mttq_extract.evaluate.counts import Confusion
    from mttq_extract.evaluate.reliability import Band
    from mttq_extract.evaluate.rows import EntityRow, FigureRow
    from mttq_extract.evaluate.scores import Estimate, Scores

LABELS = {
    "detection": "Phát hiện (detection)",
    "value": "Giá trị (value)",
    "quantity": "Đại lượng (quantity)",
    "full": "Đầy đủ (full)",
    "role": "Vai trò (role)",
    "indicator": "Chỉ số (indicator)",
    "period": "Kỳ (period)",
    "subject": "Chủ thể (subject)",
    "concept": "Khái niệm (concept, token F1)",
    "strict": "Chặt (strict)",
    "overlap": "Chồng lấn (overlap)",
}
KINDS = {
    "missed": "bỏ sót (missed)",
    "spurious": "thừa (spurious)",
    "value": "sai giá trị (value)",
    "unit": "sai đơn vị (unit)",
    "modifier": "sai từ bổ nghĩa (modifier)",
    "role": "sai vai trò (role)",
    "indicator": "sai chỉ số (indicator)",
    "period": "sai kỳ (period)",
    "subject": "sai chủ thể (subject)",
    "concept": "sai khái niệm (concept)",
    "type": "sai loại (type)",
    "span": "sai biên (span)",
}
LAYER_LABELS = {"figures": "số liệu (figure)", "entities": "thực thể (entity)"}
CONFUSIONS_SHOWN = 30
_PRF_HEADER = ("", "P", "R", "F1", "95% F1", "n chuẩn (gold)", "n máy (predicted)")


@dataclass(frozen=True, slots=True)
class Block:
    """One table: its title, its header and its rows of plain text."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def percent(value: float | None) -> str:
    """A share as a percentage, "–" where it does not apply.

    >>> percent(0.8642)
    '86,4'
    """
    return "–" if value is None else f"{100 * value:.1f}".replace(".", ",")


def bounds(low: float | None, high: float | None) -> str:
    """An interval, "" where there is none."""
    return "" if low is None or high is None else f"[{percent(low)}; {percent(high)}]"


def by_size(pairs: Confusion) -> list[tuple[tuple[str, str], int]]:
    """Confusion pairs, the most frequent first, ties by name."""
    return sorted(pairs.items(), key=lambda item: (-item[1], item[0]))


LEARNED = (
    "Lưu ý: các mô hình đi kèm học từ chính phần dev, nên điểm ở đây cao hơn thực tế; độ chính xác thật: --split test "
    "(the models learned from dev)"
)


def summary(scores: Scores) -> str:
    """One line on what was scored, and a warning where the project's models have learned from it."""
    line = (
        f"Phần (split): {scores.split} · văn bản được chấm (documents): {scores.documents} · "
        f"bỏ qua vì không có gì (empty): {scores.empty}"
    )
    return f"{line}\n{LEARNED}" if scores.split == "dev" else line


def score_blocks(scores: Scores) -> list[Block]:
    """The tables of figures, slots, entities and confusions; layers that were not scored are left out."""
    blocks: list[Block] = []
    estimates = scores.estimates
    if "detection_f1" in estimates:
        levels = ("detection", "value", "quantity", "full")
        rows = tuple(_prf(estimates, name, LABELS[name]) for name in levels)
        blocks.append(Block("Số liệu (figures)", _PRF_HEADER, rows))
        slots = [(m.path[1], estimates[m.name]) for m in scores.metrics if m.path[0] == "slots"]
        cells = tuple((LABELS[slot], percent(e.value), bounds(e.low, e.high), str(e.n)) for slot, e in slots)
        blocks.append(Block("Các ô của số liệu khớp (slots of matched)", ("", "đúng", "95%", "n"), cells))
    for scheme in ("strict", "overlap"):
        paths = [m.path for m in scores.metrics if m.path[:2] == ("entities", scheme) and m.path[-1] == "f1"]
        types = [path[2] for path in paths if path[2] not in ("micro", "macro")]
        base = f"entities_{scheme}"
        shown = [type_ for type_ in types if estimates[f"{base}_{type_}_f1"].value is not None]
        if not paths:
            continue
        rows = tuple(_prf(estimates, f"{base}_{type_}", type_) for type_ in shown)
        rows += (_prf(estimates, base, "micro"), _prf(estimates, f"{base}_macro", "macro"))
        blocks.append(Block(f"Thực thể (entities) · {LABELS[scheme]}", _PRF_HEADER, rows))
    return blocks + confusion_blocks(scores)


def confusion_blocks(scores: Scores) -> list[Block]:
    """The most frequent disagreements of roles and indicators over the matched figures."""
    blocks: list[Block] = []
    for slot, pairs in scores.confusion.items():
        wrong = [(pair, n) for pair, n in by_size(pairs) if pair[0] != pair[1]][:CONFUSIONS_SHOWN]
        if wrong:
            rows = tuple((gold or "–", predicted or "–", str(n)) for (gold, predicted), n in wrong)
            title = f"Nhầm lẫn (confusion) · {LABELS[slot]}"
            blocks.append(Block(title, ("chuẩn (gold)", "máy (predicted)", "n"), rows))
    return blocks


def difference_block(differences: Sequence[Difference]) -> Block:
    """The paired comparison."""
    rows = []
    for found in differences:
        sign = "+" if found.difference > 0 else ""
        p = "" if found.p is None else f"{found.p:.3f}".replace(".", ",")
        change = (sign + percent(found.difference), bounds(found.low, found.high), p)
        rows.append((found.name, percent(found.first), percent(found.second), *change))
    header = ("", "A (--predictions)", "B (--compare)", "B − A", "95%", "p")
    return Block("So sánh từng cặp (paired bootstrap)", header, tuple(rows))


def agreement_blocks(found: Agreement) -> list[Block]:
    """The F1 scores and the kappas of two annotators."""
    scores = tuple(
        (name, percent(estimate.value), bounds(estimate.low, estimate.high), str(estimate.n))
        for name, estimate in found.shown.items()
    )
    kappas = tuple(
        (
            one.slot,
            "–" if one.kappa is None else f"{one.kappa:.3f}".replace(".", ","),
            percent(one.observed),
            str(one.n),
        )
        for one in found.kappas
    )
    return [
        Block("F1 (A là chuẩn)", ("", "F1", "95%", "n"), scores),
        Block("Kappa của Cohen trên các số liệu khớp", ("", "kappa", "giống nhau %", "n"), kappas),
    ]


def kinds_block(cases: Sequence[ErrorCase]) -> Block:
    """How many errors of each kind there are."""
    rows = []
    for label, count in count_kinds(cases).items():
        layer, _, kind = label.partition(".")
        rows.append((LAYER_LABELS[layer], KINDS[kind], str(count)))
    return Block("Lỗi (errors)", ("", "loại (kind)", "n"), tuple(rows))


def bands_block(found: Sequence[Band]) -> Block:
    """How many of the figures of each score are right in everything that counts for `full`."""
    ends = {least: f"{end:.1f}" for least, end in pairwise(BOUNDS)} | {BOUNDS[-1]: "1"}
    rows = tuple(
        (
            f"{band.least:.1f}-{ends[band.least]}".replace(".", ","),
            percent(band.score),
            percent(band.right),
            str(band.figures),
        )
        for band in found
    )
    header = ("điểm (score)", "điểm trung bình, %", "đúng cả, % (right)", "n")
    return Block("Điểm tin cậy có đúng không (reliability of scores)", header, rows)


def case_title(case: ErrorCase) -> str:
    """What went wrong, and in which document."""
    return f"{LAYER_LABELS[case.layer]}: {KINDS[case.kind]} · {case.doc}"


def case_rows(case: ErrorCase) -> list[tuple[str, str, str, bool]]:
    """The fields of a case as (field, gold, predicted, wrong); fields empty on both sides are left out."""
    gold, predicted = _cells(case.gold), _cells(case.predicted)
    rows: list[tuple[str, str, str, bool]] = []
    for name in gold or predicted:
        one, other = gold.get(name, ""), predicted.get(name, "")
        wrong = name in case.wrong or (name == "span" and "span" in case.wrong)
        if one or other:
            rows.append((name, one, other, wrong))
    return rows


def hidden_note(count: int) -> str:
    """What to say where errors of the test split stay closed."""
    return (
        f"Lỗi của {count} văn bản thuộc phần test không được hiện; thêm --allow-test-errors nếu thật sự cần "
        f"(errors of split test are hidden)"
    )


def _cells(row: FigureRow | EntityRow | None) -> dict[str, str]:
    if row is None:
        return {}
    data = row.to_dict()
    span = {"span": f"{row.start}–{row.end}", "surface": row.surface}
    return span | {name: str(value) for name, value in data.items() if name not in ("doc", "start", "end", "surface")}


def _prf(estimates: Mapping[str, Estimate], base: str, label: str) -> tuple[str, ...]:
    precision, recall, f1 = (estimates[f"{base}_{measure}"] for measure in ("precision", "recall", "f1"))
    shares = (percent(precision.value), percent(recall.value), percent(f1.value))
    return (label, *shares, bounds(f1.low, f1.high), str(f1.n), str(precision.n))
