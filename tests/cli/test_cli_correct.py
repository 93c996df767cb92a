"""`mttq correct` and `mttq corrections`, as people call them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from mttq_extract.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

TEXT = "Xã An xây 31 nhà đại đoàn kết\nNăm 2023, Mặt trận xã An đã xây dựng 31 căn nhà đại đoàn kết cho hộ nghèo.\n"


def mttq(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def db(tmp_path: Path) -> str:
    (tmp_path / "bai.txt").write_text(TEXT, encoding="utf-8")
    path = str(tmp_path / "a.db")
    assert mttq("run", str(tmp_path / "bai.txt"), "--db", path).exit_code == 0
    return path


@pytest.fixture
def figure(db: str) -> str:
    found = json.loads(mttq("query", "--db", db, "--format", "json").output)
    return f"{found[-1]['document']}:{found[-1]['start']}"


def values(db: str) -> list[str]:
    return [row["low"] for row in json.loads(mttq("query", "--db", db, "--format", "json").output)]


def test_a_figure_is_put_right_listed_and_given_back(db: str, figure: str, tmp_path: Path) -> None:
    result = mttq("correct", "--db", db, figure, "--set", "value=32", "--set", "role=cam kết", "--by", "Lan")
    assert result.exit_code == 0, result.output
    assert "low: 31 → 32" in result.output
    assert "role: actual → pledged" in result.output
    assert values(db) == ["31", "32"]
    assert f"{figure} «31 căn nhà»  role: actual → pledged  (Lan, " in mttq("corrections", "--db", db).output
    # another run of the same files, by any version, keeps it
    assert mttq("run", str(tmp_path / "bai.txt"), "--db", db).exit_code == 0
    assert values(db) == ["31", "32"]
    assert "sửa tay (by hand): trước là 31 (Lan; " in mttq("explain", "--db", db, figure).output
    result = mttq("correct", "--db", db, figure, "--undo")
    assert result.exit_code == 0
    assert "low: 32 → 31" in result.output
    assert values(db) == ["31", "31"]
    assert "none" in mttq("corrections", "--db", db).output


def test_they_are_taken_to_another_database_before_its_texts(db: str, figure: str, tmp_path: Path) -> None:
    assert mttq("correct", "--db", db, figure, "--drop", "--note", "năm, không phải nhà").exit_code == 0
    file, other = str(tmp_path / "sua.jsonl"), str(tmp_path / "b.db")
    assert mttq("corrections", "--db", db, "--export", file).exit_code == 0
    result = mttq("corrections", "--db", other, "--import", file)
    assert "Nhận 1 chỗ sửa tay, áp dụng 0; 1 chờ bài chưa có" in result.output
    assert mttq("run", str(tmp_path / "bai.txt"), "--db", other).exit_code == 0
    assert values(other) == ["31"]
    assert "bỏ  (" in mttq("corrections", "--db", other).output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Cần đúng một trong --set, --drop, --undo"),
        (("--drop", "--undo"), "Cần đúng một trong --set, --drop, --undo"),
        (("--set", "role"), "no equals sign"),
        (("--set", "boilerplate=1"), "use --drop"),
        (("--set", "role=làm rồi"), "no such role"),
    ],
)
def test_what_cannot_be_understood_is_said(db: str, figure: str, arguments: tuple[str, ...], message: str) -> None:
    result = mttq("correct", "--db", db, figure, *arguments)
    assert result.exit_code == 2
    assert message in result.output
    assert values(db) == ["31", "31"]


def test_a_run_tells_of_corrections_that_find_nothing(db: str, figure: str, tmp_path: Path) -> None:
    assert mttq("correct", "--db", db, figure, "--set", "role=cam kết").exit_code == 0
    assert "✎" in mttq("query", "--db", db).output
    (tmp_path / "bai.txt").write_text(f"{TEXT}Hết.\n", encoding="utf-8")
    result = mttq("run", str(tmp_path / "bai.txt"), "--db", db)
    assert "1 số liệu sửa tay không còn tìm thấy" in result.output
    assert "no figure there now" in mttq("corrections", "--db", db).output
    assert mttq("correct", "--db", db, figure, "--undo").exit_code == 0
    assert "none" in mttq("corrections", "--db", db).output


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "nham.db"
    result = mttq("correct", "--db", str(path), "a:1", "--drop")
    assert result.exit_code == 2
    assert "no such file" in result.output
    assert not path.exists()


def test_a_file_that_cannot_be_written_is_said(db: str, tmp_path: Path) -> None:
    result = mttq("corrections", "--db", db, "--export", str(tmp_path / "khong" / "co.jsonl"))
    assert result.exit_code == 1
    assert "cannot write" in result.output


def test_fields_and_modifiers_go_by_their_vietnamese_names(db: str, figure: str) -> None:
    fields = ("vai trò=cam kết", "Gia tri=35", "mức=hơn", "chủ thể=xã An")
    result = mttq("correct", "--db", db, figure, *(part for one in fields for part in ("--set", one)))
    assert result.exit_code == 0, result.output
    for told in ("role: actual → pledged", "low: 31 → 35", "high: 31 → 35", "modifier: exact → more_than"):
        assert told in result.output
    assert "modifier: more_than → less_than" in mttq("correct", "--db", db, figure, "--set", "modifier=gần").output


def test_what_is_no_field_and_no_modifier_gets_all_of_them_in_both_languages(db: str, figure: str) -> None:
    field, level = (mttq("correct", "--db", db, figure, "--set", one) for one in ("tuổi=3", "mức=lớn"))
    assert (field.exit_code, level.exit_code) == (2, 2)
    assert "Không sửa được «tuổi»" in field.output
    assert "value (giá trị), low (từ), high (đến), unit (đơn vị)" in field.output
    assert "boilerplate" not in field.output
    assert "more_than (hơn), at_least (ít nhất)" in level.output


def test_they_become_gold_to_learn_from(db: str, figure: str, tmp_path: Path) -> None:
    folder = tmp_path / "hoc"
    result = mttq("corrections", "--db", db, "--as-gold", str(folder))
    assert result.exit_code == 0
    assert "nothing to write" in result.output
    assert not folder.exists()
    mttq("correct", "--db", db, figure, "--set", "role=cam kết", "--set", "subject=xã An")
    assert "1 số liệu của 1 bài" in mttq("corrections", "--db", db, "--as-gold", str(folder)).output
    row = json.loads((folder / "figures.jsonl").read_text("utf-8"))
    assert (row["surface"], row["role"], row["subject"]) == ("31 căn nhà", "pledged", "xã An")
    assert json.loads((folder / "texts" / "texts.jsonl").read_text("utf-8")) == {"id": "bai", "text": TEXT}
    assert mttq("gold", "check", str(folder), "--texts", str(folder / "texts")).exit_code == 0
    again = mttq("corrections", "--db", db, "--as-gold", str(folder))
    assert again.exit_code == 1
    assert "--overwrite" in again.output
    mttq("correct", "--db", db, figure, "--set", "value=40")
    result = mttq("corrections", "--db", db, "--as-gold", str(folder), "--overwrite")
    assert f"(left out) {figure}: low 40 không thể đọc từ '31 căn nhà'" in result.output
    for wrong in (("--as-gold", str(folder), "--export", "x"), ("--overwrite",)):
        assert mttq("corrections", "--db", db, *wrong).exit_code == 2
