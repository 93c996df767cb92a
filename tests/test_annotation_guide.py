"""The Vietnamese guide to annotating is walked: its own rows are annotated, its commands run, its tables read."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mttq_extract import load
from mttq_extract.cli import main
from mttq_extract.evaluate.layout import LABELS
from mttq_extract.figures.lexicon import Lexicon
from mttq_extract.figures.reader import read_figures
from mttq_extract.text.view import View, stored
from mttq_extract.types import ENTITY_TYPES, MODIFIERS, ROLES, plain
from mttq_extract.wording import modifier_name, role_name
from tests.guides import Item, block, blocks, commands, label_studio, region, table, walk

if TYPE_CHECKING:
    from click.testing import Result

    from mttq_extract.pipeline import Extractor

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "chu-giai.md").read_text("utf-8")
ARTICLE = block(PAGE, "text")[0]
FIGURES = table(PAGE, "| số liệu |")
NAMES = table(PAGE, "| tên riêng |")
SECOND_READS_OTHERWISE = {
    "3 căn": {"role": "target"},
    "80 triệu đồng": {"period": "2025-01-01/2025-12-31"},
}


def figures() -> dict[str, list[Item]]:
    """The regions of the figures in the guide's own article, by their surface."""
    found: dict[str, list[Item]] = {}
    for number, (surface, amount, concept, role, indicator, year, subject) in enumerate(FIGURES):
        value, _, more = amount.partition(", ")
        low, unit, modifier = value.split()
        fields = {"low": low, "high": low, "unit": unit, "modifier": modifier, "concept": concept, "role": role}
        fields |= dict([more.split(" ", 1)]) if more else {}
        fields |= {"indicator": indicator, "subject": subject}
        fields |= {"period": re.sub(r"^năm (\d+)$", r"\1-01-01/\1-12-31", year)} if year else {}
        (start,) = (match.start() for match in re.finditer(rf"(?<!\d){re.escape(surface)}", ARTICLE))
        found[surface] = region(f"f{number}", "FIGURE", start, start + len(surface), surface, **fields)
    return found


def names() -> list[Item]:
    """The regions of the names in the guide's own article; a name inside a longer one is none."""
    told = [(type_.strip("`"), surface) for type_, cell in NAMES for surface in cell.split("; ")]
    regions: list[Item] = []
    taken: set[int] = set()
    for type_, cell in sorted(told, key=lambda one: -len(one[1].partition(" (")[0])):
        surface, _, title = cell.removesuffix(" (hai lần)").partition(", `title`: ")
        times = 2 if cell.endswith("(hai lần)") else 1
        places = [found.start() for found in re.finditer(re.escape(surface), ARTICLE) if found.start() not in taken]
        assert len(places) == times, surface
        for start in places:
            taken |= set(range(start, start + len(surface)))
            fields = {"title": title} if title else {}
            regions += region(f"e{start}", type_, start, start + len(surface), surface, **fields)
    return regions


def otherwise(items: list[Item], changed: dict[str, str]) -> list[Item]:
    """The region with other fields."""
    first = items[0]["value"]
    kept = [item for item in items if item["from_name"] not in changed]
    drawn = region(items[0]["id"], "FIGURE", first["start"], first["end"], first["text"], **changed)
    return kept + drawn[1:]


def people(folder: Path) -> None:
    """Two people annotate the article; the second as the guide tells."""
    tasks = json.loads((folder / "viec.json").read_text("utf-8"))
    first = figures()
    second = {surface: otherwise(items, SECOND_READS_OTHERWISE.get(surface, {})) for surface, items in first.items()}
    del second["5/6 thôn"]
    for name, marked in (("da-sua.json", first), ("da-sua-2.json", second)):
        drawn = [item for items in marked.values() for item in items] + names()
        (folder / name).write_text(json.dumps(label_studio(tasks, {"hoa-son": drawn}), ensure_ascii=False), "utf-8")


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Result]]:
    """The folder after every command of the guide was run, and what each answered."""
    root = tmp_path_factory.mktemp("guide")
    folder = root / "chuan"
    (folder / "bai").mkdir(parents=True)
    (folder / "bai" / "hoa-son.txt").write_text(ARTICLE, "utf-8")
    return root, walk(root, commands(PAGE), lambda line: people(folder) if line.endswith("viec.json") else None)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load()


def answer(walked: tuple[Path, dict[str, Result]], part: str) -> str:
    return next(result.output for command, result in walked[1].items() if part in command)


def test_its_own_rows_are_gold_without_fault(walked: tuple[Path, dict[str, Result]]) -> None:
    assert len(walked[1]) == 17
    assert "1 văn bản, 10 số liệu, 13 thực thể: 0 lỗi, 0 lưu ý" in answer(walked, "check chuan/gold")
    document = json.loads((walked[0] / "chuan" / "gold" / "documents.jsonl").read_text("utf-8"))
    assert (document["doc"], document["split"]) == ("hoa-son", "test")
    assert (walked[0] / "chuan" / "corpus" / "hoa-son.txt").read_text("utf-8") == ARTICLE


