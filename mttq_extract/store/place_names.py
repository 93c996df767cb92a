"""Under which names figures of a place may stand: other names, and units of before or after the reform of July 2025."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mttq_extract.entities.admin_unit import Unit
    from mttq_extract.entities.admin_units import AdminUnits

_TOLD = 6


class Forms(NamedTuple):
    """Other names of a place, what to tell of it, and the ids of units of its name that are not meant."""

    names: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    not_units: tuple[str, ...] = ()


def forms_of_place(words: str, *, inside: bool = False) -> Forms:
    """Other names that figures of a place may stand under, what to tell of it, and which units are not meant.

    Besides the unit's own names: for a unit of today the old units that became it as a whole or whose main heir it is,
    for an old unit those of today that lie on its ground; with `inside`, all units of any time on its ground. Words
    that name no unit have no other forms. Words with a level ("tỉnh Cao Bằng") do not mean units of other levels that
    bear the name.
    """
    from mttq_extract.entities.admin_units import AdminUnits

    units = AdminUnits.load()
    asked = units.resolve(words)
    if not asked:
        return Forms()
    own = list(dict.fromkeys(form for unit in asked for form in _forms(unit)))
    others = _same_ground(units, asked)
    notes: tuple[str, ...] = ()
    meant = {unit.id for unit in [*asked, *others]}
    if others:
        listed = ", ".join(unit.label for unit in others[:_TOLD]) + (", …" if len(others) > _TOLD else "")
        notes = (f"«{words}»: tìm cả {listed} (cùng địa bàn, trước hoặc sau khi sắp xếp; same ground)",)
    if inside:
        within = units.within(unit.id for unit in asked)
        meant |= within
        others = [unit for id_ in sorted(within) if (unit := units.get(id_)) is not None]
        notes = (f"«{words}»: kể cả {len(others) - len(asked)} đơn vị bên trong, cũ và mới (and the units inside)",)
    forms = dict.fromkeys([*own, *(form for unit in others for form in _forms(unit))])
    level, _ = units.words.split(words)
    tiers = {unit.tier for unit in asked}
    same_name = (unit for name in {unit.name for unit in asked} for unit in units.named(name))
    # "TP Huế" is the city of any time, a province today.
    wrong = {unit.id for unit in same_name if unit.id not in meant and unit.type != level and unit.tier not in tiers}
    return Forms(tuple(forms), notes, tuple(sorted(wrong)) if level is not None else ())


def _forms(unit: Unit) -> Iterable[str]:
    """How texts name a unit: provinces and districts also without their level word."""
    bare = unit.tier < 2 and not unit.name.isdigit()
    return (unit.name,) if bare else (unit.label,)


def _same_ground(units: AdminUnits, asked: list[Unit]) -> list[Unit]:
    ids = {unit.id for unit in asked}
    found: dict[str, Unit] = {}
    for unit in asked:
        around: Iterable[Unit] = units.heirs(unit)
        if unit.today:
            # Units of its own tier that went into it, and the one above its tier that it is the seat of.
            around = [
                old
                for old in units.origins(unit)
                if (old.tier == unit.tier and units.heirs(old) == (unit,))
                or (old.tier == 1 and units.heirs(old)[:1] == (unit,))
            ]
        else:
            whole = units.within([unit.id])
            around = [heir for heir in around if heir.id in whole or (unit.tier == 1 and heir == units.heirs(unit)[0])]
        found.update((one.id, one) for one in around if one.id not in ids)
    names = {(unit.type, unit.name) for unit in asked}
    return [unit for unit in found.values() if (unit.type, unit.name) not in names]
