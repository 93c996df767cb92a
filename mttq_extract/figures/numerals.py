"""Reading one number: digits with either separator convention, number words, scale words, halves."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from mttq_extract.figures.convention import Convention
from mttq_extract.figures.lexicon import Lexicon, Numerals

_GROUPS = re.compile(r"\d{1,3}(?:\d{3})*")
_LONGEST = 24  # digits and separators
_SPACED = re.compile(r"\d{1,3}(?: \d{3})+(?![\d.,]*\d)")
_NEXT_DIGITS = re.compile(r"\s+(?:và\s+)?(\d{1,3}(?:[.,]\d{3})*)(?![\d.,]*\d)")
_WORD = re.compile(r"[^\W\d_]+")
_VULGAR = {"¼": (1, 4), "½": (1, 2), "¾": (3, 4)}
_YEAR_WORD = "năm"  # five, or year


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as read: half-open view offsets, its range, and how it was written.

    `bare` = an integer in digits without separators or scale, as an ordinal, a year or a phone number is written;
    `scaled` = it carries nghìn, triệu, tỷ; `digits` = its digits as written, "" for words.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    rule: str
    digits: str = ""
    bare: bool = False
    scaled: bool = False
    scale: int = 1
    of: Decimal | None = None
    vague: bool = False


def read_digits(lower: str, start: int, end: int, lexicon: Lexicon, convention: Convention) -> Numeral | None:
    """Read the digits at start..end with the scale words behind them; None when they are no one number."""
    core = lower[start:end]
    rule = "digits"
    if len(core) > _LONGEST:
        return None  # a code, and beyond the exact decimals
    if not ("." in core or "," in core):
        if (spaced := _SPACED.match(lower, start)) and _spaced_is_one(lower, spaced, lexicon):
            end = spaced.end()
            value, rule = Decimal(spaced.group().replace(" ", "")), "digits.spaced"
        elif broken := lexicon.joints.broken.match(lower, start):
            whole, part = (broken[1], broken[2]) if broken[1] else (broken[3], broken[4])
            if _is_list(lower, start):
                value = Decimal(core)
            else:
                end, value, rule = broken.end(), Decimal(f"{whole}.{part}"), "digits.broken"
        else:
            value = Decimal(core)
    else:
        parsed = _separated(lower, start, core, lexicon, convention)
        if parsed is None:
            return None
        value, rule, length = parsed
        end = start + length
    bare = lower[start:end].isdigit()
    numeral = Numeral(start, end, value, value, rule, digits=lower[start:end], bare=bare)
    return _with_scales(lower, numeral, lexicon)


def _spaced_is_one(lower: str, spaced: re.Match[str], lexicon: Lexicon) -> bool:
    """ "1 670 400 000 đồng" is one number; "năm 12 300 hộ" is not."""
    if spaced.group().startswith("0"):
        return False
    if spaced.group().count(" ") >= 2:
        return True
    unit = lexicon.unit_at.match(lower, spaced.end())
    return unit is not None and lexicon.units[_squeeze(unit[1])].kind in ("money", "physical")


def _is_list(lower: str, start: int) -> bool:
    """Whether the digits continue a list ("phường 3, 5, 8"), so that ", 5" is no broken decimal."""
    return lower[max(0, start - 2) : start] == ", " and lower[max(0, start - 3)].isdigit()


def _separated(
    lower: str, start: int, core: str, lexicon: Lexicon, convention: Convention
) -> tuple[Decimal, str, int] | None:
    """Value, rule and length of a number with dots or commas inside."""
    dots, commas = core.count("."), core.count(",")
    if dots and commas:
        last = max(core.rfind("."), core.rfind(","))
        thousands, decimal = (".", ",") if core[last] == "," else (",", ".")
        whole, part = core[:last], core[last + 1 :]
        if decimal in whole or not _grouped(whole, thousands):
            return _shorter(core)
        return Decimal(f"{whole.replace(thousands, '')}.{part}"), f"digits.both:{decimal}=decimal", len(core)
    mark = "." if dots else ","
    parts = core.split(mark)
    if len(parts) > 2:
        if _grouped(core, mark):
            return Decimal("".join(parts)), f"digits.groups:{mark}=thousands", len(core)
        return None if mark == "." else _shorter(core)
    if len(parts[1]) != 3 or len(parts[0]) > 3 or parts[0][0] == "0":
        return Decimal(f"{parts[0]}.{parts[1]}"), f"digits.decimal:{mark}", len(core)
    decimal_mark, why = convention.decide(lower, start + len(core), mark)
    if decimal_mark:
        return Decimal(f"{parts[0]}.{parts[1]}"), f"digits.decimal:{mark}({why})", len(core)
    return Decimal("".join(parts)), f"digits.thousands:{mark}({why})", len(core)


def _grouped(text: str, mark: str) -> bool:
    first, *rest = text.split(mark)
    return 1 <= len(first) <= 3 and all(len(group) == 3 for group in rest)


def _shorter(core: str) -> tuple[Decimal, str, int]:
    """A run such as "1,2,3" is a list without spaces: read its first number."""
    first = re.split("[.,]", core, maxsplit=1)[0]
    return Decimal(first), "digits.list", len(first)


def _with_scales(lower: str, numeral: Numeral, lexicon: Lexicon) -> Numeral:
    """Multiply by the scale words behind the number and add smaller parts ("3 tỷ 500 triệu")."""
    words = lexicon.numerals
    scaled = _scales(lower, numeral.end, words)
    if scaled is None:
        return numeral
    scale, end, rule = scaled
    low, high = numeral.low * scale, numeral.high * scale
    last = scale
    while more := _NEXT_DIGITS.match(lower, end):
        smaller = _scales(lower, more.end(), words) or _rest_of_money(lower, more, last, lexicon)
        if smaller is None or smaller[0] >= last or "," in more[1]:
            break
        added = Decimal(more[1].replace(".", "")) * smaller[0]
        low, high, end, last, rule = low + added, high + added, smaller[1], smaller[0], rule + "+"
    if half := _half(lower, end, words):
        low, high, end, rule = low + Decimal(last) / 2, high + Decimal(last) / 2, half, rule + ".half"
    return replace(numeral, end=end, low=low, high=high, rule=numeral.rule + rule, bare=False, scaled=True, scale=scale)


def _rest_of_money(lower: str, more: re.Match[str], last: int, lexicon: Lexicon) -> tuple[int, int, str] | None:
    """ "25 nghìn 500 đồng": digits below the last scale, right before the currency."""
    unit = lexicon.unit_at.match(lower, more.end())
    money = unit is not None and lexicon.units[_squeeze(unit[1])].kind == "money"
    rest = int(more[1].replace(".", "").replace(",", ""))
    return (1, more.end(), "") if money and last >= 1000 and rest < last else None


def _scales(lower: str, at: int, words: Numerals) -> tuple[int, int, str] | None:
    scale, last, end, rule = 1, 0, at, ""
    while found := words.scale_after.match(lower, end):
        form = found[1] or found[2]
        step = 1000 if form == "k" else words.scales[form]
        if step <= last or (found[2] and scale > 1):
            break  # "nghìn tỷ" grows; "tỷ tỷ" is a slip
        scale, last, end, rule = scale * step, step, found.end(), f"{rule}*{form}"
    return (scale, end, rule) if scale > 1 else None


def _half(lower: str, at: int, words: Numerals) -> int | None:
    found = _WORD.match(lower, at + 1) if lower[at : at + 1] == " " else None
    return found.end() if found and found.group() in words.halves else None


def read_words(lower: str, start: int, lexicon: Lexicon) -> Numeral | None:
    """Read the number words at `start`; None when they are no number."""
    words = lexicon.numerals
    if lower[start] in _VULGAR:
        k, n = _VULGAR[lower[start]]
        return Numeral(start, start + 1, Decimal(k), Decimal(k), "digits.vulgar_fraction", of=Decimal(n))
    first = _WORD.match(lower, start)
    if first is None:
        return None
    if first.group() in words.multiples and lower[max(0, start - 4) : start] == "gấp ":
        value = words.multiples[first.group()]
        return Numeral(start, first.end(), value, value, "words.multiple")
    if half := words.fractions.match(lower, start):
        return _half_of(lower, half, lexicon)
    if (part := words.part.match(lower, first.end())) and first.group() in words.digits:
        k, n = words.digits[first.group()], words.digits.get(part[1], 10)
        if k < n:
            return Numeral(start, part.end(), Decimal(k), Decimal(k), "words.fraction", of=Decimal(n))
    if vague := words.vague_run.match(lower, start):
        low, high = words.vague[_squeeze(vague.group())]
        end, scale = vague.end(), 1
        if scaled := _scales(lower, end, words):
            if _leading_scale(lower, end, words) == 10:
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
    if first.group() not in words.digits and first.group() not in words.tens:
        # "hàng trăm", "cả trăm", "hơn chục": the scan matched a word and a bare scale word
        scaled = _scales(lower, first.end(), words)
        if scaled is None:
            return None
        scale, end, rule = scaled
        lead = _leading_scale(lower, first.end(), words)
        if first.group() in words.plurals or first.group() in lexicon.words["plural_like"]:
            top = Decimal(lead * 10 - 1) if scale == lead else Decimal(9 if lead > 10 else 99) * scale
            if lead == 10 and scale > 10:
                top = Decimal(99) * (scale // 10)
            elif lead >= 100 and scale > lead:
                top = Decimal(lead * 10 - 1) * (scale // lead)
            begin = start if first.group() in words.plurals else first.end() + 1
            return Numeral(
                begin, end, Decimal(scale), top, f"words.plural{rule}", scaled=scale >= 1000, scale=scale, vague=True
            )
        begin = first.end() + 1
        return Numeral(
            begin, end, Decimal(scale), Decimal(scale), f"words.scale{rule}", scaled=scale >= 1000, scale=scale
        )
    run = words.run.match(lower, start)
    if run is None:
        return None
    numeral = _compose(run, words)
    return _with_decimals(lower, numeral, words) if numeral else None


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
        whole = _compose(run, words) if run else None
        if whole is None or whole.scaled:
            return numeral
        part, end = str(whole.low), whole.end
    value = Decimal(f"{numeral.low}.{part}")
    decimal = replace(numeral, end=end, low=value, high=value, rule="words.decimal")
    return _with_scales_only(lower, decimal, words)


def _with_scales_only(lower: str, numeral: Numeral, words: Numerals) -> Numeral:
    scaled = _scales(lower, numeral.end, words)
    if scaled is None:
        return numeral
    scale, end, rule = scaled
    value = numeral.low * scale
    return replace(numeral, end=end, low=value, high=value, rule=numeral.rule + rule, scaled=scale >= 1000, scale=scale)


def _half_of(lower: str, half: re.Match[str], lexicon: Lexicon) -> Numeral | None:
    """ "một nửa số hộ" is the ratio 1 of 2; "nửa năm", "nửa triệu" are half of what follows."""
    start, end = half.span()
    following = _WORD.match(lower, end + 1)
    if following and following.group() in lexicon.words["not_half"] and half.group() == "nửa":
        return None
    if scaled := _scales(lower, end, lexicon.numerals):
        value = Decimal(scaled[0]) / 2
        return Numeral(start, scaled[1], value, value, "words.half", scaled=True, scale=scaled[0])
    unit = lexicon.unit_at.match(lower, end)
    if unit and half.group() == "nửa" and lexicon.units[_squeeze(unit[1])].kind in ("time", "physical"):
        return Numeral(start, end, Decimal("0.5"), Decimal("0.5"), "words.half")
    return Numeral(start, end, Decimal(1), Decimal(1), "words.half", of=Decimal(2))


def _leading_scale(lower: str, at: int, words: Numerals) -> int:
    found = words.scale_after.match(lower, at)
    return words.scales[found[1]] if found and found[1] else 1


def _compose(run: re.Match[str], words: Numerals) -> Numeral | None:
    """Add up a run of number words: "một trăm linh năm", "hai mươi tư", "hai nghìn ba trăm tỷ", "ba bốn"."""
    total = section = 0
    pending: int | None = None
    pair: tuple[int, int] | None = None
    scale = last = 1
    linked = False
    extra = Decimal(0)
    end = run.start()
    for token in _WORD.finditer(run.string, run.start(), run.end()):
        word = token.group()
        if word in words.digits:
            value = words.digits[word]
            if pending is not None:
                if word == _YEAR_WORD and not _scale_follows(run, token, words):
                    break  # "ba năm" is three years
                if pending >= 2 and word in words.only_inside and value:
                    section, pending = section + pending * 10, value  # "ba mốt", "hai lăm"
                elif value == pending + 1 and pair is None and not total and not section and value:
                    pair, pending = (pending, value), value  # "hai ba hộ"
                else:
                    break
            elif word in words.only_inside and value and not section and not total:
                break
            elif word == _YEAR_WORD and (section or total) and not linked and not _scale_follows(run, token, words):
                break  # "hai mươi năm" is twenty years
            else:
                pending = value
        elif word in words.tens:
            if pending is not None or section % 100:
                break
            section, pending = section + 10, None
        elif word in words.links:
            if not section and not total:
                break
            linked = True
            continue  # the link counts only when a digit follows
        elif word in words.halves:
            extra += Decimal(last) / 2
            end = token.end()
            break
        else:
            step = words.scales[word]
            if step < 1000:
                if pending is None and step == 10:
                    break
                section = section + (1 if pending is None else pending) * step
            elif step > last and total and not section and pending is None:
                total, scale = total * step, scale * step  # "hai nghìn tỷ"
            elif total and not section and pending is None:
                break  # "một nghìn nghìn" is a slip
            else:
                total += (section + (pending or 0) or 1) * step
                section, scale = 0, max(scale, step)
            pending, last, linked = None, step, False
        end = token.end()
    amount = Decimal(total + section + (pending or 0)) + extra
    if pending is not None and last >= 100 and not linked and not section % 100 and pair is None:
        shifted = pending * last // 10 if last >= 1000 or total == 0 else 0
        amount += shifted - pending if shifted else 0  # "một triệu hai" = 1.2 million
    if end == run.start():
        return None
    low = amount
    if pair and scale == 1 and last == 1:
        low = Decimal(pair[0])
    elif pair:
        low = amount * pair[0] / pair[1]
    rule = "words.pair" if pair else "words"
    return Numeral(run.start(), end, low, amount, rule, scaled=scale >= 1000, scale=scale)


def _scale_follows(run: re.Match[str], token: re.Match[str], words: Numerals) -> bool:
    following = _WORD.search(run.string, token.end(), run.end())
    return following is not None and following.group() in words.scales


def _squeeze(form: str) -> str:
    return " ".join(form.split())
