"""An extractor made of one regular expression, importable by worker processes."""

from __future__ import annotations

import os
import re
import signal
import time
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mttq_extract.errors import ModelError
from mttq_extract.types import Document, Entity, Figure, Period, Record, Rejection, Sentence

_FIGURE = re.compile(
    r"(?P<modifier>hơn |khoảng )?(?P<number>\d+(?:\.\d{3})*(?:,\d+)?)(?P<scale> tỷ| triệu)?"
    r" ?(?P<unit>đồng|căn nhà|hộ|%)(?:/(?P<per>căn|hộ))?"
)
_INDICATORS = {
    "đồng": ("VND", "quy_vi_nguoi_ngheo_thu"),
    "căn nhà": ("item", "nha_xay_moi"),
    "hộ": ("item", "ho_duoc_ho_tro"),
    "%": ("percent", "ho_ngheo"),
}
_SCALES = {" tỷ": Decimal(10) ** 9, " triệu": Decimal(10) ** 6, None: Decimal(1)}
_MODIFIERS = {"hơn ": "more_than", "khoảng ": "about", None: "exact"}


@dataclass(frozen=True)
class FakeExtractor:
    """Reads a figure a match, a sentence a line.

    A text with HỎNG raises, one with CHẾT kills the process; one with CHẬM takes a while, one with TREO for ever, and
    so does one with ĐIẾC, which hears no signal.
    """

    tables_hash: str = "tables-1"
    models_hash: str = "models-1"

    def extract_record(self, record: Record) -> Document:
        text = record.text
        if "HỎNG" in text:
            raise ValueError("fake failure")
        if "CHẾT" in text:
            os._exit(9)
        if "CHẬM" in text:
            time.sleep(0.05)
        if "TREO" in text:
            time.sleep(60)
        if "ĐIẾC" in text:
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
            time.sleep(60)
        sentences: list[Sentence] = []
        figures: list[Figure] = []
        entities: list[Entity] = []
        rejections: list[Rejection] = []
        start = 0
        for line in text.split("\n"):
            aside = line.startswith("Ảnh:")
            sentences.append(Sentence(start, start + len(line), aside))
            year = re.search(r"năm (\d{4})", line)
            subject = re.search(r"MTTQ [\wĐđ]+ [\wĐđ ]+?(?= vận động| trao| xây| phấn đấu)", line)
            place = re.search(r"tại ([^,.;]+)", line)
            if year:
                span = year.span(1)
                rejections.append(Rejection(start + span[0], start + span[1], year[1], "period.year"))
            if subject:
                at = start + subject.start()
                entities.append(Entity(at, start + subject.end(), subject[0], "ORG", "fake"))
            for match in _FIGURE.finditer(line):
                unit, indicator = _INDICATORS[match["unit"]]
                value = Decimal(match["number"].replace(".", "").replace(",", ".")) * _SCALES[match["scale"]]
                begin = match.start("number")
                figures.append(
                    Figure(
                        start + begin,
                        start + match.end(),
                        line[begin : match.end()],
                        value,
                        value,
                        unit,
                        _MODIFIERS[match["modifier"]],
                        "fake.digits",
                        per=match["per"],
                        concept=match["unit"],
                        role=_role(line, match.start()),
                        indicator=indicator,
                        period=Period(date(int(year[1]), 1, 1), date(int(year[1]), 12, 31)) if year else None,
                        subject=subject[0] if subject else None,
                        place=place[1] if place else None,
                        sentence=len(sentences) - 1,
                        boilerplate=aside,
                        evidence={
                            "indicator": f"fake: {match['unit']}",
                            "period": f"fake: {year[0] if year else '-'}",
                        },
                    )
                )
            start += len(line) + 1
        return Document(
            record.id,
            text,
            record.title,
            record.published,
            record.outlet,
            record.author,
            record.url,
            tuple(sentences),
            tuple(figures),
            tuple(entities),
            tuple(rejections),
        )


def _role(line: str, at: int) -> str:
    if "phấn đấu" in line:
        return "target"
    return "part" if "trong đó" in line[:at] else "actual"


def broken() -> FakeExtractor:
    """Loading that fails as a damaged model does."""
    raise ModelError("fake model is damaged")
