"""Compare a sequence model with the rules: `python benchmarks/sequence_model.py --texts FILE.jsonl.gz [--folds 4]`.

The model is the CRF of underthesea_core over syllables and marks: word, neighbours, shape, what the tables say of the
word, and (unless --alone) what the rules made of it. Each document of the dev split is tagged by a model that has not
seen it. Printed are strict and overlap F1 of the rules, of the model in their place, and of the rules with the
persons, bodies and places that the model finds where the rules find nothing. docs/entities.md has the result.
"""

from __future__ import annotations

import argparse
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mttq_extract import load
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.tokens import Tokens
from mttq_extract.evaluate.gold import check_texts, read_gold
from mttq_extract.evaluate.prepare import corpus_beside
from mttq_extract.evaluate.texts import find_texts
from mttq_extract.text.view import View, stored

GOLD = Path(__file__).parent.parent / "gold"
ADDED = ("PER", "ORG", "LOC")
LONGEST_SENTENCE = 200

Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Tagged:
    """A document as tokens, with the token spans of people and of the rules."""

    source: str
    tokens: Tokens
    gold: list[Span]
    rules: list[Span]


def token_spans(view: View, tokens: Tokens, found: Sequence[Any]) -> list[Span]:
    """Entities, with text offsets, as spans of tokens."""
    pairs = [view.span(a, b) for a, b in zip(tokens.start[:-1], tokens.end[:-1], strict=True)]
    starts, ends = [a for a, _ in pairs], [b for _, b in pairs]
    return [(bisect_left(starts, e.start), bisect_left(ends, e.end) + 1, e.type) for e in found]


def read_documents(texts: Sequence[Path]) -> list[Tagged]:
    """The documents of the dev split whose texts are at hand."""
    gold = read_gold([GOLD]).select("dev")
    records = find_texts(gold.documents, [*corpus_beside(gold.folders), *texts])
    problems = check_texts(gold, records)
    extractor = load()
    out = []
    for id_, document in gold.documents.items():
        if id_ in problems or document.entities_until is not None:
            continue
        view = View.of(stored(records[id_].text))
        tokens = Tokens.of(view)
        rules = extractor.extract_record(records[id_]).entities
        out.append(
            Tagged(
                document.source,
                tokens,
                token_spans(view, tokens, gold.entities[id_]),
                token_spans(view, tokens, rules),
            )
        )
    return out


def labels(spans: Sequence[Span], size: int) -> list[str]:
    """Spans as B-, I- and O labels."""
    out = ["O"] * size
    for start, end, kind in spans:
        out[start:end] = ["B-" + kind, *["I-" + kind] * (end - start - 1)]
    return out


def features(one: Tagged, lexicon: Lexicon, alone: bool) -> list[list[str]]:
    """The features of each token, as CRFsuite names them."""
    tokens, size = one.tokens, len(one.tokens)
    knows = {
        "family": lexicon.titles.family,
        "middle": lexicon.titles.middle,
        "body": lexicon.organisations.heads.first,
        "place": lexicon.places.words.first,
        "known": lexicon.places.known.first,
        "title": lexicon.titles.words.first,
        "field": lexicon.organisations.fields.first,
    }
    told = ["".join(k[0] for k, words in knows.items() if word in words) for word in tokens.lower]
    rules = labels(one.rules, size)

    def at(values: Sequence[str], i: int) -> str:
        return values[i] if 0 <= i < size else "#"

    out = []
    for i in range(size):
        row = [f"w{k}={at(tokens.lower, i + k)}" for k in (-2, -1, 0, 1, 2)]
        row += [f"b{k}={at(tokens.lower, i + k)} {at(tokens.lower, i + k + 1)}" for k in (-1, 0)]
        row.append("s=" + "".join(at(tokens.shape, i + k) for k in (-2, -1, 0, 1, 2)))
        row.append("s3=" + "".join(at(tokens.shape, i + k) for k in (-1, 0, 1)))
        row += [f"t={told[i]}", f"t-1={at(told, i - 1)} {told[i]}", f"st={at(tokens.shape, i)}{at(told, i + 1)}"]
        if not alone:
            near = [at(rules, i + k) for k in (-1, 0, 1)]
            row += [f"r={near[1]}", f"r+={near[1]} {near[2]}", f"r-={near[0]} {near[1]}"]
            row += [f"rw={near[1]} {at(tokens.lower, i + k)} {k}" for k in (-1, 0, 1)]
        out.append(row)
    return out


