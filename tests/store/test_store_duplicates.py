"""Versions of one article: which are found, who is the head, and which figures are repeats."""

from __future__ import annotations

import itertools
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mttq_extract.store.connect import open_for_reading
from mttq_extract.store.duplicates import LARGE, _Mention, _Originals
from mttq_extract.store.filters import FigureFilter
from mttq_extract.store.fold import tokens
from mttq_extract.store.query import figures, groups
from mttq_extract.store.signature import Signer, are_versions, bands, similarity
from mttq_extract.store.writer import Counts, ExtractorVersion, Store
from mttq_extract.types import Document, Figure, Record, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

BODY = [
    "Trong năm 2022 MTTQ Hoa Đào vận động 13 tỷ đồng từ các nhà hảo tâm trong và ngoài phường.",
    "Số tiền ấy được dùng để giúp những gia đình đang ở nhà tạm bên bờ sông có chỗ ở vững vàng trước mùa mưa.",
    "Trong năm 2022 MTTQ Hoa Đào trao 29 căn nhà tại xã Đông, mỗi căn rộng đủ cho một gia đình ba thế hệ.",
    "Bà con kể rằng đêm đầu tiên trong nhà mới, cả xóm thức tới khuya để nói chuyện làm ăn và học hành của con trẻ.",
    "Năm tới, phường dự định mở thêm lớp dạy nghề mộc và nghề may cho thanh niên chưa có việc làm ổn định.",
    "Buổi lễ khép lại bằng tiếng trống hội của các em học sinh, giữa sân đình rợp bóng cây đa cổ thụ.",
]
OTHER = [
    "Trong năm 2022 MTTQ Bình Minh vận động 13 tỷ đồng cho quỹ khuyến học của huyện.",
    "Phần lớn do các doanh nghiệp trồng chè và làm gốm góp, phần còn lại do cựu học sinh các trường gửi về.",
    "Trong năm 2022 MTTQ Bình Minh trao 29 căn nhà cho thầy cô giáo ở vùng cao, nơi đường vào bản còn lầy lội.",
    "Huyện cũng sửa lại hai cây cầu treo để trẻ em không phải lội suối trong những ngày nước lớn.",
]


def text(headline: str, sentences: Iterable[str]) -> str:
    return "\n".join([headline, *sentences])


def record(id_: str, body: str, published: date | None = None) -> Record:
    return Record(id_, body, title=id_, published=published, outlet=f"Báo {id_}", path=f"{id_}.txt")


def fill(path: Path, records: Sequence[Record], fake: Any) -> None:
    with Store(str(path)) as store:
        run = store.begin_run(ExtractorVersion("0", "t", "m"))
        for one in records:
            store.write(fake.FakeExtractor().extract_record(one), one, run)
        store.end_run(run, Counts(len(records), len(records)), complete=True)


def rows(path: Path, sql: str) -> list[Any]:
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def heads(path: Path) -> dict[str, str | None]:
    return dict(rows(path, "SELECT id, duplicate_of FROM documents"))


def repeated(path: Path) -> list[tuple[str, str, str]]:
    """Document and surface of each figure that is a repeat, and the document of the one it repeats."""
    return rows(
        path,
        "SELECT f.document, f.surface, o.document FROM figures AS f JOIN figures AS o ON o.id = f.duplicate_of"
        " ORDER BY f.document, f.start",
    )


A = record("a", text("Hoa Đào chăm lo người nghèo", BODY), date(2022, 12, 20))
B = record("b", text("Mái ấm mới bên sông\nHoa Đào, ngày 21-12 (Tin vắn) -", BODY[:5]), date(2022, 12, 21))
C = record("c", text("Nhà mới ở Hoa Đào", BODY[:3]), date(2022, 12, 19))
D = record("d", text("Bình Minh lo cho thầy cô", OTHER), date(2022, 12, 1))


def test_the_version_published_first_is_the_head_and_the_others_repeat_its_figures(tmp_path: Path, fake: Any) -> None:
    path = tmp_path / "a.db"
    fill(path, [A, B, D], fake)
    assert heads(path) == {"a": None, "b": "a", "d": None}
    assert repeated(path) == [("b", "13 tỷ đồng", "a"), ("b", "29 căn nhà", "a")]


@pytest.mark.parametrize("order", list(itertools.permutations([A, B, C, D])))
def test_groups_do_not_depend_on_the_order_of_storing(tmp_path: Path, fake: Any, order: Sequence[Record]) -> None:
    path = tmp_path / "a.db"
    fill(path, order, fake)
    assert heads(path) == {"a": "c", "b": "c", "c": None, "d": None}
    assert {(document, head) for document, _, head in repeated(path)} == {("a", "c"), ("b", "c")}


def test_of_versions_of_one_day_the_smallest_id_is_the_head_and_undated_ones_come_last(
    tmp_path: Path, fake: Any
) -> None:
    path = tmp_path / "a.db"
    day = date(2022, 5, 1)
    fill(path, [record("x", A.text), record("z", A.text, day), record("y", A.text, day)], fake)
    assert heads(path) == {"x": "y", "y": None, "z": "y"}


