"""What docs/ says is run: every command of the annotation guide in order, and the reference against the help."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import click
import pytest
from click.testing import CliRunner

from mttq_extract.cli import main
from tests.guides import Item, blocks, commands, label_studio, region, walk

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
GUIDE = (DOCS / "annotating.md").read_text("utf-8")
ARTICLES = {
    "tan-lap": "Xã Tân Lập chăm lo người nghèo\nNăm 2023, Mặt trận xã Tân Lập vận động hơn 120 triệu đồng, "
    "sửa chữa 12 căn nhà, đạt 80% kế hoạch. 😀\n",
    "hoa-binh": "Phường Hòa Bình họp dân\nÔng Lê Văn Bảy, Chủ tịch phường, tiếp 45 hộ dân.\n",
    "chua-doc": "Thôn Đông trao quà\nDịp này, thôn Đông trao 30 suất quà.\n",
}
COMMANDS = commands(GUIDE)


def people(folder: Path) -> None:
    """What people do between two commands of the guide: correct, and save what their tool exports."""
    tasks = json.loads((folder / "tasks.json").read_text("utf-8"))
    drafts = {task["data"]["doc"]: task["predictions"][0]["result"] for task in tasks}
    text = ARTICLES["hoa-binh"]
    start = text.index("45 hộ dân")
    kept = [item for item in drafts["hoa-binh"] if not item["id"].startswith("f")]
    values = {"low": "45", "high": "45", "unit": "item", "modifier": "exact", "concept": "hộ dân"}
    for name, role in (("export.json", "target"), ("export-2.json", "actual")):
        drawn = region("aB3_x", "FIGURE", start, start + 9, "45 hộ dân", role=role, indicator="other", **values)
        corrected = {"tan-lap": drafts["tan-lap"], "hoa-binh": kept + drawn}
        (folder / name).write_text(json.dumps(label_studio(tasks, corrected), ensure_ascii=False), "utf-8")


def doccano(folder: Path) -> None:
    """Someone takes the entities of an article away and approves it; doccano puts an id and comments to its line."""
    lines = [json.loads(line) for line in (folder / "doccano.jsonl").read_text("utf-8").splitlines()]
    line = next(line for line in lines if line["doc"] == "tan-lap")
    line["label"] = [label for label in line["label"] if label[2] == "FIGURE"]
    exported = json.dumps({"id": 1} | line | {"Comments": []}, ensure_ascii=False)
    (folder / "doccano-export.jsonl").write_text(exported + "\n", "utf-8")


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The folder moi/ after all commands of the guide were run, and the output of each."""
    root = tmp_path_factory.mktemp("guide")
    folder = root / "moi"
    (folder / "corpus").mkdir(parents=True)
    for name, text in ARTICLES.items():
        (folder / "corpus" / f"{name}.txt").write_text(text, "utf-8")

    def between(command: str) -> None:
        if command.endswith("moi/tasks.json"):
            people(folder)
        elif command.endswith("moi/doccano.jsonl"):
            doccano(folder)

    outputs = {command: result.output for command, result in walk(root, COMMANDS, between).items()}
    return folder, outputs


def rows(folder: Path, kind: str) -> list[Item]:
    """The rows of one gold file."""
    return [json.loads(line) for line in (folder / f"{kind}.jsonl").read_text("utf-8").splitlines()]


def test_every_command_of_the_guide_is_run() -> None:
    assert len(COMMANDS) == 15
    assert all(command.startswith("mttq ") for command in COMMANDS)
    others = [text for language, text in blocks(GUIDE) if language != "bash"]
    assert not any(re.search(r"^\s*mttq ", text, re.M) for text in others)
    prose = re.sub(r"^```.*?^```$", "", GUIDE, flags=re.M | re.S)
    assert not re.search(r"`mttq [a-z]+ [^`]*-", prose), "a command with options belongs into a bash block"


def test_what_was_corrected_is_gold_and_what_no_one_read_is_not(walked: tuple[Path, dict[str, str]]) -> None:
    gold = walked[0] / "gold"
    documents = rows(gold, "documents")
    assert [row["doc"] for row in documents] == ["hoa-binh", "tan-lap"]
    assert all(row["split"] == "dev" and row["source"] == "external" for row in documents)
    figures = rows(gold, "figures")
    drawn = [row for row in figures if row["doc"] == "hoa-binh"]
    assert [(row["surface"], row["low"], row["role"], row["concept"]) for row in drawn] == [
        ("45 hộ dân", "45", "target", "hộ dân")
    ]
    drafted = [json.loads(line) for line in (walked[0] / "draft.jsonl").read_text("utf-8").splitlines()]
    draft = next(document for document in drafted if document["id"] == "tan-lap")
    assert len(draft["figures"]) == 3
    assert [(row["start"], row["low"], row["unit"], row["period"]) for row in figures if row["doc"] == "tan-lap"] == [
        (one["start"], one["low"], one["unit"], one["period"] or "") for one in draft["figures"]
    ]


def test_checks_of_the_guide_find_no_fault(walked: tuple[Path, dict[str, str]]) -> None:
    checks = [output for command, output in walked[1].items() if " check " in command]
    assert len(checks) == 3
    assert all("0 lỗi, 0 lưu ý" in output for output in checks)


def test_scores_and_agreement_see_the_corrections(walked: tuple[Path, dict[str, str]]) -> None:
    outputs = walked[1]
    shown = next(output for command, output in outputs.items() if "--errors" in command)
    assert "sai vai trò (role)" in shown
    kappa = next(output for command, output in outputs.items() if "agreement" in command)
    cells = next(line for line in kappa.splitlines() if "quantity_f1" in line).split("│")
    assert cells[2].strip() == "100,0"
    cells = next(line for line in kappa.splitlines() if "full_f1" in line).split("│")
    assert cells[2].strip() == "75,0"


