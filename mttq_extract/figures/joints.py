"""The patterns that join numbers, compiled from their table."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

from mttq_extract.errors import TableError
from mttq_extract.tables.loader import read_toml
from mttq_extract.text.view import fold_tones


@dataclass(frozen=True, slots=True)
class Joints:
    """One compiled pattern a row of joints.toml; the table says what each is for."""

    range: re.Pattern[str]
    ratio: re.Pattern[str]
    parts_of: re.Pattern[str]
    out_of: re.Pattern[str]
    estimated_head: re.Pattern[str]
    date_tail: re.Pattern[str]
    years_tail: re.Pattern[str]
    year_of_hours: re.Pattern[str]
    currency_before: re.Pattern[str]
    minus: re.Pattern[str]
    medals_before: re.Pattern[str]
    cents: re.Pattern[str]
    table_unit: re.Pattern[str]
    table_caption: re.Pattern[str]
    rate_caption: re.Pattern[str]
    share_head: re.Pattern[str]
    from_only: re.Pattern[str]
    made_from: re.Pattern[str]
    material: re.Pattern[str]
    to_follows: re.Pattern[str]
    factor: re.Pattern[str]
    bound_of: re.Pattern[str]
    bound_far: re.Pattern[str]
    traversed: re.Pattern[str]
    of_plan: re.Pattern[str]
    harmed: re.Pattern[str]
    latitude: re.Pattern[str]
    money_near: re.Pattern[str]
    people_before: re.Pattern[str]
    same_currency: re.Pattern[str]
    plural_pair: re.Pattern[str]
    noun_range: re.Pattern[str]
    lost_dash: re.Pattern[str]
    hour_minute: re.Pattern[str]
    age_before: re.Pattern[str]
    age_for: re.Pattern[str]
    age_listed: re.Pattern[str]
    ages_comma: re.Pattern[str]
    aged_group: re.Pattern[str]
    aged_name: re.Pattern[str]
    age_ends: re.Pattern[str]
    and_number: re.Pattern[str]
    and_digits: re.Pattern[str]
    respectively: re.Pattern[str]
    crossed: re.Pattern[str]
    comma_list: re.Pattern[str]
    comma_money: re.Pattern[str]
    change_from: re.Pattern[str]
    change_to: re.Pattern[str]
    changed_end: re.Pattern[str]
    scale_next: re.Pattern[str]
    percent_next: re.Pattern[str]
    measure_next: re.Pattern[str]
    whole_next: re.Pattern[str]
    rate_next: re.Pattern[str]
    point_decimal: re.Pattern[str]
    broken: re.Pattern[str]
    each_after: re.Pattern[str]
    each_before: re.Pattern[str]
    yearly_before: re.Pattern[str]
    slash: re.Pattern[str]

    @classmethod
    def load(cls) -> Joints:
        """Compile the table; raises `TableError` when a row is missing or no regular expression."""
        table = read_toml("joints.toml")
        compiled = {}
        for field in fields(cls):
            try:
                compiled[field.name] = re.compile(fold_tones(table[field.name]["pattern"]))
            except (KeyError, re.error) as error:
                raise TableError(f"table joints.toml: row [{field.name}]: {error}; correct the file") from error
        return cls(**compiled)