def test_a_grouped_figure_counts_once_and_all_are_shown_on_request(tmp_path: Path, fake: Any) -> None:
    path = tmp_path / "a.db"
    fill(path, [A, B, C, D], fake)
    connection = open_for_reading(str(path))
    try:
        for by in (["indicator"], ["indicator", "period"], ["indicator", "subject"]):
            money = FigureFilter(unit="VND", subject="Hoa Đào")
            (once,) = groups(connection, money, by).rows
            assert once[-8:-6] == (1, "13000000000")
            (all_,) = groups(connection, FigureFilter(unit="VND", subject="Hoa Đào", duplicates=True), by).rows
            assert all_[-8:-6] == (3, "39000000000")
        total = groups(connection, FigureFilter(unit="VND"), ["indicator"]).rows
        assert [row[-8:-6] for row in total] == [(2, "26000000000")]
        listed = [row[1] for row in figures(connection, FigureFilter(unit="VND")).rows]
        assert listed == ["c", "d"]
        assert len(list(figures(connection, FigureFilter(unit="VND", duplicates=True)).rows)) == 4
    finally:
        connection.close()


def test_a_figure_that_only_a_later_version_has_still_counts(tmp_path: Path, fake: Any) -> None:
    path = tmp_path / "a.db"
    longer = text("Thêm tin", [*BODY, "Trong năm 2022 MTTQ Hoa Đào trao 7 hộ bò giống."])
    fill(path, [A, record("b", longer, date(2022, 12, 30))], fake)
    assert rows(path, "SELECT document, surface FROM figures WHERE duplicate_of IS NULL ORDER BY id") == [
        ("a", "13 tỷ đồng"),
        ("a", "29 căn nhà"),
        ("b", "7 hộ"),
    ]


def test_the_same_words_about_another_place_are_not_the_same_figure(tmp_path: Path, fake: Any) -> None:
    """A notice that is filled in anew: the texts are versions, their figures are not."""
    path = tmp_path / "a.db"
    other = A.text.replace("Hoa Đào", "Bình Minh")
    fill(path, [A, record("b", other, date(2022, 12, 30))], fake)
    assert heads(path)["b"] == "a"
    assert repeated(path) == []


def test_small_numbers_repeat_as_often_as_they_were_said(tmp_path: Path, fake: Any) -> None:
    path = tmp_path / "a.db"
    extra = "MTTQ Hoa Đào trao 29 căn nhà."
    fill(path, [A, record("b", text("Tin", [*BODY, extra]), date(2022, 12, 30))], fake)
    kept = rows(path, "SELECT document FROM figures WHERE duplicate_of IS NULL AND surface = '29 căn nhà' ORDER BY id")
    assert kept == [("a",), ("b",)]


def test_a_changed_text_leaves_its_group_and_frees_the_others(tmp_path: Path, fake: Any) -> None:
    path = tmp_path / "a.db"
    fill(path, [C, A, B], fake)
    fill(path, [record("c", D.text, date(2022, 12, 19))], fake)
    assert heads(path) == {"a": None, "b": "a", "c": None}
    assert {(document, head) for document, _, head in repeated(path)} == {("b", "a")}
    fill(path, [C], fake)
    assert heads(path) == {"a": "c", "b": "c", "c": None}
    fill(path, [record("a", "Bài đã gỡ.", date(2022, 12, 20)), record("b", "Bài đã gỡ.", None)], fake)
    assert heads(path) == {"a": None, "b": None, "c": None}
    assert repeated(path) == []


def test_a_head_that_is_stored_again_keeps_its_group(tmp_path: Path, fake: Any) -> None:
    path = tmp_path / "a.db"
    fill(path, [A, B], fake)
    before = repeated(path)
    fill(path, [A], fake)
    assert repeated(path) == before
    assert heads(path) == {"a": None, "b": "a"}


SHORT = "MTTQ Hoa Đào trao 9 căn nhà."


@pytest.mark.parametrize("day", [None, date(2022, 5, 1)])
def test_a_short_text_is_a_version_of_the_same_words_of_its_day(tmp_path: Path, fake: Any, day: date | None) -> None:
    path = tmp_path / "a.db"
    other_day = record("d", SHORT, date(2022, 11, 11))
    same = [record("a", SHORT, day), record("b", SHORT.rstrip("."), day)]
    fill(path, [*same, record("c", SHORT.replace("9", "8"), day), other_day], fake)
    assert heads(path) == {"a": None, "b": "a", "c": None, "d": None}
    with closing(open_for_reading(str(path))) as connection:
        (row,) = groups(connection, FigureFilter(), ["indicator"]).rows
        assert row[-8:-6] == (3, "26")


def invented(seed: int, words: int = 300) -> list[str]:
    """Words in an order that no other seed gives."""
    known = [*tokens(A.text), *tokens(D.text)]
    rng = random.Random(seed)
    return [rng.choice(known) for _ in range(words)]


