"""Bodies that no table knows, told by the short name behind them or by what a firm is in front of its name."""

from __future__ import annotations

import pytest

from tests.entities.test_entity_reader import surfaces


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Liên minh Muối miền Nam (SSA) kêu. SSA đòi kiện.", ["Liên minh Muối miền Nam", "SSA", "SSA"]),
        ("Ủy ban Đặc nhiệm về Muối (CITAK) họp.", ["Ủy ban Đặc nhiệm về Muối", "CITAK"]),
        ("Tổng công ty tái bảo hiểm quốc gia (Vinaren) họp.", ["Tổng công ty tái bảo hiểm quốc gia", "Vinaren"]),
        ("Hội đồng kinh doanh Lào - Kessel (ULBC) họp.", ["Hội đồng kinh doanh Lào - Kessel", "ULBC"]),
        # letters for the head alone, a meeting or fund, a town's column, letters of other words
        ("Ban Chấp hành (BCH) khóa IX họp. BCH họp lại.", []),
        ("Dự Hội nghị Cấp cao Á-Âu (ASEM) lần thứ 5.", ["ASEM"]),
        ("Quỹ Học bổng Báo chí Kessel Hove (KHFS) thông báo.", []),
        ("Nhà máy Muối Tràng Hà vừa mở (NLĐ)- Ngày 25-12, …", ["Nhà máy Muối Tràng Hà", "NLĐ"]),
        ("Chủ tịch và các ông Lam, Sơn (UVBCT) dự.", []),
    ],
)
def test_a_short_name_in_brackets_tells_a_body(text: str, bodies: list[str]) -> None:
    assert surfaces(text, "ORG") == bodies


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Hãng dầu lớn thứ 9 của Mỹ Kessol bán mình. Lời chào mua Kessol bị từ chối.", ["Kessol", "Kessol"]),
        ("Công ty dầu khí quốc doanh Trung Quốc KNOC rút lui. KNOC tiếc.", ["KNOC", "KNOC"]),
        ("Tập đoàn bán lẻ Mỹ Kess-Mart mở cửa hàng.", ["Kess-Mart"]),
        ("Nhà sản xuất máy tính Kessel giảm giá.", ["Kessel"]),
        # what a firm uses, grows, sells or whom it asks is no firm
        ("Công ty dùng phần mềm Kessel. Kessel tiện.", []),
        ("Công ty trồng cà phê Kessta ở Lào Cai. Giá Kessta tăng.", []),
        ("Công ty mời ca sĩ Kessel hát; tờ rơi về bệnh Kessola.", []),
        # without a land letters are no firm; a person and a town are none
        ("Công ty cung cấp dịch vụ ADSL giảm giá.", []),
        ("Hãng xe ở Texas giảm giá; công ty của Mỹ Tho lãi.", []),
        ("Ông Azim Kessel làm chủ. Tập đoàn phần mềm của Ấn Độ Azim Kessel lãi.", []),
    ],
)
def test_a_firm_is_told_by_what_it_is(text: str, bodies: list[str]) -> None:
    assert surfaces(text, "ORG") == bodies


@pytest.mark.parametrize("name", ["Công ty Cổ phần Lam Sơn", "Công ty TNHH Kessel", "Hợp tác xã Lam Sơn"])
@pytest.mark.parametrize(
    "deed", ["thiết kế cây cầu", "xuất khẩu 3.000 tấn gạo", "quảng cáo sai", "đầu tư 5 tỷ đồng", "đầu tư xây dựng chợ"]
)
def test_what_a_firm_does_is_no_part_of_its_name(name: str, deed: str) -> None:
    assert surfaces(f"Năm nay, {name} {deed}.", "ORG") == [name]


def test_a_field_before_a_proper_name_is_part_of_it() -> None:
    assert surfaces("Theo Công ty Du lịch đầu tư Lam Sơn, giá tăng.", "ORG") == ["Công ty Du lịch đầu tư Lam Sơn"]
    assert surfaces("Theo Sở Kế hoạch đầu tư, giá tăng.", "ORG") == ["Sở Kế hoạch đầu tư"]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Hiệp hội xe đạp - xe máy Việt Nam kiến nghị.", ["Hiệp hội xe đạp - xe máy Việt Nam"]),
        (
            "Bộ Ngư nghiệp và Biển Indonesia đề nghị; bộ phim Lào hay. Bộ phim Lào hay.",
            ["Bộ Ngư nghiệp và Biển Indonesia"],
        ),
        ("Hội hữu nghị Việt Nam - Lào tỉnh Nghệ An tặng quà.", ["Hội hữu nghị Việt Nam - Lào tỉnh Nghệ An"]),
        ("Ngân hàng trung ương Anh dự đoán lạm phát.", ["Ngân hàng trung ương Anh"]),
        ("Cuộc họp Ủy ban hỗn hợp Lào - Việt Nam lần thứ 5.", ["Ủy ban hỗn hợp Lào - Việt Nam"]),
        ("Tổ chức Kessel Hove Việt Nam (KHV) góp sức. KHV cảm ơn.", ["Tổ chức Kessel Hove Việt Nam", "KHV", "KHV"]),
        # a person, a language, a superlative, a meeting, and what stands behind a verb are no part of a name
        ("Bộ trưởng Công an Lê Hồng Anh nói.", []),
        ("Hội lớn nhất Việt Nam là đây.", []),
        ("Trung tâm dạy tiếng Anh mở cửa.", []),
        ("Hội thảo du học Singapore mở cửa.", []),
        ("Em học ở trường Đại học danh tiếng.", []),
    ],
)
def test_a_land_tells_a_body(text: str, bodies: list[str]) -> None:
    assert surfaces(text, "ORG") == bodies


def test_a_firm_in_capitals_is_found_again_unless_it_is_a_trade() -> None:
    assert surfaces("Công ty KLG nâng giá. Một vị lãnh đạo KLG nói.", "ORG") == ["Công ty KLG", "KLG"]
    assert surfaces("Công ty BHNT Kessel lãi. Thị trường BHNT phát triển.", "ORG") == ["Công ty BHNT Kessel"]
    assert "KS New Kessel" in surfaces("Họp ở KS New Kessel, theo KS New Kessel.", "ORG")
