from __future__ import annotations

import sqlite3
import time
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from mttq_extract.batch import Selection, limited, retry_paths, run_batch
from mttq_extract.batch.run import Failure
from mttq_extract.errors import ModelError, StoreError
from mttq_extract.read import ReadFailure
from mttq_extract.store.writer import Store
from mttq_extract.types import Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mttq_extract.batch import BatchResult


def article(number: int, more: str = "") -> Record:
    text = f"Tin số {number}\nNăm nay, năm 2022 MTTQ Hoa Đào trao {number} căn nhà tại xã Đông.{more}"
    return Record(f"bao/{number}", text, title=f"Tin {number}", path=f"{number}.txt")


def articles(count: int) -> list[Record]:
    return [article(number) for number in range(1, count + 1)]


def run(path: Path, inputs: Any, load: Any, **options: Any) -> BatchResult:
    with Store(str(path)) as store:
        return run_batch(inputs, store, load=load, **options)


def rows(path: Path, sql: str) -> list[Any]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def test_everything_is_stored_and_counted(tmp_path: Path, fake: Any) -> None:
    path = tmp_path / "a.db"
    result = run(path, [*articles(3), ReadFailure("x.txt", "rỗng")], fake.FakeExtractor)
    counts = result.counts
    assert (counts.documents_read, counts.documents_stored, counts.figures_stored, counts.failed) == (3, 3, 3, 1)
    assert rows(path, "SELECT surface FROM figures ORDER BY id") == [(f"{n} căn nhà",) for n in (1, 2, 3)]
    ((finished, *stored),) = rows(path, "SELECT finished, documents_read, documents_stored, failed FROM runs")
    assert finished
    assert stored == [3, 3, 1]


def test_running_again_changes_nothing_but_the_runs(tmp_path: Path, fake: Any, databases: Any) -> None:
    path = tmp_path / "a.db"
    inputs = [*articles(5), ReadFailure("x.txt", "rỗng"), ReadFailure("y.jsonl", "sai", 3), article(9, " HỎNG")]
    first = run(path, inputs, fake.FakeExtractor)
    before = databases.dump(str(path))
    second = run(path, inputs, fake.FakeExtractor)
    assert databases.dump(str(path)) == before
    assert len(before) > 50
    assert first.failures == second.failures
    assert (second.counts.documents_unchanged, second.counts.documents_stored) == (5, 0)
    assert rows(path, "SELECT count(*) FROM runs") == [(2,)]


def test_only_what_changed_is_done_again(tmp_path: Path, fake: Any, databases: Any) -> None:
    path = tmp_path / "a.db"
    run(path, articles(4), fake.FakeExtractor)
    before = databases.content(str(path))
    changed = [article(1), article(2, " Thêm 5 hộ."), article(3), article(4)]
    result = run(path, changed, fake.FakeExtractor)
    assert (result.counts.documents_stored, result.counts.documents_unchanged) == (1, 3)
    after = databases.content(str(path))
    for table in ("documents", "sentences", "figures", "rejections"):
        key = "id" if table == "documents" else "document"
        assert [r for r in after[table] if r[key] != "bao/2"] == [r for r in before[table] if r[key] != "bao/2"]
    assert [r["surface"] for r in after["figures"] if r["document"] == "bao/2"] == ["2 căn nhà", "5 hộ"]
    # Done anew, the database is the same as one that never saw the old text.
    fresh = tmp_path / "b.db"
    run(fresh, changed, fake.FakeExtractor)
    assert databases.content(str(fresh)) == after


@pytest.mark.parametrize("change", [{"tables_hash": "tables-2"}, {"models_hash": "models-2"}])
def test_another_extractor_does_everything_again(tmp_path: Path, fake: Any, change: dict[str, str]) -> None:
    path = tmp_path / "a.db"
    run(path, articles(3), fake.FakeExtractor)
    assert run(path, articles(3), partial(fake.FakeExtractor, **change)).counts.documents_stored == 3
    assert run(path, articles(3), partial(fake.FakeExtractor, **change)).counts.documents_stored == 0


