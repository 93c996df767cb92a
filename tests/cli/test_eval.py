from __future__ import annotations

import json
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from mttq_extract.cli import main

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = {
    "bai-1": "MTTQ phường Bình An trao hơn 120 suất quà và 30 triệu đồng cho hộ nghèo.",
    "bai-2": "Quỹ đã nhận 3 tỷ đồng trong tháng.",
    "bai-3": "Buổi họp kết thúc tốt đẹp.",
}
SPLITS = {"bai-1": "dev", "bai-2": "test", "bai-3": "dev"}


def row(doc: str, surface: str, low: str, unit: str, **fields: str) -> dict[str, Any]:
    start = TEXTS[doc].index(surface)
    place = {"doc": doc, "start": start, "end": start + len(surface), "surface": surface}
    value = {"low": low, "high": low, "unit": unit, "modifier": "exact", "of": "", "per": "", "concept": ""}
    return place | value | {"role": "actual", "indicator": "other", "period": "", "subject": ""} | fields


FIGURES = [
    row("bai-1", "120 suất quà", "120", "item", modifier="more_than", indicator="qua_tang"),
    row("bai-1", "30 triệu đồng", "30000000", "VND"),
    row("bai-2", "3 tỷ đồng", "3000000000", "VND"),
]
ORG = {"doc": "bai-1", "start": 0, "end": 19, "surface": "MTTQ phường Bình An", "type": "ORG", "title": ""}


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in rows), "utf-8")
    return path


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with gold/ and corpus/, as the working directory."""
    from mttq_extract.evaluate.texts import text_hash

    for name, text in TEXTS.items():
        (tmp_path / "corpus").mkdir(exist_ok=True)
        (tmp_path / "corpus" / f"{name}.txt").write_text(text, "utf-8")
    documents = [
        {"doc": n, "sha256": text_hash(t), "split": SPLITS[n], "source": "corpus", "length": len(t)}
        for n, t in TEXTS.items()
    ]
    write(tmp_path / "gold" / "documents.jsonl", documents)
    write(tmp_path / "gold" / "figures.jsonl", FIGURES)
    write(tmp_path / "gold" / "entities.jsonl", [ORG])
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*args: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["eval", *args], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def scores(*args: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(run(*args, "--format", "json").stdout)
    return data


@pytest.fixture
def predictions(project: Path) -> str:
    """The second figure has the wrong value, the third (split test) is right."""
    rows = [FIGURES[0], FIGURES[1] | {"low": "3", "high": "3"}, FIGURES[2], ORG]
    return str(write(project / "p.jsonl", rows))


def test_gold_of_the_working_directory_and_split_dev_are_the_default(predictions: str) -> None:
    data = scores("--predictions", predictions)
    assert data["split"] == "dev"
    assert data["figures"]["detection"]["f1"]["value"] == 1.0
    assert data["figures"]["value"]["f1"]["value"] == 0.5
    assert data["documents"] == {"scored": 1, "skipped_empty": 1}
    assert data["entities"]["strict"]["micro"]["f1"]["value"] == 1.0


@pytest.mark.parametrize("split, n", [("dev", 2), ("test", 1), ("all", 3)])
def test_splits(predictions: str, split: str, n: int) -> None:
    data = scores("--predictions", predictions, "--split", split)
    assert data["figures"]["detection"]["recall"]["n"] == n
    assert data["problems"] == []


def test_one_source(project: Path, predictions: str) -> None:
    file = project / "gold" / "documents.jsonl"
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    rows[1]["source"] = "external"
    write(file, rows)
    data = scores("--predictions", predictions, "--split", "all", "--source", "external")
    assert data["figures"]["detection"]["recall"]["n"] == 1
    assert data["problems"] == []


def test_an_empty_split_is_an_error(predictions: str) -> None:
    result = run("--predictions", predictions, "--split", "regressions", code=1)
    assert "Không văn bản nào thuộc phần 'regressions'" in result.stderr


def test_explicit_files_in_any_order(project: Path) -> None:
    data = scores(
        "--gold", "gold/entities.jsonl", "--gold", "gold/figures.jsonl", "--texts", "corpus",
        "--predictions", "gold/figures.jsonl",
    )  # fmt: skip
    assert data["split"] == "all"
    assert data["figures"]["full"]["f1"]["value"] == 1.0
    assert "entities" not in data
    assert "entities are not scored" in data["problems"][0]


def test_the_output_of_extract_is_read(project: Path) -> None:
    lines = []
    for name, text in TEXTS.items():
        figures = [dict(item, of=None, sentence=text, rule="r", score=1.0) for item in FIGURES if item["doc"] == name]
        lines.append({"id": name, "text": text, "figures": figures, "entities": []})
    data = scores("--predictions", str(write(project / "p.jsonl", lines)), "--split", "all")
    assert data["figures"]["full"]["f1"]["value"] == 1.0
    assert data["entities"]["strict"]["micro"]["recall"]["value"] == 0.0


def test_without_predictions_the_extractor_is_run(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mttq_extract.types import Document, Entity, Record, Sentence

    class Stub:
        @classmethod
        def load(cls) -> Stub:
            return cls()

        def extract_record(self, record: Record) -> Document:
            found = (Entity(0, 19, record.text[:19], "ORG", "stub"),)
            return Document(record.id, record.text, sentences=(Sentence(0, 9),), entities=found)

    pipeline = ModuleType("mttq_extract.pipeline")
    pipeline.Extractor = Stub  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "mttq_extract.pipeline", pipeline)
    data = scores()
    # found in both dev documents, right in one
    assert data["entities"]["strict"]["micro"]["precision"] == {"value": 0.5, "low": 0.0, "high": 1.0, "n": 2}
    assert data["figures"]["detection"]["recall"]["value"] == 0.0


def test_a_missing_text_is_reported_and_the_rest_is_scored(project: Path, predictions: str) -> None:
    (project / "corpus" / "bai-1.txt").write_text("Đã sửa.", "utf-8")
    result = run("--predictions", predictions, "--split", "all", "--format", "json")
    data = json.loads(result.stdout)
    assert data["figures"]["detection"]["recall"]["n"] == 1
    assert data["problems"][0].startswith("bai-1: văn bản không còn như lúc gán nhãn")
    assert "! bai-1" in result.stderr


def test_errors_show_sentence_gold_and_predicted(predictions: str) -> None:
    text = run("--predictions", predictions, "--errors", "5").stdout
    assert "sai giá trị (value)" in text
    assert TEXTS["bai-1"] in text
    assert "✗ low" in text
    assert "30000000" in text


def test_errors_of_split_test_are_shown_only_on_demand(project: Path) -> None:
    empty: list[dict[str, Any]] = [{"id": name, "figures": [], "entities": []} for name in TEXTS]
    nothing = str(write(project / "none.jsonl", empty))
    for args in (["--split", "test"], ["--split", "all"]):
        for format_ in ("table", "json", "html"):
            result = run("--gold", "gold", "--predictions", nothing, "--errors", "50", "--format", format_, *args)
            assert TEXTS["bai-2"] not in result.stdout
            assert "3000000000" not in result.stdout
            allowed = run(
                "--predictions", nothing, "--errors", "50", "--format", format_, "--allow-test-errors", *args
            )  # fmt: skip
            assert "3000000000" in allowed.stdout


def test_compare(project: Path, predictions: str) -> None:
    data = scores("--predictions", predictions, "--compare", "gold/figures.jsonl", "--split", "all")
    found = {one["name"]: one for one in data["comparison"]}
    assert found["value_f1"]["difference"] == pytest.approx(1 / 3)
    assert 0 < found["value_f1"]["p"] <= 1
    assert "So sánh từng cặp" in run("--predictions", predictions, "--compare", predictions).stdout


def test_the_second_predictions_are_looked_at_too(project: Path, predictions: str) -> None:
    write(project / "other.jsonl", [{"id": "bai-1", "text": TEXTS["bai-1"], "figures": [], "entities": []}])
    problems = scores("--predictions", predictions, "--compare", "other.jsonl")["problems"]
    assert any(line.startswith("other.jsonl: 1 văn bản không được dự đoán: bai-3") for line in problems)
    write(project / "other.jsonl", [{"id": "bai-9", "text": "", "figures": [], "entities": []}])
    result = run("--predictions", predictions, "--compare", "other.jsonl", code=1)
    assert "no document in common" in result.output


def test_output_file(project: Path, predictions: str) -> None:
    for format_, start in (("html", "<!doctype html>"), ("json", "{"), ("table", "Phần (split): dev")):
        result = run("--predictions", predictions, "--format", format_, "-o", "out.txt")
        assert result.stdout == ""
        assert (project / "out.txt").read_text("utf-8").startswith(start)


def test_the_report_says_that_models_learned_from_split_dev(predictions: str) -> None:
    warned = "học từ chính phần dev"
    assert warned in run("--predictions", predictions).stdout
    assert warned in run("--predictions", predictions, "--format", "html").stdout
    assert warned not in run("--predictions", predictions, "--split", "test").stdout


def test_an_output_that_cannot_be_written(predictions: str) -> None:
    assert "cannot write" in run("--predictions", predictions, "-o", "none/out.txt", code=1).stderr


def test_of_two_texts_of_an_id_the_annotated_one_is_taken(project: Path, predictions: str) -> None:
    (project / "cu").mkdir()
    (project / "cu" / "bai-1.txt").write_text("Một bài khác cùng tên.", "utf-8")
    both = ("--texts", "cu", "--texts", "corpus")
    assert scores("--predictions", predictions, *both)["documents"]["scored"] == 1
    # where none is the annotated one, the file that is another is named
    problems = scores("--predictions", predictions, "--texts", "cu")["problems"]
    assert any("bai-1: văn bản không còn như lúc gán nhãn (cu" in line for line in problems)


def test_a_missing_gate_is_told_before_the_work(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mttq_extract.cli.eval._evaluate", lambda *_: pytest.fail("scored in vain"))
    assert "no baseline" in run("--gate", "none.json", code=1).output


def test_gate(project: Path, predictions: str) -> None:
    gate = ["--gate", "gold/baseline.json"]
    assert "--update-gate" in run("--predictions", predictions, *gate, code=1).stderr
    run("--predictions", predictions, *gate, "--update-gate")
    baseline = json.loads((project / "gold" / "baseline.json").read_text("utf-8"))
    assert baseline["floors"]["value_f1"] == 0.5
    assert "gate passed" in run("--predictions", predictions, *gate).stderr

    worse = str(write(project / "worse.jsonl", [FIGURES[0] | {"low": "1"}, ORG]))
    assert "value_f1: 0.0000 thấp hơn sàn 0.5000" in run("--predictions", worse, *gate, code=1).stderr
    assert "refusing to lower" in run("--predictions", worse, *gate, "--update-gate", code=1).stderr
    assert json.loads((project / "gold" / "baseline.json").read_text("utf-8")) == baseline
    run("--predictions", worse, *gate, "--update-gate", "--allow-lower")
    assert json.loads((project / "gold" / "baseline.json").read_text("utf-8"))["floors"]["value_f1"] == 0.0


def test_the_gate_closes_when_the_gold_changes(project: Path, predictions: str) -> None:
    run("--predictions", predictions, "--gate", "b.json", "--update-gate")
    write(project / "gold" / "figures.jsonl", [FIGURES[0] | {"subject": "Tổ 3"}, *FIGURES[1:]])
    assert "the gold has changed" in run("--predictions", predictions, "--gate", "b.json", code=1).stderr


def test_the_gate_on_dev_does_not_mind_new_test_gold(project: Path, predictions: str) -> None:
    run("--predictions", predictions, "--gate", "b.json", "--update-gate")
    write(project / "gold" / "figures.jsonl", FIGURES[:2])
    run("--predictions", predictions, "--gate", "b.json")


def test_the_gate_closes_when_a_text_is_lost(project: Path, predictions: str) -> None:
    run("--predictions", predictions, "--split", "all", "--gate", "b.json", "--update-gate")
    (project / "corpus" / "bai-2.txt").write_text("Khác.", "utf-8")
    result = run("--predictions", predictions, "--split", "all", "--gate", "b.json", code=1)
    assert "văn bản không được chấm (not scored): bai-2" in result.stderr


def test_gate_options_need_a_gate(predictions: str) -> None:
    run("--predictions", predictions, "--update-gate", code=2)


def test_no_gold_is_an_error_that_names_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = run(code=1).stderr
    assert "Không tìm thấy đường dẫn: gold (no such path)" in told
    assert "vào thư mục của dự án rồi chạy lại" in told


def test_articles_that_are_not_part_of_the_project_are_told_of_on_one_line(project: Path) -> None:
    path = project / "gold" / "documents.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    write(path, [*rows, *({**rows[0], "doc": f"bao-{n}", "source": "external"} for n in range(9))])
    told = [line for line in run().output.splitlines() if "bao-" in line]
    assert len(told) == 1
    assert told[0].startswith("! 9 bài báo không kèm dự án nên không chấm: bao-0, ")
    assert "--source corpus" in " ".join(run().output.split())
    assert "bao-" not in run("--source", "corpus").output


def test_a_file_is_of_the_format_that_its_name_says(project: Path, predictions: str) -> None:
    run("--predictions", predictions, "-o", "a.html")
    assert (project / "a.html").read_text("utf-8").startswith("<!")
    run("--predictions", predictions, "-o", "a.json")
    assert "slots" in json.loads((project / "a.json").read_text("utf-8"))
    run("--predictions", predictions, "-o", "a.txt")
    assert "┏" in (project / "a.txt").read_text("utf-8")
    run("--predictions", predictions, "--format", "json", "-o", "b.html")
    json.loads((project / "b.html").read_text("utf-8"))


def test_a_malformed_prediction_names_its_line(project: Path) -> None:
    (project / "p.jsonl").write_text('{"doc": "bai-1", "low": 1}\n', "utf-8")
    assert "p.jsonl:1: " in run("--predictions", "p.jsonl", code=1).stderr
