"""How long `mttq query` takes on a database of a million figures, cold.

    python benchmarks/questions_of_a_million.py /tmp/million.db

makes the database if it is not there (a few minutes), then asks each question in a process of its own, with the file
dropped from the system's cache before, and prints the best of five runs on the clock and on the processor.
"""

from __future__ import annotations

import os
import random
import resource
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mttq_extract.entities.admin_units import AdminUnits
from mttq_extract.store.fold import fold
from mttq_extract.store.rows import COLUMNS, search_words
from mttq_extract.store.schema import ID_STRIDE
from mttq_extract.store.writer import Counts, ExtractorVersion, Store
from mttq_extract.types import ROLES

DOCUMENTS, FIGURES = 100_000, 10
RUNS = 5
QUESTIONS = (
    "--limit 20",
    "--indicator 'nhà xây mới' --period 2022",
    "--indicator quy_vi_nguoi_ngheo_thu --period 2019..2023 --sort=-low --limit 20",
    "--group-by indicator",
    "--group-by indicator --group-by year",
    "--indicator quy_vi_nguoi_ngheo_thu --period 2022 --group-by place",
    "--indicator quy_vi_nguoi_ngheo_thu --group-by place --group-by year",
    "--group-by indicator --period 2022",
    "--place 'huyện 7' --group-by indicator",
    "--subject 'MTTQ huyện 12' --role actual",
    "--place 'huyện 7' --group-by indicator --group-by year",
    "--search 'sữa bò' --group-by indicator",
    "--search 'trao nhà' --limit 20",
    "--min 1000000000 --unit VND --limit 20",
    "--min 1000000000 --unit VND --group-by indicator",
    "--group-by place --indicator nha_xay_moi --format csv",
    "--group-by place",
    "--group-by subject --sort=-sum",
    "--group-by place --period 2022",
    "--min 1000000000 --unit VND --group-by place",
)
_WORDS = (
    "trao",
    "nhà",
    "quà",
    "tặng",
    "hộ",
    "nghèo",
    "vận",
    "động",
    "quỹ",
    "cán",
    "bộ",
    "giám",
    "sát",
    "hội",
    "nghị",
    "tỉnh",
)
_RARE = [f"{a} {b}" for a in ("sữa", "gạo", "chăn", "mì") for b in ("bò", "nếp", "ấm", "gói", "tôm")]


def fill(path: str) -> None:
    """Make the database; it holds what a run over a hundred thousand invented articles would leave."""
    chance = random.Random(8)
    with Store(path) as store:
        run = store.begin_run(ExtractorVersion("0", "tables", "models"))
        connection = store._connection
        indicators = connection.execute("SELECT id, unit FROM indicators").fetchall()
        gazetteer = [unit for unit in AdminUnits.load() if not unit.today]
        communes = [unit.id for unit in gazetteer if unit.tier == 2]
        districts = [unit.id for unit in gazetteer if unit.tier == 1]
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        for number in range(1, DOCUMENTS + 1):
            write(store, number, run, indicators, (communes, districts), chance)
        connection.execute("UPDATE totals_state SET fresh = 0")
        connection.execute("INSERT OR IGNORE INTO unsettled SELECT DISTINCT indicator, unit, role FROM figures")
        connection.execute("COMMIT")
        store.end_run(run, Counts(DOCUMENTS, DOCUMENTS, 0, 0, DOCUMENTS * FIGURES), complete=True)


