"""`mttq explain`: why a figure is what it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from mttq_extract.cli.database import reading
from mttq_extract.cli.show import printable
from mttq_extract.wording import field_name, modifier_name, number, reason, role_name, unit_label

if TYPE_CHECKING:
    from collections.abc import Callable

    from mttq_extract.store.explanation import Explanation, RejectedNumber
    from mttq_extract.types import Rejection

EXAMPLES = """\b
Ví dụ (examples):
  mttq explain --db so_lieu.db 4200000963        mã ở cột đầu của mttq query
  mttq explain --db so_lieu.db bai-42:963        tên bài và vị trí trong bài, cả của số bị loại
  mttq explain --text "vận động hơn 13 tỷ đồng theo Nghị quyết 68/NQ-CP"      đọc ngay một câu
"""


@click.command("explain", epilog=EXAMPLES)
@click.option("--db", type=click.Path(), help="File cơ sở dữ liệu.")
@click.option("--text", help="Câu cần đọc ngay, không cần cơ sở dữ liệu (a sentence to read).")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Dạng in.",
)
@click.argument("figure_id", metavar="FIGURE_ID", required=False)
def explain(db: str | None, text: str | None, figure_id: str | None, format_: str) -> None:
    """In câu chứa số liệu, luật hoặc mô hình đã điền từng ô, và các số bị loại trong câu.

    Tên ô trong ngoặc dùng được ở mttq correct --set. FIGURE_ID là cột đầu của mttq query, cột Nguồn khi gộp nhóm, hay
    tên bài:vị trí.

    Prints the sentence with the figure marked, the rule or model behind each slot with the words it stood on,
    and the numbers of the sentence that are not figures.
    """
    if text is not None and not (db or figure_id):
        return _read(text, format_)
    if text is not None or not db or not figure_id:
        raise click.UsageError("Cần --db FILE FIGURE_ID, hoặc --text CÂU (a stored figure, or a sentence to read)")
    from dataclasses import asdict

    from mttq_extract.store.explanation import explanation, rejection

    with reading(db) as connection:
        rejected = rejection(connection, figure_id)
        found = None if rejected else explanation(connection, figure_id)
    if format_ == "json":
        click.echo(json.dumps(asdict(found or rejected), ensure_ascii=False, indent=2))  # type: ignore[arg-type]
    elif found:
        _print(found)
    elif rejected:
        click.echo(f"{printable(rejected.document)}\n\n{_marked(rejected.sentence, rejected.number)}\n")
        click.echo(_rejected(rejected.number))
    return None


def _read(text: str, format_: str) -> None:
    """Read a sentence here and now: every number of it, with what was decided and why."""
    from mttq_extract.pipeline import Extractor
    from mttq_extract.store.explanation import SLOTS
    from mttq_extract.store.indicator_table import read_indicators

    document, says = Extractor.load().extract(text), _evidence()
    if format_ == "json":
        rejections = [
            {"start": r.start, "end": r.end, "surface": r.surface, "rule": r.rule} for r in document.rejections
        ]
        click.echo(json.dumps({**document.to_dict(), "rejections": rejections}, ensure_ascii=False, indent=2))
        return
    labels = {one.id: one.label_vi for one in read_indicators()}
    for figure, values in zip(document.figures, document.to_dict()["figures"], strict=True):
        click.echo(click.style(printable(figure.surface), bold=True, fg="yellow"))
        for slot in SLOTS:
            if values.get(slot) is not None:
                shown = _value(slot, values[slot], labels.get(figure.indicator, ""))
                why = says(slot, figure.evidence.get(slot, ""))
                _line(slot, shown, why or (figure.rule if slot in ("low", "high", "unit") else ""))
        _line("score", f"{figure.score:.2f}", says("score", figure.evidence.get("score", "")))
    if document.rejections:
        click.echo("Số không phải số liệu (rejected):")
        for item in document.rejections:
            click.echo(_rejected(item))
    if not document.figures and not document.rejections:
        click.echo("Câu này không có số nào (no number)")


def _print(found: Explanation) -> None:
    origin = ", ".join(part for part in (found.title, found.published, found.path) if part)
    click.echo(printable(f"{found.document}{f' ({origin})' if origin else ''}"))
    click.echo(f"\n{_sentence(found)}\n")
    says = _evidence()
    evidence = {slot: says(slot, why) for slot, why in found.evidence.items()}
    # The number itself is read in one go; its parts are not decided apart.
    numeral, sure = evidence.pop("value", found.rule), evidence.pop("score", "")
    for slot, item in found.values.items():
        why = evidence.pop(slot, None) or (numeral if slot in ("low", "high", "unit") else "")
        if item is None and not why:
            continue
        _line(slot, _value(slot, item, found.label), why)
    for slot, why in evidence.items():
        _line(slot, "", why)
    _line("rule", found.rule)
    _line("score", f"{found.score:.2f}", sure)
    if found.boilerplate:
        click.echo("  nằm ngoài thân bài (boilerplate): không được cộng vào tổng")
    if found.rejected:
        click.echo("\nSố trong câu không phải số liệu (rejected):")
        for item in found.rejected:
            click.echo(_rejected(item))


def _evidence() -> Callable[[str, str], str]:
    """What a slot stands on in Vietnamese, as the pages say it; JSON keeps the words of the extraction."""
    from mttq_extract.web.words import read_words

    return read_words()["vi"].evidence


def _line(slot: str, value: str, why: str = "") -> None:
    """A slot by the id that `mttq correct` takes and its name, what it holds, and what it stands on."""
    name = field_name(slot)
    head = slot if name == slot else f"{slot} ({name})"
    click.echo(printable(f"  {head:<20} {value:<44} {why}").rstrip())


def _sentence(found: Explanation) -> str:
    """The sentence with the figure between brackets, and in bold on a terminal."""
    before, after = found.sentence[: found.start], found.sentence[found.end :]
    figure = click.style(f"[{printable(found.sentence[found.start : found.end])}]", bold=True, fg="yellow")
    return f"  {printable(before)}{figure}{printable(after)}"


def _marked(sentence: str, item: RejectedNumber) -> str:
    end = item.start + len(item.surface)
    return f"  {printable(sentence[: item.start])}[{printable(item.surface)}]{printable(sentence[end:])}"


def _rejected(item: RejectedNumber | Rejection) -> str:
    return printable(f"  {item.surface:<20} {item.rule:<20} {reason(item.rule)}").rstrip()


def _value(slot: str, item: Any, label: str = "") -> str:
    """A value as the database has it, with its Vietnamese name behind an id; `label` is that of the indicator."""
    if item is None:
        return "-"
    if slot in ("low", "high", "of"):
        return number(item)
    if slot == "role":
        label = role_name(item)
    elif slot == "modifier":
        label = modifier_name(item)
    elif slot == "unit":
        label = unit_label(item)
    elif slot != "indicator":
        label = ""
    return f"{item} ({label})" if label and label != item else str(item)
