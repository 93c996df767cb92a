"""The rules alone: what they answer when there is no model."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mttq_extract import load
from mttq_extract.tables.loader import read_toml

EXTRACTOR = load()
RULES = replace(
    EXTRACTOR, context=replace(EXTRACTOR.context, indicators=replace(EXTRACTOR.context.indicators, file=None))
)


def _indicator(text: str) -> str:
    figures = RULES.extract(text).figures
    assert len(figures) == 1, [f.surface for f in figures]
    assert figures[0].evidence["indicator"]
    return figures[0].indicator


@pytest.mark.parametrize(
    "text, indicator",
    [
        ("Xã Mai Hồng sửa chữa 14 căn nhà cho hộ nghèo.", "nha_sua_chua"),
        ("Huyện Cát Lâm xây mới và sửa chữa 93 căn nhà.", "nha_xay_sua"),
        ("Phường Bến Sỏi khởi công 6 căn nhà.", "nha_xay_moi"),
        ("Cơn lốc làm 37 ngôi nhà tốc mái.", "thiet_hai"),
        ("Vụ chìm đò khiến 5 người mất tích.", "thiet_hai"),
        ("Bà con góp vào Quỹ “Vì người nghèo” được 812 triệu đồng.", "quy_vi_nguoi_ngheo_thu"),
        ("Đoàn viên ủng hộ Quỹ “Vì biển đảo Việt Nam” 64 triệu đồng.", "quy_bien_dao_thu"),
        ("Chi đoàn trao 45 suất học bổng.", "hoc_bong"),
        ("Tổ từ thiện phát 120 thùng mì.", "hien_vat"),
        ("Ban Thường trực tổ chức 11 cuộc giám sát.", "giam_sat"),
        ("Mặt trận huyện chủ trì 4 hội nghị phản biện.", "phan_bien"),
        ("Ban tiếp công dân nhận 31 đơn khiếu nại.", "tiep_cong_dan"),
        ("Tổ hòa giải thôn Đầm giải quyết 17 vụ hòa giải.", "hoa_giai"),
        ("Đã có 26 người tự ứng cử đại biểu HĐND.", "bau_cu"),
        ("Sở kỷ luật 8 cán bộ.", "can_bo"),
        ("Toàn huyện có 19 doanh nghiệp.", "don_vi"),
        ("Quan hệ của hai nước thêm bền chặt.", "don_vi"),
        ("Lễ phát động thu hút 900 người tham dự.", "luot_nguoi_tham_du"),
        ("Thu nhập bình quân đạt 58 triệu đồng.", "kinh_te"),
        ("Thành phố đang gọi vốn cho 33 dự án.", "kinh_te"),
        ("Thi công trong 45 ngày.", "thoi_luong"),
        ("Công an tạm giữ 12 nghi phạm.", "other"),
        ("Quốc hội thông qua 9 dự án luật.", "other"),
        ("Tòa nhà cao 17 tầng.", "other"),
    ],
)
def test_rules_name_the_indicator(text: str, indicator: str) -> None:
    assert _indicator(text) == indicator


@pytest.mark.parametrize(
    "text, wrong",
    [
        ("Giải phóng mặt bằng cho 24 trường hợp.", "don_vi"),
        ("Người trồng rừng đi 30 cây số.", "hien_vat"),
        ("Ông ngồi lại thêm hai nước cờ.", "hien_vat"),
    ],
)
def test_look_alikes_are_left_alone(text: str, wrong: str) -> None:
    assert wrong not in {f.indicator for f in RULES.extract(text).figures}


def test_the_words_of_a_rule_are_its_evidence() -> None:
    figure = RULES.extract("Chi đoàn trao 45 suất học bổng.").figures[0]
    assert "suất học bổng" in figure.evidence["indicator"]
    assert 0.5 <= figure.sure["indicator"] <= 0.95


EXAMPLES = [
    (row["id"], text) for row in read_toml("indicator_rules.toml")["rule"] for text in row.get("examples", [""])
]


@pytest.mark.parametrize(("indicator", "text"), EXAMPLES)
def test_every_rule_has_an_example_that_it_holds_for(indicator: str, text: str) -> None:
    assert _indicator(text) == indicator
