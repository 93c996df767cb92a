from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from mttq_extract.cli import main

TEXT = "Xã Tân Lập sửa 12 căn nhà, đạt 80% kế hoạch."


def figure(surface: str, low: str, unit: str, **fields: str) -> dict[str, Any]:
    start = TEXT.index(surface)
    place = {"doc": "bai", "start": start, "end": start + len(surface), "surface": surface}
    value = {"low": low, "high": low, "unit": unit, "modifier": "exact", "of": "", "per": "", "concept": ""}
    return place | value | {"role": "actual", "indicator": "other", "period": "", "subject": ""} | fields


FIGURES = [figure("12 căn nhà", "12", "item"), figure("80%", "80", "percent")]
LOC = {"doc": "bai", "start": 0, "end": 10, "surface": "Xã Tân Lập", "type": "LOC", "title": ""}


def write(path: Path, rows: list[dict[str, Any]]) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in rows), "utf-8")
    return str(path)


def run(*args: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["gold", *args], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with gold/ and corpus/, as the working directory."""
    from mttq_extract.evaluate.texts import text_hash

    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "bai.txt").write_text(TEXT, "utf-8")
    document = {
        "doc": "bai",
        "sha256": text_hash(TEXT),
        "split": "dev",
        "source": "corpus",
        "length": len(TEXT),
    }
    write(tmp_path / "gold" / "documents.jsonl", [document])
    write(tmp_path / "gold" / "figures.jsonl", FIGURES)
    write(tmp_path / "gold" / "entities.jsonl", [LOC])
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_check_passes_sound_gold(project: Path) -> None:
    assert run("check").stdout == "1 văn bản, 2 số liệu, 1 thực thể: 0 lỗi, 0 lưu ý (errors, warnings)\n"
    assert run("check", "gold").exit_code == 0


def test_check_names_file_line_and_fix(project: Path) -> None:
    write(project / "gold" / "figures.jsonl", [FIGURES[0] | {"role": "actuall"}, FIGURES[1] | {"start": 30}])
    lines = run("check", code=1).stdout.splitlines()
    assert lines[0].startswith("gold/figures.jsonl:1: lỗi (error): role 'actuall'")
    assert "có phải actual" in lines[0]
    assert any(line.startswith("gold/figures.jsonl:2: ") and "chỗ gần nhất là 31-34" in line for line in lines)
    assert lines[-1].endswith("lỗi, 0 lưu ý (errors, warnings)")


def test_check_as_json(project: Path) -> None:
    write(project / "gold" / "figures.jsonl", [FIGURES[0] | {"unit": "nhà"}])
    data = json.loads(run("check", "--format", "json", code=1).stdout)
    assert (data["figures"], data["errors"]) == (1, 1)
    assert data["problems"][0]["where"] == "gold/figures.jsonl:1"
    assert "unknown unit" in data["problems"][0]["message"]


def test_check_finds_texts_where_it_is_told(project: Path) -> None:
    (project / "corpus").rename(project / "elsewhere")
    assert "text is missing" in run("check", code=1).stdout
    run("check", "--texts", "elsewhere")


def test_warnings_alone_do_not_fail(project: Path) -> None:
    result = run("check", "gold/figures.jsonl")
    assert "lưu ý (warning): bai: không tìm thấy văn bản" in result.stdout


def test_many_warnings_are_counted_and_every_error_is_shown(project: Path) -> None:
    write(project / "moi" / "figures.jsonl", [row | {"doc": f"bai-{n}"} for n in range(30) for row in FIGURES])
    lines = run("check", "moi").stdout.splitlines()
    assert (len(lines), lines[5]) == (7, "… và 25 lưu ý nữa; xem hết: --format json (more warnings)")
    assert lines[-1].endswith("0 lỗi, 30 lưu ý (errors, warnings)")
    wrong = [row | {"doc": f"bai-{n}", "role": "?"} for n in range(30) for row in FIGURES]
    write(project / "moi" / "figures.jsonl", wrong)
    assert sum("lỗi (error)" in line for line in run("check", "moi", code=1).stdout.splitlines()) == 60


def test_check_of_nothing_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "Không tìm thấy đường dẫn: gold" in run("check", code=1).stderr


def test_agreement(project: Path) -> None:
    other = [FIGURES[0] | {"role": "part"}, FIGURES[1] | {"low": "8", "high": "8"}]
    write(project / "b" / "figures.jsonl", other)
    write(project / "b" / "entities.jsonl", [LOC | {"type": "ORG"}])
    data = json.loads(run("agreement", "gold", "b", "--format", "json").stdout)
    values = {name: one["value"] for name, one in data["scores"].items()}
    assert values == {
        "detection_f1": 1.0,
        "value_f1": 0.5,
        "quantity_f1": 0.5,
        "full_f1": 0.0,
        "entities_strict_f1": 0.0,
        "entities_overlap_f1": 0.0,
    }
    assert data["kappa"]["role"]["observed"] == 0.5
    assert data["kappa"]["unit"]["kappa"] == 1.0


def test_agreement_as_a_table(project: Path) -> None:
    text = run("agreement", "gold", "gold").stdout
    assert "Văn bản chung (documents in common): 1" in text
    cells = [part.strip() for part in next(x for x in text.splitlines() if "quantity_f1" in x).split("│")]
    assert cells[1:5] == ["quantity_f1", "100,0", "", "2"]


def test_agreement_without_common_documents(project: Path) -> None:
    path = write(project / "b.jsonl", [FIGURES[0] | {"doc": "khác"}])
    assert "no document in common" in run("agreement", "gold", path, code=1).stderr


def shared() -> Path:
    root = Path(__file__).resolve().parents[2]
    folder = Path(os.environ.get("MTTQ_SHARED", root.parent / "shared"))
    if not (folder / "spec" / "seeds.figures.jsonl").is_file():
        pytest.skip("no sample articles: set MTTQ_SHARED to the folder that holds spec/ and seeds/")
    return folder


def test_the_worked_example_is_sound_and_agrees_with_itself() -> None:
    folder = shared()
    files = [str(folder / "spec" / f"seeds.{kind}.jsonl") for kind in ("figures", "entities")]
    assert "0 lỗi, 0 lưu ý" in run("check", *files, "--texts", str(folder / "seeds")).stdout
    golds = [part for file in files for part in ("--gold", file)]
    result = CliRunner().invoke(
        main,
        ["eval", *golds, "--texts", str(folder / "seeds"), "--predictions", files[0], "--format", "json"],
    )
    assert json.loads(result.stdout)["figures"]["full"]["f1"]["value"] == 1.0


@pytest.mark.parametrize("format_", ["brat", "doccano", "labelstudio", "docbin"])
def test_export_and_import_give_the_same_gold(project: Path, format_: str) -> None:
    run("export", "--to", format_, "-o", "out/gold")
    result = run("import", "out/gold", "--from", format_, "-o", "back/gold", "--texts-to", "back/corpus")
    assert "1 văn bản, 2 số liệu, 1 thực thể" in result.stderr
    run("check", "back/gold")
    for kind in ("documents", "figures", "entities"):
        one, other = (Path(folder) / f"{kind}.jsonl" for folder in ("gold", "back/gold"))
        read = [[json.loads(line) for line in file.read_text("utf-8").splitlines()] for file in (one, other)]
        assert read[0] == read[1]
    assert Path("back/corpus/bai.txt").read_text("utf-8") == TEXT
    assert "the file exists" in run("import", "out/gold", "--from", format_, "-o", "back/gold", code=1).stderr


def test_export_to_conll(project: Path) -> None:
    run("export", "gold", "--to", "conll", "-o", "gold.conll")
    assert "12\t15\t17\tO\tB-FIGURE" in Path("gold.conll").read_text("utf-8")
    run("import", "gold.conll", "--from", "conll", "-o", "x", code=2)


def test_export_needs_the_texts(project: Path) -> None:
    (project / "corpus" / "bai.txt").unlink()
    assert "texts missing or changed" in run("export", "--to", "doccano", "-o", "x", code=1).stderr
