"""Time the whole pipeline beside underthesea, one worker beside two, and watch the memory, in one run on one text.

    python benchmarks/speed.py [TEXTS.jsonl[.gz]] [--articles N] [--workers N] [--memory N] [--write docs/speed.md]

Without TEXTS the project's own corpus is read, again and again under other ids. What is compared takes turns, 25
articles at a time, so that a machine with other things to do slows all of it alike; times are of the processor
(user + system) unless said otherwise. With --write the tables replace what stands between the marks in that file.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from mttq_extract import load
from mttq_extract.batch import row_extraction, run_batch, run_extraction
from mttq_extract.garbage import rare_collections
from mttq_extract.read.paths import read_paths
from mttq_extract.store.row_extractor import RowLoader
from mttq_extract.store.writer import Counts, ExtractorVersion, Store
from mttq_extract.types import Record

CORPUS = Path(__file__).parent.parent / "corpus"
TURN = 25
BEGIN, END = "<!-- tables: begin -->", "<!-- tables: end -->"


def articles(source: str, count: int) -> Iterator[Record]:
    """So many articles, given as they are read; when the source has fewer, they come again under other ids."""
    known = []
    for item in islice(read_paths([source]), count):
        if isinstance(item, Record):
            known.append(item)
            yield replace(item, id=f"{item.id}-0")
    rounds = (replace(one, id=f"{one.id}-{n // len(known)}") for n, one in enumerate(cycle(known), len(known)))
    yield from islice(rounds, count - len(known))


def compare(records: list[Record]) -> list[str]:
    """The whole pipeline, word_tokenize alone and ner on every tenth article, in turns."""
    from underthesea import ner, word_tokenize

    extractor = RowLoader(load)()
    extractor.extract_record(Record("", "Xã vận động được 5 triệu đồng."))  # models load when they are first asked
    ner("Xin chào Hà Nội")
    word_tokenize("Xin chào Hà Nội")
    clock = time.process_time
    ours = words = entities = 0.0
    characters = sampled = 0
    with tempfile.TemporaryDirectory() as folder, Store(os.path.join(folder, "a.db")) as store, rare_collections():
        run = store.begin_run(ExtractorVersion("", "", ""))
        for at in range(0, len(records), TURN):
            turn = records[at : at + TURN]
            begin = clock()
            rows = [extractor.extract_record(record) for record in turn]
            for row in rows:
                store.add(row, run)
            if at + TURN >= len(records):
                store.end_run(run, Counts(), complete=True)
            ours += clock() - begin
            sentences = [[sentence[-1] for sentence in row.sentences] for row in rows]
            begin = clock()
            for document in sentences:
                for sentence in document:
                    word_tokenize(sentence)
            words += clock() - begin
            characters += sum(row.length for row in rows)
            begin = clock()
            for row, document in list(zip(rows, sentences, strict=True))[::10]:
                sampled += row.length
                for sentence in document:
                    ner(sentence)
            entities += clock() - begin
    entities *= characters / sampled
    number = len(records)
    return [
        f"| {number} articles, {characters / number:.0f} characters each | ms an article | characters a second |",
        "|---|--:|--:|",
        f"| whole pipeline: read, sentences, figures, entities, context, store | {1000 * ours / number:.1f} "
        f"| {characters / ours:.0f} |",
        f"| underthesea `word_tokenize`, a sentence at a time | {1000 * words / number:.1f} "
        f"| {characters / words:.0f} |",
        f"| underthesea `ner`, a sentence at a time (every tenth article) | {1000 * entities / number:.1f} "
        f"| {characters / entities:.0f} |",
        "",
        f"The whole pipeline takes **{ours / words:.2f} times** the time of `word_tokenize` alone (at most 2.0 is "
        f"asked) and is **{entities / ours:.1f} times** as fast as `ner` (at least 15 is asked).",
    ]


def with_workers(source: str, count: int) -> list[str]:
    """The same batch with one worker and with two, each in a process of its own."""
    rows = ["| workers | seconds on the clock | processor seconds | of these the first process |", "|--:|--:|--:|--:|"]
    clock: dict[int, float] = {}
    work: dict[int, tuple[float, float]] = {}
    for workers in (1, 2):
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, __file__, source, "--articles", str(count), "--batch", str(workers), folder]
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            begin = time.perf_counter()
            own = float(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1])
            clock[workers] = time.perf_counter() - begin
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            work[workers] = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, own
            rows.append(f"| {workers} | {clock[workers]:.1f} | {work[workers][0]:.1f} | {own:.1f} |")
    busy, own = work[2]
    possible = work[1][0] / max(own, (busy - own) / 2, busy / 2)
    return [
        *rows,
        "",
        f"{count} articles, start and loading included. Two workers are **{clock[1] / clock[2]:.2f} times** as fast as "
        f"one on the clock of this machine (at least 1.8 is asked); by the processor time they need, "
        f"{possible:.2f} times with two processors to themselves.",
    ]


def batch(source: str, count: int, workers: int, folder: str) -> None:
    """One batch; prints the processor seconds of this process."""
    with row_extraction(load, workers) as extractor, Store(os.path.join(folder, "a.db")) as store:
        run_extraction(extractor, articles(source, count), store)
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(used.ru_utime + used.ru_stime)


def memory(source: str, count: int) -> list[str]:
    """The memory of two workers and of the process that writes, over many articles, in processes of their own."""
    command = [sys.executable, __file__, source, "--memory", str(count), "--watch"]
    watched = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return ["| articles done | MB of the process that writes | MB of the workers |", "|--:|--:|--:|", watched.strip()]


def watch(source: str, count: int) -> None:
    """One batch with two workers; prints what memory it holds on the way."""
    steps = [count * n // 5 for n in range(1, 6)]
    seen: list[tuple[int, int, list[int]]] = []

    def look(counts: Counts) -> None:
        if counts.documents_read in steps and (not seen or seen[-1][0] != counts.documents_read):
            workers = [resident(pid) for pid in children() if resident(pid) > 50]
            seen.append((counts.documents_read, resident(os.getpid()), workers))

    with tempfile.TemporaryDirectory() as folder, Store(os.path.join(folder, "a.db")) as store:
        run_batch(articles(source, count), store, load=load, workers=2, progress=look)
    for done, own, workers in seen:
        print(f"| {done} | {own} | {', '.join(map(str, workers))} |")


def children() -> list[int]:
    """The processes that this one started."""
    return [int(pid) for pid in Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()]


def resident(pid: int) -> int:
    """Resident memory of a process in MB."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1_000_000


