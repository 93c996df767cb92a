from __future__ import annotations

import json
from pathlib import Path

import pytest

from mttq_extract.read.legacy import Legacy
from mttq_extract.tables.loader import read_toml
from mttq_extract.tables.syllables import Syllables
from mttq_extract.types import Record
from tests.read.files import PROSE, in_encoding, items, reason, record

LEGACY = Legacy.load()
NAMES = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI", "viscii": "VISCII", "cp1258": "windows-1258"}


def lowered(text: str) -> str:
    """TCVN3 has no capitals with tones."""
    return text.replace("Ủ", "ủ")


@pytest.mark.parametrize("id_", NAMES)
def test_old_encodings_are_converted_and_said(tmp_path: Path, id_: str) -> None:
    path = tmp_path / "cu.txt"
    path.write_bytes(in_encoding(PROSE, id_))
    found = record(path)
    assert found.text == (lowered(PROSE) if id_ == "tcvn3" else PROSE)
    assert found.notes == (f"đã chuyển mã {NAMES[id_]} sang Unicode (converted from {NAMES[id_]})",)


@pytest.mark.parametrize("id_", ["tcvn3", "vni"])
def test_old_letters_saved_as_unicode_are_converted_too(tmp_path: Path, id_: str) -> None:
    path = tmp_path / "cu.txt"
    path.write_text(in_encoding(PROSE, id_).decode("latin-1"), encoding="utf-8")
    found = record(path)
    assert found.text == (lowered(PROSE) if id_ == "tcvn3" else PROSE)
    assert NAMES[id_] in found.notes[0]


def test_records_in_old_letters_are_converted_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    old = in_encoding(PROSE, "vni").decode("latin-1")
    path.write_text("".join(json.dumps({"id": n, "text": t}) + "\n" for n, t in enumerate([old, PROSE])))
    first, second = items(path)
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert (first.text, second.text) == (PROSE, PROSE)
    assert first.notes
    assert not second.notes


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_its_mark(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(PROSE.encode(encoding))
    assert record(path).text == PROSE
    assert encoding.upper() in record(path).notes[0]


@pytest.mark.parametrize(
    "text",
    [
        "Le café où l'été déjà était très agréable, élève après élève, à côté de la forêt où naît la rivière, là-bas.",
        "El niño y la señora pasarán mañana, según dijo él, también después del año; está aquí, así será el país.",
        "Größe, Straße, für, über, schön, müssen, können, Mädchen, Bürger, Übung, Höhe, Nähe, Äpfel, Öl, süß, Fuß.",
        "2 × 3 = 6 © 2024 «ABC» ® ½ ¼ ¾ ° ± µ ¶ · ¸ ¹ º » ¼ ½ ¾ ¿ × ÷",
        "Uy ban MTTQ phuong Hoa Dao trao 12 can nha",
        PROSE,
    ],
)
def test_other_texts_are_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    assert record(path).text == text
    assert record(path).notes == ()


def test_bytes_of_another_language_are_a_failure_with_the_fix(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("El niño y la señora pasarán mañana, según dijo él, después del año".encode("latin-1"))
    assert "không phải UTF-8" in reason(path)
    assert "iconv" in reason(path)


def test_examples_of_the_tables() -> None:
    syllables = Syllables.load()
    table = read_toml("syllables.toml")
    assert [word for word in table["examples"] if not syllables.valid(word)] == []
    assert [word for word in table["not_examples"] if syllables.valid(word)] == []
    for row, encoding in zip(read_toml("legacy.toml")["encoding"], LEGACY.encodings, strict=True):
        assert row["examples"], row["id"]
        for old, new in row["examples"]:
            assert encoding.convert(old) == new


def test_fonts_tell_their_encoding_and_draw_capitals() -> None:
    tcvn3, vni = (LEGACY.of_font(font) for font in (".VnTimeH", "ABCDEF+VNI-Times"))
    assert tcvn3 is not None
    assert vni is not None
    assert (tcvn3.id, vni.id) == ("tcvn3", "vni")
    assert tcvn3.convert("b¸o c¸o", ".VnTimeH") == "BÁO CÁO"
    assert tcvn3.convert("b¸o c¸o", ".VnTime") == "báo cáo"
    assert LEGACY.of_font("Times New Roman") is None


def test_utf8_that_was_taken_for_windows_1252(tmp_path: Path) -> None:
    twice = b"".join(
        bytes([byte]).decode("cp1252", "ignore").encode() or f"{chr(byte)}".encode() for byte in PROSE.encode()
    )
    (tmp_path / "a.txt").write_bytes(twice)
    found = record(tmp_path / "a.txt")
    assert found.text == PROSE
    assert "windows-1252" in found.notes[0]
