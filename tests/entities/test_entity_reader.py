"""The rule pass over entities: spans, titles, normal forms, links, and what must hold for any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mttq_extract.entities.dates import DateReader
from mttq_extract.entities.reader import EntityReader, merged
from mttq_extract.text.sentences import SentenceSplitter
from mttq_extract.text.view import View, stored
from mttq_extract.types import ENTITY_TYPES, Entity

READER = EntityReader.load()
SPLITTER = SentenceSplitter.load()


def read(text: str, dates: tuple[Entity, ...] = ()) -> list[Entity]:
    return READER.read(View.of(text), SPLITTER.split(text), dates)


def surfaces(text: str, kind: str) -> list[str]:
    return [entity.surface for entity in read(text) if entity.type == kind]


def links(text: str, kind: str) -> list[str | None]:
    return [entity.link for entity in read(text) if entity.type == kind]


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Chủ tịch UBND xã Tạ Quang Ngà dự.", ["Tạ Quang Ngà"]),
        ("Tổng thống Mỹ Howard Kilbride phát biểu. Ông nói như Kilbride.", ["Howard Kilbride", "Kilbride"]),
        ("HLV Shin Dong-wook chọn tiền đạo Công Hiếu.", ["Shin Dong-wook", "Công Hiếu"]),
        ("Ca sĩ Mỹ Hường hát.", ["Mỹ Hường"]),
        ("Arvind Kundra, Giám đốc Viện, và Tổng thống Hàn Quốc Kim Dong-wook.", ["Arvind Kundra", "Kim Dong-wook"]),
        ("Bí thư Tỉnh ủy Sơn La Lường Thị Pánh dự.", ["Lường Thị Pánh"]),
        ("Ông Mai Sơn Thụ cùng bà Lân ra đồng.", ["Mai Sơn Thụ", "Lân"]),
        ("Các ông Đỗ Cẩn, Vũ Hoan và Bùi Tước ký tên.", ["Đỗ Cẩn", "Vũ Hoan", "Bùi Tước"]),
        ("Mùa A Dế, Trưởng bản, kể.", ["Mùa A Dế"]),
        ("Theo Viện trưởng Viện Chăn nuôi Lê Đăng Vược, bò khỏe.", ["Lê Đăng Vược"]),
        ("Giám đốc Ngân hàng Nhà nước Phạm Văn Lãng nói.", ["Phạm Văn Lãng"]),
        ("Ứng cử viên John Kerrow và chuyên gia kinh tế họp.", ["John Kerrow"]),
        ("Phó cục trưởng Thú y Đậu Ngọc Hán dự.", ["Đậu Ngọc Hán"]),
        ("ÔNG TRẦN HỮU BẰNG TRAO QUÀ", ["TRẦN HỮU BẰNG"]),
        ("Đoàn đi qua đường Trần Phú, phố Lê Lai.", []),
        ("Anh em ở Hà Nội và bà con Cô Tô họp.", []),
        ("Xe lên huyện Bác Ái, qua quận Hai Bà Trưng.", []),
    ],
)
def test_persons(text: str, persons: list[str]) -> None:
    assert surfaces(text, "PER") == persons


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Các xã Ngọc Lâm, Đồng Ích và Yên Mỹ đã xong.", ["Ngọc Lâm", "Đồng Ích", "Yên Mỹ"]),
        ("Từ TP. Vinh, Q.3 (TPHCM) về TX Kỳ Anh.", ["TP. Vinh", "Q.3", "TPHCM", "TX Kỳ Anh"]),
        ("ở quận 1, 3, 5 và phường 10", ["quận 1", "3", "5", "phường 10"]),
        ("cấp tỉnh 5 cuộc, cấp huyện 27 cuộc, mỗi tổ 6 người", []),
        ("yêu cầu Nguyễn tăng tốc; an sinh xã hội cả TP. Phát biểu xong", []),
        ("Xã Tân Hội vui. Sau đó Tân Hội lại có cầu mới.", ["Xã Tân Hội", "Tân Hội"]),
        ("hàng viện trợ từ Nhật, Hàn Quốc và Nga", ["Nhật", "Hàn Quốc", "Nga"]),
        ("chị Nga và anh Đức ra chợ", []),
        ("Nhà của ông Mỹ sát bờ, con gái sang Mỹ.", ["Mỹ"]),
        (
            "Các quận 1, 3 và 5 họp; tổ 24 phường 15 quận Tân Bình",
            ["1", "3", "5", "tổ 24", "phường 15", "quận Tân Bình"],
        ),
        ("tại số 70 Bạch Đằng, nhà số 2, đường Trần Phú", ["số 70 Bạch Đằng", "số 2, đường Trần Phú"]),
        ("Đoàn kiểm tra số 8 Bùi Ngọc Tuân nói", []),
        ("cầu Bình Lợi 2 hư, cầu Bình Lợi 2 chiều", ["cầu Bình Lợi 2", "cầu Bình Lợi"]),
        ("gần khu công nghiệp Mỹ Phước III.", ["khu công nghiệp Mỹ Phước III"]),
        ("về Dịch Vọng Hậu và Mỹ Hảo, xa lộ Hà Nội", ["Dịch Vọng Hậu", "Mỹ Hảo", "xa lộ Hà Nội"]),
        ("Ngày hội ở Làng Văn hóa, xã Đức Hạnh", ["xã Đức Hạnh"]),
        ("thăm nước Cộng hòa Cuba", ["Cộng hòa Cuba"]),
        ("lo cho người Việt Nam ở nước ngoài, cho người Việt Nam", ["Việt Nam"]),
        ("Đường số 7, đường 30-4 và đường 3 Tháng 2 ngập.", ["Đường số 7", "đường 30-4", "đường 3 Tháng 2"]),
        ("Xe ra đường 32 kẹt cứng; mở đường 2 chiều; tổ dân phố 3 không rác.", ["đường 32"]),
        ("Xe từ bến xe miền Đông chạy qua trạm bơm Yên Lộc.", ["bến xe miền Đông", "trạm bơm Yên Lộc"]),
        ("Dân phường 13-15, phường 15-13 quận 8 họp.", ["phường 13-15", "phường 15", "quận 8"]),
        ("Cháy tại phường ²-15 quận 3, cầu Bình Lợi ².", ["phường ²", "quận 3", "cầu Bình Lợi"]),
        ("Trao cho phường 3-5 căn nhà, phường 10-15 suất quà.", ["phường 3", "phường 10"]),
        ("Ở phường 3-5 quận 8 và phường 13-15 đã xong.", ["phường 3-5", "quận 8", "phường 13-15"]),
        ("Hàng đi khắp miền Nam - Bắc, có mặt ở cả hai miền Nam - Bắc.", ["miền Nam - Bắc"]),
        ("Miền Trung - Tây Nguyên hạn.", ["Miền Trung", "Tây Nguyên"]),
        ("các khu công nghiệp Lộc Hà, Ban quản lý mời thầu", ["Lộc Hà"]),
        ("Vườn hoa Vạn Lộc; hẻm 68/2 Lê Văn Tám và hẻm 12.", ["Vườn hoa Vạn Lộc", "hẻm 68/2 Lê Văn Tám", "hẻm 12"]),
        ("ở xã Tân Hội, Bình Sa huyện Củ Chi", ["xã Tân Hội", "Bình Sa", "huyện Củ Chi"]),
    ],
)
def test_places(text: str, places: list[str]) -> None:
    assert surfaces(text, "LOC") == places


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Công ty Bánh kẹo Vân Sa và Trường Anh ngữ Hoa Mai", ["Công ty Bánh kẹo Vân Sa", "Trường Anh ngữ Hoa Mai"]),
        ("Ủy ban Dân số, Gia đình và Trẻ em TP họp", ["Ủy ban Dân số, Gia đình và Trẻ em TP"]),
        ("Công ty cầu 9 và Nhà máy nước Vạn Lộc", ["Công ty cầu 9", "Nhà máy nước Vạn Lộc"]),
        (
            "Theo ban quản lý dự án cầu Rạch Tràm, Vụ ĐH và Sau ĐH.",
            ["ban quản lý dự án cầu Rạch Tràm", "Vụ ĐH và Sau ĐH"],
        ),
        ("Lãnh đạo Erikson Việt Nam và Expo Việt Nam gặp nhau.", ["Erikson Việt Nam"]),
        (
            "Công ty Tân Hòa Phúc bồi thường; Trường ĐH Y Dược Huế tuyển sinh.",
            ["Công ty Tân Hòa Phúc", "Trường ĐH Y Dược Huế"],
        ),
        ("Công ty Karvos xin lỗi. Theo đó Karvos trả tiền.", ["Công ty Karvos", "Karvos"]),
        ("Trường TKTX mở cửa; nay TKTX đã cũ.", ["Trường TKTX"]),
        ("Visco TP HCM mở cửa; đồng bào Khmer Sóc Trăng vui.", ["Visco TP HCM"]),
        ("Công ty Cổ phần gà Phúc Lâm xuất chuồng.", ["Công ty Cổ phần gà Phúc Lâm"]),
        ("Công ty TNHH lớn nhất là ở Hà Nội.", []),
        ("Để mặt trận các cấp gần dân, khen cán bộ mặt trận cơ sở.", ["mặt trận các cấp"]),
        ("Hội nhạc sĩ VN cùng UNHCR họp", ["Hội nhạc sĩ VN", "UNHCR"]),
        ("Ban Thường trực Ủy ban MTTQ TP Hải Phòng họp.", ["Ban Thường trực Ủy ban MTTQ TP Hải Phòng"]),
        ("Trưởng ban Dân vận Huyện ủy Lộc Bình nói.", ["ban Dân vận Huyện ủy Lộc Bình"]),
        ("Sở Văn hóa, Thể thao và Du lịch Huế lo việc.", ["Sở Văn hóa, Thể thao và Du lịch Huế"]),
        ("Thành ủy, HĐND, UBND và Ủy ban MTTQ thành phố", ["Thành ủy", "HĐND", "UBND", "Ủy ban MTTQ thành phố"]),
        ("Viện Thủy văn Sông Cái (VTVS) khảo sát; theo VTVS, lũ còn lên.", ["Viện Thủy văn Sông Cái", "VTVS", "VTVS"]),
        ("(XYZĐ) - Sáng 2/3, trời mưa.", ["XYZĐ"]),
        ("Bộ máy ở cơ sở, các ban, ngành, phòng họp đều gọn.", []),
        ("Đại hội bầu ban mới; xã hội đổi thay; hội nghị kết thúc.", []),
    ],
)
def test_organisations(text: str, bodies: list[str]) -> None:
    assert surfaces(text, "ORG") == bodies


def test_a_place_inside_a_body_is_not_given_apart() -> None:
    found = read("Hội Nông dân xã Phước Hậu tặng quà.")
    assert [(entity.surface, entity.type) for entity in found] == [("Hội Nông dân xã Phước Hậu", "ORG")]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Chủ tịch HĐND tỉnh Lê Thị Vân phát biểu.", ["Chủ tịch HĐND tỉnh"]),
        ("Ông Lê Văn Tạo, Phó Chủ tịch UBND huyện, nói.", ["Phó Chủ tịch UBND huyện"]),
        ("TS. Phan Kỳ - Viện trưởng Viện Dân tộc học - góp ý.", ["TS, Viện trưởng Viện Dân tộc học"]),
        ("Nguyên Chủ tịch Quốc hội, ông Võ Hành dự.", ["Nguyên Chủ tịch Quốc hội"]),
        ("Đồng chí Hà Thị Nhạn dự.", ["Đồng chí"]),
        ("Bí thư Đảng ủy, Chủ tịch HĐND xã Đỗ Lịch dự.", ["Bí thư Đảng ủy, Chủ tịch HĐND xã"]),
        (
            "Ông Vũ Thao, Giám đốc Sở Y tế, Đại tá Đinh Xưa, Phó Giám đốc Công an tỉnh.",
            ["Giám đốc Sở Y tế", "Đại tá, Phó Giám đốc Công an tỉnh"],
        ),
        ("Trong bài có Trần Thị Mơ.", [None]),
    ],
)
def test_titles(text: str, titles: list[str | None]) -> None:
    assert [entity.title for entity in read(text) if entity.type == "PER"] == titles


def test_variants_of_one_body_bear_one_link() -> None:
    text = (
        "Ủy ban Mặt trận Tổ quốc (MTTQ) Việt Nam tỉnh Hòa Bình ra quân. Sau đó UBMTTQVN tỉnh Hòa Bình, "
        "Uỷ ban MTTQ tỉnh và MTTQ tỉnh cùng báo cáo ở huyện Kim Bôi."
    )
    assert set(links(text, "ORG")) == {"org:mttq@vn:old:17"}
    assert {entity.normal for entity in read(text)} >= {"Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Hòa Bình"}


def test_a_body_of_a_city_is_one_however_it_is_written() -> None:
    text = "UBND TP Hà Nội và UBND Hà Nội họp; UBND TP ra quyết định; Ủy ban MTTQ Việt Nam TP Hà Nội tán thành."
    assert links(text, "ORG") == ["org:ubnd@vn:01"] * 3 + ["org:mttq@vn:01"]


def test_a_level_that_two_places_share_is_left_open() -> None:
    text = "UBND huyện Lục Nam, UBND huyện Sơn Động họp. Sau đó UBND huyện ra thông báo."
    assert links(text, "ORG")[-1] is None


def test_plural_bodies_are_nobody_in_particular() -> None:
    assert links("MTTQ các huyện và MTTQ huyện Kim Bôi", "ORG") == ["org:mttq-cac-huyen", "org:mttq@vn:old:153"]


def test_short_names_mean_the_person_read_last() -> None:
    text = (
        "Bà Thủy xúc động.\nBà Đinh Thu Thủy ở thôn 3 nhận nhà. Bà Thu Thủy cười. "
        "Ông Lê Thanh Thủy tới sau. Ông Thủy đi bộ."
    )
    assert links(text, "PER") == [
        "per:đinh-thu-thủy", "per:đinh-thu-thủy", "per:đinh-thu-thủy", "per:lê-thanh-thủy", "per:lê-thanh-thủy",
    ]  # fmt: skip


def test_capitals_and_spelling_do_not_part_a_person_or_a_place() -> None:
    text = "ẢNH: LÒ THỊ PẢN\nÔng Lù A Vừ gặp bà Lò Thị Pản ở TP.HCM; về TP Hồ Chí Minh hay Sài Gòn cũng thế."
    found = read(text)
    assert {entity.normal for entity in found if entity.link == "per:lò-thị-pản"} == {"Lò Thị Pản"}
    assert {entity.link for entity in found if entity.type == "LOC"} == {"vn:79"}


def test_a_short_name_in_brackets_is_linked_to_its_body() -> None:
    assert set(links("Viện Thủy văn Sông Cái (VTVS) khảo sát. VTVS báo cáo.", "ORG")) == {"org:vien-thuy-van-song-cai"}


def test_codes_of_documents_stay_as_written() -> None:
    [entity] = read("theo NĐ 20/2024/NĐ-CP")
    assert (entity.normal, entity.link) == ("Nghị định 20/2024/NĐ-CP", "doc:nghi-dinh-20-2024-nd-cp")
    assert links("Nghị quyết số 3/NQ-HĐND và Nghị quyết 3/NQ-HĐND", "DOC") == ["doc:nghi-quyet-3-nq-hdnd"] * 2


def test_invisible_characters_and_spellings_keep_offsets_true() -> None:
    text = stored("Sáng nay, U\u1ef7 ban MTTQ\u00a0Việt\u200b Nam tỉnh Thanh Hoá gặp bà Ð\u1ed7 Th\u1ecb Hoà.")
    found = read(text)
    assert [entity.link for entity in found] == ["org:mttq@vn:38", "per:đỗ-thị-hòa"]
    assert all(text[entity.start : entity.end] == entity.surface for entity in found)


def date(text: str, surface: str) -> Entity:
    start = text.index(surface)
    return Entity(start, start + len(surface), surface, "DATE", "date")


def test_dates_take_part() -> None:
    text = "Ngày 5/3, Ủy ban MTTQ tỉnh họp theo Kế hoạch số 7 ngày 5/3/2025-KH/TU."
    day, inner = date(text, "Ngày 5/3"), date(text, "ngày 5/3/2025")
    found = read(text, (inner, day))
    assert found[0] is day
    assert [entity.type for entity in found] == ["DATE", "ORG", "DOC"]


def test_of_equal_spans_the_date_stays() -> None:
    one = Entity(0, 3, "Tết", "EVENT", "event.name")
    assert merged([one], [Entity(0, 3, "Tết", "DATE", "date")])[0].type == "DATE"


PIECES = """
Ủy ban MTTQ Việt Nam tỉnh TP . TP. Hà Nội Nguyễn Văn A Trần Thị Bé ông Bà Chủ tịch Phó UBND HĐND , - – ( ) “ ” " quận
1 3, xã Hòa An các và của Quỹ Vì người nghèo Nghị quyết số 12/NQ-TW ngày 5/3 Luật Đất đai Đại hội lần thứ XV Ban
Thường trực Sở Y tế Công ty ẢNH: H'Len İ 50 triệu đồng kỳ họp Mặt trận Tổ quốc khóa đường sông : ; …
"""
WORDS = st.sampled_from([*PIECES.split(), "\n", "\u200b"])


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_whatever_the_text_entities_are_ordered_apart_and_true(text: str) -> None:
    text = stored(text)
    found = read(text)
    assert all(text[entity.start : entity.end] == entity.surface for entity in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for entity in found:
        assert entity.type in ENTITY_TYPES
        assert entity.rule
        assert entity.normal
        assert entity.link is None or ":" in entity.link
        assert entity.surface == entity.surface.strip()
        assert "\n" not in entity.surface


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_no_text_is_refused(text: str) -> None:
    read(stored(text))


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Ông là đại biểu Quốc hội khóa 14 của tỉnh.", ["Quốc hội khóa 14"]),
        ("Bộ Chính trị (khóa XII) ban hành; HĐND tỉnh khóa IX họp", ["Bộ Chính trị (khóa XII)", "HĐND tỉnh khóa IX"]),
        ("Chở đến Bệnh viện Chợ Gành cấp cứu.", ["Bệnh viện Chợ Gành"]),
        ("Sở Giao thông Vận tải (GTVT) TP HCM trình", ["Sở Giao thông Vận tải (GTVT) TP HCM"]),
        ("Sở TN-MT báo cáo, phòng TCKH huyện và Bộ KH&ĐT", ["Sở TN-MT", "phòng TCKH huyện", "Bộ KH&ĐT"]),
        ("NHIỆM VỤ TRỌNG TÂM CỦA SỞ", []),
        ("Hãng Tiger Airways và Lincoln University hợp tác", ["Hãng Tiger Airways", "Lincoln University"]),
        ("UBND quận 1 (TP HCM) và đại biểu Quốc hội (ĐBQH) dự", ["UBND quận 1", "Quốc hội"]),
        ("Bộ đội Biên phòng và lực lượng bộ đội tại chỗ", ["Bộ đội Biên phòng"]),
        ("Bộ Quốc phòng và Mặt trận Tổ quốc Việt Nam họp", ["Bộ Quốc phòng", "Mặt trận Tổ quốc Việt Nam"]),
        ("chiến sĩ Bộ Tư lệnh Vùng Cảnh sát biển 3 giúp dân", ["Bộ Tư lệnh Vùng Cảnh sát biển 3"]),
        (
            "Theo Ban Chỉ đạo Trung ương về phòng chống thiên tai, lũ lên.",
            ["Ban Chỉ đạo Trung ương về phòng chống thiên tai"],
        ),
    ],
)
def test_bodies(text: str, bodies: list[str]) -> None:
    assert surfaces(text, "ORG") == bodies


STATIONS = ["trạm khí tượng Vân Lộc", "công ty nhựa Tam Hà"]
SESSIONS = ["Hội nghị Trung ương 7 (khoá XII)", "phiên họp thứ 4"]


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("Gửi đến kỳ họp thứ 5, HĐND tỉnh khoá IX khai mạc", "EVENT", ["kỳ họp thứ 5"]),
        ("Gửi đến kỳ họp thứ 5 HĐND tỉnh khoá IX khai mạc", "EVENT", ["kỳ họp thứ 5 HĐND tỉnh khoá IX"]),
        ("Hội Báo toàn quốc năm 2019 mở cửa", "EVENT", ["Hội Báo toàn quốc năm 2019"]),
        (
            "gồm: luật Trồng rừng ven biển; luật Đê điều (sửa đổi)",
            "DOC",
            ["luật Trồng rừng ven biển", "luật Đê điều (sửa đổi)"],
        ),
        ("theo Luật Lực lượng dự bị động viên đã thông qua", "DOC", ["Luật Lực lượng dự bị động viên"]),
        ("thuê công ty luật Sông Thương lo việc", "DOC", []),
        ("Ông Chủ tịch xã Nguyễn Hữu Ngà và Bộ trưởng LĐ-TB-XH Vũ Thị Sen", "PER", ["Nguyễn Hữu Ngà", "Vũ Thị Sen"]),
        ("giao cho Lê Thanh Ngà - công an viên; đường Lê Thanh Ngà - Bờ Kè", "PER", ["Lê Thanh Ngà"]),
        ("ông X.T.Q nhận thưởng; em Lò Thị K. (6 tuổi)", "PER", ["X.T.Q", "Lò Thị K."]),
        ("quân đội Mỹ rút đi", "LOC", ["Mỹ"]),
        ("xe chạy quốc lộ 1A ra đèo", "LOC", ["quốc lộ 1A"]),
        ("Tại Hội nghị Trung ương 7 (khoá XII) và phiên họp thứ 4 của HĐND tỉnh", "EVENT", SESSIONS),
        (
            "thông qua Nghị quyết 35 (sửa đổi); kỷ luật Ban cán sự đảng và nhiều người",
            "DOC",
            ["Nghị quyết 35 (sửa đổi)"],
        ),
        ("TP HCM 14 người, thông qua Pháp lệnh", "LOC", ["TP HCM"]),
        ("qua cầu Bà Nhờ, rạch Ông Kiểu. Ông Tuấn bơi trên sông", "LOC", ["cầu Bà Nhờ", "rạch Ông Kiểu"]),
        ("Trên sông Bà Nguyễn Thị Ngà thả cá; lễ giỗ Quốc tổ Hùng Vương", "LOC", []),
        ("tại các công ty dệt Việt Nam, nhiều trường đại học Mỹ", "ORG", []),
        ("tại các công ty dệt Việt Nam, nhiều trường đại học Mỹ", "LOC", ["Việt Nam", "Mỹ"]),
        ("gần bến đò Vân Lộc, chợ đầu mối Tam Hà", "LOC", ["bến đò Vân Lộc", "chợ đầu mối Tam Hà"]),
        ("do UBTƯMTTQ Việt Nam tổ chức", "ORG", ["UBTƯMTTQ Việt Nam"]),
        ("chương trình “Nhật ký vùng biên” ở Nhật", "LOC", ["Nhật"]),
        ("giúp gia đình Khmer, thăm Công viên Thống nhất", "LOC", ["Công viên Thống nhất"]),
        ("đo tại trạm khí tượng Vân Lộc của công ty nhựa Tam Hà", "ORG", STATIONS),
        ("nằm ở Bệnh viện đa khoa khu vực Tam Hà", "ORG", ["Bệnh viện đa khoa khu vực Tam Hà"]),
        (
            "dạy ở trường tiểu học tư thục Vân Lộc, không ở trường công lập Mỹ",
            "ORG",
            ["trường tiểu học tư thục Vân Lộc"],
        ),
    ],
)
def test_phenomena(text: str, kind: str, found: list[str]) -> None:
    assert surfaces(text, kind) == found


def test_a_name_ends_where_a_date_begins_that_goes_on_behind_it() -> None:
    view = View.of("Ảnh: Bộ trưởng Nguyễn Thị Ngà Sáng nay 10-6, Đại sứ quán Mỹ ngày 3-4 báo tin")
    dates = DateReader.load()
    found = [entity for mention in dates.read(view) for entity in dates.entities(view, mention)]
    days = [Entity(m.start, m.end, view.text[m.start : m.end], "DATE", "date.span") for m in found]
    assert [entity.surface for entity in READER.read(view, (), days)] == [
        "Nguyễn Thị Ngà",
        "Sáng nay 10-6",
        "Đại sứ quán Mỹ",
        "ngày 3-4",
    ]
