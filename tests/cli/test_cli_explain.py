from __future__ import annotations

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner

from mttq_extract.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Call = Callable[..., Result]


def first_id(mttq: Call, db: Path) -> str:
    row = json.loads(mttq("query", "--db", db, "--format", "jsonl").stdout.splitlines()[0])
    return str(row["id"])


def test_it_shows_sentence_slots_evidence_and_rejected_numbers(mttq: Call, db: Path) -> None:
    result = mttq("explain", "--db", db, first_id(mttq, db))
    assert result.exit_code == 0
    assert "Từ năm 2022 MTTQ Hoa Đào vận động hơn [13 tỷ đồng] tại quận Cẩm Tú" in result.stdout
    lines = {line.split()[0]: line for line in result.stdout.splitlines() if line.startswith("  ") and line.split()}
    assert "13.000.000.000" in lines["low"]
    assert lines["low"].endswith("fake.digits")
    assert "quy_vi_nguoi_ngheo_thu (Vận động Quỹ “Vì người nghèo”)" in lines["indicator"]
    assert lines["indicator"].endswith("fake: đồng")
    assert lines["period"].endswith("fake: năm 2022")
    assert "MTTQ Hoa Đào" in lines["subject"]
    assert lines["2022"].endswith("period.year")


def test_a_figure_can_be_named_by_its_place(mttq: Call, db: Path) -> None:
    row = json.loads(mttq("query", "--db", db, "--format", "jsonl").stdout.splitlines()[0])
    by_place = mttq("explain", "--db", db, f"{row['document']}:{row['start']}")
    assert by_place.stdout == mttq("explain", "--db", db, row["id"]).stdout


def test_json_holds_all_of_it(mttq: Call, db: Path) -> None:
    found = json.loads(mttq("explain", "--db", db, first_id(mttq, db), "--format", "json").stdout)
    assert found["sentence"][found["start"] : found["end"]] == "13 tỷ đồng"
    assert found["values"]["low"] == "13000000000"
    assert found["rejected"][0]["rule"] == "period.year"


def test_an_unknown_id_is_wrong_usage(mttq: Call, db: Path) -> None:
    result = mttq("explain", "--db", db, "12345")
    assert result.exit_code == 2
    assert "Không có số liệu mã «12345»" in result.stderr


def test_on_a_terminal_the_figure_stands_out(mttq: Call, db: Path) -> None:
    result = CliRunner().invoke(main, ["explain", "--db", str(db), first_id(mttq, db)], color=True)
    assert "\x1b[1m[13 tỷ đồng]" in result.stdout or "\x1b[33m\x1b[1m[13 tỷ đồng]" in result.stdout
