"""`mttq correct`: put right what the program read wrongly, once and for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mttq_extract.cli import options
from mttq_extract.cli.database import reading, writing
from mttq_extract.cli.show import printable
from mttq_extract.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mttq_extract.store.corrections import Correction

EXAMPLES = """\b
Ví dụ (examples):
  mttq correct --db so_lieu.db 4200000963 --set role="cam kết" --set period=2023 --by "Lan"
  mttq correct --db so_lieu.db bai-42:963 --set value="1,5 tỷ" --note "đối chiếu báo cáo giấy"
  mttq correct --db so_lieu.db bai-42:963 --set "mức=hơn" --set "chủ thể=quận Tây Hồ"
  mttq correct --db so_lieu.db bai-42:963 --drop        không phải số liệu
  mttq correct --db so_lieu.db bai-42:963 --undo        trả lại như máy đọc
"""


@click.command("correct", epilog=EXAMPLES)
@options.database
@click.argument("figure", metavar="FIGURE_ID")
@click.option(
    "--set", "wanted", multiple=True, metavar="Ô=GIÁ_TRỊ", help="Ô cần sửa; dùng được nhiều lần; để trống là xóa."
)
@click.option("--drop", is_flag=True, help="Không phải số liệu: bỏ khỏi mọi câu hỏi và tổng.")
@click.option("--undo", is_flag=True, help="Bỏ mọi sửa tay của số liệu này.")
@click.option("--by", help="Người sửa.")
@click.option("--note", help="Vì sao sửa.")
def correct(
    db: str, figure: str, wanted: tuple[str, ...], drop: bool, undo: bool, by: str | None, note: str | None
) -> None:
    """Sửa tay một số liệu; mọi câu hỏi, tổng, báo cáo theo đó, và lần chạy sau không làm mất.

    Các ô: value (giá trị: cả hai đầu), low (từ), high (đến), unit (đơn vị), of (trên tổng), per (mỗi), modifier (mức),
    concept (đếm gì), role (vai trò), indicator (chỉ số), period (kỳ), subject (chủ thể), place (nơi); viết tên nào
    cũng được. FIGURE_ID là cột đầu của mttq query, hay tên bài:vị trí.

    Fields go by either name. The correction stays with the text: it is put on again whenever the text is read, and
    mttq corrections takes it to another database.
    """
    from mttq_extract.store.corrections import lost_at, place_of

    if sum((bool(wanted), drop, undo)) != 1:
        raise click.UsageError("Cần đúng một trong --set, --drop, --undo (one of them)")
    with reading(db) as connection:  # a database that is not there is not made
        if not (undo and lost_at(connection, figure)):
            place_of(connection, figure)
    with writing(db) as store:
        if undo:
            taken = store.undo_corrections(figure)
            click.echo(f"Đã bỏ {len(_seen(taken))} chỗ sửa tay (taken back).")
            _tell(taken, back=True)
            return
        made = store.correct(figure, _fields(wanted) if wanted else {DROPPED: "1"}, by=by, note=note)
    click.echo(f"Đã sửa {printable(made[0].document)}:{made[0].start} «{printable(made[0].surface)}» (corrected).")
    _tell(made)


DROPPED = "boilerplate"


def _fields(wanted: Iterable[str]) -> dict[str, str]:
    """The fields and texts of options `field=text`."""
    found: dict[str, str] = {}
    for one in wanted:
        name, equals, text = one.partition("=")
        if not equals:
            raise UsageError(f"«{one}» thiếu dấu = (no equals sign); viết ví dụ role=pledged")
        found[name.strip().lower()] = text
    if DROPPED in found:
        raise UsageError("Muốn bỏ số liệu thì dùng --drop (use --drop)")
    return found


def _seen(made: Iterable[Correction]) -> list[Correction]:
    return [one for one in made if one.field != "score"]


def _tell(made: Iterable[Correction], *, back: bool = False) -> None:
    for one in _seen(made):
        old, new = (one.value, one.was) if back else (one.was, one.value)
        click.echo(printable(f"  {one.field}: {old or 'trống'} → {new or 'trống'}"))
