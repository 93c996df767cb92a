"""Whether a text is plausible Vietnamese: how many of its words are syllables as Vietnamese writes them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from mttq_extract.tables.loader import alternatives, read_toml

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_EDGES = " \t\r\n.,;:!?…()[]{}<>\"'“”‘’«»/\\|*+=_&%#@$^~`-–—•·0123456789"
_BLANK = re.compile(r"[\s/,.;:()–-]+")


@dataclass(frozen=True, slots=True)
class Syllables:
    """The form of Vietnamese syllables; build it once with `Syllables.load`."""

    form: re.Pattern[str]

    @classmethod
    def load(cls) -> Syllables:
        """Compile the table."""
        table = read_toml("syllables.toml")
        onset, rhyme = alternatives(table["onsets"]), alternatives(table["rhymes"].split())
        return cls(re.compile(rf"(?:{onset})?(?:{rhyme})"))

    def valid(self, word: str) -> bool:
        """Whether a word is written like a Vietnamese syllable, in any case and tone.

        >>> syllables = Syllables.load()
        >>> syllables.valid("Nghiêng"), syllables.valid("hßa")
        (True, False)
        """
        decomposed = unicodedata.normalize("NFD", word.lower())
        return self.form.fullmatch(unicodedata.normalize("NFC", _TONES.sub("", decomposed))) is not None

    def share(self, text: str, *, marked: bool = True) -> tuple[float, int]:
        """The share of words that are syllables, and how many words were looked at.

        Only words with a letter beyond ASCII count when `marked`: the others say nothing about the encoding.
        """
        words = [stripped for word in _BLANK.split(text) if (stripped := word.strip(_EDGES))]
        if marked:
            words = [word for word in words if not word.isascii()]
        if not words:
            return 0.0, 0
        return sum(map(self.valid, words)) / len(words), len(words)
