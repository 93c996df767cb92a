"""The units of tables: in the heads of columns and rows, and in the lines around the table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mttq_extract.tables.loader import alternatives

_NAMED = r"(?:1[.,\s]?000(?:[.,\s]?000){0,2}\s*)?(?:(?:(?=[^\W\d_]|[%‰])[^()\[\]\d,;:]{1,30}?)|[kdc]?m[23])"
_ROUND = re.compile(r"1[.,\s]?000((?:[.,\s]?000){0,2})\s*(?=\D)")
_THOUSANDS = re.compile(r"000")
_MOST_WORDS = 4
_REACH = 3  # lines above a table among which its unit stands
_LEAST_DONG, _NOTE = 10_000, 500  # đồng that a column of sums holds at least, and of the least note
_END = 120  # characters at the end of a line that may name a unit


@dataclass(frozen=True, slots=True)
class UnitReader:
    """Finds the units of tables; `scales` are the words for a thousand, a million and so on, in their order."""

    tail: re.Pattern[str]
    named: re.Pattern[str]
    ending: re.Pattern[str]
    whole: re.Pattern[str]
    amount: re.Pattern[str]
    bodies: re.Pattern[str]
    scales: Sequence[str]

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> UnitReader:
        """Compile the rows of grids.toml."""
        label, bracketed = alternatives(table["unit_line"]), alternatives(table["unit_bracket"])
        amount = rf"(?:(?:{alternatives(table['money'])})[\s.]{{0,2}})+"
        plain = rf"(?<!\w)(?:(?:{label})(?:\s*[:：]\s*|\s+)|(?:{bracketed})\s*[:：]\s*)({_NAMED})\s*[.:;]?\s*$"
        return cls(
            re.compile(rf"\s*[(\[]\s*(?:(?:{label}|{bracketed})\s*[:.：]?\s*)?({_NAMED})\s*[)\]]\s*$", re.IGNORECASE),
            re.compile(rf"[(\[]\s*(?:{label}|{bracketed})\s*[:：]?\s+({_NAMED})\s*[)\]]", re.IGNORECASE),
            re.compile(plain, re.IGNORECASE),
            re.compile(rf"[(\[*\s]*(?:{label}|{bracketed})\s*[:：]?\s*({_NAMED})\s*[)\]]?\s*[.;]?\s*", re.IGNORECASE),
            re.compile(rf"[(\[]\s*({amount})\s*[)\]]\s*[.:;]?\s*$", re.IGNORECASE),
            re.compile(rf"(?:{alternatives(table['bodies'])})(?!\w)", re.IGNORECASE),
            tuple(table["unit_scales"]),
        )

    def of_head(self, head: str) -> tuple[str, str | None]:
        """A head without the unit that it ends with in brackets, and that unit."""
        found = self.tail.search(head)
        if found is None:
            return head, None
        return head[: found.start()].strip(" ,:-"), self.written(found[1])

    def above(self, lines: Sequence[str]) -> str | None:
        """The unit that the nearest of the lines above a table gives to its numbers: "Đơn vị tính: triệu đồng"."""
        return next((unit for line in reversed(lines[-_REACH:]) if (unit := self._in_line(line))), None)

    def below(self, line: str) -> str | None:
        """The unit that the line below a table gives, when it says nothing else."""
        found = self.whole.fullmatch(line.strip())
        return self._known(found[1]) if found else None

    def _in_line(self, line: str) -> str | None:
        said = line.strip()
        bracketed = list(self.named.finditer(said))
        end = said[-_END:]
        found = bracketed[-1] if bracketed else self.ending.search(end) or self.amount.search(end)
        return self._known(found[1]) if found else None

    def _known(self, words: str) -> str | None:
        """A unit, unless it is the name of a body or person: "Đơn vị: Phường Hoa Đào"."""
        unit = words.strip()
        names = [word for word in unit.split()[1:] if word[:1].isupper()]
        if not unit or len(unit.split()) > _MOST_WORDS or self.bodies.match(unit) or (names and not unit.isupper()):
            return None
        return self.written(unit)

    def written(self, unit: str) -> str:
        """A unit as it can stand behind a number: "1.000 đồng" is "nghìn đồng"."""
        unit = unit.strip()
        found = _ROUND.match(unit)
        if found is None:
            return unit
        return f"{self.scales[len(_THOUSANDS.findall(found[1]))]} {unit[found.end() :]}"


def is_in_dong(value: str) -> bool:
    """Whether a value can be a sum in đồng: no fraction, and no less than what bank notes make up.

    >>> is_in_dong("50.000.000"), is_in_dong("350"), is_in_dong("12500,5")
    (True, False, False)
    """
    digits = "".join(value.split()).replace(".", "")
    return digits.isdecimal() and int(digits) >= _LEAST_DONG and int(digits) % _NOTE == 0