def long_documents(source: str) -> list[str]:
    """One document of up to 10 MB: the time a megabyte must not grow."""
    extractor = RowLoader(load)()
    whole = "\n".join(record.text for record in articles(source, 200))
    while len(whole.encode()) < 10_000_000:
        whole += "\n" + whole
    rows = ["| one document of | seconds | seconds a MB |", "|--:|--:|--:|"]
    for megabytes in (1, 2, 5, 10):
        text = whole.encode()[: megabytes * 1_000_000].decode(errors="ignore")
        begin = time.process_time()
        extractor.extract_record(Record("long", text))
        seconds = time.process_time() - begin
        rows.append(f"| {megabytes} MB | {seconds:.1f} | {seconds / megabytes:.2f} |")
    return rows


def main() -> None:
    """Measure and print, or write into a file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="?", default=str(CORPUS))
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--workers", type=int, default=4000, help="articles for one and two workers; 0: not")
    parser.add_argument("--memory", type=int, default=20_000, help="articles over which the memory is watched; 0: not")
    parser.add_argument("--long", action=argparse.BooleanOptionalAction, default=True, help="time one long document")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--batch", nargs=2, metavar=("WORKERS", "FOLDER"), help=argparse.SUPPRESS)
    parser.add_argument("--watch", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.watch:
        watch(options.texts, options.memory)
        return
    if options.batch:
        batch(options.texts, options.articles, int(options.batch[0]), options.batch[1])
        return
    parts = [
        f"Python {platform.python_version()}, {os.cpu_count()} processors, load average {os.getloadavg()[0]:.1f} at "
        "the start.",
        "\n".join(compare(list(articles(options.texts, options.articles)))),
    ]
    if options.workers:
        parts.append("\n".join(with_workers(options.texts, options.workers)))
    if options.long:
        parts.append("\n".join(long_documents(options.texts)))
    if options.memory:
        parts.append("\n".join(memory(options.texts, options.memory)))
    tables = "\n\n".join(parts)
    print(tables)
    if options.write:
        text = options.write.read_text(encoding="utf-8")
        head, _, rest = text.partition(BEGIN)
        tail = rest.partition(END)[2]
        options.write.write_text(f"{head}{BEGIN}\n{tables}\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
