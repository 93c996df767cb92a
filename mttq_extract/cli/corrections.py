"""`mttq corrections`: what was put right by hand: listed, and taken from one database to another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mttq_extract.cli import options
from mttq_extract.cli.database import reading, writing
from mttq_extract.cli.os_errors import reason_of
from mttq_extract.cli.show import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mttq_extract.store.corrections import Correction

EXAMPLES = """\b
Ví dụ (examples):
  mttq corrections --db so_lieu.db
  mttq corrections --db so_lieu.db --export sua_tay.jsonl
  mttq corrections --db khac.db --import sua_tay.jsonl
  mttq corrections --db so_lieu.db --as-gold hoc/         rồi: mttq train --gold gold/ --gold hoc/ -o thu/
"""


@click.command("corrections", epilog=EXAMPLES)
@options.database
@click.option("--export", "target", type=click.Path(dir_okay=False), help="Ghi mọi sửa tay ra file JSONL.")
@click.option("--import", "source", type=click.Path(dir_okay=False), help="Nhận sửa tay từ file JSONL của nơi khác.")
@click.option(
    "--as-gold",
    "gold",
    type=click.Path(file_okay=False, path_type=Path),
    help="Ghi các số liệu đã sửa, kèm nguyên văn, thành bộ chuẩn trong thư mục này để mttq train học.",
)
@click.option("--overwrite", is_flag=True, help="Với --as-gold: ghi đè các file đã có.")
def corrections(db: str, target: str | None, source: str | None, gold: Path | None, overwrite: bool) -> None:
    """Liệt kê, xuất, nhận các chỗ sửa tay; ghi chúng thành bộ chuẩn để học.

    Sửa tay đi theo văn bản: sửa của một bài chưa có trong cơ sở dữ liệu thì chờ bài ấy.

    Corrections belong to texts: those of a text that is not in the database yet wait for it. With --as-gold the figures
    that were put right become gold rows that mttq train can learn from.
    """
    if sum(map(bool, (target, source, gold))) > 1:
        raise click.UsageError("Chỉ một trong --export, --import và --as-gold (one of them)")
    if overwrite and gold is None:
        raise click.UsageError("--overwrite cần --as-gold (needs --as-gold)")
    if gold is not None:
        _write_gold(db, gold, overwrite)
        return
    if source:
        from mttq_extract.store.correction_files import read_corrections

        made = read_corrections(source)
        with writing(db) as store:
            found = store.import_corrections(made)
        nothing = f"; {found.nothing} không có số liệu ấy ở đây (no such figure here)" if found.nothing else ""
        later = f"; {found.waiting} chờ bài chưa có trong cơ sở dữ liệu (waiting for their texts)"
        told = nothing + (later if found.waiting else "")
        click.echo(f"Nhận {len(_seen(made))} chỗ sửa tay, áp dụng {found.put_on}{told}.")
        return
    from mttq_extract.store.corrections import corrections as kept

    with reading(db) as connection:
        stored = kept(connection)
    if target:
        try:
            with open(target, "w", encoding="utf-8") as file:
                file.writelines(json.dumps(one.to_dict(), ensure_ascii=False) + "\n" for one in stored)
        except OSError as error:
            raise click.ClickException(f"không ghi được {target} (cannot write): {reason_of(error)}") from error
        click.echo(f"Đã ghi {len(_seen(stored))} chỗ sửa tay vào {target} (written).", err=True)
        return
    shown = _seen(stored)
    for one in shown:
        click.echo(printable(_line(one)))
    if not shown:
        click.echo("Chưa có chỗ nào sửa tay (none); sửa: mttq correct --help", err=True)


def _seen(made: Iterable[Correction]) -> list[Correction]:
    """Those that a person made; the score goes along with them."""
    return [one for one in made if one.field != "score"]


def _write_gold(db: str, folder: Path, overwrite: bool) -> None:
    from mttq_extract.evaluate.partial import partial_gold, write_with_texts
    from mttq_extract.evaluate.vocabulary import Vocabulary
    from mttq_extract.store.corrected_documents import corrected_documents

    with reading(db) as connection:
        bundle, problems = partial_gold(corrected_documents(connection), Vocabulary.load())
    for problem in problems:
        click.echo(printable(f"! bỏ (left out) {problem.where}: {problem.message}"), err=True)
    if not bundle.documents:
        click.echo("Không có số liệu nào đã sửa để ghi (nothing to write); sửa: mttq correct --help", err=True)
        return
    try:
        write_with_texts(bundle, folder, overwrite=overwrite)
    except OSError as error:
        raise click.ClickException(f"không ghi được {folder} (cannot write): {reason_of(error)}") from error
    figures = sum(map(len, bundle.figures.values()))
    click.echo(f"Đã ghi {figures} số liệu của {len(bundle.documents)} bài vào {folder} (written).", err=True)


def _line(one: Correction) -> str:
    about = ", ".join(part for part in (one.made_by, one.made[:10], one.note) if part)
    lost = "" if one.found else "  ! không có số liệu ở chỗ này (no figure there now)"
    what = "bỏ" if one.field == "boilerplate" else f"{one.field}: {one.was or 'trống'} → {one.value or 'trống'}"
    return f"{one.document}:{one.start} «{one.surface}»  {what}  ({about}){lost}"
