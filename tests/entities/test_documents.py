"""Documents: names of laws that name other laws, and texts that repeat themselves without end."""

from __future__ import annotations

import pytest

from mttq_extract.entities.reader import EntityReader
from mttq_extract.text.view import View

READER = EntityReader.load()


def documents(text: str) -> list[str]:
    return [entity.surface for entity in READER.read(View.of(text), ()) if entity.type == "DOC"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Theo Luật Đất đai năm 2013 (sửa đổi), xã lập sổ.", ["Luật Đất đai năm 2013 (sửa đổi)"]),
        ("Luật Khoa học và công nghệ cùng các văn bản.", ["Luật Khoa học và công nghệ"]),
        ("Nộp theo Luật thuế chuyển quyền sử dụng đất như cũ.", ["Luật thuế chuyển quyền sử dụng đất"]),
        ("Chỉ tiêu NQ 2019-2024 và NQ 18-NQ/TW.", ["NQ 18-NQ/TW"]),
        ("Theo Luật Đất đai (2013) số 45/2013/QH13, xã lập sổ.", ["Luật Đất đai (2013) số 45/2013/QH13"]),
        (
            "Xã góp ý Luật sửa đổi, bổ sung một số điều của Luật Giá và Luật Dược.",
            ["Luật sửa đổi, bổ sung một số điều của Luật Giá và Luật Dược"],
        ),
        (
            "Xã góp ý Luật sửa đổi, bổ sung một số điều của Luật sửa đổi, bổ sung một số điều của Luật Giá.",
            ["Luật sửa đổi, bổ sung một số điều của Luật sửa đổi, bổ sung một số điều của Luật Giá"],
        ),
    ],
)
def test_a_law_is_read_with_its_edition_and_the_laws_it_changes(text: str, expected: list[str]) -> None:
    assert documents(text) == expected


def test_laws_that_change_laws_without_end_are_read_to_a_fixed_depth() -> None:
    """The text once ended in a RecursionError."""
    assert documents("Luật sửa đổi, bổ sung một số điều của " * 2_000 + "Luật Giá.")[-1].endswith("Luật Giá")


