"""Words of the tables as patterns over folded text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mttq_extract.tables.loader import worded
from mttq_extract.text.view import fold_tones


def words_pattern(forms: Iterable[str]) -> re.Pattern[str]:
    """Compile words to be found anywhere in a view's lower text, on word borders."""
    return re.compile(rf"{worded(fold_tones(form.lower()) for form in forms)}(?!\w)")