def sentences(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Stretches between line ends and full stops."""
    start = 0
    for i, shape in enumerate(tokens.shape[: len(tokens)]):
        stop = shape in ".!?" and tokens.capital(i + 1) and not tokens.glued(i + 1) and tokens.shape[i - 1] == "l"
        if (shape == "n" or stop or i - start > LONGEST_SENTENCE) and i > start:
            yield start, i
            start = i + (shape == "n")
    if start < len(tokens):
        yield start, len(tokens)


def spans_of(tags: Sequence[str]) -> Iterator[Span]:
    """Labels as spans; a stray I- begins one."""
    start = 0
    for i in range(1, len(tags) + 1):
        if i == len(tags) or tags[i] != "I-" + tags[i - 1][2:]:
            if tags[i - 1] != "O":
                yield start, i, tags[i - 1][2:]
            start = i


def f1(pairs: Sequence[tuple[list[Span], list[Span]]]) -> str:
    """Strict and overlap F1 of predicted spans, all types together."""
    gold = sum(len(g) for g, _ in pairs)
    found = sum(len(p) for _, p in pairs)
    strict = sum(len(set(g) & set(p)) for g, p in pairs)
    near = sum(any(a[2] == b[2] and a[0] < b[1] and b[0] < a[1] for b in p) for g, p in pairs for a in g)
    back = sum(any(a[2] == b[2] and a[0] < b[1] and b[0] < a[1] for b in g) for g, p in pairs for a in p)
    return f"strict {2 * strict / (gold + found):.4f} overlap {(near + back) / (gold + found):.4f}"


def tag(train: Sequence[Tagged], held: Sequence[Tagged], options: argparse.Namespace) -> list[list[Span]]:
    """Train on some documents and tag others."""
    from underthesea_core import CRFTagger, CRFTrainer

    lexicon = Lexicon.load()
    rows, tags = [], []
    for one in train:
        seen, wanted = features(one, lexicon, options.alone), labels(one.gold, len(one.tokens))
        for start, end in sentences(one.tokens):
            rows.append(seen[start:end])
            tags.append(wanted[start:end])
    trainer = CRFTrainer(l2_penalty=options.l2, max_iterations=options.iterations, verbose=0)
    tagger = CRFTagger.from_model(trainer.train(rows, tags) or trainer.get_model())
    out = []
    for one in held:
        seen, found = features(one, lexicon, options.alone), []
        for start, end in sentences(one.tokens):
            found += [(start + a, start + b, kind) for a, b, kind in spans_of(tagger.tag(seen[start:end]))]
        out.append(found)
    return out


def main() -> None:
    """Cross-validate and print the scores by source of the documents."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, action="append", default=[], help="texts of the real articles")
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--only", type=int, help="stop after so many folds")
    parser.add_argument("--alone", action="store_true", help="without what the rules made of a token")
    parser.add_argument("--iterations", type=int, default=60)
    parser.add_argument("--l2", type=float, default=0.5)
    options = parser.parse_args()
    documents = read_documents(options.texts)
    results: dict[str, dict[str, list[tuple[list[Span], list[Span]]]]] = {}
    for fold in range(options.only or options.folds):
        held = documents[fold :: options.folds]
        train = [one for place, one in enumerate(documents) if place % options.folds != fold]
        for one, found in zip(held, tag(train, held, options), strict=True):
            taken = {k for start, end, _ in one.rules for k in range(start, end)}
            new = [s for s in found if s[2] in ADDED and taken.isdisjoint(range(s[0], s[1]))]
            systems = {"rules": one.rules, "model": found, "rules + model": [*one.rules, *new]}
            for system, spans in systems.items():
                for source in (one.source or "real", "all"):
                    results.setdefault(source, {}).setdefault(system, []).append((one.gold, spans))
    for source, systems_ in sorted(results.items()):
        for system, pairs in systems_.items():
            print(f"{source:<10} {system:<14} n={len(pairs):<4} {f1(pairs)}")


if __name__ == "__main__":
    main()
