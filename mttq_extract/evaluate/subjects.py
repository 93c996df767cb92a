"""Whether two subjects name the same body: a normal form that forgives spelling, not meaning."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from mttq_extract.errors import TableError

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMS_FILE = "subject_forms.tsv"
_TONES = "\u0300\u0301\u0303\u0309\u0323"
# "hòa" and "hoà", "thủy" and "thuỷ": over decomposed letters the tone moves to the second vowel.
_TONE_PLACE = re.compile(f"(?:(?<=o)([{_TONES}])([ae])|(?<=u)([{_TONES}])(y))")
_DASHES = re.compile(r"\s*[-‐‑‒–—−]\s*")


def plain_form(text: str) -> str:
    """Casefolded NFC with single spaces, no quotes, and the tone mark of oa, oe, uy on the second vowel.

    >>> plain_form("Quỹ  “Vì người nghèo”") == plain_form('quỹ "Vì người nghèo"')
    True
    >>> plain_form("Uỷ ban xã Hoà An") == plain_form("Ủy ban xã Hòa An")
    True
    """
    # Pi, Pf are curly quotes and guillemets; the plain ones are Po. They go first, so that what they kept apart
    # ("ọ“a") is read as one.
    composed = unicodedata.normalize("NFC", text.casefold())
    kept = "".join(c for c in composed if unicodedata.category(c) not in ("Pi", "Pf") and c not in "\"'`„‟")
    moved = _TONE_PLACE.sub(lambda found: found[0][::-1], unicodedata.normalize("NFD", kept))
    return " ".join(_DASHES.sub(" - ", unicodedata.normalize("NFC", moved)).split())


@dataclass(frozen=True, slots=True)
class SubjectForms:
    """Abbreviations of organisation and place names, written out before two subjects are compared."""

    expansions: Mapping[str, str]
    pattern: re.Pattern[str]

    @classmethod
    def load(cls) -> SubjectForms:
        """Read the package's own table.

        Raises:
            TableError: a form is listed twice.
        """
        text = files("mttq_extract.evaluate").joinpath(FORMS_FILE).read_text("utf-8")
        expansions: dict[str, str] = {}
        for row in csv.DictReader(text.splitlines(), delimiter="\t"):
            form = plain_form(row["form"])
            if form in expansions:
                raise TableError(f"{FORMS_FILE}: {row['form']!r} có hai dòng; bỏ một (listed twice)")
            expansions[form] = plain_form(row["expansion"])
        longest_first = sorted(expansions, key=len, reverse=True)
        # A form that ends in "." may be glued to the name behind it: "TP.An Bình".
        forms = [re.escape(form) + ("" if form.endswith(".") else r"(?!\w)") for form in longest_first]
        return cls(expansions, re.compile(rf"(?<!\w)(?:{'|'.join(forms)})"))

    def normal(self, subject: str) -> str:
        """The normal form of one subject: spelling evened out, abbreviations written out.

        >>> forms = SubjectForms.load()
        >>> forms.normal("Ủy ban Mặt trận Tổ quốc (MTTQ) tỉnh") == forms.normal("UBMTTQ tỉnh")
        True
        """
        text = plain_form(subject)
        written_out = self._expand(text)
        # "Mặt trận Tổ quốc (MTTQ)": a bracket that only repeats the words before it says nothing.
        for inside in re.findall(r"\(([^()]*)\)", text):
            repeated = self._expand(inside)
            written_out = written_out.replace(f"{repeated} ({repeated})", repeated)
        return " ".join(written_out.split()).strip(" .,;:")

    def names(self, subject: str) -> frozenset[str]:
        """The subjects of a figure as a set: "A; B" and "B; A" are the same."""
        return frozenset(name for part in subject.split(";") if (name := self.normal(part)))

    def _expand(self, text: str) -> str:
        written_out = self.pattern.sub(lambda found: f" {self.expansions[found[0]]} ", text)
        return " ".join(written_out.split()).replace("( ", "(").replace(" )", ")")
