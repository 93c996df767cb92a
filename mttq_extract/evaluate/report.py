"""One evaluation with all it has to say, as a JSON object or as tables for the terminal."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from mttq_extract.evaluate.cases import choose, count_kinds
from mttq_extract.evaluate.layout import (
    Block,
    bands_block,
    by_size,
    case_rows,
    case_title,
    difference_block,
    hidden_note,
    kinds_block,
    score_blocks,
    summary,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType
    from rich.table import Table

    from mttq_extract.evaluate.cases import ErrorCase
    from mttq_extract.evaluate.compare import Difference
    from mttq_extract.evaluate.reliability import Band
    from mttq_extract.evaluate.scores import Scores


@dataclass(frozen=True, slots=True)
class Report:
    """The scores, at most `limit` error cases, and the comparison with other predictions.

    `hidden` counts the documents of split test whose errors stay closed; `bands` tell whether the scores of the figures
    mean what they say.
    """

    scores: Scores
    cases: tuple[ErrorCase, ...] = ()
    limit: int = 0
    differences: tuple[Difference, ...] = ()
    hidden: int = 0
    bands: tuple[Band, ...] = ()

    @property
    def chosen(self) -> list[ErrorCase]:
        """The error cases to show."""
        return choose(self.cases, self.limit)


_PROBLEMS_SHOWN = 3


def to_dict(report: Report) -> dict[str, Any]:
    """The report as JSON: scores nested by metric path, confusion as rows of gold, predicted and n."""
    scores = report.scores
    result: dict[str, Any] = {
        "split": scores.split,
        "gold_hash": scores.gold_hash,
        "documents": {"scored": scores.documents, "skipped_empty": scores.empty},
        "problems": list(scores.problems),
        "counts": {name: whole(count) for name, count in scores.counts.items() if count},
    }
    for metric in scores.metrics:
        place = result
        for step in metric.path[:-1]:
            place = place.setdefault(step, {})
        place[metric.path[-1]] = asdict(scores.estimates[metric.name])
    result["confusion"] = {
        slot: [{"gold": gold, "predicted": predicted, "n": n} for (gold, predicted), n in by_size(pairs)]
        for slot, pairs in scores.confusion.items()
    }
    if report.bands:
        result["reliability"] = [asdict(band) for band in report.bands]
    if report.limit:
        result["errors"] = {
            "counts": count_kinds(report.cases),
            "hidden_test_documents": report.hidden,
            "cases": [case.to_dict() for case in report.chosen],
        }
    if report.differences:
        result["comparison"] = [asdict(difference) for difference in report.differences]
    return result


def whole(count: float) -> int | float:
    """A count as an integer; the credit of concepts is a sum of fractions and stays one."""
    return int(count) if count.is_integer() else count


def blocks(report: Report) -> list[Block]:
    """Every table of the report, without the single error cases."""
    shown = score_blocks(report.scores)
    if report.bands:
        shown.append(bands_block(report.bands))
    if report.differences:
        shown.append(difference_block(report.differences))
    if report.limit and report.cases:
        shown.append(kinds_block(report.cases))
    return shown


def condensed(problems: Sequence[str]) -> list[str]:
    """The first problems, and a line for the number of the rest, so that they do not hide the scores.

    >>> condensed([str(number) for number in range(9)])
    ['0', '1', '2', '… và 6 dòng nữa; xem hết: --format json (6 more)']
    """
    if len(problems) <= _PROBLEMS_SHOWN + 1:
        return list(problems)
    rest = len(problems) - _PROBLEMS_SHOWN
    return [*problems[:_PROBLEMS_SHOWN], f"… và {rest} dòng nữa; xem hết: --format json ({rest} more)"]


def renderables(report: Report) -> list[RenderableType]:
    """The report as rich tables; every text of the gold is shown as it is, never read as markup."""
    from rich.text import Text

    shown: list[RenderableType] = [Text(summary(report.scores))]
    shown += [Text(f"! {line}", style="yellow") for line in condensed(report.scores.problems)]
    shown += [table_of(block) for block in blocks(report)]
    for number, case in enumerate(report.chosen, 1):
        rows = tuple(
            (("✗ " if wrong else "  ") + name, gold, predicted) for name, gold, predicted, wrong in case_rows(case)
        )
        shown.append(Text(f"\n[{number}] {case_title(case)}", style="bold"))
        shown.append(Text(case.sentence))
        shown.append(table_of(Block("", ("", "chuẩn (gold)", "máy (predicted)"), rows), align="left"))
    if report.limit and report.hidden:
        shown.append(Text(hidden_note(report.hidden)))
    return shown


def table_of(block: Block, align: str = "right") -> Table:
    """One block as a rich table; `align` is that of all columns but the first."""
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(block.title) if block.title else None, title_justify="left")
    for i, name in enumerate(block.header):
        table.add_column(Text(name), justify="left" if i == 0 or align == "left" else "right", overflow="fold")
    for row in block.rows:
        table.add_row(*(Text(cell) for cell in row))
    return table
