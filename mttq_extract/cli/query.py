"""`mttq query`: figures, or figures added up in groups."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from mttq_extract.cli import finishing, options
from mttq_extract.cli.database import reading
from mttq_extract.cli.output import FORMATS, write
from mttq_extract.cli.show import Column, is_narrow, printable, show_table
from mttq_extract.errors import UsageError
from mttq_extract.store.query import Answer
from mttq_extract.wording import (
    level_name,
    number,
    period_name,
    role_name,
    short_value,
    unit_label,
    unit_name,
    value,
    years_words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from mttq_extract.store.columns import ColumnWords
    from mttq_extract.store.filters import FigureFilter

SHOWN = 50
"""Rows of a table when no limit is given; other formats give all."""

RULES = (
    "Chỉ cộng vai trò {role}; không cộng %, tỷ lệ, thời lượng, đơn giá, số bình quân (Q1–Q3). Một số nhắc lại trong "
    "bài, hay trong bản đăng lại, kể một lần; nhiều bài nói cùng chỉ số, nơi và kỳ thì lấy bài có tổng lớn nhất; "
    "kỳ nằm trong kỳ dài hơn không cộng thêm (Q4–Q7); số của huyện, xã đã nằm trong số của tỉnh, huyện thì không cộng "
    "thêm (Q9).{mixed}{conflicts}"
)
MIXED = " Chỉ số gom nhiều thứ chỉ cộng khi gộp thêm theo concept (Q8)."
CONFLICTS = " Cột Trái nhau: số lần bài khác nói khác hơn."
WHERE = "Quy tắc đầy đủ (rules): docs/queries.md. Xem câu: mttq explain --db {db} NGUỒN"

OTHER_ROLES = (
    "{groups} nhóm không hiện vì chỉ có số của vai trò khác hoặc không tính được "
    "(other roles only): thêm --role hoặc --group-by role"
)
NOTHING = (
    "Không có số liệu nào khớp (no figures match). Thử bỏ bớt điều kiện, nới --period, hay tìm theo từ: --search; "
    "những gì có trong cơ sở dữ liệu: --group-by indicator"
)

EXAMPLES = """\b
Ví dụ (examples):
  mttq query --db so_lieu.db --indicator "nhà xây mới" --period 2022
  mttq query --db so_lieu.db --indicator "số cuộc giám sát" --period "6 tháng đầu năm 2023"
  mttq query --db so_lieu.db --indicator "vận động quỹ vì người nghèo" --period 2022 --group-by place
  mttq query --db so_lieu.db --place "Hà Nội" --inside --group-by "nơi" --group-by "năm"
  mttq query --db so_lieu.db --place "Tây Hồ" --role "thực hiện" --min "1 tỷ" --sort=-low
  mttq query --db so_lieu.db --role "cam kết" --role "thực hiện" --group-by "nơi" --sort "nơi"
  mttq query --db so_lieu.db --group-by indicator --group-by year --format csv
  mttq query --db so_lieu.db --search "bão lũ" --period 2024-Q3 --format xlsx -o bao_lu.xlsx
  mttq query --db so_lieu.db --search '"xóa nhà tạm"' --sql
