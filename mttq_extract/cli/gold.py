"""`mttq gold`: validate gold, measure agreement, exchange it with annotation tools."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mttq_extract.cli.lazy import write_commands
from mttq_extract.cli.options import gold_paths
from mttq_extract.cli.os_errors import reason_of
from mttq_extract.evaluate.interchange import EXPORTS, IMPORTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mttq_extract.evaluate.agreement import Agreement
    from mttq_extract.evaluate.interchange.bundle import Bundle

_PATH = click.Path(path_type=Path)
_FILE = click.Path(path_type=Path, dir_okay=False)
_format = click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="table: bảng để đọc; json: cho máy đọc.",
)
_PLAIN_WIDTH = 120
_MOST_WARNINGS = 5  # a gold set whose texts are elsewhere has one a document


def _examples(*lines: str) -> str:
    return "\b\nVí dụ (examples):\n" + "".join(f"  {line}\n" for line in lines)


class _Group(click.Group):
    """A group whose list of commands has the head that the list of all commands has."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with the first words of their help."""
        listed = [(name, command) for name in self.list_commands(ctx) if (command := self.get_command(ctx, name))]
        limit = formatter.width - 6 - max(len(name) for name, _ in listed)
        write_commands(formatter, [(name, command.get_short_help_str(limit)) for name, command in listed])


@click.group(
    "gold",
    cls=_Group,
    epilog=_examples(
        "mttq gold check gold/",
        "mttq gold agreement nguoi_a/ nguoi_b/",
        "mttq gold export gold/ --to brat -o brat/",
    ),
)
def gold() -> None:
    """Kiểm tra, so sánh và trao đổi bộ chuẩn (check, compare and exchange gold)."""


@gold.command(
    "check", epilog=_examples("mttq gold check gold/", "mttq gold check moi/gold --texts moi/corpus --format json")
)
@click.argument("paths", nargs=-1, type=_PATH, metavar="[PATH]...")
@click.option("--texts", multiple=True, type=_PATH, help="Văn bản: thư mục .txt, file .jsonl hay .jsonl.gz.")
@_format
@click.pass_context
def check(context: click.Context, paths: tuple[Path, ...], texts: tuple[Path, ...], format_: str) -> None:
    """Soát từng dòng của bộ chuẩn; có lỗi thì mã thoát là 1 (validate gold)."""
    from mttq_extract.evaluate.check import check_gold
    from mttq_extract.evaluate.prepare import corpus_beside
    from mttq_extract.evaluate.vocabulary import Vocabulary

    chosen = gold_paths(paths)
    checked = check_gold(chosen, texts or corpus_beside(chosen), Vocabulary.load())
    if format_ == "json":
        click.echo(json.dumps(checked.to_dict(), ensure_ascii=False, indent=2))
    else:
        left = len(checked.problems) - checked.errors
        shown = _MOST_WARNINGS
        for problem in checked.problems:
            shown -= not problem.error
            if problem.error or shown >= 0:
                click.echo(str(problem))
        if shown < 0:
            click.echo(f"… và {-shown} lưu ý nữa; xem hết: --format json (more warnings)")
        click.echo(
            f"{checked.documents} văn bản, {checked.figures} số liệu, {checked.entities} thực thể: "
            f"{checked.errors} lỗi, {left} lưu ý (errors, warnings)"
        )
    if checked.errors:
        context.exit(1)


@gold.command("agreement", epilog=_examples("mttq gold agreement nguoi_a/ nguoi_b/"))
@click.argument("first", type=_PATH, metavar="A")
@click.argument("second", type=_PATH, metavar="B")
@_format
def agreement(first: Path, second: Path, format_: str) -> None:
    """Độ đồng thuận của hai người gán nhãn: F1 và kappa của Cohen (inter-annotator agreement)."""
    from mttq_extract.evaluate.agreement import agree
    from mttq_extract.evaluate.fields import FieldJudge
    from mttq_extract.evaluate.gold import read_gold
    from mttq_extract.evaluate.subjects import SubjectForms

    found = agree(read_gold([first]), read_gold([second]), FieldJudge(SubjectForms.load()))
    if format_ == "json":
        click.echo(json.dumps(found.to_dict(), ensure_ascii=False, indent=2, allow_nan=False))
    else:
        _show(found)