def test_gold_goes_out_as_annotations_and_drafts_as_predictions(walked: tuple[Path, dict[str, str]]) -> None:
    folder = walked[0]
    again = json.loads((folder / "again.json").read_text("utf-8"))
    assert all("annotations" in task and "predictions" not in task for task in again)
    drafts = json.loads((folder / "tasks.json").read_text("utf-8"))
    assert all("predictions" in task and "annotations" not in task for task in drafts)
    assert (folder / "tasks.xml").read_text("utf-8").startswith("<View>")


def test_doccano_and_brat_bring_the_values_back(walked: tuple[Path, dict[str, str]]) -> None:
    folder = walked[0]
    from_doccano = rows(folder / "gold-doccano", "figures")
    assert from_doccano == [row for row in rows(folder / "gold", "figures") if row["doc"] == "tan-lap"]
    assert rows(folder / "gold-doccano", "entities") == []
    assert {row["doc"] for row in rows(folder / "gold-brat", "documents")} == set(ARTICLES)


def invoke(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)
    return result.exit_code, result.output


def test_a_draft_needs_its_texts(walked: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    flat = tmp_path / "flat.jsonl"
    row = rows(walked[0] / "gold", "figures")[0]
    flat.write_text(json.dumps(row), "utf-8")
    export = ("gold", "export", "--predictions", flat, "--to", "labelstudio", "-o", tmp_path / "t.json")
    code, output = invoke(*export)
    assert (code, "texts missing or changed" in output) == (1, True)
    assert invoke(*export, "--texts", walked[0] / "corpus")[0] == 0
    flat.write_text(json.dumps(row | {"surface": "46 hộ dân"}), "utf-8")
    code, output = invoke(*export, "--texts", walked[0] / "corpus")
    assert (code, "texts missing or changed" in output) == (1, True)
    flat.write_text("", "utf-8")
    code, output = invoke(*export)
    assert (code, "no document in the predictions" in output) == (1, True)


def test_a_draft_keeps_split_and_day_of_publication(tmp_path: Path) -> None:
    draft, tasks = tmp_path / "draft.jsonl", tmp_path / "t.json"
    line = {"id": "a", "text": "Trao 5 suất quà.", "published": "2024-02-01", "figures": [], "entities": []}
    draft.write_text(json.dumps(line), "utf-8")
    export = ("gold", "export", "--predictions", draft, "--to", "labelstudio", "-o", tasks)
    assert invoke(*export, "--split", "test")[0] == 0
    document = json.loads(tasks.read_text("utf-8"))[0]["data"]["document"]
    assert (document["split"], document["published"], document["length"]) == ("test", "2024-02-01", 16)
    assert invoke(*export, "--split", "all")[0] == 2
    assert invoke("gold", "export", tmp_path, *export[2:])[0] == 2


def test_an_export_that_no_one_annotated_is_refused(walked: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    code, output = invoke("gold", "import", walked[0] / "tasks.json", "--from", "labelstudio", "-o", tmp_path / "g")
    assert (code, "nothing annotated" in output) == (1, True)
    assert not (tmp_path / "g").exists()


@pytest.fixture(scope="module")
def make_cli() -> ModuleType:
    """The script that writes docs/cli.md."""
    spec = importlib.util.spec_from_file_location("make_cli", DOCS / "make_cli.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_reference_is_what_the_commands_say(make_cli: ModuleType) -> None:
    written = (DOCS / "cli.md").read_text("utf-8")
    assert written == make_cli.page(), "run `python docs/make_cli.py`"


def test_every_command_is_in_the_reference(make_cli: ModuleType) -> None:
    written = (DOCS / "cli.md").read_text("utf-8")
    headings = re.findall(r"^## (.+)$", written, re.M)
    found = [context.command_path for context in make_cli.contexts(main, "mttq")]
    assert headings == found
    # A module of a command that the main group does not list can be called by no one.
    modules = {path.stem for path in (ROOT / "mttq_extract" / "cli").glob("*.py")}
    source = {m: (ROOT / "mttq_extract" / "cli" / f"{m}.py").read_text("utf-8") for m in modules - {"__init__"}}
    command = re.compile(r"^@click\.(?:command|group)\(\"(\w+)\"", re.M)
    defined = {name for text in source.values() for name in command.findall(text)}
    assert defined
    assert {f"mttq {name}" for name in defined} <= set(headings)


def test_every_command_and_option_says_what_it_does(make_cli: ModuleType) -> None:
    silent = []
    for context in make_cli.contexts(main, "mttq"):
        if not context.command.help:
            silent.append(context.command_path)
        for option in context.command.params:
            # The values of a choice are in its help whether it says more or not.
            told = not isinstance(option, click.Option) or option.help or isinstance(option.type, click.Choice)
            if not told:
                silent.append(f"{context.command_path} {option.opts[0]}")
    assert silent == []


def test_links_lead_somewhere() -> None:
    pages = [*DOCS.glob("*.md"), *(ROOT / "notebooks").glob("*.ipynb")]
    assert len(pages) >= 4
    for page in pages:
        text = page.read_text("utf-8")
        if page.suffix == ".ipynb":
            cells = json.loads(text)["cells"]
            text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if not target.startswith(("http", "#")):
                assert (page.parent / target.partition("#")[0]).exists(), f"{page.name}: {target}"