def test_another_package_version_does_everything_again(
    tmp_path: Path, fake: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.db"
    run(path, articles(3), fake.FakeExtractor)
    monkeypatch.setattr("mttq_extract.__version__", "99")
    assert run(path, articles(3), fake.FakeExtractor).counts.documents_stored == 3


def test_figure_ids_outlive_a_run_by_another_version(tmp_path: Path, fake: Any) -> None:
    path = tmp_path / "a.db"
    run(path, articles(3), fake.FakeExtractor)
    before = rows(path, "SELECT id, surface FROM figures ORDER BY id")
    run(path, articles(3)[::-1], partial(fake.FakeExtractor, tables_hash="2"))
    assert rows(path, "SELECT id, surface FROM figures ORDER BY id") == before


@pytest.mark.parametrize("workers", [1, 2])
def test_an_article_that_trips_the_extractor_does_not_stop_the_others(tmp_path: Path, fake: Any, workers: int) -> None:
    path = tmp_path / "a.db"
    result = run(path, [article(1), article(2, " HỎNG"), article(3)], fake.FakeExtractor, workers=workers)
    assert result.counts.documents_stored == 2
    (failure,) = result.failures
    assert (failure.path, failure.item) == ("2.txt", "bao/2")
    assert "ValueError: fake failure" in failure.reason
    assert rows(path, "SELECT path, item FROM failures") == [("2.txt", "bao/2")]


def test_a_failure_keeps_what_was_stored_before(tmp_path: Path, fake: Any) -> None:
    path = tmp_path / "a.db"
    run(path, [article(1)], fake.FakeExtractor)
    run(path, [article(1, " HỎNG")], fake.FakeExtractor)
    assert rows(path, "SELECT surface FROM figures") == [("1 căn nhà",)]


def test_failures_that_are_mended_are_forgotten_and_others_kept(tmp_path: Path, fake: Any) -> None:
    path = tmp_path / "a.db"
    bad = [
        article(1, " HỎNG"),
        ReadFailure("2.txt", "rỗng"),
        ReadFailure("b/c.jsonl", "sai", 3),
        ReadFailure("khác.txt", "rỗng"),
        ReadFailure("b", "thư mục không có bài nào"),
    ]
    run(path, bad, fake.FakeExtractor)
    assert len(rows(path, "SELECT * FROM failures")) == 5
    run(path, [article(1), article(2), ReadFailure("b/c.jsonl", "sai khác", 4)], fake.FakeExtractor)
    assert sorted(rows(path, "SELECT path, item FROM failures")) == [("b/c.jsonl", "line 4"), ("khác.txt", "")]


def test_a_failure_names_its_line_in_vietnamese() -> None:
    assert str(Failure("c.jsonl", "line 4", "sai")) == "c.jsonl [dòng 4]: sai"
    assert [str(Failure("c.jsonl", item, "sai")) for item in ("", "line-up")] == [
        "c.jsonl: sai",
        "c.jsonl [line-up]: sai",
    ]


def test_a_moved_file_is_noted_without_extracting_it_again(tmp_path: Path, fake: Any) -> None:
    path = tmp_path / "a.db"
    first = article(1)
    run(path, [first], fake.FakeExtractor)
    result = run(path, [replace(first, path="mới/1.txt")], fake.FakeExtractor)
    assert (result.counts.documents_unchanged, result.replaced) == (1, ())
    assert rows(path, "SELECT path, run FROM documents") == [("mới/1.txt", 1)]
    result = run(path, [replace(first, path="khác/1.txt", text="Bài khác, 3 hộ.")], fake.FakeExtractor)
    assert result.replaced == ("bao/1: mới/1.txt → khác/1.txt",)


def test_what_loading_raises_reaches_the_caller(tmp_path: Path, fake: Any) -> None:
    for workers in (1, 2):
        with pytest.raises(ModelError, match="fake model"):
            run(tmp_path / "a.db", articles(3), fake.broken, workers=workers)
    assert rows(tmp_path / "a.db", "SELECT count(*) FROM runs") == [(0,)]


def test_an_interrupt_keeps_what_is_stored_and_the_next_run_goes_on(tmp_path: Path, fake: Any, databases: Any) -> None:
    path = tmp_path / "a.db"

    def inputs() -> Iterator[Record | ReadFailure]:
        yield from articles(4)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(path, inputs(), fake.FakeExtractor)
    assert rows(path, "SELECT finished, documents_stored FROM runs") == [(None, 4)]
    result = run(path, articles(6), fake.FakeExtractor)
    assert (result.counts.documents_unchanged, result.counts.documents_stored) == (4, 2)
    whole = tmp_path / "b.db"
    run(whole, articles(6), fake.FakeExtractor)
    assert databases.content(str(path)) == databases.content(str(whole))


def test_a_database_that_can_no_longer_be_written_ends_the_run(
    tmp_path: Path, fake: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mttq_extract.store.writer.TOGETHER", 1)
    with Store(str(tmp_path / "a.db")) as store:

        def inputs() -> Iterator[Record | ReadFailure]:
            yield article(1)
            store._connection.execute("PRAGMA query_only=ON")
            yield article(2)

        with pytest.raises(StoreError, match="chỉ được đọc"):
            run_batch(inputs(), store, load=fake.FakeExtractor)
    assert rows(tmp_path / "a.db", "SELECT id FROM documents") == [("bao/1",)]


def test_progress_is_told_after_every_input(tmp_path: Path, fake: Any) -> None:
    seen: list[tuple[int, int]] = []
    run(
        tmp_path / "a.db",
        [*articles(2), ReadFailure("x", "rỗng")],
        fake.FakeExtractor,
        progress=lambda counts: seen.append((counts.documents_read, counts.failed)),
    )
    assert seen == [(1, 0), (2, 0), (2, 1)]


def test_a_limit_counts_what_is_extracted_and_the_next_run_goes_on(tmp_path: Path, fake: Any, databases: Any) -> None:
    path = tmp_path / "a.db"
    first = run(path, articles(7), fake.FakeExtractor, selection=Selection(limit=3))
    assert (first.counts.documents_stored, first.cut_short) == (3, True)
    second = run(path, articles(7), fake.FakeExtractor, selection=Selection(limit=3))
    assert (second.counts.documents_stored, second.counts.documents_unchanged, second.cut_short) == (3, 3, True)
    third = run(path, articles(7), fake.FakeExtractor, selection=Selection(limit=3))
    assert (third.counts.documents_stored, third.cut_short) == (1, False)
    whole = tmp_path / "b.db"
    run(whole, articles(7), fake.FakeExtractor)
    assert databases.content(str(path)) == databases.content(str(whole))


def test_a_run_that_is_cut_short_forgets_no_failure(tmp_path: Path, fake: Any) -> None:
    path = tmp_path / "a.db"
    inputs = [replace(one, path="a.jsonl") for one in (article(1), article(2), article(3, " HỎNG"))]
    run(path, inputs, fake.FakeExtractor)
    again = [replace(one, path="a.jsonl") for one in (article(1, " Mới."), article(2, " Mới."), article(3))]
    run(path, again, fake.FakeExtractor, selection=Selection(limit=1))
    assert rows(path, "SELECT path, item FROM failures") == [("a.jsonl", "bao/3")]
    run(path, again, fake.FakeExtractor)
    assert rows(path, "SELECT path, item FROM failures") == []


def test_older_articles_are_left_out_and_undated_ones_taken(tmp_path: Path, fake: Any) -> None:
    path = tmp_path / "a.db"
    days = [date(2023, 12, 31), date(2024, 1, 1), None, date(2025, 6, 1)]
    inputs = [replace(article(n), published=day) for n, day in enumerate(days)]
    result = run(path, inputs, fake.FakeExtractor, selection=Selection(since=date(2024, 1, 1)))
    assert (result.counts.documents_read, result.counts.documents_skipped) == (4, 1)
    assert rows(path, "SELECT id FROM documents ORDER BY id") == [("bao/1",), ("bao/2",), ("bao/3",)]
    assert rows(path, "SELECT documents_skipped FROM runs") == [(1,)]


def test_a_failure_of_an_article_that_is_left_out_stays(tmp_path: Path, fake: Any) -> None:
    path = tmp_path / "a.db"
    old = replace(article(1, " HỎNG"), published=date(2020, 1, 1))
    run(path, [old], fake.FakeExtractor)
    run(path, [old], fake.FakeExtractor, selection=Selection(since=date(2024, 1, 1)))
    assert rows(path, "SELECT item FROM failures") == [("bao/1",)]


def test_only_what_failed_is_tried_again(tmp_path: Path, fake: Any) -> None:
    path = tmp_path / "a.db"
    inputs = [replace(article(n, " HỎNG" if n in (2, 4) else ""), path="a.jsonl") for n in range(1, 6)]
    run(path, [*inputs, ReadFailure("b.zip/c.txt", "rỗng")], fake.FakeExtractor)
    with Store(str(path)) as store:
        failed = store.failures()
    assert failed == {"a.jsonl": {"bao/2", "bao/4"}, "b.zip/c.txt": {""}}
    mended = [replace(article(n, " Sửa."), path="a.jsonl") for n in range(1, 4)]
    inputs = [*mended, replace(article(4, " HỎNG"), path="a.jsonl"), replace(article(9), path="b.zip/c.txt")]
    result = run(path, [*inputs, article(7)], fake.FakeExtractor, selection=Selection(failed=failed))
    assert (result.counts.documents_read, result.counts.documents_stored, result.counts.failed) == (3, 2, 1)
    assert rows(path, "SELECT path, item FROM failures") == [("a.jsonl", "bao/4")]
    assert rows(path, "SELECT id FROM documents WHERE text LIKE '%Sửa.%'") == [("bao/2",)]


def test_a_line_that_could_not_be_read_stands_for_its_file() -> None:
    selection = Selection(failed={"a.jsonl": frozenset({"line 3"}), "thư mục": frozenset({""})})
    assert selection.is_retried(Record("x", "bài", path="a.jsonl"))
    assert selection.is_retried(Record("x", "bài", path="thư mục/trong/x.txt"))
    assert not selection.is_retried(Record("x", "bài", path="b.jsonl"))
    assert selection.is_retried(ReadFailure("a.jsonl", "sai", 9))


def test_what_is_tried_again_is_read_from_the_disk(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"")
    (tmp_path / "b.txt").write_bytes(b"")
    paths = [str(tmp_path / name) for name in ("a.zip/x/1.txt", "a.zip/2.txt", "b.txt", "mất.txt")]
    *found, gone, stdin = retry_paths([*paths, "-"])
    assert found == [str(tmp_path / "a.zip"), str(tmp_path / "b.txt")]
    assert isinstance(gone, ReadFailure)
    assert gone.path == paths[-1]
    assert isinstance(stdin, ReadFailure)


@pytest.mark.parametrize("workers", [1, 2])
def test_an_article_that_takes_too_long_is_a_failure(tmp_path: Path, fake: Any, workers: int) -> None:
    path = tmp_path / "a.db"
    inputs = [article(1), article(2, " TREO"), article(3)]
    result = run(path, inputs, fake.FakeExtractor, workers=workers, seconds=0.5)
    assert [(failure.item, failure.reason[:13]) for failure in result.failures] == [("bao/2", "quá 0.5 giây ")]
    assert rows(path, "SELECT id FROM documents") == [("bao/1",), ("bao/3",)]


@pytest.mark.slow
def test_a_worker_that_no_signal_reaches_is_ended(tmp_path: Path, fake: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mttq_extract.workers.GRACE", 10.0)
    path = tmp_path / "a.db"
    inputs = [article(n, " ĐIẾC" if n == 3 else "") for n in range(30)]
    result = run(path, inputs, fake.FakeExtractor, workers=2, seconds=0.2)
    assert [failure.item for failure in result.failures] == ["bao/3"]
    assert "time limit" in result.failures[0].reason
    assert result.counts.documents_stored == 29


def test_a_file_that_takes_too_long_to_read_costs_only_itself(tmp_path: Path, fake: Any) -> None:
    """The readers take the limit for an error of the file: see read_sources."""

    def slow() -> Iterator[Record | ReadFailure]:
        yield article(1)
        try:
            time.sleep(30)
        except OSError as error:
            yield ReadFailure("chậm.pdf", str(error))
        yield article(2)

    result = run(tmp_path / "a.db", limited(slow(), 0.2), fake.FakeExtractor)
    assert [failure.path for failure in result.failures] == ["chậm.pdf"]
    assert result.counts.documents_stored == 2


def test_a_full_disk_ends_the_run_and_keeps_what_is_stored(
    tmp_path: Path, fake: Any, databases: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mttq_extract.store.writer.TOGETHER", 5)
    path = tmp_path / "a.db"
    with Store(str(path)) as store:
        pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
        store._connection.execute(f"PRAGMA max_page_count={pages + 20}")
        with pytest.raises(StoreError, match="đĩa đầy"):
            run_batch(articles(400), store, load=fake.FakeExtractor)
    kept = rows(path, "SELECT count(*) FROM documents")[0][0]
    assert 0 < kept < 400
    assert kept % 5 == 0
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    result = run(path, articles(400), fake.FakeExtractor)
    assert (result.counts.documents_unchanged, result.counts.documents_stored) == (kept, 400 - kept)
    whole = tmp_path / "b.db"
    run(whole, articles(400), fake.FakeExtractor)
    assert databases.content(str(path)) == databases.content(str(whole))


def test_another_process_that_stores_the_same_article_meanwhile_is_not_undone(tmp_path: Path, fake: Any) -> None:
    path = tmp_path / "a.db"

    def inputs() -> Iterator[Record]:
        yield article(1)
        run(path, articles(2), fake.FakeExtractor)
        yield article(2)

    with Store(str(path)) as store:
        result = run_batch(inputs(), store, load=fake.FakeExtractor)
    assert rows(path, "SELECT id, run FROM documents ORDER BY id") == [("bao/1", 2), ("bao/2", 2)]
    assert result.counts.documents_unchanged == 1


def test_with_the_time_given_two_databases_are_equal_byte_for_byte(
    tmp_path: Path, fake: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    dumps = []
    for workers in (1, 2):
        path = tmp_path / f"{workers}.db"
        run(path, [*articles(60), article(77, " HỎNG")], fake.FakeExtractor, workers=workers)
        connection = sqlite3.connect(path)
        dumps.append("\n".join(connection.iterdump()))
        connection.close()
    assert dumps[0] == dumps[1]
    assert "2023-11-14T22:13:20+00:00" in dumps[0]