def test_agreement_is_what_it_says(walked: tuple[Path, dict[str, Result]]) -> None:
    shown = answer(walked, "agreement")
    told = [(name.strip("`"), score) for name, score, _ in table(PAGE, "| dòng |")]
    assert len(told) == 4
    for name, score in told:
        cells = next(line for line in shown.splitlines() if name in line).split("│")
        assert cells[2].strip() == score


def test_differences_of_two_people_are_listed_with_their_sentence(walked: tuple[Path, dict[str, Result]]) -> None:
    shown = answer(walked, "gold-2/figures.jsonl")
    assert [kind in shown for kind in ("bỏ sót", "sai vai trò", "sai kỳ")] == [True, True, True]
    assert "Thực thể" not in shown
    assert "Mặt trận xã phấn đấu xây mới 12 căn nhà, tăng 3 căn." in shown


def test_scores_of_the_machine_have_the_rows_it_explains(walked: tuple[Path, dict[str, Result]]) -> None:
    rows = [row[0] for row in table(PAGE, "| hàng |")]
    assert rows == [LABELS[level] for level in ("detection", "value", "quantity", "full")]
    shown = next(
        result.output for command, result in walked[1].items() if command.endswith("--predictions chuan/nhap.jsonl")
    )
    assert all(row in shown for row in rows)
    assert "Thực thể" in shown
    assert "học từ chính phần dev" not in shown
    assert "Thực thể" not in answer(walked, "--gold chuan/gold/figures.jsonl")
    assert "<html" in (walked[0] / "chuan" / "cham.html").read_text("utf-8")


def test_corrections_become_gold(walked: tuple[Path, dict[str, Result]]) -> None:
    named = {int(place) for place in re.findall(r"hoa-son:(\d+)", PAGE)}
    assert named == {ARTICLE.index("3 căn")}
    row = json.loads((walked[0] / "hoc" / "figures.jsonl").read_text("utf-8"))
    assert (row["surface"], row["role"], row["place"]) == ("3 căn", "change", "xã Hòa Sơn")
    assert "0 lỗi, 0 lưu ý" in answer(walked, "check hoc")


def test_commands_that_are_not_run_have_the_options_they_use() -> None:
    others = [text for language, text in blocks(PAGE) if language not in ("bash", "text")]
    lines = [line for text in others for line in text.splitlines() if line.startswith("mttq ")]
    assert lines == ["mttq train --gold gold --gold hoc -o thu"]
    with main.make_context("mttq", [], resilient_parsing=True) as context:
        for line in lines:
            _, name, *arguments = shlex.split(line)
            command = main.get_command(context, name)
            assert command is not None
            command.make_context(name, arguments, parent=context)  # an option that is not there raises
    prose = re.sub(r"^```.*?^```$", "", PAGE, flags=re.M | re.S)
    assert not re.search(r"`mttq [a-z]+ [^`]*-", prose), "a command with options belongs into a bash block"


@pytest.mark.parametrize("row", table(PAGE, "| trong bài |"), ids=lambda row: row[0])
def test_amounts(row: list[str]) -> None:
    text, *wanted = row
    (found,), _ = read_figures(View.of(stored(text)), Lexicon.load())
    more = f"of {plain(found.of)}" if found.of is not None else f"per {found.per}" if found.per else ""
    assert [plain(found.low), plain(found.high), found.unit, found.modifier, more] == wanted


@pytest.mark.parametrize("row", table(PAGE, "| bài viết |"), ids=lambda row: row[0])
def test_periods(row: list[str], extractor: Extractor) -> None:
    when, wanted = row
    (figure,) = extractor.extract(f"{when}, Mặt trận xã An Phú đã trao 5 suất quà.").figures
    assert str(figure.period) == wanted


def test_ids_and_their_names_are_those_of_the_program() -> None:
    codes = table(PAGE, "| mã | mức |"), table(PAGE, "| mã | vai trò |")
    assert [[row[0].strip("`"), row[1]] for row in codes[0]] == [[one, modifier_name(one)] for one in MODIFIERS]
    assert [[row[0].strip("`"), row[1]] for row in codes[1]] == [[one, role_name(one)] for one in ROLES]
    assert {row[0].strip("`") for row in table(PAGE, "| loại |")} == set(ENTITY_TYPES)


def test_what_goes_wrong_is_told_in_the_words_of_the_program() -> None:
    source = "".join(path.read_text("utf-8") for path in (ROOT / "mttq_extract").rglob("*.py"))
    told = [row[0].strip("`") for row in table(PAGE, "| thấy |")]
    assert len(told) == 10
    assert [words for words in told if words not in source] == []
