from __future__ import annotations

import gzip
import io
import stat
import zipfile
from pathlib import Path

import pytest

from mttq_extract.read import ReadFailure
from mttq_extract.types import Record
from tests.read.files import PROSE, items, packed, reason, word


def by_path(path: Path) -> dict[str, str]:
    """Text or reason of every item, by its path behind that of the archive."""
    return {
        str(item.path).removeprefix(f"{path}/"): item.text if isinstance(item, Record) else f"! {item.reason}"
        for item in items(path)
    }


def test_members_of_every_format_are_read_where_they_are(tmp_path: Path) -> None:
    inner = word(tmp_path / "w.docx", "Trao 4 căn nhà").read_bytes()
    path = packed(
        tmp_path / "a.zip",
        {
            "b/hai.txt": "Trao 2 căn nhà".encode(),
            "b/anh.png": b"x",
            "__MACOSX/b/._hai.txt": b"x",
            "a.jsonl": b'{"id": "1", "text": "m"}\n',
            "a.jsonl.gz": gzip.compress(b'{"id": "2", "text": "n"}\n'),
            "bc.docx": inner,
            "t.csv": b"id,text\n3,ba\n",
        },
    )
    before = sorted(tmp_path.iterdir())
    found = items(path)
    assert all(isinstance(item, Record) for item in found), found
    assert by_path(path) == {
        "a.jsonl": "m",
        "a.jsonl.gz": "n",
        "b/hai.txt": "Trao 2 căn nhà",
        "bc.docx": "Trao 4 căn nhà",
        "t.csv": "ba",
    }
    assert sorted(tmp_path.iterdir()) == before  # nothing was unpacked


def test_files_of_one_name_take_their_folders_into_their_ids(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"x/bai.txt": b"1", "y/bai.txt": b"2"})
    assert [item.id for item in items(path) if isinstance(item, Record)] == ["bai", "y/bai"]


@pytest.mark.parametrize("name", ["../x.txt", "a/../../x.txt", "/etc/x.txt", "..\\x.txt", "C:\\x.txt"])
def test_names_that_leave_the_archive_are_refused(tmp_path: Path, name: str) -> None:
    path = packed(tmp_path / "a.zip", {name: b"a", "b.txt": b"b"})
    found = items(path)
    assert [item.text for item in found if isinstance(item, Record)] == ["b"]
    (failure,) = [item for item in found if isinstance(item, ReadFailure)]
    assert "path traversal" in failure.reason
    assert not (tmp_path.parent / "x.txt").exists()


def test_archives_in_archives_are_refused(tmp_path: Path) -> None:
    inner = packed(tmp_path / "inner.zip", {"a.txt": b"a"}).read_bytes()
    found = by_path(packed(tmp_path / "a.zip", {"inner.zip": inner, "b.tar.gz": b"x", "c.txt": b"c"}))
    assert found["c.txt"] == "c"
    assert "nested archive" in found["inner.zip"]
    assert "nested archive" in found["b.tar.gz"]


def test_bombs_are_refused_and_the_others_are_read(tmp_path: Path) -> None:
    found = by_path(packed(tmp_path / "a.zip", {"bom.txt": b"0" * 30_000_000, "c.txt": b"c"}))
    assert "bom nén" in found["bom.txt"]
    assert found["c.txt"] == "c"


def test_an_archive_that_unpacks_to_too_much_is_refused_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mttq_extract.read.archive.MOST_UNPACKED", 100)
    path = packed(tmp_path / "a.zip", {"a.txt": b"a" * 60, "b.txt": b"b" * 60})
    assert "quá giới hạn" in reason(path)


def test_symbolic_links_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("lk.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert "symlink" in by_path(path)["lk.txt"]


def test_a_member_with_a_password_is_a_failure(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": b"a"})
    data = bytearray(path.read_bytes())
    data[6] |= 1  # the flag in the local head
    data[data.index(b"PK\x01\x02") + 8] |= 1  # and in the list
    path.write_bytes(data)
    assert "mật khẩu" in by_path(path)["a.txt"]


def test_damaged_members_and_archives(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": "Trao 3 căn nhà. ".encode() * 50, "b.txt": b"b"})
    data = bytearray(path.read_bytes())
    data[50] ^= 0xFF
    path.write_bytes(data)
    found = by_path(path)
    assert "hỏng" in found["a.txt"]
    assert found["b.txt"] == "b"
    for content in (b"", b"PK\x05\x06", b"no zip", bytes(data[:60])):
        path.write_bytes(content)
        assert "hỏng" in reason(path)


def test_empty_archives(tmp_path: Path) -> None:
    assert "không có bài nào" in reason(packed(tmp_path / "a.zip", {}))
    assert "không có bài nào" in reason(packed(tmp_path / "a.zip", {"anh.png": b"x"}))


def test_a_member_is_not_read_beyond_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mttq_extract.read.plain.MOST_TEXT", 100)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", b"a" * 200)
    path = tmp_path / "a.zip"
    path.write_bytes(buffer.getvalue())
    assert "too large" in by_path(path)["a.txt"]


def test_names_in_utf8_without_its_flag(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"Báo cáo/Trao quà.txt": b"a", "B.txt": b"b"})
    path.write_bytes(_without_flag(path.read_bytes()))
    assert by_path(path) == {"Báo cáo/Trao quà.txt": "a", "B.txt": "b"}
    assert [item.id for item in items(path) if isinstance(item, Record)] == ["B", "Trao quà"]
    western = packed(tmp_path / "b.zip", {"\u00e9t\u00e9.txt": b"a"})
    bytes_ = _without_flag(western.read_bytes()).replace("\u00e9t\u00e9".encode(), b"x\x82t\x82x")
    western.write_bytes(bytes_)
    assert list(by_path(western)) == ["x\u00e9t\u00e9x.txt"]


def _without_flag(data: bytes) -> bytes:
    """A zip file whose names are said to be in the old encoding of DOS, as programs write that know no better."""
    out = bytearray(data)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(mark)
        while at >= 0:
            out[at + flags + 1] &= ~0x08
            at = out.find(mark, at + 4)
    return bytes(out)


def test_folders_of_saved_pages_hold_no_articles(tmp_path: Path) -> None:
    page = f"<h1>Trao nhà</h1><p>{PROSE}</p>".encode()
    frame = b"<p>Giam gia 50%</p>"
    members = {
        "x/bai.html": page,
        "x/bai_files/sau/khung.html": frame,
        "x/khac_files/a.txt": b"a",
        "bai_files/b.txt": b"b",
    }
    assert list(by_path(packed(tmp_path / "a.zip", members))) == ["bai_files/b.txt", "x/bai.html", "x/khac_files/a.txt"]