def test_years_without_end_belong_to_one_edition() -> None:
    """The text once ended in a RecursionError."""
    text = "Luật Đất đai " + "năm 2013 " * 3_000
    assert documents("Theo " + text) == [text.strip()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Theo quyết định 45 của tỉnh, chợ dời đi.", ["quyết định 45"]),
        ("Xã làm theo công văn 213, không chờ.", ["công văn 213"]),
        ("Tỉnh vừa ra thông báo 17 ngày 4/5 về bến đò.", ["thông báo 17"]),
        ("Nghị định 48 ngày 2-4-2002 còn hiệu lực.", ["Nghị định 48"]),
        ("Nghị định (NĐ) 15 và HD 69 đã gửi.", ["Nghị định (NĐ) 15"]),
        ("Quyết định số 17, số 18 của tỉnh; Đề án 06.", ["Quyết định số 17", "số 18", "Đề án 06"]),
        ("theo Luật Đò ngang sửa đổi năm 2014.", ["Luật Đò ngang sửa đổi năm 2014"]),
        ("Theo Nghị quyết Trung ương 4 (khóa XII) của Đảng.", ["Nghị quyết Trung ương 4 (khóa XII) của Đảng"]),
        ("Đại hội có thể quyết định 120 hoặc 140 ghế.", []),
        ("Theo quy định 28 ngày sau mới được bán.", []),
        ("Luật quy định 12 loại giấy.", []),
    ],
)
def test_a_bare_number_behind_a_kind_in_lower_case_is_a_paper_by_its_company(text: str, expected: list[str]) -> None:
    assert documents(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Khi Luật vận tải đò dọc ra đời, bến đã cũ.", ["Luật vận tải đò dọc"]),
        ("Dự thảo Luật làng nghề được đưa ra lấy ý kiến.", ["Luật làng nghề"]),
        ("Theo Luật yêu cầu phải có giấy thì mới được.", []),
        ("Luật sẽ sửa vào kỳ sau.", []),
        ("Góp ý dự Luật Nhà ở và dự luật đất đai.", ["Luật Nhà ở", "luật đất đai"]),
        ("Chiếu Pháp lệnh Đò ngang và Nghị định 32, bến đóng cửa.", ["Pháp lệnh Đò ngang", "Nghị định 32"]),
        ("Sau Hiệp định Bình Than, ông về quê và dựng nhà.", ["Hiệp định Bình Than"]),
        (
            "Bàn Hiệp định Phân định Vịnh Lam giữa Lào và Việt Nam.",
            ["Hiệp định Phân định Vịnh Lam giữa Lào và Việt Nam"],
        ),
        ("Hiệp định Vịnh Lam giữa Lào với ta.", ["Hiệp định Vịnh Lam"]),
        ("Theo Luật Giáo dục VN 2009, trường tự chủ.", ["Luật Giáo dục VN 2009"]),
        ("Hai bên ký Hiệp định Thương mại tự do với nhau.", ["Hiệp định Thương mại tự do"]),
    ],
)
def test_a_name_that_no_table_knows_ends_where_the_clause_goes_on(text: str, expected: list[str]) -> None:
    assert documents(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xã soạn dự án luật đê điều.", ["luật đê điều"]),
        ("Góp ý dự thảo pháp lệnh thú y và dự luật về hội.", ["pháp lệnh thú y", "luật về hội"]),
        ("Dự luật kiểm toán sẽ trình sau.", ["luật kiểm toán"]),
        ("Đây là những dự án luật quan trọng, được chờ đợi.", []),
        ("Dự thảo luật quy định ba mức, dự án luật này thì không.", []),
        ("Thị trường có quy luật cạnh tranh, xã chấp nhận.", []),
        ("Cô là chuyên gia tư vấn luật chứng khoán.", []),
        ("Cổ đông sửa điều lệ công ty theo điều lệ bảo hiểm xã hội.", ["điều lệ bảo hiểm xã hội"]),
    ],
)
def test_a_law_in_lower_case_is_one_of_the_table_or_a_draft(text: str, expected: list[str]) -> None:
    assert documents(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Việc này trái các luật: Giá, Thú y và Đê điều.", ["Giá", "Thú y", "Đê điều"]),
        ("Sửa hai luật Nhà ở, Đất đai (sửa đổi).", ["Nhà ở", "Đất đai (sửa đổi)"]),
        ("Trái các Luật Nhà ở.", ["Luật Nhà ở"]),
        ("Bàn ba luật: nhà ở, đất đai và giá.", ["nhà ở", "đất đai", "giá"]),
        ("Ba mức kỷ luật: giá, đất đai.", []),
        ("Theo Luật Nhà ở, Ngân hàng nhà nước cho vay.", ["Luật Nhà ở"]),
        (
            "Góp ý Luật sửa đổi, bổ sung một số điều của các Luật: Giá, Thú y.",
            ["Luật sửa đổi, bổ sung một số điều của các Luật: Giá, Thú y"],
        ),
    ],
)
def test_laws_that_share_a_head_are_each_their_own(text: str, expected: list[str]) -> None:
    assert documents(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ông viện dẫn Tu chính án Kowalsky về đê.", ["Tu chính án Kowalsky"]),
        ("Đạo luật Kowalsky-Brandt 1976 cấm đò.", ["Đạo luật Kowalsky-Brandt 1976"]),
        ("Hạ viện bàn tu chính án Kowalsky. Họ muốn bỏ Kowalsky sớm.", ["tu chính án Kowalsky", "Kowalsky"]),
        ("Theo đạo luật này, đò phải có phao.", []),
        (
            "Đạo luật Bến đò nước ngoài (BĐNN) cấm, Tu chính án số 14 thì không.",
            ["Đạo luật Bến đò nước ngoài", "Tu chính án số 14"],
        ),
        ("Đó là đạo luật cho phép đò chạy đêm.", []),
        ("Cô học giáo sư luật Kowalsky ở xa.", []),
        ("Theo đạo luật Singapore thì khác.", []),
    ],
)
def test_a_foreign_act_is_named_by_its_foreign_words(text: str, expected: list[str]) -> None:
    assert documents(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Công an ra Quyết định truy nã số 27, nay ông đã về.", ["Quyết định truy nã số 27"]),
        ("Xã cấp giấy phép xây dựng số 14/GPXD cho bến.", ["giấy phép xây dựng số 14/GPXD"]),
        ("Dân quyết định chọn tổ số 3. Chương trình dân số 10 năm qua.", []),
        ("Chương trình tập huấn số 10 năm trước.", []),
        ("Nghị định 81 và 116 quy định về đò.", ["Nghị định 81", "116"]),
        ("Theo Nghị định 43, 84 và 88 về đò.", ["Nghị định 43", "84", "88"]),
        ("Theo Nghị định 32, 15 hộ và 20 tổ phải dời; Nghị định 40 và 25 hộ.", ["Nghị định 32", "Nghị định 40"]),
        ("Theo công văn 53/CV - UB của xã.", ["công văn 53/CV - UB"]),
        ("Theo công văn 53/UBND - Xã phải dời.", ["công văn 53/UBND"]),
        ("Tốc độ quy định 20-30%, giá thông báo 10-20 đồng.", []),
        ("Vi phạm pháp luật 91/104 lần.", []),
    ],
)
def test_a_paper_ends_where_its_number_ends(text: str, expected: list[str]) -> None:
    assert documents(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nay có Luật Cạnh tranh và Chính phủ sẽ lập hội đồng.", ["Luật Cạnh tranh"]),
        ("Theo luật Thụy Sĩ thì khác, dự thảo luật Việt Nam cũng vậy.", []),
        ("Bàn Luật Đường sắt Việt Nam vào thu.", ["Luật Đường sắt Việt Nam"]),
        ("Sẽ bàn: 1. Luật giá2. Luật dầu khí13. Luật phá sản", ["Luật giá", "Luật dầu khí", "Luật phá sản"]),
        ("Việc áp dụng Luật thuế này còn chậm.", []),
    ],
)
def test_a_law_ends_where_the_sentence_goes_on(text: str, expected: list[str]) -> None:
    assert documents(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Theo công ước FCTC và nghị định thư Madrid, xã bỏ thuốc.", ["công ước FCTC", "nghị định thư Madrid"]),
        ("Nhờ hiệp định hàng không Việt Nam - Lào có hiệu lực.", ["hiệp định hàng không Việt Nam - Lào"]),
        ("Theo hiệp định WTO, hiệp định của Lào và hiệp định FTA mới.", []),
        ("Ký hiệp định thương mại với Lào, hiệp định dệt may mà Mỹ bàn.", []),
        ("Công ước khung về bảo vệ đê điều đã ký.", ["Công ước khung về bảo vệ đê điều"]),
        ("Bàn Hiệp định hợp tác đò dọc (HDD) tại xã.", ["Hiệp định hợp tác đò dọc (HDD)"]),
        ("Ký các Hiệp định thương mại tự do (FTA) mới.", []),
        ("Bổ sung Hiệp ước hoạch định biên giới năm 1985.", ["Hiệp ước hoạch định biên giới năm 1985"]),
        ("Hiệp định thương mại có hiệu lực, Hiệp định song phương năm 2001.", []),
        ("Thực hiện Hiệp định trị giá GATT 500 tỷ đồng.", ["Hiệp định trị giá GATT"]),
    ],
)
def test_a_treaty_needs_a_name(text: str, expected: list[str]) -> None:
    assert documents(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xem lại nghị quyết đại hội 11 và các nghị quyết.", ["nghị quyết đại hội 11"]),
        ("Ra nghị quyết đại hội 5 năm một lần.", []),
        ("Đọc luật phá sản của 16 nước và luật giá của các nước.", []),
    ],
)
def test_a_number_behind_a_congress_tells_it(text: str, expected: list[str]) -> None:
    assert documents(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Theo Nghị định 32CP và Nghị định 45 CP ngày 2/3/2001.", ["Nghị định 32CP", "Nghị định 45 CP"]),
        ("Theo nghị định 45/2001 NĐ-CP của Chính phủ.", ["nghị định 45/2001 NĐ-CP"]),
        ("Xã làm theo Quyết định 45 UBND tỉnh gửi.", ["Quyết định 45"]),
        (
            "Sửa Luật phá sản DN, Luật thuế GTGT và Luật Phòng chống bạo lực gia đình.",
            ["Luật phá sản DN", "Luật thuế GTGT", "Luật Phòng chống bạo lực gia đình"],
        ),
        ("Hãy chấp hành luật giao thông.", []),
    ],
)
def test_codes_without_a_mark_and_names_the_press_shortens(text: str, expected: list[str]) -> None:
    assert documents(text) == expected


