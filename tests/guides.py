"""Walking a page of docs/: its blocks, its commands run in order, and what people do in Label Studio between them."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from mttq_extract.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from click.testing import Result

Item = dict[str, Any]
CHOICES = ("unit", "modifier", "role", "indicator")


def blocks(page: str) -> list[tuple[str, str]]:
    """The language and the text of every fenced block."""
    return re.findall(r"^```(\w*)\n(.*?)^```$", page, re.M | re.S)


def block(page: str, language: str) -> list[str]:
    """What the blocks of a language hold."""
    return [text for found, text in blocks(page) if found == language]


def commands(page: str) -> list[str]:
    """The lines of the blocks of bash."""
    return [line for text in block(page, "bash") for line in text.splitlines() if line]


def table(page: str, header: str) -> list[list[str]]:
    """The cells of the table whose head begins so."""
    rows = page.partition(f"\n{header}")[2].partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def walk(root: Path, lines: Sequence[str], between: Callable[[str], object] = lambda _: None) -> dict[str, Result]:
    """Run the commands in the folder, calling `between` with each after it; gives what each answered.

    What a command sends into a file with ">" is written there.
    """
    results: dict[str, Result] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        for line in lines:
            arguments, _, target = line.partition(" > ")
            result = CliRunner().invoke(main, shlex.split(arguments)[1:], catch_exceptions=False)
            assert result.exit_code == 0, f"{line}\n{result.output}"
            results[line] = result
            if target:
                (root / target).write_text(result.stdout, "utf-8")
            between(line)
    return results


def region(id_: str, label: str, start: int, end: int, text: str, **fields: str) -> list[Item]:
    """A region as Label Studio exports one that was drawn by hand."""
    place: Item = {"start": start, "end": end, "text": text}
    common: Item = {"id": id_, "to_name": "text", "origin": "manual"}
    items = [common | {"from_name": "label", "type": "labels", "value": place | {"labels": [label]}}]
    for name, value in fields.items():
        if name in CHOICES:
            items.append(common | {"from_name": name, "type": "choices", "value": place | {"choices": [value]}})
        else:
            items.append(common | {"from_name": name, "type": "textarea", "value": place | {"text": [value]}})
    return items


def label_studio(tasks: Sequence[Item], corrected: Mapping[str, list[Item]]) -> list[Item]:
    """The export of Label Studio 1.23 with all tasks in it, of which those `corrected` were submitted."""
    exported = []
    for number, task in enumerate(tasks, 1):
        doc = task["data"]["doc"]
        done = [{"id": number, "completed_by": 1, "result": corrected.get(doc), "was_cancelled": False}]
        outcome = {"annotations": done if doc in corrected else [], "drafts": [], "predictions": [], "meta": {}}
        exported.append({"id": number, "data": task["data"]} | outcome)
    return exported
