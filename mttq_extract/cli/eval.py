"""`mttq eval`: score predictions, or the extractor itself, against gold."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from mttq_extract.cli.options import format_of, gold_paths
from mttq_extract.cli.os_errors import reason_of

if TYPE_CHECKING:
    from mttq_extract.evaluate.compare import Difference
    from mttq_extract.evaluate.fields import FieldJudge
    from mttq_extract.evaluate.gate import Baseline
    from mttq_extract.evaluate.gold import Gold
    from mttq_extract.evaluate.predictions import Predictions
    from mttq_extract.evaluate.prepare import Prepared
    from mttq_extract.evaluate.report import Report
    from mttq_extract.pipeline import Extractor

_PATH = click.Path(path_type=Path)
_FILE = click.Path(path_type=Path, dir_okay=False)
_FORMATS = ("table", "json", "html")
_PLAIN_WIDTH = 120


EXAMPLES = """\b
Ví dụ (examples):
  mttq eval --source corpus
  mttq eval --gold gold/ --split dev --errors 20
  mttq eval --predictions ket_qua.jsonl --format html -o cham.html
"""


@click.command("eval", epilog=EXAMPLES)
@click.option("--gold", "golds", multiple=True, type=_PATH, help="Bộ chuẩn: thư mục hoặc file JSONL (mặc định gold/).")
@click.option("--texts", multiple=True, type=_PATH, help="Văn bản: thư mục .txt, file .jsonl hay .jsonl.gz.")
@click.option("--predictions", type=_FILE, help="Kết quả cần chấm; không có thì chạy chính bộ trích xuất.")
@click.option("--compare", "other", type=_FILE, help="Kết quả thứ hai, so từng cặp với kết quả thứ nhất.")
@click.option(
    "--split",
    type=click.Choice(["dev", "test", "regressions", "all"]),
    help="Phần được chấm (mặc định dev, hoặc all khi bộ chuẩn không có dev).",
)
@click.option(
    "--source",
    type=click.Choice(["corpus", "external"]),
    help="Chỉ chấm văn bản từ nguồn này: corpus (có sẵn trong dự án) hoặc external.",
)
@click.option(
    "--format",
    "chosen",
    type=click.Choice(_FORMATS),
    help="Dạng in; không ghi thì theo đuôi của -o, không có -o thì là bảng (table).",
)
@click.option("--errors", default=0, type=click.IntRange(min=0), metavar="N", help="Hiện nhiều nhất N lỗi.")
@click.option("--allow-test-errors", is_flag=True, help="Cho hiện cả lỗi của phần test.")
@click.option("-o", "--output", type=_FILE, help="Ghi ra file: .html, .json, .txt (write a file).")
@click.option("--gate", type=_FILE, help="File sàn điểm; dưới sàn hoặc bộ chuẩn đã đổi thì mã thoát là 1.")
@click.option("--update-gate", is_flag=True, help="Đặt lại sàn theo điểm lần này.")
@click.option("--allow-lower", is_flag=True, help="Cho phép --update-gate hạ sàn.")
@click.pass_context
def evaluate(
    context: click.Context,
    golds: tuple[Path, ...],
    texts: tuple[Path, ...],
    predictions: Path | None,
    other: Path | None,
    split: str | None,
    source: str | None,
    chosen: str | None,
    errors: int,
    allow_test_errors: bool,
    output: Path | None,
    gate: Path | None,
    update_gate: bool,
    allow_lower: bool,
) -> None:
    """Chấm điểm so với bộ chuẩn (score against gold).

    Mỗi điểm có n và khoảng tin cậy 95% (bootstrap theo văn bản).
    """
    if (update_gate or allow_lower) and gate is None:
        raise click.UsageError("--update-gate và --allow-lower cần --gate FILE (need --gate)")
    floors = None if gate is None else _floors(gate, missing_ok=update_gate)
    report = _evaluate(golds, texts, predictions, other, split, source, errors, allow_test_errors)
    try:
        _write(report, format_of(chosen, output, _FORMATS), output)
        passed = gate is None or _gate(report, gate, floors, update_gate, allow_lower)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise click.ClickException(f"không ghi được {error.filename} (cannot write): {reason_of(error)}") from error
    if not passed:
        context.exit(1)


def _evaluate(
    golds: tuple[Path, ...],
    texts: tuple[Path, ...],
    predictions: Path | None,
    other: Path | None,
    split: str | None,
    source: str | None,
    errors: int,
    allow_test_errors: bool,
) -> Report:
    from mttq_extract.evaluate.cases import find_cases
    from mttq_extract.evaluate.fields import FieldJudge
    from mttq_extract.evaluate.gold import read_gold
    from mttq_extract.evaluate.links import SubjectLinks
    from mttq_extract.evaluate.predictions import read_predictions
    from mttq_extract.evaluate.reliability import reliability
    from mttq_extract.evaluate.report import Report
    from mttq_extract.evaluate.scores import evaluate as score
    from mttq_extract.evaluate.subjects import SubjectForms
    from mttq_extract.pipeline import Extractor

    gold = read_gold(gold_paths(golds))
    chosen = split or gold.default_split
    first = None if predictions is None else read_predictions(predictions)
    extractor = Extractor.load()
    prepared, scored = _prepare(gold, gold.select(chosen, source), texts, first, extractor)
    judge = FieldJudge(SubjectForms.load(), SubjectLinks(extractor, prepared.texts))
    differences, told = ([], ()) if other is None else _compare(gold, prepared, scored, other, judge)
    scores = score(
        prepared.gold,
        scored,
        judge,
        split=chosen,
        problems=(*prepared.problems, *scored.failures.values(), *told),
        left_out=prepared.left_out,
        gold_hash=prepared.gold_hash,
    )
    cases = find_cases(prepared.gold, scored, judge, prepared.texts, allow_test=allow_test_errors) if errors else []
    closed = [d for d in prepared.gold.documents.values() if d.split == "test" and not allow_test_errors]
    said = reliability(prepared.gold, scored, judge)
    return Report(scores, tuple(cases), errors, tuple(differences), len(closed), said)


def _compare(
    whole: Gold, prepared: Prepared, first: Predictions, other: Path, judge: FieldJudge
) -> tuple[list[Difference], list[str]]:
    """The differences to the predictions of another file, and what people must know about that file."""
    from mttq_extract.evaluate.compare import compare
    from mttq_extract.evaluate.predictions import read_predictions
    from mttq_extract.evaluate.prepare import prepare_predictions

    second = read_predictions(other)
    both = prepare_predictions(prepared.gold, prepared.texts, second, whole.documents)
    known = set(prepared.problems)
    told = [f"{other}: {problem}" for problem in both.problems if problem not in known]
    return compare(both.gold, first, second, judge), told


def _prepare(
    whole: Gold, gold: Gold, texts: tuple[Path, ...], predictions: Predictions | None, extractor: Extractor
) -> tuple[Prepared, Predictions]:
    """The gold that can be scored, and the predictions: those given, or the extractor's own."""
    from mttq_extract.evaluate.predictions import predict
    from mttq_extract.evaluate.prepare import prepare_predictions, prepare_texts, text_sources
    from mttq_extract.evaluate.texts import find_texts

    found = find_texts(gold.documents, text_sources(whole, texts), gold.text_hashes)
    if predictions is not None:
        return prepare_predictions(gold, found, predictions, whole.documents), predictions
    prepared = prepare_texts(gold, found)
    return prepared, predict(extractor, [prepared.texts[id_] for id_ in prepared.gold.documents])


