"""Label Studio JSON tasks: spans as labels, our fields as choices and texts of the same region."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from mttq_extract.errors import GoldError
from mttq_extract.evaluate.interchange.bundle import (
    DETAILS,
    FIGURE,
    LABELS,
    assemble,
    details_of,
    document_of,
    entity_at,
    figure_at,
    text_in,
)
from mttq_extract.evaluate.vocabulary import Vocabulary
from mttq_extract.types import MODIFIERS, ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from mttq_extract.evaluate.interchange.bundle import Bundle
    from mttq_extract.evaluate.rows import EntityRow, FigureRow

Item = dict[str, object]
CHOICES = ("unit", "modifier", "role", "indicator")
MODEL = "mttq_extract"
TEXTS = (*(name for name in DETAILS if name not in CHOICES), "place")


def export(bundle: Bundle, file: Path) -> None:
    """Write the tasks, and the labelling interface as .xml beside them.

    A draft goes out as the predictions of a model: a task then counts as annotated only once someone submits it.
    """
    tasks = []
    for id_, document in bundle.documents.items():
        result: list[Item] = []
        for i, figure in enumerate(bundle.figures.get(id_, ())):
            result += _region(f"f{i}", FIGURE, figure.start, figure.end, figure.surface, details_of(figure))
        for i, row in enumerate(bundle.entities.get(id_, ())):
            result += _region(f"e{i}", row.type, row.start, row.end, row.surface, {"title": row.title})
        data = {"text": bundle.texts[id_], "doc": id_, "document": document.to_dict()}
        if bundle.draft:
            tasks.append({"data": data, "predictions": [{"model_version": MODEL, "result": result}]})
        else:
            tasks.append({"data": data, "annotations": [{"result": result}]})
    file.write_text(json.dumps(tasks, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")
    file.with_suffix(".xml").write_text(interface(), "utf-8", newline="\n")


def load(file: Path) -> Bundle:
    """Read what Label Studio exports as JSON, one annotation a task; tasks that no one has submitted are left out.

    Raises:
        GoldError: the file is malformed, no task or a task twice is annotated, or a figure has no value yet.
    """
    try:
        tasks = json.loads(file.read_text("utf-8-sig"), parse_float=Decimal)
    except (OSError, ValueError) as error:
        raise GoldError(f"{file}: không đọc được JSON ({error}) (not a Label Studio export)") from error
    if not isinstance(tasks, list) or not all(isinstance(task, dict) for task in tasks):
        raise GoldError(f"{file}: cần một danh sách task; xuất ở dạng JSON (not a Label Studio export)")
    parts = []
    for number, task in enumerate(tasks, 1):
        where = f"{file}: task {number}"
        data = task.get("data")
        if not isinstance(data, dict):
            raise GoldError(f"{where}: thiếu data (no data)")
        result = _result(task, where)
        if result is None:
            continue
        text = text_in(data, where)
        document = document_of(data, str(task.get("id", "")), text, where)
        parts.append((document, text, *_rows(document.id, text, result, where)))
    if not parts:
        raise GoldError(f"{file}: chưa task nào được gán nhãn; bấm Submit ở từng task rồi xuất lại (nothing annotated)")
    return assemble(parts)


def interface() -> str:
    """The labelling interface: one label a type, and the fields of a figure for the region at hand."""
    vocabulary = Vocabulary.load()
    known = {
        "unit": sorted(vocabulary.units),
        "modifier": MODIFIERS,
        "role": ROLES,
        "indicator": sorted(vocabulary.indicators),
    }
    lines = ["<View>", "  <Style>.htx-text{ white-space: pre-wrap; }</Style>", '  <Labels name="label" toName="text">']
    lines += [f"    <Label value={quoteattr(label)}/>" for label in LABELS]
    lines += ["  </Labels>", '  <Text name="text" value="$text"/>']
    when = f'perRegion="true" whenTagName="label" whenLabelValue="{FIGURE}"'
    for name, values in known.items():
        lines.append(f'  <Header value="{name}"/>')
        lines.append(f'  <Choices name="{name}" toName="text" layout="select" {when}>')
        lines += [f"    <Choice value={quoteattr(value)}/>" for value in values]
        lines.append("  </Choices>")
    for name in TEXTS:
        lines.append(f'  <Header value="{name}"/>')
        lines.append(f'  <TextArea name="{name}" toName="text" maxSubmissions="1" editable="true" {when}/>')
    person = when.replace(FIGURE, "PER")
    lines.append(f'  <TextArea name="title" toName="text" maxSubmissions="1" editable="true" {person}/>')
    return "\n".join([*lines, "</View>", ""])


def _region(id_: str, label: str, start: int, end: int, surface: str, fields: Mapping[str, object]) -> Iterator[Item]:
    """One labelled span and its fields: results that share an id are one region."""
    place: Item = {"start": start, "end": end, "text": surface}
    yield _result_item(id_, "label", "labels", {**place, "labels": [label]})
    for name, value in fields.items():
        if value == "":
            continue
        if name in CHOICES:
            yield _result_item(id_, name, "choices", {**place, "choices": [value]})
        else:
            yield _result_item(id_, name, "textarea", {"start": start, "end": end, "text": [value]})


def _result_item(id_: str, name: str, kind: str, value: Item) -> Item:
    return {"id": id_, "from_name": name, "to_name": "text", "type": kind, "value": value}


def _result(task: Mapping[str, object], where: str) -> list[object] | None:
    """The regions of the one annotation of a task; None where there is none."""
    annotations = task.get("annotations")
    kept = [
        annotation
        for annotation in (annotations if isinstance(annotations, list) else [])
        if isinstance(annotation, dict) and not annotation.get("was_cancelled")
    ]
    if len(kept) > 1:
        raise GoldError(f"{where}: có {len(kept)} bản gán nhãn; xuất riêng từng người (several annotations)")
    if not kept:
        return None
    result = kept[0].get("result")
    if not isinstance(result, list):
        raise GoldError(f"{where}: result phải là danh sách (must be a list)")
    return result


def _rows(doc: str, text: str, result: list[object], where: str) -> tuple[list[FigureRow], list[EntityRow]]:
    spans: dict[str, tuple[int, int, str]] = {}
    fields: dict[str, dict[str, object]] = {}
    for item in result:
        match item:
            case {
                "type": "labels",
                "id": str(id_),
                "value": {"start": int(start), "end": int(end), "labels": [str(label)], **rest},
            }:
                spans[id_] = (*_offsets(text, start, end, rest.get("text"), where), label)
            case {"type": "choices", "id": str(id_), "from_name": str(name), "value": {"choices": [value]}}:
                fields.setdefault(id_, {})[name] = value
            case {"type": "textarea", "id": str(id_), "from_name": str(name), "value": {"text": [value] | str(value)}}:
                fields.setdefault(id_, {})[name] = value
            case _:
                raise GoldError(f"{where}: không hiểu kết quả {item!r} (unknown result)")
    figures: list[FigureRow] = []
    entities: list[EntityRow] = []
    for id_, (start, end, label) in spans.items():
        given = fields.get(id_, {})
        place = f"{where}, region {id_}"
        if label == FIGURE:
            figures.append(figure_at(doc, start, end, text, given, place))
        else:
            entities.append(entity_at(doc, start, end, text, label, given.get("title"), place))
    return figures, entities


def _offsets(text: str, start: int, end: int, surface: object, where: str) -> tuple[int, int]:
    """Offsets in code points: releases before October 2021 counted the UTF-16 units of the browser."""
    if not isinstance(surface, str) or text[start:end] == surface:
        return start, end
    units = text.encode("utf-16-le")
    left, right = units[: 2 * start], units[2 * start : 2 * end]
    try:
        if right.decode("utf-16-le") == surface:
            begin = len(left.decode("utf-16-le"))
            return begin, begin + len(surface)
    except UnicodeDecodeError:
        pass
    raise GoldError(f"{where}: đoạn {start}-{end} là {text[start:end]!r}, không phải {surface!r} (shifted span)")
