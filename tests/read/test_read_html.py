from __future__ import annotations

import time
from pathlib import Path

import pytest

from mttq_extract import load
from mttq_extract.read.outlets import Outlets
from mttq_extract.types import Record
from tests.read.files import PROSE, in_encoding, reason, record, web_archive
from tests.read.pages import FAMILIES, STORIES, Story, vnexpress

CASES = [(name, number) for name in FAMILIES for number in range(len(STORIES))]


def saved(path: Path, page: str | bytes) -> Path:
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    return path


def read(tmp_path: Path, page: str | bytes) -> Record:
    return record(saved(tmp_path / "bai.html", page))


@pytest.mark.parametrize("name, number", CASES)
def test_pages_of_outlets(tmp_path: Path, name: str, number: int) -> None:
    make, outlet = FAMILIES[name]
    story: Story = STORIES[number]
    found = read(tmp_path, make(story))
    assert found.title == story.title
    assert found.published == story.at.date()
    assert found.published_at is not None
    assert found.published_at.replace(tzinfo=None) == story.at
    assert found.published_at.utcoffset() is not None
    assert found.outlet == outlet
    assert found.author == story.author
    assert found.url is not None
    lines = found.text.split("\n")
    assert lines[0] == story.title
    assert lines[1].endswith(story.lead)
    assert [text for text in story.paragraphs if text not in lines] == []
    asides = " ".join(found.text[m.start : m.end] for m in found.marks if m.kind == "aside")
    for other in ("Giá vàng", "Bão số 9", "Hotline"):
        assert other not in found.text or other in asides


def article(body: str, head: str = "") -> str:
    return (
        f"<html><head><meta charset='utf-8'><title>Tựa bài dài đủ chữ</title>{head}</head><body><h1>Tựa bài dài đủ chữ</h1>"
        f"<div class='detail-content'><p>{PROSE}</p>{body}<p>{PROSE} Hết.</p></div></body></html>"
    )


def test_captions_stay_in_their_place_and_are_marked(tmp_path: Path) -> None:
    found = read(tmp_path, article("<figure><img><figcaption>Trao 5 suất quà. Ảnh: An</figcaption></figure>"))
    assert found.text.split("\n")[2] == "Trao 5 suất quà. Ảnh: An"
    (mark,) = found.marks
    assert (mark.kind, found.text[mark.start : mark.end]) == ("caption", "Trao 5 suất quà. Ảnh: An")
    document = load().extract_record(found)
    (figure,) = [f for f in document.figures if f.surface == "5 suất quà"]
    assert document.sentences[figure.sentence].caption
    assert figure.evidence["layout"] == "caption"
    assert not figure.boilerplate
    assert [s.caption for s in document.sentences].count(True) <= 2


def test_related_stories_inside_the_article_are_marked(tmp_path: Path) -> None:
    found = read(tmp_path, article("<div class='related'><a>Quận bên hỗ trợ 300 hộ nghèo</a></div>"))
    figures = {f.surface: f.boilerplate for f in load().extract_record(found).figures}
    assert figures["300 hộ nghèo"]
    assert not figures["12 căn nhà"]


def test_tables_of_data_stay_in_their_place(tmp_path: Path) -> None:
    table = (
        "<p>Đơn vị tính: triệu đồng</p><table><tr><th rowspan=2>Khu dân cư</th><th colspan=2>Nhà (căn)</th><th rowspan=2>Kinh phí</th>"
        "</tr><tr><th>Xây mới</th><th>Sửa chữa</th></tr><tr><td>Khu Đông</td><td>5</td><td>2</td><td>500</td></tr></table>"
    )
    found = read(tmp_path, article(table))
    assert found.text.split("\n")[3] == "Khu Đông: Nhà xây mới: 5 căn; Nhà sửa chữa: 2 căn; Kinh phí: 500 triệu đồng"


def test_a_cell_in_several_elements_is_one_text(tmp_path: Path) -> None:
    rows = "<tr><td>Thôn</td><td>Đất (m<sup>2</sup>)</td></tr><tr><td>Thôn Đông</td><td><span>1.</span>500</td></tr>"
    found = read(tmp_path, article(f"<p>{PROSE}</p><table>{rows}</table><p>{PROSE}</p>"))
    assert "Thôn Đông: Đất: 1.500 m2" in found.text.split("\n")


