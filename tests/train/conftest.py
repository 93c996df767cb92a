from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from mttq_extract.train.chain_fit import Lesson, fit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# Five invented articles, and two that must not be learned from: who gives, how many, to whom, how hard the year was.
_ARTICLES = {
    "a": ("Mai", "phụ nữ", 20, "Cơn lốc", 4),
    "b": ("Lan", "phụ nữ", 35, "Cơn lốc", 2),
    "c": ("Cúc", "nông dân", 15, "Trận lũ", 7),
    "d": ("Trúc", "nông dân", 48, "Trận lũ", 6),
    "e": ("Sen", "phụ nữ", 11, "Trận lũ", 9),
    "closed": ("Đào", "phụ nữ", 72, "Cơn lốc", 8),
    "bug": ("Quế", "phụ nữ", 53, "Cơn lốc", 5),
}
TEXTS = {
    doc: f"Xã {place} trao quà\nHội {who} xã sẽ tặng {gifts} suất quà cho hộ nghèo. "
    f"{storm} làm {hurt} người bị thương. Đường hỏng phải sửa xong trong 1{hurt} ngày.\n"
    for doc, (place, who, gifts, storm, hurt) in _ARTICLES.items()
}
SETTINGS = {
    "networks": 2, "units": 4, "epochs": 12, "batch": 1, "rate": 0.05, "decay": 0.0, "dropped_units": 0.0,
    "dropped_features": 0.0, "min_documents": 1, "most_figures": 25,
}  # fmt: skip
SPLITS = {"closed": "test", "bug": "regressions"}
COUNTED = (
    ("suất quà", "qua_tang", "target"),
    ("người bị thương", "thiet_hai", "actual"),
    ("ngày", "thoi_luong", "threshold"),
)


def spans(doc: str) -> list[dict[str, object]]:
    """The three annotated figures of a text, as gold rows."""
    text, rows = TEXTS[doc], []
    for noun, indicator, role in COUNTED:
        end = text.index(noun) + len(noun)
        start = text.rindex(" ", 0, text.index(noun) - 1) + 1
        number = text[start:end].split()[0]
        rows.append(
            {"doc": doc, "start": start, "end": end, "surface": text[start:end], "low": number, "high": number,
             "unit": "item", "modifier": "exact", "role": role, "indicator": indicator}
        )  # fmt: skip
    return rows


def write_gold(root: Path, rows: dict[str, list[dict[str, object]]]) -> Path:
    """A folder of gold with its texts beside it; gives the gold folder."""
    (root / "gold").mkdir(parents=True)
    (root / "corpus").mkdir()
    documents, figures = [], []
    for doc, text in TEXTS.items():
        (root / "corpus" / f"{doc}.txt").write_text(text, encoding="utf-8")
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        documents.append(
            {"doc": doc, "sha256": sha256, "split": SPLITS.get(doc, "dev"), "source": "corpus", "length": len(text)}
        )
        figures += rows[doc]
    for name, lines in (("documents", documents), ("figures", figures)):
        written = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (root / "gold" / f"{name}.jsonl").write_text(written, encoding="utf-8")
    return root / "gold"


def check_learned(lessons: Sequence[Lesson]) -> None:
    """A small network that learned the lessons by heart gives the right candidate for every figure."""
    assert all(marks is not None for lesson in lessons for marks in lesson.right)
    model = fit(lessons, SETTINGS)
    for lesson in lessons:
        for marks, one in zip(lesson.right, model.chain(lesson.steps).marginals(), strict=True):
            assert marks is not None
            assert marks[int(one.argmax())]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """The gold folder of the invented articles."""
    return write_gold(tmp_path / "project", {doc: spans(doc) for doc in TEXTS})
