"""`mttq explain`: why a figure is what it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from mttq_extract.cli.show import printable
from mttq_extract.wording import number

if TYPE_CHECKING:
    from mttq_extract.store.explanation import Explanation

EXAMPLES = """\b
Ví dụ (examples):
  mttq explain --db so_lieu.db 4200000963        mã ở cột đầu của mttq query
  mttq explain --db so_lieu.db bai-42:963        tên bài và vị trí trong bài
"""


@click.command("explain", epilog=EXAMPLES)
@click.option("--db", required=True, type=click.Path(), help="File cơ sở dữ liệu.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Dạng in.",
)
@click.argument("figure_id", metavar="FIGURE_ID")
def explain(db: str, figure_id: str, format_: str) -> None:
    """In câu chứa số liệu, luật hoặc mô hình đã điền từng ô, và các số bị loại trong câu.

    Prints the sentence with the figure marked, the rule or model behind each slot with the words it stood on,
    and the numbers of the sentence that are not figures.
    """
    from mttq_extract.store.connect import open_for_reading, store_errors
    from mttq_extract.store.explanation import explanation

    connection = open_for_reading(db)
    try:
        with store_errors(db):
            found = explanation(connection, figure_id)
    finally:
        connection.close()
    if format_ == "json":
        from dataclasses import asdict

        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2))
    else:
        _print(found)


def _print(found: Explanation) -> None:
    origin = ", ".join(part for part in (found.title, found.published, found.path) if part)
    click.echo(printable(f"{found.document}{f' ({origin})' if origin else ''}"))
    click.echo(f"\n{_sentence(found)}\n")
    evidence = dict(found.evidence)
    # The number itself is read in one go; its parts are not decided apart.
    numeral = evidence.pop("value", found.rule)
    for slot, item in found.values.items():
        why = evidence.pop(slot, None) or (numeral if slot in ("low", "high", "unit") else "")
        if item is None and not why:
            continue
        click.echo(printable(f"  {slot:<10} {_value(slot, item, found):<44} {why}").rstrip())
    for slot, why in evidence.items():
        click.echo(printable(f"  {slot:<10} {'':<44} {why}"))
    click.echo(printable(f"  {'rule':<10} {found.rule}"))
    click.echo(f"  {'score':<10} {found.score:.2f}")
    if found.boilerplate:
        click.echo("  nằm ngoài thân bài (boilerplate): không được cộng vào tổng")
    if found.rejected:
        click.echo("\nSố trong câu không phải số liệu (rejected):")
        for item in found.rejected:
            click.echo(printable(f"  {item.surface:<20} {item.rule}"))


def _sentence(found: Explanation) -> str:
    """The sentence with the figure between brackets, and in bold on a terminal."""
    before, after = found.sentence[: found.start], found.sentence[found.end :]
    figure = click.style(f"[{printable(found.sentence[found.start : found.end])}]", bold=True, fg="yellow")
    return f"  {printable(before)}{figure}{printable(after)}"


def _value(slot: str, item: Any, found: Explanation) -> str:
    if item is None:
        return "-"
    if slot in ("low", "high", "of"):
        return number(item)
    return f"{item} ({found.label})" if slot == "indicator" else str(item)