"""


@click.command("query", epilog=EXAMPLES)
@options.database
@options.indicators
@click.option("--place", help="Nơi của số liệu, tên cũ hay mới; không nêu nơi thì xét chủ thể.")
@options.inside
@click.option("--subject", help="Chủ thể của số liệu.")
@click.option("--period", help='2022, 2022-Q1, 2022-H1, 2022-03, 2019..2024; hoặc bằng lời: "quý III/2024".')
@click.option(
    "--role",
    "roles",
    multiple=True,
    help="Vai trò: actual (thực hiện), pledged (cam kết), target (chỉ tiêu)…; dùng được nhiều lần để so.",
    shell_complete=finishing.roles,
)
@click.option("--unit", help="Đơn vị: VND (đồng), item (đếm), percent (%), ha…")
@click.option("--min", "low", help='Giá trị thấp nhất: 1000000000 hoặc "1 tỷ".')
@click.option("--max", "high", help="Giá trị cao nhất.")
@click.option("--document", "documents", multiple=True, help="Mã bài, như ở cột Bài; dùng được nhiều lần.")
@click.option("--search", help='Các từ có trong câu; cụm từ để trong "…".')
@click.option(
    "--min-score",
    "score",
    type=click.FloatRange(0, 1),
    help="Điểm tin cậy thấp nhất: xác suất giá trị, vai trò, chỉ số và kỳ đều đúng (0.7).",
)
@click.option("--with-duplicates", is_flag=True, help="Kể cả số liệu mà bản đăng trước của cùng bài đã có.")
@click.option("--with-boilerplate", is_flag=True, help="Kể cả số liệu ngoài thân bài (tin khác, nút chia sẻ).")
@click.option(
    "--group-by",
    "group_by",
    multiple=True,
    help="Gộp theo cột: indicator (chỉ số), year (năm), province (tỉnh), place (nơi), subject (chủ thể)…",
    shell_complete=finishing.columns,
)
@click.option("--sort", help="Xếp theo cột; thêm dấu - để xếp giảm: --sort=-low.")
@click.option("--limit", type=click.IntRange(1, 10**9), help=f"Số dòng tối đa; bảng không ghi thì {SHOWN}.")
@click.option(
    "--format",
    "chosen",
    type=click.Choice(FORMATS),
    help="Dạng trả lời; không ghi thì theo đuôi của -o, không có -o thì là bảng (table).",
)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False), help="Ghi ra file: .xlsx, .csv, .json… (write a file)."
)
@click.option("--sql", "show_sql", is_flag=True, help="In cả câu SQL đã chạy, ra stderr (print the SQL too).")
def query(
    db: str,
    indicators: tuple[str, ...],
    place: str | None,
    inside: bool,
    subject: str | None,
    period: str | None,
    roles: tuple[str, ...],
    unit: str | None,
    low: str | None,
    high: str | None,
    documents: tuple[str, ...],
    search: str | None,
    score: float | None,
    with_duplicates: bool,
    with_boilerplate: bool,
    group_by: tuple[str, ...],
    sort: str | None,
    limit: int | None,
    chosen: str | None,
    output: str | None,
    show_sql: bool,
) -> None:
    """Tìm số liệu theo chỉ số, nơi, chủ thể, kỳ…; hoặc gộp và cộng theo cột.

    Từ tìm không phân biệt dấu và chữ hoa. Số liệu thuộc --period khi cả kỳ của nó nằm trong đó; không có kỳ thì không
    thuộc kỳ nào. Với --group-by, tổng không bao giờ trộn đơn vị, vai trò hay chỉ số, và mỗi việc chỉ kể một lần dù được
    nhắc nhiều lần (docs/queries.md). Bản đăng lại của cùng một bài không tính, trừ khi có --with-duplicates.

    Words match without diacritics and case. A figure is in --period when every known end of its own period
    is: "tính đến 24-9-2024" is in 2024, and a figure without a period is in none. --min and --max bound the
    whole value. With --group-by, sums never mix units, roles or indicators, and count each thing once, however
    often it is told: docs/queries.md has the rules. A figure that an earlier version of the same article has is
    left out, unless --with-duplicates asks for it.
    """
    from mttq_extract.store.asking import ask, separated
    from mttq_extract.store.indicator_table import stored_indicators
    from mttq_extract.store.query import figures, groups

    format_ = options.format_of(chosen, output, FORMATS)
    if output is not None and format_ == "table":
        raise UsageError(
            "Bảng chỉ in ra màn hình; với -o hãy đặt đuôi file .csv, .json, .jsonl, .xlsx, .parquet, hoặc --format"
        )
    with reading(db) as connection:
        asked = ask(
            connection,
            indicators=indicators,
            place=place,
            inside=inside,
            subject=subject,
            period=period,
            roles=roles,
            unit=unit,
            low=low,
            high=high,
            search=search,
            score=score,
            duplicates=with_duplicates,
            boilerplate=with_boilerplate,
            documents=documents,
        )
        for note in asked.notes:
            click.echo(printable(note), err=True)
        most = limit if limit is not None or format_ != "table" else SHOWN
        # One row more than is shown tells whether there are more.
        rows = most + 1 if most is not None and format_ == "table" else most
        if group_by:
            by = separated(group_by, asked.filter)
            answer = groups(connection, asked.filter, by, sort=sort, limit=rows)
        else:
            answer = figures(connection, asked.filter, sort=sort, limit=rows)
        if show_sql:
            click.echo(f"{answer.sql};", err=True)
        if format_ != "table":
            write(answer, format_, output)
            return
        if not group_by:
            _table(answer, most, _FIGURE_COLUMNS, _figure_cells)
            return
        labels = {indicator.id: indicator.label_vi for indicator in stored_indicators(connection)}
        shown = _grouped(answer, most, labels)
        if shown:
            _footer(shown, asked.filter, by, db)


def _grouped(answer: Answer, most: int | None, labels: Mapping[str, str]) -> list[dict[str, Any]]:
    """Print groups as a table, without the columns that hold nothing; gives the rows that were shown."""
    from mttq_extract.store.columns import column_words

    every = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    rows = [row for row in every if row["source"] is not None]
    if every and not rows:
        click.echo(OTHER_ROLES.format(groups=len(every)), err=True)
        return []
    idle = {name for name in _MAY_BE_LEFT_OUT if not any(row[name] for row in rows)}
    if all(row["min"] == row["max"] for row in rows):
        idle.add("max")
    names = [name for name in answer.columns if name not in idle | {"min"}]
    kept = (tuple(row[name] for name in names) for row in rows)
    words = column_words()
    columns = _group_columns(tuple(names), words)
    _table(Answer(tuple(names), kept), most, columns, partial(_group_cells, labels, words))
    if most is not None and len(every) > most >= len(rows):
        click.echo(f"Còn nữa: đang xem {most} nhóm đầu; thêm --limit N (more rows).", err=True)
    if len(every) > len(rows):
        click.echo(OTHER_ROLES.format(groups=len(every) - len(rows)), err=True)
    return rows[:most]


def _footer(rows: Sequence[Mapping[str, Any]], wanted: FigureFilter, by: Sequence[str], db: str) -> None:
    """What the sums are made of, in two lines."""
    role = "từng loại" if "role" in by or wanted.also_roles else role_name(wanted.role or "actual")
    mixed = any(row["sum"] is None and row["unit"] == "item" and row["latest"] for row in rows)
    conflicts = any(row["conflicts"] for row in rows)
    note = RULES.format(role=role, mixed=MIXED if mixed else "", conflicts=CONFLICTS if conflicts else "")
    click.echo(note, err=True)
    click.echo(WHERE.format(db=db), err=True)


def _table(
    answer: Answer,
    most: int | None,
    columns: Sequence[Column],
    cells: Callable[[dict[str, Any]], Iterable[str | None]],
) -> None:
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    if not rows:
        click.echo(NOTHING, err=True)
        return
    show_table(columns, [cells(row) for row in rows[:most]])
    if most is not None and len(rows) > most:
        click.echo(f"Còn nữa: đang hiện {most} dòng đầu; thêm --limit N (more rows).", err=True)


_FIGURE_COLUMNS = (
    Column("Mã", whole=True),
    Column("Chỉ số"),
    Column("Giá trị", right=True, whole=True),
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
        value(row["low"], row["high"], row["unit"], modifier=row["modifier"], of=row["of"], per=row["per"])
        + (" ✎" if row["corrected"] else ""),
        row["concept"],
        role_name(row["role"]),
        period_name(row["period"]),
        row["subject"],
        row["document"],
    ]


_WIDE = 160
"""Columns of a terminal in which groups have room for all digits of their values."""
_MAY_BE_LEFT_OUT = ("sum", "latest", "latest_period", "conflicts")
_MEASURED = frozenset({"sum", "latest", "min", "max"})
_COUNTED = frozenset({"figures", "conflicts"})


def _measured(item: str, unit: str) -> str:
    """A sum or value with all its digits; as it is said ("13,54 tỷ đồng") where three of them have no room."""
    return short_value(item, item, unit) if is_narrow(_WIDE) else number(item) + unit_name(unit)


def _group_columns(names: tuple[str, ...], words: Mapping[str, ColumnWords]) -> list[Column]:
    return [
        Column(words[name].label, right=name in _MEASURED | _COUNTED, whole=name in _MEASURED | _COUNTED)
        for name in names
    ]


def _group_cells(
    labels: Mapping[str, str], words: Mapping[str, ColumnWords], row: dict[str, Any]
) -> Iterator[str | None]:
    for name, item in row.items():
        if item is None and words[name].none:
            yield words[name].none
        elif name == "indicator":
            yield labels.get(item, item)
        elif name in _COUNTED:
            yield number(str(item)) if item else ""
        elif name in _MEASURED:
            yield None if item is None else _measured(item, row["unit"])
        elif name == "year":
            yield years_words(item)
        elif name in ("period", "latest_period"):
            yield period_name(item)
        elif name == "role":
            yield role_name(item)
        elif name == "level":
            yield level_name(item)
        elif name == "unit":
            yield unit_label(item)
        else:
            yield item