def test_a_law_may_be_the_last_word_of_a_text() -> None:
    assert documents("Xử lý vi phạm luật đất đai") == ["luật đất đai"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nhà nước sẽ sửa Luật thuế để thu đủ, còn Luật thuế VAT thì không.", ["Luật thuế VAT"]),
        ("Theo Điều lệ quản lý bến đò, dân nộp phí.", []),
        ("Theo Điều lệ Đảng và Điều lệ Hội, xã họp.", ["Điều lệ Đảng", "Điều lệ Hội"]),
        ("Nhưng Hiến pháp và cả Viện Hiến pháp đều nói thế.", ["Hiến pháp"]),
    ],
)
def test_a_kind_of_laws_is_none(text: str, expected: list[str]) -> None:
    assert documents(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Xem lại nghị quyết đại hội 11",
        "Theo Quyết định truy nã số 27",
        "Sửa các luật: Giá, Thú y",
        "Theo Nghị định 81 và 116",
        "Theo Nghị định 61CP",
        "Theo hiệp định đò dọc Lào - Lam",
    ],
)
def test_a_text_may_end_anywhere_in_a_document(text: str) -> None:
    """Looking ahead once went past the last token of a text."""
    for end in range(len(text) + 1):
        documents(text[:end])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bộ luật Đò ngang (BLĐN) ra đời; xã dựa vào BLĐN để xử.", ["Bộ luật Đò ngang", "BLĐN", "BLĐN"]),
        ("Dự thảo Luật Nhà ở (NƠXH) nêu rõ; ai mua NƠXH cũng được.", ["Luật Nhà ở"]),  # letters of the subject alone
        ("Ký Công ước Viễn dương (CUVD) năm ngoái, CUVD có 9 chương.", ["Công ước Viễn dương (CUVD)", "CUVD"]),
        ("Bị truy tố theo khoản 3 BLHS 2015, ông Lam nhận tội.", ["BLHS 2015"]),
        ("Góp ý Luật Nhà ở và Luật PPP.", ["Luật Nhà ở", "Luật PPP"]),
        ("Bạn đọc Luật TP.HCM hỏi.", []),
        ("Điều 31 số 15/2019/TT-BXD nêu rõ.", ["số 15/2019/TT-BXD"]),
        ("Xe số 15/2019 và nhà số 15/2 ngõ TT-BXD.", []),
        ("Theo Quyết định số 20/2015/QĐ-BGD&ĐT, trường thu phí.", ["Quyết định số 20/2015/QĐ-BGD&ĐT"]),
        ("Giám sát theo Quyết định 317, 318 của Bộ Chính trị.", ["Quyết định 317", "318"]),
        ("Theo Quyết định 317, 21 của 30 hộ đã nhận.", ["Quyết định 317"]),
        ("Nghị định thư Kyoto cắt giảm khí thải.", ["Nghị định thư Kyoto"]),
        ("Luật Phòng chống tác hại của rượu, bia bị hoãn.", ["Luật Phòng chống tác hại của rượu, bia"]),
        ("Theo Hiến pháp năm 1980 (sửa đổi), xã bầu lại.", ["Hiến pháp năm 1980 (sửa đổi)"]),
        ("Quán triệt NQTW 4 khóa XII ở xã.", ["NQTW 4 khóa XII"]),
    ],
)
def test_a_document_is_read_by_its_letters_and_codes(text: str, expected: list[str]) -> None:
    assert documents(text) == expected