@gold.command(
    "export",
    epilog=_examples(
        "mttq gold export gold/ --to brat -o brat/",
        "mttq gold export --predictions nhap.jsonl --split dev --to labelstudio -o viec.json",
    ),
)
@click.argument("paths", nargs=-1, type=_PATH, metavar="[PATH]...")
@click.option("--to", "format_", required=True, type=click.Choice(EXPORTS), help="Định dạng đích.")
@click.option("--texts", multiple=True, type=_PATH, help="Văn bản: thư mục .txt, file .jsonl hay .jsonl.gz.")
@click.option("--predictions", type=_FILE, help="Xuất kết quả của mttq extract để sửa, thay cho bộ chuẩn.")
@click.option(
    "--split",
    type=click.Choice(["dev", "test", "regressions", "all"]),
    help="Phần được xuất (mặc định all); với --predictions: phần mà các bài sẽ thuộc về (mặc định dev).",
)
@click.option("-o", "--output", required=True, type=_PATH, help="File đích (brat: thư mục).")
def export(
    paths: tuple[Path, ...],
    format_: str,
    texts: tuple[Path, ...],
    predictions: Path | None,
    split: str | None,
    output: Path,
) -> None:
    """Xuất bộ chuẩn kèm văn bản cho công cụ gán nhãn (export for an annotation tool).

    Với --predictions thì xuất kết quả của mttq extract làm bản nháp để người sửa.

    With --predictions, the output of `mttq extract` is exported instead, as a draft for people to correct.
    """
    if predictions is not None and (paths or split == "all"):
        raise click.UsageError("--predictions không đi cùng PATH hay --split all (not with PATH or --split all)")
    if predictions is not None:
        bundle = _draft(predictions, texts, split or "dev")
    else:
        bundle = _annotated(gold_paths(paths), texts, split or "all")
    module = import_module(f"mttq_extract.evaluate.interchange.{format_}")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        module.export(bundle, output)
    except OSError as error:
        raise click.ClickException(f"không ghi được {output} (cannot write): {reason_of(error)}") from error
    click.echo(_counted(bundle, output), err=True)


@gold.command("import", epilog=_examples("mttq gold import viec_da_sua.json --from labelstudio -o gold_moi/"))
@click.argument("source", type=_PATH)
@click.option("--from", "format_", required=True, type=click.Choice(IMPORTS), help="Định dạng nguồn.")
@click.option("-o", "--output", required=True, type=_PATH, help="Thư mục để ghi bộ chuẩn.")
@click.option("--texts-to", type=_PATH, help="Ghi cả văn bản vào thư mục này, mỗi văn bản một file .txt.")
@click.option("--overwrite", is_flag=True, help="Ghi đè các file đã có.")
def import_(source: Path, format_: str, output: Path, texts_to: Path | None, overwrite: bool) -> None:
    """Nhập nhãn từ công cụ gán nhãn thành bộ chuẩn; sau đó chạy mttq gold check (import from a tool)."""
    from mttq_extract.evaluate.interchange.bundle import write_gold, write_texts

    bundle = import_module(f"mttq_extract.evaluate.interchange.{format_}").load(source)
    try:
        write_gold(bundle, output, overwrite=overwrite)
        if texts_to is not None:
            write_texts(bundle, texts_to, overwrite=overwrite)
    except OSError as error:
        raise click.ClickException(f"không ghi được {output} (cannot write): {reason_of(error)}") from error
    click.echo(_counted(bundle, output), err=True)


def _annotated(paths: Sequence[Path], texts: tuple[Path, ...], split: str) -> Bundle:
    from mttq_extract.evaluate.gold import read_gold
    from mttq_extract.evaluate.interchange.bundle import bundle_of
    from mttq_extract.evaluate.prepare import corpus_beside
    from mttq_extract.evaluate.texts import find_texts

    part = read_gold(paths).select(split)
    return bundle_of(part, find_texts(part.documents, texts or corpus_beside(paths), part.text_hashes))


def _draft(file: Path, texts: tuple[Path, ...], split: str) -> Bundle:
    from mttq_extract.evaluate.interchange.bundle import draft_of
    from mttq_extract.evaluate.predictions import read_predictions
    from mttq_extract.evaluate.texts import find_texts

    predictions = read_predictions(file)
    return draft_of(predictions, {**find_texts(predictions.ids, texts), **predictions.texts}, split)


def _counted(bundle: Bundle, output: Path) -> str:
    figures, entities = (sum(map(len, rows.values())) for rows in (bundle.figures, bundle.entities))
    return f"{output}: {len(bundle.documents)} văn bản, {figures} số liệu, {entities} thực thể (written)"


def _show(found: Agreement) -> None:
    from rich.console import Console

    from mttq_extract.evaluate.layout import agreement_blocks
    from mttq_extract.evaluate.report import table_of

    stream = sys.stdout
    console = Console(file=stream, width=None if stream.isatty() else _PLAIN_WIDTH, highlight=False, markup=False)
    console.print(f"Văn bản chung (documents in common): {found.documents}")
    for name, only in (("A", found.only_first), ("B", found.only_second)):
        if only:
            console.print(f"Chỉ {name} có, không tính (only in {name}, left out): {', '.join(only)}")
    for block in agreement_blocks(found):
        console.print(table_of(block))
