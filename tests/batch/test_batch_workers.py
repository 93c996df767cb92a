from __future__ import annotations

import multiprocessing
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import mttq_extract
from mttq_extract.batch import run_batch
from mttq_extract.read import ReadFailure
from mttq_extract.store.writer import Store
from mttq_extract.types import Document, Record
from mttq_extract.worker_process import ExtractionFailure
from mttq_extract.workers import AHEAD, MOST_CHARACTERS, TOGETHER, extraction

if TYPE_CHECKING:
    from collections.abc import Iterator


def record(number: int, more: str = "") -> Record:
    return Record(
        str(number), f"Bài {number}: năm 2022 MTTQ Hoa Đào trao {number} căn nhà.{more}", path=f"{number}.txt"
    )


def test_one_and_two_workers_make_the_same_database(tmp_path: Path, fake: Any, databases: Any) -> None:
    inputs: list[Record | ReadFailure] = [record(n, " CHẬM" if n % 7 == 0 else "") for n in range(60)]
    inputs[10] = ReadFailure("10.txt", "rỗng")
    inputs[20] = record(20, " HỎNG")
    dumps = []
    for workers in (1, 2, 3):
        path = str(tmp_path / f"{workers}.db")
        with Store(path) as store:
            run_batch(inputs, store, load=fake.FakeExtractor, workers=workers)
        dumps.append([line for line in databases.dump(path) if "_sqlite_migrations" not in line])
    assert dumps[0] == dumps[1] == dumps[2]
    assert len(dumps[0]) > 200


@pytest.mark.parametrize(("more", "together"), [("", TOGETHER), (" và" * (MOST_CHARACTERS // 3), 1)])
def test_input_is_taken_only_as_far_ahead_as_is_needed(fake: Any, more: str, together: int) -> None:
    taken = 0

    def inputs() -> Iterator[Record]:
        nonlocal taken
        for number in range(10_000):
            taken += 1
            yield record(number, more)

    with extraction(fake.FakeExtractor, 2) as extractor:
        outcomes = extractor.outcomes(inputs())
        for number in range(5):
            item, outcome = next(outcomes)
            assert isinstance(item, Record)
            assert isinstance(outcome, Document)
            assert item.id == outcome.id == str(number)
        assert taken <= 5 + (2 * AHEAD + 1) * together


def test_all_workers_start_at_once(fake: Any) -> None:
    before = set(multiprocessing.active_children())
    with extraction(fake.FakeExtractor, 3):
        assert len(set(multiprocessing.active_children()) - before) == 3


def test_a_worker_that_dies_costs_one_article(fake: Any) -> None:
    inputs = [record(n, " CHẾT" if n in (3, 4, 100) else " HỎNG" if n == 5 else "") for n in range(120)]
    with extraction(fake.FakeExtractor, 2) as extractor:
        found = list(extractor.outcomes([*inputs, "khác"]))
    assert [item.id if isinstance(item, Record) else item for item, _ in found] == [*map(str, range(120)), "khác"]
    lost = [item.id for item, out in found if isinstance(item, Record) and isinstance(out, ExtractionFailure)]
    assert lost == ["3", "4", "5", "100"]
    assert "worker died" in found[3][1].reason  # type: ignore[union-attr]
    assert "fake failure" in found[5][1].reason  # type: ignore[union-attr]


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_workers_are_stopped_at_once_when_the_batch_is_left(fake: Any, error: type[BaseException]) -> None:
    long = " và" * (MOST_CHARACTERS // 3)  # each is a message of its own
    inputs = [record(n, long + (" TREO" if n else "")) for n in range(4)]

    def leave() -> None:
        with extraction(fake.FakeExtractor, 2) as extractor:
            next(iter(extractor.outcomes(inputs)))
            raise error

    begun = time.perf_counter()
    with pytest.raises(error):
        leave()
    assert time.perf_counter() - begun < 45  # what the workers hold would take a minute
    assert multiprocessing.active_children() == []


def test_a_batch_with_workers_stops_where_it_is_interrupted(tmp_path: Path, fake: Any) -> None:
    def inputs() -> Iterator[Record]:
        yield from map(record, range(150))
        raise KeyboardInterrupt

    path = str(tmp_path / "a.db")
    with Store(path) as store, pytest.raises(KeyboardInterrupt):
        run_batch(inputs(), store, load=fake.FakeExtractor, workers=2)
    connection = sqlite3.connect(path)
    stored = [id_ for (id_,) in connection.execute("SELECT id FROM documents ORDER BY number")]
    connection.close()
    assert stored == [str(n) for n in range(len(stored))]
    assert len(stored) >= 150 - (2 * AHEAD + 1) * TOGETHER
    assert multiprocessing.active_children() == []


_SCRIPT = """
from fake_extractor import FakeExtractor
from mttq_extract.types import Record
from mttq_extract.workers import extraction
{guard}
    with extraction(FakeExtractor, 2) as pool:
        pool.hashes()
        print(len(list(pool.outcomes([Record(id="a", text="Trao 5 căn nhà.")]))))
"""


@pytest.mark.parametrize("guard", ["if True:", 'if __name__ == "__main__":'])
def test_a_script_that_starts_workers_as_it_is_read_is_told_what_to_do(tmp_path: Path, guard: str) -> None:
    path = tmp_path / "script.py"
    path.write_text(_SCRIPT.format(guard=guard), encoding="utf-8")
    folders = os.pathsep.join([str(Path(__file__).parent), str(Path(mttq_extract.__file__).parent.parent)])
    environment = {**os.environ, "PYTHONPATH": folders}
    done = subprocess.run([sys.executable, str(path)], capture_output=True, text=True, env=environment, timeout=60)
    if guard.endswith('"__main__":'):
        assert (done.returncode, done.stdout) == (0, "1\n")
    else:
        assert done.returncode == 1
        assert 'dưới dòng if __name__ == "__main__":' in done.stderr.splitlines()[-1]
        assert "freeze_support" not in done.stderr
