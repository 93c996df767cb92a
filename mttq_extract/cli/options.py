"""Options that several commands take, each written once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mttq_extract.cli import finishing
from mttq_extract.errors import GoldError

if TYPE_CHECKING:
    from collections.abc import Sequence

database = click.option("--db", required=True, type=click.Path(), help="File cơ sở dữ liệu.")
indicators = click.option(
    "--indicator",
    "indicators",
    multiple=True,
    help="Mã hoặc tên chỉ số; dùng được nhiều lần.",
    shell_complete=finishing.indicators,
)
inside = click.option("--inside", is_flag=True, help="Cả các đơn vị bên trong nơi đó (the units inside the place).")


def gold_paths(given: Sequence[Path]) -> Sequence[Path]:
    """The gold that was named, else the folder gold/ of the project.

    Raises GoldError where the command is run elsewhere.
    """
    here = Path("gold")
    if not given and not here.is_dir():
        raise GoldError(
            f"Không tìm thấy đường dẫn: {here} (no such path); vào thư mục của dự án rồi chạy lại, hoặc nêu đường dẫn "
            "của bộ chuẩn"
        )
    return given or (here,)


def format_of(chosen: str | None, output: str | Path | None, known: Sequence[str]) -> str:
    """The format that was chosen, else that of the ending of the file to write, else the first.

    >>> format_of(None, "a.xlsx", ["table", "csv", "xlsx"]), format_of("csv", "a.xlsx", ["table", "csv", "xlsx"])
    ('xlsx', 'csv')
    """
    ending = "" if output is None else Path(output).suffix[1:].lower()
    return chosen or (ending if ending in known else known[0])
