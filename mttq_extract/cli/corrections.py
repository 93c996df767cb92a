"""`mttq corrections`: what was put right by hand: listed, and taken from one database to another."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from mttq_extract.cli import options
from mttq_extract.cli.database import reading, writing
from mttq_extract.cli.os_errors import reason_of
from mttq_extract.cli.show import printable

if TYPE_CHECKING:
    from mttq_extract.store.corrections import Correction

EXAMPLES = """\b
Ví dụ (examples):
  mttq corrections --db so_lieu.db
  mttq corrections --db so_lieu.db --export sua_tay.jsonl
  mttq corrections --db khac.db --import sua_tay.jsonl
"""


@click.command("corrections", epilog=EXAMPLES)
@options.database
@click.option("--export", "target", type=click.Path(dir_okay=False), help="Ghi mọi sửa tay ra file JSONL.")
@click.option("--import", "source", type=click.Path(dir_okay=False), help="Nhận sửa tay từ file JSONL của nơi khác.")
def corrections(db: str, target: str | None, source: str | None) -> None:
    """Liệt kê, xuất, nhận các chỗ sửa tay.

    Sửa tay đi theo văn bản: sửa của một bài chưa có trong cơ sở dữ liệu thì chờ bài ấy.

    Corrections belong to texts: those of a text that is not in the database yet wait for it.
    """
    if target and source:
        raise click.UsageError("Chỉ một trong --export và --import (one of them)")
    if source:
        from mttq_extract.store.correction_files import read_corrections

        made = read_corrections(source)
        with writing(db) as store:
            here = store.import_corrections(made)
        waiting = len(made) - here
        later = f"; {waiting} chờ bài chưa có trong cơ sở dữ liệu (waiting for their texts)" if waiting else ""
        click.echo(f"Nhận {len(made)} chỗ sửa tay, áp dụng {here}{later}.")
        return
    from mttq_extract.store.corrections import corrections as kept

    with reading(db) as connection:
        found = kept(connection)
    if target:
        try:
            with open(target, "w", encoding="utf-8") as file:
                file.writelines(json.dumps(one.to_dict(), ensure_ascii=False) + "\n" for one in found)
        except OSError as error:
            raise click.ClickException(f"không ghi được {target} (cannot write): {reason_of(error)}") from error
        click.echo(f"Đã ghi {len(found)} chỗ sửa tay vào {target} (written).", err=True)
        return
    shown = [one for one in found if one.field != "score"]
    for one in shown:
        click.echo(printable(_line(one)))
    if not shown:
        click.echo("Chưa có chỗ nào sửa tay (none); sửa: mttq correct --help", err=True)


def _line(one: Correction) -> str:
    about = ", ".join(part for part in (one.made_by, one.made[:10], one.note) if part)
    lost = "" if one.found else "  ! không có số liệu ở chỗ này (no figure there now)"
    what = "bỏ" if one.field == "boilerplate" else f"{one.field}: {one.was or 'trống'} → {one.value or 'trống'}"
    return f"{one.document}:{one.start} «{one.surface}»  {what}  ({about}){lost}"