def test_edited_copies_are_versions_and_strangers_are_not() -> None:
    signer = Signer()
    for seed in range(30):
        whole = invented(seed)
        original = signer.signature(whole)
        rng = random.Random(-seed)
        headline = signer.signature([*invented(seed + 1000, 12), *whole[12:]])
        shortened = signer.signature(whole[:160])
        reworded = signer.signature([rng.choice(whole) if rng.random() < 0.05 else word for word in whole])
        for copy in (headline, shortened, reworded):
            assert are_versions(original, copy)
            assert are_versions(copy, original)
            assert set(bands(original)) & set(bands(copy))
        stranger = signer.signature(invented(seed + 500))
        assert not are_versions(original, stranger)
        assert similarity(original, stranger) < 0.2
    assert similarity(original, original) == 1
    assert similarity(original, b"") == 0
    assert len(bands(original)) == 42


def test_signatures_are_the_same_in_every_process() -> None:
    """They are stored: a library that draws other numbers would find no old document again."""
    signature = Signer().signature([f"w{number}" for number in range(50)])
    assert (len(signature), signature[:12].hex()) == (516, "300000008dfa3a0344cbc305")


def test_the_time_of_storing_does_not_grow_with_copies(tmp_path: Path, fake: Any) -> None:
    """Work is counted in steps of SQLite, which do not depend on the machine."""
    steps: list[int] = []
    with Store(str(tmp_path / "a.db")) as store:
        run = store.begin_run(ExtractorVersion("0", "t", "m"))
        for number in range(240):
            body = " ".join(invented(number)) if number % 4 else A.text
            one = record(f"{number:04}", body)
            document = fake.FakeExtractor().extract_record(one)
            count = 0

            def tick() -> int:
                nonlocal count
                count += 1
                return 0

            store._connection.set_progress_handler(tick, 100)
            store.write(document, one, run)
            store._connection.set_progress_handler(None, 0)
            if number % 4:
                steps.append(count)
    first, last = steps[10:40], steps[-30:]
    assert sum(last) < 1.5 * sum(first)


def test_making_signatures_imports_no_more_of_datasketch_than_that_takes() -> None:
    """In a process of its own: whoever wants all of datasketch afterwards gets it, with the same signatures."""
    program = (
        "import sys; from mttq_extract.store.signature import Signer; words = list('abc' * 9 + 'defghi')\n"
        "first = Signer().signature(words)\n"
        "assert first and not {'scipy', 'datasketch'} & set(sys.modules), 'more than MinHash was imported'\n"
        "import datasketch; datasketch.MinHashLSH(), datasketch.minhash.MinHash()\n"
        "assert Signer().signature(words) == first"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def _plainly(versions: list[list[_Mention]]) -> list[dict[int, int]]:
    """What `_Originals` does, said as its docstring says it."""
    originals: list[_Mention] = []
    answers = []
    for mentions in versions:
        found: dict[int, int] = {}
        new = []
        for one in mentions:
            if one.fact is not None and one.fact in found:
                found[one.id] = found[one.fact]
                continue
            large = float(one.value[0] or 0) >= LARGE
            known = [o for o in originals if o.value == one.value and (large or o.id not in found.values())]
            same = [o for o in known if o.sentence == one.sentence]
            same += [o for o in known if None in (o.subject, one.subject) or o.subject == one.subject]
            if same:
                found[one.id] = same[0].id
            else:
                new.append(one)
        originals += new
        answers.append(found)
    return answers


_told = st.tuples(
    st.sampled_from(["3", "7", "150"]),
    st.sampled_from([None, "xa an", "xa binh"]),
    st.sampled_from([b"a", b"b", b"c"]),
    st.integers(0, 3),
)


@given(st.lists(st.lists(_told, max_size=8), min_size=2, max_size=4))
def test_repeats_are_found_as_a_plain_search_finds_them(
    versions: list[list[tuple[str, str | None, bytes, int]]],
) -> None:
    made = [
        [
            _Mention(100 * number + place, (low, low, "item", None, None), subject, sentence,
                     100 * number + min(place, fact) if fact else None, None)
            for place, (low, subject, sentence, fact) in enumerate(version)
        ]
        for number, version in enumerate(versions)
    ]  # fmt: skip
    originals = _Originals()
    assert [originals.repeats(mentions) for mentions in made] == _plainly(made)


def test_a_sentence_without_end_costs_its_length_once(tmp_path: Path) -> None:
    def seconds(figures: int) -> float:
        text = "Trao 3 nhà.Xây 4 cầu." * (figures // 2)
        found = tuple(
            Figure(at, at + 1, text[at], Decimal(text[at]), Decimal(text[at]), "item", "exact", "r", indicator="can_bo")
            for at in range(len(text))
            if text[at].isdigit()
        )
        with Store(str(tmp_path / f"{figures}.db")) as store:
            run = store.begin_run(ExtractorVersion("0", "t", "m"))
            begun = time.perf_counter()
            for id_ in ("a", "b"):
                document = Document(id_, text, sentences=(Sentence(0, len(text)),), figures=found)
                store.write(document, Record(id_, text), run)
            return time.perf_counter() - begun

    few = min(seconds(2000), seconds(2002))
    assert seconds(8000) < 4 * 2.3 * max(few, 0.2)