def test_a_letterhead_says_the_title_that_the_page_of_word_does_not(tmp_path: Path) -> None:
    lines = ["ỦY BAN MTTQ XÃ HOA ĐÀO", "Số: 9/BC-MTTQ", "BÁO CÁO", "Kết quả quà Tết", PROSE, PROSE]
    page = f"<html><head><title>Mau cu</title></head><body>{''.join(f'<p>{line}</p>' for line in lines)}</body></html>"
    assert read(tmp_path, page).title == "BÁO CÁO Kết quả quà Tết"


def test_layout_tables_are_text(tmp_path: Path) -> None:
    found = read(tmp_path, f"<table><tr><td><h1>Tựa bài</h1><p>{PROSE}</p><p>{PROSE} Hết.</p></td></tr></table>")
    assert found.text.split("\n") == ["Tựa bài", PROSE, f"{PROSE} Hết."]


@pytest.mark.parametrize("id_, face", [("tcvn3", ".VnTime"), ("vni", "VNI-Times")])
def test_fonts_of_old_encodings(tmp_path: Path, id_: str, face: str) -> None:
    old = in_encoding(PROSE.replace("12 căn", "15 căn"), id_).decode("latin-1")
    found = read(tmp_path, article(f"<p><font face='{face}'>{old}</font></p>"))
    assert found.text.count("khẳng định sự quan tâm") == 3
    assert "trao 15 căn nhà đại đoàn kết" in found.text
    assert found.notes


def test_pages_typed_in_an_old_encoding(tmp_path: Path) -> None:
    old = in_encoding(PROSE, "vni").decode("latin-1")
    found = read(tmp_path, f"<html><head><meta charset=utf-8></head><body><p>{old}</p><p>{old}</p></body></html>")
    assert PROSE in found.text
    assert "VNI" in found.notes[0]


def test_charsets(tmp_path: Path) -> None:
    page = f"<html><head><meta charset=windows-1258><title>a</title></head><body><p>{PROSE}</p></body></html>"
    assert PROSE in read(tmp_path, in_encoding(page, "cp1258")).text
    assert PROSE in read(tmp_path, page.replace("windows-1258", "utf-16").encode("utf-16")).text
    one_bad_byte = page.replace("windows-1258", "utf-8").encode().replace(b"12 c", b"12 \xff c")
    found = read(tmp_path, one_bad_byte)
    assert "đại đoàn kết" in found.text
    assert "không phải UTF-8" in found.notes[0]


@pytest.mark.parametrize(
    "page, words",
    [
        ("", "rỗng"),
        (" \n", "rỗng"),
        ("<html><head><title>Chỉ có tựa</title></head></html>", "không có bài nào"),
        ("<html><body><script>var a = 1;</script></body></html>", "không có bài nào"),
        ("<div>" * 100_000 + PROSE, "lồng nhau"),
    ],
)
def test_pages_that_give_no_article(tmp_path: Path, page: str, words: str) -> None:
    assert words in reason(saved(tmp_path / "a.html", page))


def test_ten_thousand_elements_inside_each_other_are_read(tmp_path: Path) -> None:
    begun = time.process_time()
    assert PROSE in read(tmp_path, "<div>" * 10_000 + f"<p>{PROSE}</p>").text
    assert time.process_time() - begun < 20


def test_a_page_inside_a_form_with_a_day_of_the_visit(tmp_path: Path) -> None:
    body = f"<p>{PROSE}</p><p>{PROSE} Hết.</p>"
    found = read(
        tmp_path,
        "<html><head><title>Tựa bài dài đủ chữ</title></head><body><form><header><span class=date>22/11/2026 08:00</span></header>"
        f"<table><tr><td><span>Tựa bài dài đủ chữ</span><br><span>(17:05:22 24/09/2024)</span><div>{body}</div></td></tr></table></form>",
    )
    assert str(found.published_at) == "2024-09-24 17:05:22+07:00"
    assert PROSE in found.text.split("\n")


