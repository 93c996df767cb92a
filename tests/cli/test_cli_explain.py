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


def test_a_rejected_number_can_be_named_by_its_place(mttq: Call, db: Path) -> None:
    found = json.loads(mttq("explain", "--db", db, first_id(mttq, db), "--format", "json").stdout)
    document = found["document"]
    place = (
        found["sentence"].index("2022")
        + json.loads(mttq("query", "--db", db, "--format", "jsonl").stdout.splitlines()[0])["start"]
        - found["start"]
    )
    result = mttq("explain", "--db", db, f"{document}:{place}")
    assert result.exit_code == 0
    assert "[2022]" in result.stdout
    assert "period.year" in result.stdout


def test_a_sentence_is_read_at_once(mttq: Call) -> None:
    result = mttq("explain", "--text", "Xã đã vận động được hơn 13 tỷ đồng theo Nghị quyết 68/NQ-CP")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "13 tỷ đồng"
    told = [" ".join(line.split()) for line in lines]
    assert "low (từ) 13.000.000.000 digits*tỷ>VND" in told
    assert "modifier (mức) more_than (hơn) từ trước số “hơn”" in told
    assert any(line.startswith("unit (đơn vị) VND (đồng) ") for line in told)
    assert any(line.startswith("role (vai trò) actual (thực hiện) ") for line in told)
    assert any("68/NQ-CP" in line and "document.number" in line and "số hiệu văn bản" in line for line in lines)


def test_what_a_slot_stands_on_is_said_in_vietnamese_and_json_keeps_its_ids(mttq: Call) -> None:
    sentence = "Năm 2022, xã sửa chữa 31 căn nhà, trong đó 4 căn ở thôn Đông"
    told = [" ".join(line.split()) for line in mttq("explain", "--text", sentence).stdout.splitlines()]
    assert "role (vai trò) part (trong đó) phần của số trước:trong đó" in told
    assert "indicator (chỉ số) nha_sua_chua (Nhà sửa chữa)" in "\n".join(told)
    assert any(line.startswith("score (điểm tin cậy) 0.") and "vai trò 0." in line for line in told)
    found = json.loads(mttq("explain", "--text", sentence, "--format", "json").stdout)
    assert [figure["role"] for figure in found["figures"]] == ["actual", "part"]


def test_either_a_figure_or_a_sentence(mttq: Call, db: Path) -> None:
    assert mttq("explain").exit_code == 2
    assert mttq("explain", "--db", db).exit_code == 2
    assert mttq("explain", "--db", db, "1", "--text", "3 hộ").exit_code == 2


def test_an_unknown_id_is_wrong_usage(mttq: Call, db: Path) -> None:
    result = mttq("explain", "--db", db, "12345")
    assert result.exit_code == 2
    assert "Không có số liệu mã «12345»" in result.stderr


def test_a_place_without_a_figure_gets_those_of_its_article(mttq: Call, db: Path) -> None:
    row = json.loads(mttq("query", "--db", db, "--format", "jsonl").stdout.splitlines()[0])
    figure = f"{row['document']}:{row['start']} «{row['surface']}»"
    for name in (row["document"], f"{row['document']}:1", f"{row['document']}:99999"):
        for command in (("explain",), ("correct", "--drop")):
            result = mttq(*command, "--db", db, name)
            assert result.exit_code == 2
            assert f"Không có số liệu mã «{name}» (no such figure). Trong bài này có" in result.stderr
    assert figure in mttq("explain", "--db", db, row["document"]).stderr
    assert "mttq query" in mttq("explain", "--db", db, "không-có:3").stderr


def test_on_a_terminal_the_figure_stands_out(mttq: Call, db: Path) -> None:
    result = CliRunner().invoke(main, ["explain", "--db", str(db), first_id(mttq, db)], color=True)
    assert "\x1b[1m[13 tỷ đồng]" in result.stdout or "\x1b[33m\x1b[1m[13 tỷ đồng]" in result.stdout
