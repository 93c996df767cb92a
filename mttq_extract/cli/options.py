"""Options that several commands take, each written once."""

from __future__ import annotations

import click

from mttq_extract.cli import finishing

database = click.option("--db", required=True, type=click.Path(), help="File cơ sở dữ liệu.")
indicators = click.option(
    "--indicator",
    "indicators",
    multiple=True,
    help="Mã hoặc tên chỉ số; dùng được nhiều lần.",
    shell_complete=finishing.indicators,
)
inside = click.option("--inside", is_flag=True, help="Cả các đơn vị bên trong nơi đó (the units inside the place).")
