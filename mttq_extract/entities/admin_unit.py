"""One administrative unit of some time, and the key that names of units are looked up by."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

_NOT_IN_KEY = re.compile("[^0-9A-Za-z]+")
TIERS = ("province", "district", "commune")
_TIER_OF = {"tỉnh": 0, "quận": 1, "huyện": 1, "thị xã": 1, "xã": 2, "phường": 2, "thị trấn": 2, "đặc khu": 2}


def name_key(name: str) -> str:
    """The letters and digits of a name without case and diacritics, y as i: what names are looked up by.

    >>> name_key("Bà Rịa - Vũng Tàu"), name_key("Đăk Đ'rông"), name_key("Phú Quý"), name_key("09")
    ('bariavungtau', 'dakdrong', 'phuqui', '9')
    """
    plain = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    key = _NOT_IN_KEY.sub("", plain).replace("y", "i")
    return key.lstrip("0") if key.isdigit() else key


@dataclass(frozen=True, slots=True)
class Unit:
    """An administrative unit of some time; `id` is what entities are linked to.

    Today's units are "vn:" with the official code, those of before July 2025 "vn:old:" with the code of then (or,
    gone earlier, a name); a unit that the reform left as it was has one id for both times. `parents` holds the unit
    above it, today's first when it has two. `heirs` are the ids of today's units on its ground, the main one first.
    """

    id: str
    type: str
    name: str
    parents: tuple[str, ...]
    since: date | None
    until: date | None
    heirs: tuple[str, ...]

    @property
    def code(self) -> str:
        """The official code, or what stands for it.

        >>> Unit("vn:old:003", "quận", "Tây Hồ", ("vn:01",), None, None, ()).code
        '003'
        """
        return self.id.rpartition(":")[2]

    @property
    def level(self) -> str:
        """The level of government: "province", "district" or "commune"."""
        return TIERS[self.tier]

    @property
    def tier(self) -> int:
        """The level of government as a number: 0 province, 1 district, 2 commune."""
        return _TIER_OF.get(self.type, 1 if self.parents else 0)

    @property
    def label(self) -> str:
        """The name with its kind: "quận Tây Hồ"."""
        return f"{self.type} {self.name}"

    @property
    def today(self) -> bool:
        """Whether the unit exists since July 2025."""
        return self.until is None

    def existed(self, day: date) -> bool:
        """Whether the unit existed on a day; the founding of old units is not known, so only their end counts."""
        return (self.since is None or day >= self.since) and (self.until is None or day < self.until)
