"""Edit articles as other outlets do and see which copies are recognised, and how alike different articles are.

    python benchmarks/near_duplicates.py [TEXTS.jsonl[.gz]] [--articles N] [--write docs/duplicates.md]

Without TEXTS the project's own corpus is read. The edits: another headline; another dateline and a source at the end;
the first part of the sentences only, or some of them at random under another headline; single words replaced; a
headline, a cut and replaced words at once. A fixed seed draws them.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from pathlib import Path

from mttq_extract.read.paths import read_paths
from mttq_extract.store.fold import tokens
from mttq_extract.store.signature import Signer, are_versions, bands, similarity
from mttq_extract.types import Record

CORPUS = Path(__file__).parent.parent / "corpus"
SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
BEGIN, END = "<!-- tables: begin -->", "<!-- tables: end -->"
SHORTEST = 100
"""Words of an article that is edited; of a shorter one little is left."""


def edits(text: str, other: str, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Copies of a text with what was done to each; `other` lends its headline."""
    head, *rest = [part for part in SENTENCE.split(text) if part.strip()]
    headline = SENTENCE.split(other)[0]
    words = text.split()

    def reworded(parts: list[str], share: float) -> str:
        return " ".join(rng.choice(words) if rng.random() < share else part for part in parts)

    yield "other headline", " ".join([headline, *rest])
    yield "other dateline, source added", " ".join([head, "Hà Nội, ngày 5/3 (Tin vắn) -", *rest, "Theo Báo Ví Dụ."])
    for share in (0.8, 0.7, 0.6, 0.5, 0.4):
        yield f"first {share:.0%} of the sentences", " ".join([head, *rest[: max(1, round(len(rest) * share))]])
    for share in (0.8, 0.6, 0.5):
        kept = sorted(rng.sample(range(len(rest)), max(1, round(len(rest) * share))))
        yield f"other headline, {share:.0%} of the sentences", " ".join([headline, *(rest[at] for at in kept)])
    for share in (0.02, 0.05, 0.1):
        yield f"{share:.0%} of the words replaced", reworded(words, share)
    cut = " ".join(rest[: max(1, round(len(rest) * 0.7))])
    yield "headline, first 70 %, 2 % of the words", f"{headline} {reworded(cut.split(), 0.02)}"


def main() -> None:
    """Measure and print, or write into a file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="?", default=str(CORPUS))
    parser.add_argument("--articles", type=int, default=250)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    rng, signer = random.Random(5), Signer()
    texts = [item.text for item in read_paths([options.texts]) if isinstance(item, Record)]
    long_enough = [text for text in texts if len(tokens(text)) >= SHORTEST and len(SENTENCE.split(text)) > 2]
    chosen = rng.sample(long_enough, min(options.articles, len(long_enough)))
    seen: dict[str, list[tuple[float, bool]]] = {}
    for text in chosen:
        original = signer.signature(tokens(text))
        for name, copy in edits(text, rng.choice(texts), rng):
            edited = signer.signature(tokens(copy))
            looked_at = not set(bands(original)).isdisjoint(bands(edited))
            seen.setdefault(name, []).append(
                (similarity(original, edited), looked_at and are_versions(original, edited))
            )
    lines = [f"| {len(chosen)} articles, edited | mean similarity | recognised |", "|---|--:|--:|"]
    for name, found in seen.items():
        mean = sum(alike for alike, _ in found) / len(found)
        lines.append(f"| {name} | {mean:.2f} | {sum(known for _, known in found) / len(found):.0%} |")
    signatures = [signer.signature(tokens(text)) for text in texts]
    keys: dict[int, list[int]] = {}
    for number, signature in enumerate(signatures):
        for key in bands(signature):
            keys.setdefault(key, []).append(number)
    pairs = {(a, b) for group in keys.values() for b in group for a in group if a < b}
    linked = sum(are_versions(signatures[a], signatures[b]) for a, b in pairs)
    lines += [
        "",
        f"Among the {len(texts)} different articles themselves ({len(texts) * (len(texts) - 1) // 2:,} pairs), "
        f"{len(pairs)} pairs share a key and are compared, and {linked} are taken for versions of one article.",
    ]
    table = "\n".join(lines)
    print(table)
    if options.write:
        head, _, rest = options.write.read_text(encoding="utf-8").partition(BEGIN)
        options.write.write_text(f"{head}{BEGIN}\n{table}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
