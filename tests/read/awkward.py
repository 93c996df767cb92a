"""A folder of files that trip programs; each with what is to come of it."""

from __future__ import annotations

import codecs
import gzip
import io
import os
import stat
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.read.files import PROSE, in_encoding, packed, web_archive, with_macros, word
from tests.read.printed import drawn, printed

READ = ""
"""What is said of a file that is read."""

Maker = Callable[[Path], object]


def _bytes(content: bytes) -> Maker:
    return lambda path: path.write_bytes(content)


def _docx(member: str, content: bytes) -> Maker:
    def make(path: Path) -> None:
        good = word(path.with_suffix(".good"), PROSE)
        with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
            for name in source.namelist():
                out.writestr(name, content if name == member else source.read(name))
        good.unlink()

    return make


def _link(target: str) -> Maker:
    return lambda path: path.symlink_to(target)


def _renamed(suffix: str) -> Maker:
    """A good file of a format under the name of another."""

    def make(path: Path) -> None:
        good = path.with_suffix(".good")
        (printed if suffix == ".pdf" else word)(good, PROSE)
        good.rename(path)

    return make


def _symlink_member(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("lk.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("bom.txt", b"0" * 60_000_000)


def _billion_laughs() -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    body = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    text = "<w:body><w:p><w:r><w:t>&e9;</w:t></w:r></w:p></w:body></w:document>"
    return f'<?xml version="1.0"?><!DOCTYPE d [{entities}]>{body}{text}'.encode()


def _inner_zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", PROSE)
    return buffer.getvalue()


RECORD = b'{"id": "%s", "text": "Trao 3 can nha"}\n'
PAGE = f"<html><head><title>Tựa</title></head><body><p>{PROSE}</p></body></html>"

FILES: dict[str, tuple[Maker, str]] = {
    "rong.txt": (_bytes(b""), "file rỗng"),
    "trang.txt": (_bytes(b" \n\t\r\n"), "file rỗng"),
    "chi-dau.txt": (_bytes(codecs.BOM_UTF8), "file rỗng"),
    "anh-doi-ten.txt": (_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256))), "file nhị phân"),
    "ma-la.txt": (_bytes("Mặt trận ".encode() + b"\xff\xfe\xfd" * 30), "không phải UTF-8"),
    "dai-mot-dong.txt": (_bytes(b"Trao 3 can nha cho ho ngheo, " * 3_600_000), "quá lớn cho một bài"),
    "tcvn3.txt": (_bytes(in_encoding(PROSE, "tcvn3")), READ),
    "vni.txt": (_bytes(in_encoding(PROSE, "vni")), READ),
    "utf16.txt": (_bytes(PROSE.encode("utf-16")), READ),
    "bài có dấu và cách.txt": (_bytes(PROSE.encode()), READ),
    unicodedata.normalize("NFD", "tên tổ hợp.txt"): (_bytes(unicodedata.normalize("NFD", PROSE).encode()), READ),
    "ten\nxuong-dong.txt": (_bytes(b""), "file rỗng"),
    "vong.txt": (_link("vong.txt"), "trỏ vòng quanh"),
    "dut.txt": (_link("khong-co"), "không mở được"),
    "rong.jsonl": (_bytes(b"\n\n"), "file rỗng"),
    "hong.jsonl": (_bytes(RECORD % b"h1" + b'{"id": \n'), "không phải JSON"),
    "sau.jsonl": (_bytes(b"[" * 200_000), "không đọc được JSON"),
    "cut.jsonl.gz": (_bytes(gzip.compress(os.urandom(100_000).hex().encode() * 2)[:5000]), "file nén hỏng"),
    "khong-gz.jsonl.gz": (_bytes(b"not gzip"), "file nén hỏng"),
    "quen-nen.jsonl.gz": (_bytes(RECORD % b"h2"), READ),
    "quen-bung.jsonl": (_bytes(gzip.compress(RECORD % b"h3")), READ),
    "khong-thay.txt": (_bytes("\u200b \ufeff\n".encode()), "file rỗng"),
    "khong-tieu-de.csv": (_bytes(f'1,"{PROSE}"\n2,"{PROSE} Hết."\n'.encode()), READ),
    "excel.csv": (_bytes(f'sep=;\nid;text\n77;"{PROSE}"\n'.encode()), READ),
    "excel-2.csv": (_bytes(f"id\ttext\n77\t{PROSE}\n".encode("utf-16")), READ),
    "rong.csv": (_bytes(b""), "file rỗng"),
    "khong-cot.csv": (_bytes("năm,số\n2022,12\n".encode()), "không thấy cột nào"),
    "nhi-phan.csv": (_bytes(bytes(range(256)) * 9), "không phải"),
    "ngoac.csv": (_bytes(b'id,text\n1,"bo ngo ngoac kep' + b" chu" * 90), READ),
    "rong.html": (_bytes(b""), "file rỗng"),
    "khong-than.html": (_bytes(b"<html><head><title>T</title></head></html>"), "không có bài nào"),
    "sau-co-tua.html": (_bytes(b"<h1>Tua bai</h1>" + b"<div>" * 3_000 + PROSE.encode()), READ),
    "khung.html": (_bytes(b"<frameset><frame src=bai.html><frame src=menu.html></frameset>"), "bài nằm ở: bai.html"),
    "sau.html": (_bytes(b"<div>" * 10_000 + PROSE.encode()), READ),
    "qua-sau.html": (_bytes(b"<div>" * 300_000), "lồng nhau"),
    "the-hong.html": (_bytes(f"<p><b><a<<>{PROSE}</div></html".encode()), READ),
    "nhieu-cot.html": (
        _bytes(f"<p>{PROSE}</p><table>{'<tr><td colspan=9999 rowspan=9999>1</td></tr>' * 500}</table>".encode()),
        READ,
    ),
    "rong.pdf": (_bytes(b""), "file rỗng"),
    "khong-pdf.pdf": (_bytes(PROSE.encode()), "không phải file PDF"),
    "trang-ten-pdf.pdf": (_bytes(PAGE.encode()), READ),
    "trang-ten-txt.txt": (_bytes(PAGE.encode()), READ),
    "in-ten-txt.txt": (_renamed(".pdf"), READ),
    "word-ten-html.html": (_renamed(".docx"), READ),
    "zip-ten-txt.txt": (lambda path: packed(path, {"a.txt": PROSE.encode()}), "bên trong là .zip"),
    "rtf-ten-docx.docx": (_bytes(b"{\\rtf1 Trao 3 can nha}"), "hãy lưu lại thành .docx"),
    "word-cu.doc": (_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), "hãy lưu lại thành .docx"),
    "so-sach.xlsx": (lambda path: packed(path, {"xl/workbook.xml": b"<x/>"}), "Excel hỏng"),
    "word-ten-so-sach.xlsx": (lambda path: word(path, PROSE) and None, "là file Word"),
    "so-sach-cu.xls": (_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), "hãy lưu lại thành .xlsx"),
    "so-sach-mat-khau.xlsx": (_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), "có mật khẩu"),
    "trang-ten-so-sach.xlsx": (_bytes(PAGE.encode()), READ),
    "so-sach.docx": (lambda path: packed(path, {"xl/workbook.xml": b"<x/>"}), "Excel"),
    "~$word.docx": (_bytes(bytes(162)), READ),
    "mot-file.mhtml": (_bytes(web_archive(PAGE.encode())), READ),
    "khong-trang.mht": (_bytes(b"From: a\r\n\r\nTrao 3 can nha"), "không có trang nào"),
    "co-macro.docm": (lambda path: path.write_bytes(with_macros(word(path, PROSE))), READ),
    "hong.pdf": (_bytes(b"%PDF-1.7\n1 0 obj\n<<"), "file PDF hỏng"),
    "mat-khau.pdf": (lambda path: printed(path, PROSE, password="bí mật"), "có mật khẩu"),
    "ban-quet.pdf": (drawn, "không có lớp chữ"),
    "rong.docx": (_bytes(b""), "file rỗng"),
    "mat-khau.docx": (_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)), "mật khẩu"),
    "hong.docx": (_docx("word/document.xml", b"<w:document"), "file Word hỏng"),
    "thuc-the.docx": (_docx("word/document.xml", _billion_laughs()), "thực thể XML"),
    "bom.docx": (_docx("word/document.xml", bytes(40_000_000)), "bom nén"),
    "chi-anh.docx": (lambda path: word(path), "không có chữ"),
    "hong.zip": (_bytes(b"PK\x03\x04 hong"), "file zip hỏng"),
    "ra-ngoai.zip": (lambda path: packed(path, {"../../x.txt": PROSE.encode()}), "trỏ ra ngoài"),
    "long-nhau.zip": (lambda path: packed(path, {"b.zip": _inner_zip()}), "file nén nằm trong file nén"),
    "bom.zip": (_bomb, "bom nén"),
    "lien-ket.zip": (_symlink_member, "liên kết"),
    "trong.zip": (lambda path: packed(path, {}), "không có bài nào"),
}


def build(folder: Path) -> dict[str, str]:
    """Make the files; the result says for each name what is to be said of it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (make, _) in FILES.items():
        make(folder / name)
    (folder / "vong").symlink_to(folder, target_is_directory=True)
    return {name: words for name, (_, words) in FILES.items()}
