"""What two versions of one article share: MinHash signatures of their folded words, and keys to look them up by.

A signature is the MinHash of the runs of `SHINGLE` folded words of an article, made by datasketch; the share of
equal numbers in two signatures estimates the Jaccard similarity of the two sets of runs, and with the sizes of
the sets how much of the smaller one the larger one holds. Keys ("bands") are digests of `ROWS` numbers each: two
articles that share a key are worth comparing, so that no article has to be compared with all others.
"""

from __future__ import annotations

import struct
import sys
import zlib
from hashlib import blake2b, shake_128
from importlib.util import find_spec, module_from_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from datasketch import MinHash

SHINGLE = 3
"""Words in a run."""

NUMBERS = 128
"""Numbers in a signature."""

ROWS = 3
"""Numbers in a key; the fewer, the less similar the articles that are still looked at."""

SIMILAR = 0.5
"""Jaccard similarity from which two articles are versions of one; docs/duplicates.md says what it was chosen by."""

CONTAINED, OVERLAPPING = 0.8, 0.3
"""An article that was cut short: this share of it stands in the other one, and they are at least this similar."""

FEWEST = 30
"""Words below which an article is a version only of the same words of the same day: a caption or a notice shares its
few words with others."""

_WIDTH = 4
_COUNT = struct.Struct("<I")


class Signer:
    """Makes signatures; loads the part of datasketch that does, once."""

    def __init__(self) -> None:
        self._empty: MinHash = _minhash()(num_perm=NUMBERS, seed=1, hashfunc=zlib.crc32, scheme="affine32")

    def signature(self, words: Sequence[str], day: str = "") -> bytes:
        """The signature of an article's folded words; b"" when it has none.

        The number of different runs and the `NUMBERS` numbers, all as little-endian 32-bit words. Those of a short
        article are a digest of all its words and the day of its publication, which only the same have in common.
        """
        if not words:
            return b""
        if len(words) < FEWEST:
            return _COUNT.pack(len(words)) + shake_128(" ".join([day, *words]).encode()).digest(NUMBERS * _WIDTH)
        encoded = " ".join(words).encode().split(b" ")
        runs = set(map(b" ".join, zip(*(encoded[at:] for at in range(SHINGLE)), strict=False)))
        minhash = self._empty.copy()
        minhash.update_batch(runs)
        return _COUNT.pack(len(runs)) + bytes(minhash.hashvalues.astype("<u4").tobytes())


def _minhash() -> type[MinHash]:
    """MinHash without the rest of datasketch, whose indexes import scipy: half a second for every process.

    The module is imported under a package that was not run, and nothing of it stays behind for others to find.
    """
    spec = None if "datasketch" in sys.modules else find_spec("datasketch")
    if spec is None:
        from datasketch import MinHash
    else:
        sys.modules[spec.name] = module_from_spec(spec)
        try:
            from datasketch.minhash import MinHash
        finally:
            for name in [name for name in sys.modules if name.partition(".")[0] == spec.name]:
                del sys.modules[name]
    found: type[MinHash] = MinHash
    return found


def bands(signature: bytes) -> list[int]:
    """The keys of a signature, signed 64-bit numbers; none for an empty one."""
    step = ROWS * _WIDTH
    keys = []
    for at in range(_WIDTH, len(signature) - step + 1, step):
        digest = blake2b(signature[at : at + step], digest_size=8, salt=at.to_bytes(2, "little")).digest()
        keys.append(int.from_bytes(digest, "little", signed=True))
    return keys


def similarity(one: bytes, other: bytes) -> float:
    """The estimated Jaccard similarity of what two signatures stand for; 0 when one is empty."""
    if not one or not other:
        return 0.0
    a, b = memoryview(one)[_WIDTH:].cast("I"), memoryview(other)[_WIDTH:].cast("I")
    return sum(map(int.__eq__, a, b)) / NUMBERS


def are_versions(one: bytes, other: bytes) -> bool:
    """Whether two articles are versions of one: similar, or the shorter one mostly stands in the longer one."""
    alike = similarity(one, other)
    if alike >= SIMILAR or alike < OVERLAPPING:
        return alike >= SIMILAR
    sizes = _COUNT.unpack_from(one)[0], _COUNT.unpack_from(other)[0]
    # Of sets A and B: J = shared / (A + B - shared).
    shared = alike / (1 + alike) * sum(sizes)
    return bool(shared >= CONTAINED * min(sizes))