def test_a_section_behind_the_title(tmp_path: Path) -> None:
    head = "<meta property='og:title' content='Tựa bài dài đủ chữ - Mặt trận - Báo Hoa Đào'>"
    page = article("", head).replace("<h1>", "<div>").replace("</h1>", "</div>")
    assert read(tmp_path, page).title == "Tựa bài dài đủ chữ"


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- saved from url=(0041)https://vnexpress.net/trao-nha-4801234.html -->",
        "<!--\n Page saved with SingleFile\n url: https://vnexpress.net/trao-nha-4801234.html \n-->",
    ],
)
def test_the_address_that_a_browser_notes(tmp_path: Path, comment: str) -> None:
    found = read(tmp_path, "<!DOCTYPE html>\n" + comment + article(""))
    assert found.url == "https://vnexpress.net/trao-nha-4801234.html"
    assert found.outlet == "VnExpress"


def test_no_body_and_broken_markup(tmp_path: Path) -> None:
    assert PROSE in read(tmp_path, f"<p>{PROSE}").text
    assert PROSE in read(tmp_path, PROSE).text
    assert PROSE in read(tmp_path, f"<html><b><i><p>{PROSE}</b></p><td></html></html>").text


@pytest.mark.parametrize(
    "title, plain",
    [
        ("Trao nhà cho hộ nghèo - Báo Hoa Đào", "Trao nhà cho hộ nghèo"),
        ("Trao nhà cho hộ nghèo | VnExpress", "Trao nhà cho hộ nghèo"),
        ("Trao nhà - Thời sự - VnExpress", "Trao nhà - Thời sự"),
        ("Xã Phú Lạc - điểm sáng xóa nhà tạm", "Xã Phú Lạc - điểm sáng xóa nhà tạm"),
        ("Trao nhà | tuoitre.vn", "Trao nhà"),
        ("Trao nhà - Cổng thông tin điện tử huyện Kỳ Lạc", "Trao nhà"),
        ("Báo Nhân Dân", "Báo Nhân Dân"),
    ],
)
def test_names_of_outlets_are_taken_off_titles(title: str, plain: str) -> None:
    assert Outlets.load().without_name(title, None) == plain


def test_a_local_time_marked_as_greenwich_is_set_right_by_the_printed_one(tmp_path: Path) -> None:
    story = STORIES[3]
    page = vnexpress(story).replace("+07:00", "Z")
    assert read(tmp_path, page).published == story.at.date()


@pytest.mark.parametrize(
    "junk", ["\ue0000\ue001", "\U000106000\U00010601", "\x00", "\x0b", "\ud83c", "&#xd800;", "&#0;"]
)
def test_odd_characters(tmp_path: Path, junk: str) -> None:
    page = article(f"<p>Thêm {junk} chữ ở đây cho dài ra một chút.</p>").encode("utf-8", "surrogatepass")
    try:
        found = read(tmp_path, page)
    except AssertionError:
        assert "\ud83c" in junk  # half a pair is no UTF-8
        return
    found.text.encode("utf-8")
    assert "\0" not in found.text
    assert "Thêm" in found.text


@pytest.mark.parametrize("digits", ["9", "9" * 5000])
def test_marks_that_a_page_writes_itself_name_no_place(tmp_path: Path, digits: str) -> None:
    story = STORIES[3]
    page = vnexpress(story)
    marked = page.replace("</h1>", f"</h1><p>&#67072;{digits}&#67073;</p>")
    assert marked != page
    assert story.title in read(tmp_path, marked).text


def test_places_survive_where_the_page_names_no_body(tmp_path: Path) -> None:
    table = "<table><tr><th>Phường</th><th>Nhà xây mới</th></tr><tr><td>Hoa Đào</td><td>3</td></tr><tr><td>Bến Tre</td><td>5</td></tr></table>"
    page = (
        f"<html><head><title>Tựa bài dài đủ chữ</title></head><body><div><h1>Tựa bài dài đủ chữ</h1><p>{PROSE}</p>"
        f"<figure><img><figcaption>Trao 5 suất quà. Ảnh: An</figcaption></figure>{table}<p>{PROSE} Hết.</p></div></body></html>"
    )
    lines = read(tmp_path, page).text.split("\n")
    assert "Trao 5 suất quà. Ảnh: An" in lines
    assert "Hoa Đào: Nhà xây mới: 3" in lines
    assert "Bến Tre: Nhà xây mới: 5" in lines


