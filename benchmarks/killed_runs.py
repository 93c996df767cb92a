"""A long run killed with -9 at random moments beside one that is left alone: `python benchmarks/killed_runs.py FILE`.

FILE is what `mttq run` reads, with some minutes of work in it. The killed run is taken up again each time; then every
row of both databases is compared, and the memory of the first process and of its workers is printed. Linux only.
"""

from __future__ import annotations

import argparse
import random
import signal
import sqlite3
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
NOT_COMPARED = ("runs", "_sqlite_migrations")
"""Tables that say when something was done."""


def main() -> int:
    """Run, kill, compare; exit code 1 when the databases differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("input")
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--other-workers", type=int, help="workers of the run that is left alone; as many if not given")
    parser.add_argument("--seconds", type=float, nargs=2, default=(20.0, 90.0), help="between kills, at least and most")
    parser.add_argument("--seed", type=int, default=11)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    with TemporaryDirectory() as folder:
        killed, whole = Path(folder) / "killed.db", Path(folder) / "whole.db"
        for number in range(arguments.kills):
            after = rng.uniform(*arguments.seconds)
            ended = run(arguments.input, killed, arguments.workers, after)
            print(f"{'ended' if ended else 'killed'} after {after:.0f} s: {stored(killed):,} documents ({number + 1})")
        run(arguments.input, killed, arguments.workers, None)
        run(arguments.input, whole, arguments.other_workers or arguments.workers, None)
        one, other = rows(killed), rows(whole)
        for table in one:
            print(f"{table}: {one[table][0]:,} rows, {'the same' if one[table] == other.get(table) else 'DIFFERENT'}")
    return 0 if one == other else 1


def run(source: str, db: Path, workers: int, seconds: float | None) -> bool:
    """One `mttq run`, killed after so many seconds; says whether it had ended by itself."""
    command = [sys.executable, "-m", "mttq_extract", "run", source, "--db", str(db), "--workers", str(workers)]
    begun, most = time.monotonic(), (0, 0)
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        most = max(most[0], memory(process.pid)), max([most[1], *map(memory, children(process.pid))])
        if seconds is not None and time.monotonic() - begun > seconds:
            process.send_signal(signal.SIGKILL)
            process.wait()
            return False
        time.sleep(0.2)
    print(f"{time.monotonic() - begun:.0f} s, at most {most[0]} MB in the first process, {most[1]} MB in a worker")
    return True


def memory(pid: int) -> int:
    """Resident memory of a process, MB; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS")), 0)


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def stored(db: Path) -> int:
    """How many documents a database holds."""
    try:
        with sqlite3.connect(db) as connection:  # not read-only: what a killed process left has to be put in order
            return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def rows(db: Path) -> dict[str, tuple[int, str]]:
    """Of every table the number of rows and a digest of them, in their order, without the run that made them."""
    out = {}
    with sqlite3.connect(db) as connection:
        names = (
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_fts%' ESCAPE '\\' ORDER BY 1"
        )
        for (table,) in connection.execute(names).fetchall():
            if table in NOT_COMPARED or table.startswith("sqlite_"):
                continue
            columns = [f'"{row[1]}"' for row in connection.execute(f'PRAGMA table_info("{table}")') if row[1] != "run"]
            digest, count = sha256(), 0
            for row in connection.execute(f'SELECT {", ".join(columns)} FROM "{table}"'):
                digest.update(repr(row).encode())
                count += 1
            out[table] = count, digest.hexdigest()
    return out


if __name__ == "__main__":
    sys.exit(main())