def _write(report: Report, format_: str, output: Path | None) -> None:
    if output is not None:
        with output.open("w", encoding="utf-8") as file:
            _print(report, format_, file, _PLAIN_WIDTH)
    else:
        stream = sys.stdout
        _print(report, format_, stream, None if stream.isatty() else _PLAIN_WIDTH)
    if format_ != "table" or output is not None:
        from mttq_extract.evaluate.report import condensed

        for problem in condensed(report.scores.problems):
            click.echo(f"! {problem}", err=True)


def _print(report: Report, format_: str, file: TextIO, width: int | None) -> None:
    if format_ == "table":
        from rich.console import Console

        from mttq_extract.evaluate.report import renderables

        Console(file=file, width=width, highlight=False, markup=False).print(*renderables(report), sep="\n")
    elif format_ == "html":
        from mttq_extract.evaluate.page import to_html

        click.echo(to_html(report), file=file, nl=False)
    else:
        from mttq_extract.evaluate.report import to_dict

        click.echo(json.dumps(to_dict(report), ensure_ascii=False, indent=2, allow_nan=False), file=file)


def _floors(path: Path, *, missing_ok: bool) -> Baseline | None:
    """The floors of a file, read before the long work: a mistake in it is told at once."""
    from mttq_extract.evaluate.gate import read_baseline

    return None if missing_ok and not path.exists() else read_baseline(path)


def _gate(report: Report, path: Path, floors: Baseline | None, update: bool, allow_lower: bool) -> bool:
    from mttq_extract.evaluate.gate import breaches, updated, write_baseline

    if floors is None or update:
        baseline = updated(report.scores, floors, allow_lower=allow_lower)
        write_baseline(path, baseline)
        click.echo(f"Đã đặt {len(baseline.floors)} sàn trong {path} (floors written)", err=True)
        return True
    found = breaches(report.scores, floors)
    for breach in found:
        click.echo(f"✗ {breach}", err=True)
    if not found:
        click.echo(f"✓ đạt cả {len(floors.floors)} sàn (gate passed)", err=True)
    return not found
