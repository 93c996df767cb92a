"""Time the figure pass beside Duckling's Vietnamese engine, in one run, on the same texts, on one core.

    pip install '.[bench]'
    python benchmarks/figures_vs_duckling.py [TEXTS ...] [--articles N] [--markdown]

TEXTS are .txt files, folders of them or .jsonl(.gz) with a "text" field; without any, the project's own corpus is read.
Duckling is asked for numbers, money, quantities, distances, volumes and durations; and, in a row of its own, for times,
ordinals and telephone numbers too, which the figure pass reads as well, to tell them from figures. Duckling reads a
text as one piece and its time grows faster than the length, so it is given one sentence at a time.
Seconds are processor time, so that other work on the machine does not count.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from mttq_extract.figures.lexicon import Lexicon
from mttq_extract.figures.reader import read_figures
from mttq_extract.text.sentences import SentenceSplitter
from mttq_extract.text.view import View, stored

CORPUS = Path(__file__).parent.parent / "corpus"
DIMENSIONS = ["number", "amount-of-money", "quantity", "distance", "volume", "duration"]
NO_FIGURES = ["time", "ordinal", "phone-number"]


def read_texts(paths: list[Path]) -> Iterator[str]:
    """Give the texts of files and folders."""
    for path in paths:
        if path.is_dir():
            yield from read_texts(sorted(path.iterdir()))
        elif path.name.endswith((".jsonl", ".jsonl.gz")):
            opener = gzip.open if path.suffix == ".gz" else open
            with opener(path, "rt", encoding="utf-8") as lines:
                yield from (json.loads(line)["text"] for line in lines)
        elif path.suffix == ".txt":
            yield path.read_text(encoding="utf-8")


def timed(run: Callable[[], int], rounds: int = 3) -> tuple[float, int]:
    """Median seconds of some rounds, and what the last one found."""
    seconds, found = [], 0
    for _ in range(rounds):
        begin = time.process_time()
        found = run()
        seconds.append(time.process_time() - begin)
    return statistics.median(seconds), found


def duckling_parser(names: list[str]) -> Callable[[str], int]:
    """A function from a sentence to the number of Duckling's findings of these dimensions."""
    from duckling import (  # type: ignore[import-not-found]
        Context,
        default_locale_lang,
        load_time_zones,
        parse,
        parse_dimensions,
        parse_lang,
        parse_locale,
        parse_ref_time,
    )

    zones = load_time_zones("/usr/share/zoneinfo")
    context = Context(
        parse_ref_time(zones, "Asia/Ho_Chi_Minh", 1_700_000_000),
        parse_locale("VI_XX", default_locale_lang(parse_lang("VI"))),
    )
    dimensions = parse_dimensions(names)
    return lambda sentence: len(parse(sentence, context, dimensions, False))


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("texts", nargs="*", type=Path)
    options.add_argument("--articles", type=int, default=200)
    options.add_argument("--markdown", action="store_true")
    chosen = options.parse_args()
    texts = [
        stored(text) for _, text in zip(range(chosen.articles), read_texts(chosen.texts or [CORPUS]), strict=False)
    ]
    characters = sum(map(len, texts))
    lexicon, splitter = Lexicon.load(), SentenceSplitter.load()
    sentences = [text[s.start : s.end] for text in texts for s in splitter.split(text)]
    rows = [
        ("mttq_extract, figure pass", *timed(lambda: sum(len(read_figures(View.of(t), lexicon)[0]) for t in texts)))
    ]
    try:
        engines = {
            "Duckling, Vietnamese": duckling_parser(DIMENSIONS),
            "Duckling, with times, ordinals, telephones": duckling_parser([*DIMENSIONS, *NO_FIGURES]),
        }
    except ImportError:
        print("Duckling is not installed: pip install '.[bench]'")
    else:
        for name, parse in engines.items():
            rows.append((name, *timed(lambda parse=parse: sum(map(parse, sentences)), rounds=1)))  # type: ignore[misc]
    print(f"{len(texts)} texts, {characters:,} characters, one core, {date.today().isoformat()}")
    head = ("engine", "seconds", "characters/s", "found", "its seconds / ours")
    line = "| {} |" if chosen.markdown else "{}"
    join = " | " if chosen.markdown else "\t"
    print(line.format(join.join(head)))
    if chosen.markdown:
        print(line.format(join.join("---" for _ in head)))
    for name, seconds, found in rows:
        cells = (name, f"{seconds:.2f}", f"{characters / seconds:,.0f}", str(found), f"{seconds / rows[0][1]:.1f}")
        print(line.format(join.join(cells)))


if __name__ == "__main__":
    main()
