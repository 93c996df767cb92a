"""Time the entity pass beside underthesea's word_tokenize: `python benchmarks/entities_speed.py [--texts FILE]`.

Both read the same sentences in one run, in turns, so that a busy machine slows both; the ratio is what counts. The
entity pass is dates, rules, the model where there is one, and linking to the gazetteer. Without --texts the project's
own corpus is read.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from pathlib import Path

from mttq_extract import load
from mttq_extract.text.view import View, stored
from mttq_extract.text.words import underthesea_tokenizer

CORPUS = Path(__file__).parent.parent / "corpus"


def read_texts(path: Path | None, limit: int) -> list[str]:
    """Articles of a JSONL file, or those of the corpus."""
    if path is None:
        return [stored(file.read_text(encoding="utf-8")) for file in sorted(CORPUS.rglob("*.txt"))][:limit]
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [stored(json.loads(line)["text"]) for line in file][:limit]


def main() -> None:
    """Print seconds of both and their ratio, the median of the rounds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, help="JSONL (.gz) with text")
    parser.add_argument("--limit", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    texts = read_texts(options.texts, options.limit)
    extractor, tokenize = load(), underthesea_tokenizer()
    prepared = []
    for text in texts:
        view = View.of(text)
        prepared.append((view, extractor.sentences.split(text)))
    tokenize("Hà Nội")
    extractor.extract(texts[0])
    ratios = []
    for _ in range(options.rounds):
        words = entities = 0.0
        for view, sentences in prepared:
            start = time.process_time()
            for sentence in sentences:
                tokenize(view.text[sentence.start : sentence.end])
            middle = time.process_time()
            extractor.dates.read(view)
            extractor.entities.read(view, sentences)
            end = time.process_time()
            words += middle - start
            entities += end - middle
        ratios.append(entities / words)
        print(f"word_tokenize {words:.2f} s, entities {entities:.2f} s, ratio {entities / words:.2f}")
    size = sum(map(len, texts))
    print(
        f"{len(texts)} articles, {size:,} characters; entities / word_tokenize: {sorted(ratios)[len(ratios) // 2]:.2f}"
    )


if __name__ == "__main__":
    main()
