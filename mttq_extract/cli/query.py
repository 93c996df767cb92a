"""`mttq query`: figures, or figures added up in groups."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from mttq_extract.cli.output import FORMATS, write
from mttq_extract.cli.show import Column, show_table
from mttq_extract.errors import UsageError
from mttq_extract.types import ROLES
from mttq_extract.wording import number, period_name, role_name, unit_name, value

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from mttq_extract.store.query import Answer

SHOWN = 50
"""Rows of a table when no limit is given; other formats give all."""

SUM_NOTE = (
    "Tổng (sum): vai trò {role}; mỗi số kể một lần trong một bài; không cộng %, tỷ lệ, số lần, đơn giá và "
    "phần ngoài bài. Một việc do nhiều bài đưa được cộng nhiều lần (one fact in several articles adds up)."
)

EXAMPLES = """\b
Ví dụ (examples):
  mttq query --db so_lieu.db --indicator "nhà xây mới" --period 2022
  mttq query --db so_lieu.db --place "Tây Hồ" --role actual --min 1000000000 --sort=-low
  mttq query --db so_lieu.db --group-by indicator --group-by year --format csv
  mttq query --db so_lieu.db --search "bão lũ" --period 2024-Q3 --format xlsx -o bao_lu.xlsx
"""


@click.command("query", epilog=EXAMPLES)
@click.option("--db", required=True, type=click.Path(), help="File cơ sở dữ liệu.")
@click.option("--indicator", "indicators", multiple=True, help="Mã hoặc tên chỉ số; dùng được nhiều lần.")
@click.option("--place", help="Nơi của số liệu; không nêu nơi thì xét chủ thể.")
@click.option("--subject", help="Chủ thể của số liệu.")
@click.option("--period", help="2022, 2022-Q1, 2022-H1, 2022-03, 2019..2024 hoặc 2022-01-01/2022-06-30.")
@click.option("--role", type=click.Choice(ROLES), help="Vai trò của số liệu.")
@click.option("--unit", help="Đơn vị: VND, item, percent, ha…")
@click.option("--min", "low", help="Giá trị thấp nhất, ví dụ 1000000000.")
@click.option("--max", "high", help="Giá trị cao nhất.")
@click.option("--search", help='Các từ có trong câu; cụm từ để trong "…".')
@click.option("--with-duplicates", is_flag=True, help="Kể cả số liệu mà bản đăng trước của cùng bài đã có.")
@click.option("--group-by", "group_by", multiple=True, help="Gộp theo cột: indicator, year, subject, place…")
@click.option("--sort", help="Xếp theo cột; thêm dấu - để xếp giảm: --sort=-low.")
@click.option("--limit", type=click.IntRange(1, 10**9), help=f"Số dòng tối đa; bảng không ghi thì {SHOWN}.")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Ghi vào file thay cho màn hình.")
def query(
    db: str,
    indicators: tuple[str, ...],
    place: str | None,
    subject: str | None,
    period: str | None,
    role: str | None,
    unit: str | None,
    low: str | None,
    high: str | None,
    search: str | None,
    with_duplicates: bool,
    group_by: tuple[str, ...],
    sort: str | None,
    limit: int | None,
    format_: str,
    output: str | None,
) -> None:
    """Tìm số liệu theo chỉ số, nơi, chủ thể, kỳ…; hoặc gộp và cộng theo cột.

    Words match without diacritics and case. A figure is in --period when every known end of its own period
    is: "tính đến 24-9-2024" is in 2024, and a figure without a period is in none. --min and --max bound the
    whole value. With --group-by, sums never mix units or roles. A story that several outlets carry counts once:
    a figure that an earlier version of the article has is left out, unless --with-duplicates asks for it.
    """
    from mttq_extract.store.connect import open_for_reading, store_errors
    from mttq_extract.store.filters import FigureFilter
    from mttq_extract.store.indicator_table import stored_indicators
    from mttq_extract.store.periods import parse_period
    from mttq_extract.store.query import figures, groups

    if output is not None and format_ == "table":
        raise UsageError("Bảng chỉ in ra màn hình; với -o hãy chọn --format csv, json, jsonl, xlsx, parquet")
    bounds = _decimal(low, "--min"), _decimal(high, "--max")
    interval = None if period is None else parse_period(period)
    connection = open_for_reading(db)
    try:
        with store_errors(db):
            wanted = FigureFilter(
                indicators=_indicators(connection, indicators),
                place=place,
                subject=subject,
                period=interval,
                role=role,
                unit=unit,
                low=bounds[0],
                high=bounds[1],
                search=search,
                duplicates=with_duplicates,
            )
            most = limit if limit is not None or format_ != "table" else SHOWN
            # One row more than is shown tells whether there are more.
            asked = most + 1 if most is not None and format_ == "table" else most
            if group_by:
                answer = groups(connection, wanted, group_by, sort=sort, limit=asked)
            else:
                answer = figures(connection, wanted, sort=sort, limit=asked)
            if format_ != "table":
                write(answer, format_, output)
            elif group_by:
                labels = {indicator.id: indicator.label_vi for indicator in stored_indicators(connection)}
                _table(answer, most, _group_columns(answer.columns), partial(_group_cells, labels))
            else:
                _table(answer, most, _FIGURE_COLUMNS, _figure_cells)
            if group_by:
                click.echo(SUM_NOTE.format(role=role or "actual"), err=True)
    finally:
        connection.close()


def _indicators(connection: sqlite3.Connection, asked: tuple[str, ...]) -> tuple[str, ...]:
    """The ids that ids or words stand for; words that stand for several are told on stderr."""
    from mttq_extract.store.indicator_table import find_indicators, stored_indicators

    if not asked:
        return ()
    known = stored_indicators(connection)
    found: dict[str, None] = {}
    for words in asked:
        ids = [indicator.id for indicator in find_indicators(words, known)]
        if len(ids) > 1:
            click.echo(f"«{words}»: {', '.join(ids)}", err=True)
        found.update(dict.fromkeys(ids))
    return tuple(found)


def _decimal(text: str | None, option: str) -> Decimal | None:
    if text is None:
        return None
    try:
        found = Decimal(text)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise UsageError(f"{option} «{text}» không phải số (not a number); viết 1000000000 hoặc 63.58")
    return found


def _table(
    answer: Answer,
    most: int | None,
    columns: Sequence[Column],
    cells: Callable[[dict[str, Any]], Iterable[str | None]],
) -> None:
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    if not rows:
        click.echo("Không có số liệu nào khớp (no figures match).", err=True)
        return
    show_table(columns, [cells(row) for row in rows[:most]])
    if most is not None and len(rows) > most:
        click.echo(f"Còn nữa: đang hiện {most} dòng đầu; thêm --limit N (more rows).", err=True)


_FIGURE_COLUMNS = (
    Column("Mã", whole=True),
    Column("Chỉ số"),
    Column("Giá trị", right=True),
    Column("Đếm gì"),
    Column("Vai trò"),
    Column("Kỳ"),
    Column("Chủ thể"),
    Column("Bài"),
)


def _figure_cells(row: dict[str, Any]) -> Iterable[str | None]:
    return [
        str(row["id"]),
        row["label_vi"],
        value(row["low"], row["high"], row["unit"], modifier=row["modifier"], of=row["of"], per=row["per"]),
        row["concept"],
        role_name(row["role"]),
        period_name(row["period"]),
        row["subject"],
        row["document"],
    ]


_HEADS = {
    "indicator": "Chỉ số",
    "group": "Nhóm",
    "unit": "Đơn vị",
    "role": "Vai trò",
    "year": "Năm",
    "period": "Kỳ",
    "subject": "Chủ thể",
    "place": "Nơi",
    "concept": "Đếm gì",
    "modifier": "Mức",
    "per": "Mỗi",
    "document": "Bài",
    "outlet": "Báo",
    "published": "Ngày đăng",
    "figures": "Số lần nêu",
    "sum": "Tổng",
    "latest": "Mới nhất",
    "latest_period": "Kỳ mới nhất",
    "min": "Thấp nhất",
    "max": "Cao nhất",
    "conflicts": "Trái nhau",
    "source": "Nguồn",
}
_MEASURED = frozenset({"sum", "latest", "min", "max"})
_COUNTED = frozenset({"figures", "conflicts"})


def _group_columns(names: tuple[str, ...]) -> list[Column]:
    return [Column(_HEADS[name], right=name in _MEASURED | _COUNTED) for name in names]


def _group_cells(labels: Mapping[str, str], row: dict[str, Any]) -> Iterator[str | None]:
    for name, item in row.items():
        if name == "indicator":
            yield labels.get(item, item)
        elif name in _COUNTED:
            yield number(str(item)) if item else ""
        elif name in _MEASURED:
            yield None if item is None else number(item) + unit_name(row["unit"])
        elif name in ("period", "latest_period"):
            yield period_name(item)
        elif name == "role":
            yield role_name(item)
        else:
            yield item
