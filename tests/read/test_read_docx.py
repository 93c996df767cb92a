from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest

from mttq_extract import load
from tests.read.files import PROSE, as_strict, packed, reason, record, with_macros, word

TABLE = [["Đơn vị", "Nhà xây mới (căn)"], ["Thôn Đông", "5"], ["Thôn Tây", "7"]]


def test_paragraphs_and_tables_come_in_order(tmp_path: Path) -> None:
    path = word(tmp_path / "bc.docx", "ỦY BAN MTTQ XÃ HOA ĐÀO", "BÁO CÁO", "Kết quả năm 2023", TABLE, "Hết.")
    found = record(path)
    assert found.text.split("\n") == [
        "ỦY BAN MTTQ XÃ HOA ĐÀO",
        "BÁO CÁO",
        "Kết quả năm 2023",
        "Thôn Đông: Nhà xây mới: 5 căn",
        "Thôn Tây: Nhà xây mới: 7 căn",
        "Hết.",
    ]
    assert found.title == "BÁO CÁO Kết quả năm 2023"
    figures = load().extract_record(found).figures
    assert (figures[0].surface, figures[0].concept, figures[0].subject) == ("5 căn", "nhà xây mới", "Thôn Đông")


def test_letterheads_in_a_table_are_paragraphs(tmp_path: Path) -> None:
    path = word(tmp_path / "a.docx", [["MTTQ XÃ HOA ĐÀO", "Độc lập"], ["Số: 12/BC", "Hoa Đào, ngày 2"]], "Nội dung")
    assert record(path).text.split("\n") == ["MTTQ XÃ HOA ĐÀO", "Độc lập", "Số: 12/BC", "Hoa Đào, ngày 2", "Nội dung"]


