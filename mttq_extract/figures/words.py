"""Reading a number in words: "hai mươi tư", "một triệu rưỡi", "vài chục", "hàng trăm", "ba phần tư"."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from mttq_extract.figures.lexicon import Lexicon
from mttq_extract.figures.numeral_words import Numerals
from mttq_extract.figures.numerals import Numeral, leading_scale, scales_at, squeeze
from mttq_extract.figures.word_sum import added_up

_SOME = 3  # the least that "vài" means
_WORD = re.compile(r"[^\W\d_]+")
_COMMA = re.compile(r",\s+")
_LEAST_GROUP = 1_000_000  # scales behind which a group of a smaller one may follow
_THOUSAND = 1000  # the scale behind which the last group, with no scale of its own, may follow
_DONG = re.compile(r"\s+đồng(?!\w)")
_VULGAR = {"¼": (1, 4), "½": (1, 2), "¾": (3, 4)}


def read_words(lower: str, start: int, lexicon: Lexicon) -> Numeral | None:
    """Read the number words at `start`; None when they are no number."""
    words = lexicon.numerals
    if lower[start] in _VULGAR:
        k, n = _VULGAR[lower[start]]
        return Numeral(start, start + 1, Decimal(k), Decimal(k), "digits.vulgar_fraction", of=Decimal(n))
    first = _WORD.match(lower, start)
    if first is None:
        return None
    if first.group() in words.multiples and words.multiplying.search(lower, max(0, start - 8), start):
        value = words.multiples[first.group()]
        return Numeral(start, first.end(), value, value, "words.multiple")
    if half := words.fractions.match(lower, start):
        return _half_of(lower, half, lexicon)
    if (part := words.part.match(lower, first.end())) and first.group() in words.digits:
        k, n = words.digits[first.group()], words.digits.get(part[1], 10)
        if k < n:
            return Numeral(start, part.end(), Decimal(k), Decimal(k), "words.fraction", of=Decimal(n))
    if vague := words.vague_run.match(lower, start):
        low, high = words.vague[squeeze(vague.group())]
        end, scale = vague.end(), 1
        if scaled := scales_at(lower, end, words):
            if low == _SOME and leading_scale(lower, end, words) == 10:
                low = 2  # "vài chục" is 20..90
            scale, end = scaled[0], scaled[1]
        return Numeral(
            start,
            end,
            Decimal(low) * scale,
            Decimal(high) * scale,
            "words.vague",
            scaled=scale >= 1000,
            scale=scale,
            vague=True,
        )
    if first.group() not in words.digits and first.group() not in words.tens and first.group() not in words.scales:
        return _bare_scale(lower, start, first.end(), first.group() in words.plurals, words)
    if words.two_scales.match(lower, start):
        return _bare_scale(lower, start, start, True, words)
    run = words.run.match(lower, start)
    numeral = added_up(run, words) if run else None
    if numeral is None:
        return None
    if some := words.some_more.match(lower, numeral.end):
        return _with_some(lower, numeral, some, words)
    return _with_lower_groups(lower, _with_decimals(lower, numeral, words), words)


def _with_lower_groups(lower: str, numeral: Numeral, words: Numerals) -> Numeral:
    """ "ba tỷ, hai trăm triệu, năm nghìn đồng": groups behind commas, each of a smaller scale, as on receipts."""
    last = numeral.scale
    large = numeral.scale >= _LEAST_GROUP
    while large and last >= _THOUSAND and (comma := _COMMA.match(lower, numeral.end)):
        run = words.run.match(lower, comma.end())
        group = added_up(run, words) if run else None
        if group is None or group.low >= last or group.rule != "words":
            break
        if not group.scaled and (last > _THOUSAND or not _DONG.match(lower, group.end)):
            break  # "năm nghìn, [hai] xe"
        value, last = numeral.low + group.low, group.scale
        numeral = replace(numeral, end=group.end, low=value, high=value)
    return numeral


def _bare_scale(lower: str, start: int, at: int, plural: bool, words: Numerals) -> Numeral | None:
    """ "hàng trăm", "nghìn tỷ", "cả trăm": scale words alone at `at`, perhaps behind a word that is no number."""
    scaled = scales_at(lower, at, words)
    if scaled is None:
        return None
    scale, end, rule = scaled
    if not plural:
        value = Decimal(scale)
        vague = lower[start:at] in words.blurring
        rule = f"words.scale{rule}"
        begin = end - len(lower[at:end].lstrip())  # the scale may stand on the next line
        return Numeral(begin, end, value, value, rule, scaled=scale >= 1000, scale=scale, vague=vague)
    lead = leading_scale(lower, at, words)
    top = Decimal(lead * 10 - 1) if scale == lead else Decimal(9 if lead > 10 else 99) * scale
    if lead == 10 and scale > 10:
        top = Decimal(99) * (scale // 10)
    elif lead >= 100 and scale > lead:
        top = Decimal(lead * 10 - 1) * (scale // lead)
    return Numeral(
        start, end, Decimal(scale), top, f"words.plural{rule}", scaled=scale >= 1000, scale=scale, vague=True
    )


def _with_some(lower: str, numeral: Numeral, some: re.Match[str], words: Numerals) -> Numeral:
    """ "mười mấy", "hai mươi mấy triệu": one to nine more than the tens said."""
    if numeral.low != numeral.high or numeral.low % 10 or not 10 <= numeral.low < 100:
        return numeral
    scale, end, rule = scales_at(lower, some.end(), words) or (1, some.end(), "")
    return replace(
        numeral,
        end=end,
        low=(numeral.low + 1) * scale,
        high=(numeral.low + 9) * scale,
        rule=f"words.some{rule}",
        scaled=scale >= 1000,
        scale=scale,
        vague=True,
    )


def _with_decimals(lower: str, numeral: Numeral, words: Numerals) -> Numeral:
    """ "ba phẩy hai mươi lăm": the words behind the point are digits one by one, or a number of two digits."""
    found = words.point.match(lower, numeral.end)
    if found is None or numeral.scaled:
        return numeral
    spoken = found[1].split()
    if all(word in words.digits for word in spoken):
        part, end = "".join(str(words.digits[word]) for word in spoken), found.end()
    else:
        run = words.run.match(lower, found.start(1) + 1)
        whole = added_up(run, words) if run else None
        if whole is None or whole.scaled:
            return numeral
        part, end = str(whole.low), whole.end
    value = Decimal(f"{numeral.low}.{part}")
    decimal = replace(numeral, end=end, low=value, high=value, rule="words.decimal")
    return _with_scales_only(lower, decimal, words)


def _with_scales_only(lower: str, numeral: Numeral, words: Numerals) -> Numeral:
    scaled = scales_at(lower, numeral.end, words)
    if scaled is None:
        return numeral
    scale, end, rule = scaled
    value = numeral.low * scale
    return replace(numeral, end=end, low=value, high=value, rule=numeral.rule + rule, scaled=scale >= 1000, scale=scale)


def _half_of(lower: str, half: re.Match[str], lexicon: Lexicon) -> Numeral | None:
    """ "một nửa số hộ" is the ratio 1 of 2; "nửa năm", "nửa triệu" are half of what follows."""
    start, end = half.span()
    following = _WORD.match(lower, end + 1)
    alone = half.group() in lexicon.numerals.half_alone
    if following and following.group() in lexicon.words["not_half"] and alone:
        return None
    if scaled := scales_at(lower, end, lexicon.numerals):
        value = Decimal(scaled[0]) / 2
        return Numeral(start, scaled[1], value, value, "words.half", scaled=True, scale=scaled[0])
    unit = lexicon.unit_at.match(lower, end)
    if unit and alone and lexicon.units[squeeze(unit[1])].kind in ("time", "physical"):
        return Numeral(start, end, Decimal("0.5"), Decimal("0.5"), "words.half")
    return Numeral(start, end, Decimal(1), Decimal(1), "words.half", of=Decimal(2))