def test_the_lead_of_another_story_is_not_taken_for_this_one(tmp_path: Path) -> None:
    page = (
        "<html><head><title>Tựa bài dài đủ chữ</title></head><body><h1>Tựa bài dài đủ chữ</h1>"
        "<h2 class='detail-sapo'>Quận vận động được 4,25 tỷ đồng giúp hộ nghèo trong năm.</h2>"
        f"<div class='detail-content'><p>{PROSE}</p><div class='related'><p class='sapo'>Dự án đường có vốn 900 tỷ đồng, "
        f"dài 12 km qua ba xã.</p></div><p>{PROSE} Hết.</p></div></body></html>"
    )
    assert read(tmp_path, page).text.split("\n")[1] == "Quận vận động được 4,25 tỷ đồng giúp hộ nghèo trong năm."


@pytest.mark.parametrize("title", ["Báo Hoa Đào điện tử - {}", "Ủy ban MTTQ tỉnh Hoa Đào", "{} | Báo Hoa Đào"])
def test_a_title_under_the_name_of_the_site(tmp_path: Path, title: str) -> None:
    heading = "Mặt trận phường trao nhà cho hộ nghèo"
    page = (
        f"<html><head><title>{title.format(heading)}</title></head><body><div>Chủ Nhật, 22/11/2026</div>"
        f"<h1>{heading}</h1><div class='info'>Cập nhật: 07:12, 11/11/2022 (GMT+7)</div><p>{PROSE}</p><p>{PROSE} Hết.</p>"
        "</body></html>"
    )
    found = read(tmp_path, page)
    assert (found.title, str(found.published)) == (heading, "2022-11-11")


def test_web_archives_hold_the_page_and_its_address(tmp_path: Path) -> None:
    path = saved(tmp_path / "bai.mhtml", web_archive(vnexpress(STORIES[0]).replace("<link rel=", "<link x=").encode()))
    found = record(path)
    assert found.title == STORIES[0].title
    assert STORIES[0].paragraphs[0] in found.text.split("\n")
    assert found.url == "https://daidoanket.vn/trao-nha-10290001.html"
    assert found.outlet == "Đại Đoàn Kết"
    assert "Mua 1" not in found.text


def test_a_page_by_its_contents(tmp_path: Path) -> None:
    found = record(saved(tmp_path / "bai.txt", vnexpress(STORIES[0])))
    assert found.title == STORIES[0].title
    assert "bên trong là .html" in found.notes[0]


def test_raised_marks_of_notes_are_no_digits_of_the_number_before_them(tmp_path: Path) -> None:
    body = (
        f"<p>{PROSE}</p><p>Xây <b>125</b><sup><a href='#g1'>1</a></sup> nhà, sửa 48<sup>[2]</sup> nhà<sup>(*)</sup>; rộng "
        "<b>90 m</b><sup>2</sup>, từ 7h<sup>30</sup>, nóng 38<sup>0</sup>C, được 2<sup>1</sup>/<sub>2</sub> mẫu.</p>"
        "<p><sup>1</sup> Gồm 20 nhà do tỉnh hỗ trợ.</p>"
    )
    assert read(tmp_path, article(body)).text.split("\n")[-3:-1] == [
        "Xây 125 nhà, sửa 48 nhà; rộng 90 m2, từ 7h30, nóng 380C, được 21/2 mẫu.",
        "Gồm 20 nhà do tỉnh hỗ trợ.",
    ]


def test_advertisements_are_no_text(tmp_path: Path) -> None:
    box = "<amp-ad type=x><div fallback>Giảm giá 50% hôm nay</div></amp-ad>"
    box += "<div class='inread-ad'>Mua ngay, giảm 30%</div><div class='box quangcao'>Tặng 2 vé</div>"
    menu = "<amp-sidebar layout=nodisplay><p>Thời sự, thể thao, 24 giờ qua</p></amp-sidebar>"
    text = read(tmp_path, article(f"{menu}<p>{PROSE}</p>{box}<p>Hết đợt, xã còn 15 hộ nghèo.</p>")).text
    assert f"{PROSE}\nHết đợt, xã còn 15 hộ nghèo.\n" in text
    assert "50%" not in text
    assert "24 giờ" not in text
    assert "30%" not in text
    assert "2 vé" not in text