def write(
    store: Store,
    number: int,
    run: int,
    indicators: list[tuple[str, str]],
    units: tuple[list[str], list[str]],
    chance: random.Random,
) -> None:
    """One invented article with ten figures in three sentences."""
    connection = store._connection
    year = chance.randint(2009, 2025)
    document = f"bai-{number}"
    lines = [" ".join(chance.choices(_WORDS, k=22)) + " " + chance.choice(_RARE) for _ in range(3)]
    text = ". ".join(lines)
    title = f"Bài {number}"
    known = {"title": title, "published": f"{year}-05-01", "outlet": f"Báo {number % 40}", "text": text}
    row = [known.get(name, "x" if name.endswith("sha256") else None) for name in COLUMNS["documents"]]
    columns = ", ".join(COLUMNS["documents"])
    connection.execute(
        f"INSERT INTO documents (id, number, run, {columns}) VALUES (?, ?, ?, {', '.join('?' * len(row))})",
        (document, number, run, *row),
    )
    connection.execute("INSERT INTO documents_fts (rowid, title, text) VALUES (?, ?, ?)", (number, title, fold(text)))
    first = number * ID_STRIDE
    sentences = [(first + i, document, i, i * 100, i * 100 + 99, 0, 0, line) for i, line in enumerate(lines)]
    columns = ", ".join(f'"{name}"' for name in COLUMNS["sentences"])
    connection.executemany(f"INSERT INTO sentences ({columns}) VALUES ({', '.join('?' * 8)})", sentences)
    connection.executemany(
        "INSERT INTO sentences_fts (rowid, text) VALUES (?, ?)", [(row[0], fold(row[-1])) for row in sentences]
    )
    rows = list(figures(first, document, year, indicators, units, chance))
    names = COLUMNS["figures"]
    columns = ", ".join(f'"{name}"' for name in names)
    connection.executemany(f"INSERT INTO figures ({columns}) VALUES ({', '.join('?' * len(names))})", rows)
    at = [names.index(name) for name in ("subject", "place", "subject_name", "place_name")]
    connection.executemany(
        "INSERT INTO figures_fts (rowid, subject, place) VALUES (?, ?, ?)",
        [(row[0], *search_words(*(row[i] for i in at))) for row in rows],
    )


def figures(
    first: int,
    document: str,
    year: int,
    indicators: list[tuple[str, str]],
    units: tuple[list[str], list[str]],
    chance: random.Random,
) -> Iterator[tuple[Any, ...]]:
    """Rows of table figures: mostly done, of about 700 districts and some thousand communes."""
    district = chance.random() < 0.6
    number = chance.randint(1, 700 if district else 3000)
    place = f"huyện {number}" if district else f"xã {number}"
    place_unit = units[district][number]
    for i in range(FIGURES):
        indicator, unit = chance.choice(indicators)
        unit = unit if unit != "*" else chance.choice(["item", "percent", "VND"])
        low = float(chance.randint(1, 400) * (10**7 if unit == "VND" else 1))
        role = "actual" if chance.random() < 0.7 else chance.choice(ROLES)
        start, end = chance.choice([("01-01", "12-31"), ("01-01", "06-30"), ("05-01", "05-01")])
        dated = chance.random() < 0.8
        period = (f"{year}-{start}", f"{year}-{end}") if dated else (None, None)
        id_ = first + 7 * i
        yield (
            *(id_, document, first + i % 3, 7 * i, 7 * i + 5, "x", f"{low:.0f}", f"{low:.0f}", low, low, unit, None),
            *(None, "exact", chance.choice(_WORDS), role, indicator, "/".join(period) if dated else None, *period),
            *(
                f"MTTQ {place}",
                place,
                "rule",
                0.9,
                0,
                id_,
                None,
                "{}",
                place,
                place,
                id_,
                period[1],
                None,
                place_unit,
                None,
                None,
            ),
        )


def ask(path: str, question: str) -> tuple[float, float]:
    """Seconds on the clock and on the processor of one call, the database read from the disk."""
    with open(path, "rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    command = [sys.executable, "-c", "from mttq_extract.cli import main; main()", "query", "--db", path]
    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*command, *shlex.split(question)], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - begun, used


def main() -> None:
    """Make the database where it is missing, and print the table."""
    path = sys.argv[1]
    if not Path(path).exists():
        begun = time.perf_counter()
        fill(path)
        print(f"{path}: {os.path.getsize(path) / 1e9:.2f} GB in {time.perf_counter() - begun:.0f} s")
    print("| clock s | processor s | mttq query |\n| --- | --- | --- |")
    for question in QUESTIONS:
        times = [ask(path, question) for _ in range(RUNS)]
        clock, processor = map(min, zip(*times, strict=True))
        print(f"| {clock:.2f} | {processor:.2f} | {question} |", flush=True)


if __name__ == "__main__":
    main()