def test_old_fonts_are_converted_run_by_run(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for text, font in [
        ("b¸o c¸o", ".VnTimeH"),
        (" kÕt qu¶ ", ".VnTime"),
        ("Coäng hoøa", "VNI-Times"),
        (" Đồng chí", None),
        (" Đúng mã", ".VnTime"),
    ]:
        run = paragraph.add_run(text)
        run.font.name = font
    path = tmp_path / "cu.docx"
    document.save(str(path))
    found = record(path)
    assert found.text == "BÁO CÁO kết quả Cộng hòa Đồng chí Đúng mã"
    assert [("TCVN3" in note, "VNI" in note) for note in found.notes] == [(True, False), (False, True)]


def test_merged_cells_and_nested_tables_come_once(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Ô gộp"
    inner = table.cell(1, 0).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "trong", "sâu"
    document.save(str(tmp_path / "a.docx"))
    assert record(tmp_path / "a.docx").text.split("\n") == ["Ô gộp", "trong", "sâu"]


def changed(path: Path, member: str, content: bytes) -> Path:
    """A good .docx file with one part replaced."""
    good = word(path.with_name("good.docx"), "Trao 3 căn nhà")
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            out.writestr(name, content if name == member else source.read(name))
    good.unlink()
    return path


BOMB = b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body></w:document>"""


def test_xml_entities_are_refused(tmp_path: Path) -> None:
    assert "thực thể XML" in reason(changed(tmp_path / "a.docx", "word/document.xml", BOMB))


@pytest.mark.parametrize("content", [b"", b"<w:document", b"\xff\xfe\x00", b"<a/>"])
def test_broken_parts_are_failures(tmp_path: Path, content: bytes) -> None:
    assert "hỏng" in reason(changed(tmp_path / "a.docx", "word/document.xml", content))


def test_what_is_no_docx(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    for content, words in [
        (b"", "rỗng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "mật khẩu"),
        (b"PK\x03\x04 broken", "hỏng"),
        ("Trao 3 căn nhà".encode(), "hỏng"),
    ]:
        path.write_bytes(content)
        assert words in reason(path)
    assert "không có chữ" in reason(word(path))


def test_a_bomb_in_a_docx_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(50_000_000))
    path = tmp_path / "a.docx"
    path.write_bytes(buffer.getvalue())
    assert "bom nén" in reason(path)


def test_rows_have_the_period_of_the_lines_above_their_table(tmp_path: Path) -> None:
    written = docx.Document()
    for line in (
        "Tân Phú, ngày 12 tháng 7 năm 2023",
        "BÁO CÁO",
        "Trong 6 tháng đầu năm 2023, huyện vận động được 2 tỷ đồng. Kết quả cụ thể như sau:",
        "Kết quả (Đơn vị tính: triệu đồng)",
    ):
        written.add_paragraph(line)
    table = written.add_table(rows=0, cols=3)
    for row in (("Xã", "Kinh phí", "Nhà xây mới (căn)"), ("Phú Lâm", "1.020", "4"), ("Trà Cổ", "980", "7")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    written.save(str(tmp_path / "bao_cao.docx"))
    figures = load().extract_record(record(tmp_path / "bao_cao.docx")).figures
    periods = {figure.surface: str(figure.period) for figure in figures}
    assert set(periods) >= {"4 căn", "7 căn", "1.020 triệu đồng", "980 triệu đồng"}
    assert set(periods.values()) == {"2023-01-01/2023-06-30"}


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*parts: str) -> str:
    return f"<w:p>{''.join(parts)}</w:p>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr>{properties}{''.join(f'<w:tc>{paragraph(run(cell))}</w:tc>' for cell in cells)}</w:tr>"


def lines_of(path: Path, *parts: str) -> list[str]:
    """The lines that are read from a file whose body is this XML."""
    names = f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    content = f"<w:document {names}><w:body>{''.join(parts)}<w:sectPr/></w:body></w:document>".encode()
    return record(changed(path, "word/document.xml", content)).text.split("\n")


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>100 triệu</w:delText></w:r></w:del>'
    grid = "<w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
    rows = row("Xã", "Nhà (căn)") + row("Xã Bỏ", "9", properties='<w:trPr><w:del w:id="7"/></w:trPr>')
    lines = lines_of(
        tmp_path / "a.docx",
        paragraph(
            run("Vận động "),
            deleted,
            f'<w:ins w:id="2">{run("250 triệu đồng")}</w:ins>',
            f'<w:moveFrom w:id="3">{run(" 33 căn")}</w:moveFrom><w:moveTo w:id="4">{run(", 44 căn")}</w:moveTo>',
        ),
        paragraph(f'<w:ins w:id="5">{run("Cả đoạn mới: 61 hộ.")}</w:ins>'),
        paragraph('<w:pPr><w:rPr><w:del w:id="6"/></w:rPr></w:pPr>', run("Hai đoạn ")),
        paragraph(run("thành một.")),
        f"<w:tbl>{grid}{rows}{row('Xã Đông', '5')}</w:tbl>",
    )
    assert lines == [
        "Vận động 250 triệu đồng, 44 căn",
        "Cả đoạn mới: 61 hộ.",
        "Hai đoạn thành một.",
        "Xã Đông: Nhà: 5 căn",
    ]


def test_text_boxes_come_once_behind_their_paragraph(tmp_path: Path) -> None:
    inside = paragraph(run("Trao 25 suất quà")) + paragraph(run("cho 7 hộ"))
    box = f"<w:txbxContent>{inside}</w:txbxContent>"
    twice = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    hung = paragraph(run("Trước, "), f"<w:r>{twice}</w:r>", run("sau."))
    lines = lines_of(tmp_path / "a.docx", hung, paragraph(run("Hết.")))
    assert lines == ["Trước, sau.", "Trao 25 suất quà", "cho 7 hộ", "Hết."]


def test_fields_forms_and_hidden_runs(tmp_path: Path) -> None:
    lines = lines_of(
        tmp_path / "a.docx",
        paragraph(
            run("Trao "),
            f"<w:sdt><w:sdtPr/><w:sdtContent>{run('18 nhà, ')}</w:sdtContent></w:sdt>",
            f'<w:fldSimple w:instr="x">{run("19 giếng, ")}</w:fldSimple><w:smartTag>{run("20 bò")}</w:smartTag>',
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>99 ẩn</w:t></w:r>",
            '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>.</w:t></w:r>',
        ),
        f"<w:customXml><w:sdt><w:sdtContent>{paragraph(run('Đoạn trong khung.'))}</w:sdtContent></w:sdt></w:customXml>",
    )
    assert lines == ["Trao 18 nhà, 19 giếng, 20 bò.", "Đoạn trong khung."]


def test_files_with_macros_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.docm"
    path.write_bytes(with_macros(word(tmp_path / "a.docx", PROSE)))
    assert record(path).text == PROSE


def raised(text: str) -> str:
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_raised_marks_of_notes_are_no_digits_of_the_number_before_them(tmp_path: Path) -> None:
    lines = lines_of(
        tmp_path / "a.docx",
        paragraph(
            run("Xây mới 125"), raised("1"), run(" căn, sửa 48"), raised("("), raised("2"), raised(")"), run(" căn")
        ),
        paragraph(run("Rộng 1.200 m"), raised("2"), run(", từ 7h"), raised("30"), run(", ngày thứ 5"), raised("th")),
    )
    assert lines == ["Xây mới 125 căn, sửa 48 căn", "Rộng 1.200 m2, từ 7h30, ngày thứ 5th"]


def test_notes_keep_what_tabs_breaks_and_hyphens_stand_for(tmp_path: Path) -> None:
    path = word(tmp_path / "a.docx", PROSE)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    inside = run("Quỹ tỉnh") + "<w:r><w:tab/></w:r>" + run("hỗ trợ, giai đoạn 2021")
    inside += "<w:r><w:noBreakHyphen/><w:t>2025</w:t><w:br/><w:t>và 25 căn của huyện</w:t></w:r>"
    notes = f'<w:footnotes xmlns:w="{main}"><w:footnote w:id="1">{paragraph(inside)}</w:footnote></w:footnotes>'
    part = f'<Relationship Id="rIdN" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    with zipfile.ZipFile(path) as source:
        members = {name: source.read(name) for name in source.namelist()}
    rels = "word/_rels/document.xml.rels"
    members[rels] = members[rels].replace(b"</Relationships>", part.encode())
    text = b'<Default Extension="xml" ContentType="application/xml"/>'
    assert text in members["[Content_Types].xml"]
    packed(path, members | {"word/footnotes.xml": notes.encode()})
    assert record(path).text.split("\n")[1:] == ["Quỹ tỉnh hỗ trợ, giai đoạn 2021-2025", "và 25 căn của huyện"]


def test_strict_open_xml_is_read(tmp_path: Path) -> None:
    assert (
        record(as_strict(word(tmp_path / "a.docx", PROSE, TABLE))).text
        == record(word(tmp_path / "b.docx", PROSE, TABLE)).text
    )
