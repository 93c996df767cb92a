"""Fields of work inside names of bodies: "Nông nghiệp và Phát triển nông thôn"."""

from __future__ import annotations

from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.tokens import Tokens, numeral


class FieldReader:
    """Reads fields of work of one text."""

    __slots__ = ("_lexicon", "_tokens")

    def __init__(self, lexicon: Lexicon, tokens: Tokens) -> None:
        self._lexicon = lexicon
        self._tokens = tokens

    def end(self, j: int, *, needs_capital: bool, trade: bool = False, office: bool = False) -> int:
        """Give the end of the fields at `j` that conjunctions join.

        `needs_capital`: the first must be capitalised; `trade`: they may be what a firm deals in; `office`: the body is
        one that a field it does (in lower case) is never called after.
        """
        tokens, table = self._tokens, self._lexicon.organisations
        start = j
        while True:
            acts = j > start and self.acts(j, trade=trade, office=office)
            end = None if acts else self._one(j, needs_capital and j == start)
            if end is None:
                return start if j == start else self._unjoined(start, j)
            j = end
            if tokens.lower[j] in table.joins:
                after = self._one(j + 1, needs=False)
                if after is None or not self._joined(j, after):
                    return j
                j += 1

    def acts(self, j: int, *, trade: bool = False, office: bool = False, named: bool = False) -> bool:
        """Whether a field in lower case at `j` is what a body does: "Bộ Xây dựng [nghiên cứu] sửa đổi".

        `trade` and `office` as in `end`; `named`: a proper name stands before `j`, not a field.
        """
        tokens, table = self._tokens, self._lexicon.organisations
        if tokens.shape[j] != "l" or tokens.lower[j - 1] in table.joins:
            return False
        if self._done(j, named):
            return True
        found = table.acts.longest(tokens.lower, j) or (not trade and table.trades.longest(tokens.lower, j))
        if not found:
            return False
        end = found[0]
        if office and table.acts.longest(tokens.lower, j) is not None:
            return tokens.lower[end] not in table.joins or tokens.shape[end + 1] == "l"
        further = (
            tokens.shape[end] in "ld" and tokens.lower[end] not in table.joins and tokens.lower[end] not in table.of
        )
        return further and table.fields.longest(tokens.lower, end) is None

    def _done(self, j: int, named: bool) -> bool:
        """Whether the fields at `j` are deeds: a count follows them, or behind a name neither name nor bracket."""
        tokens, table = self._tokens, self._lexicon.organisations
        found = table.deeds.longest(tokens.lower, j)
        k = j
        while found is not None and tokens.shape[k] == "l":
            k = found[0]
            if tokens.shape[k : k + 2] == "dl":
                return True  # "Công ty Du lịch [đầu tư] 5 tỷ đồng"
            found = table.fields.longest(tokens.lower, k)
        return k > j and named and tokens.shape[k] not in "CU(-&" and tokens.lower[k] not in self._lexicon.words.conj

    def letters(self, i: int, j: int) -> int:
        """Give the end of a field that letters stand for behind the head of tokens `i` to `j`: "Sở TN-MT"."""
        tokens, table = self._tokens, self._lexicon.organisations
        if tokens.lower[i] not in table.lettered or j - i > 1 or tokens.shape[i] == "U" or not self._lettered(j):
            return j
        end = j + 1
        while (
            tokens.shape[end] in "-&" and tokens.glued(end) and tokens.shape[end + 1] == "U" and tokens.glued(end + 1)
        ):
            end += 2
        return end

    def _lettered(self, j: int) -> bool:
        tokens = self._tokens
        word = tokens.cased[j]
        if tokens.shape[j] != "U" or not word.isalpha() or numeral(tokens.lower[j]):
            return False
        return self._lexicon.organisations.heads.longest(tokens.lower, j) is None

    def _unjoined(self, start: int, j: int) -> int:
        while j > start and self._tokens.lower[j - 1] in self._lexicon.organisations.joins:
            j -= 1
        return j

    def _joined(self, j: int, after: int) -> bool:
        """Whether a comma or dash inside a name joins two fields of it."""
        tokens, lexicon = self._tokens, self._lexicon
        if tokens.lower[after] in lexicon.words.number and tokens.shape[after + 1] == "d":
            return False  # "Bộ Chính trị và [Kế hoạch số 3-KH/TW]"
        if tokens.shape[j] != ",":
            front = lexicon.organisations.front.longest(tokens.lower, j + 1)
            if front is not None and front[0] > after:
                return False  # "Bộ Y tế và Mặt trận Tổ quốc": two bodies
            body = lexicon.organisations.heads.longest(tokens.lower, j + 1) if tokens.capital(j + 1) else None
            named = body is not None and body[0] == after and any(head.kind == "named" for head in body[1])
            if named and self._one(after, needs=True) is not None:
                return False  # "Ngân hàng Đầu tư và [Ngân hàng Công thương]"
            # "Hội Chữ thập đỏ và Mặt trận": the Front by its short name
            return body is None or body[0] < after or all(head.kind != "front" for head in body[1])
        if not tokens.capital(j + 1):
            return False
        if tokens.shape[j + 1] == "U" and lexicon.organisations.heads.longest(tokens.lower, j + 1) is not None:
            return False  # "Trung tâm Tin học, [ĐH Sư phạm]"
        conj = lexicon.words.conj
        if not conj.isdisjoint(tokens.lower[j + 1 : after]):
            return True
        if tokens.lower[after] in conj or tokens.shape[after] in "-&":
            return self._one(after + 1, needs=False) is not None
        return lexicon.organisations.heads.longest(tokens.lower, after) is not None and tokens.capital(after)

    def _one(self, j: int, needs: bool) -> int | None:
        """The end of one field at `j`; words of every day count with a capital only."""
        tokens, table = self._tokens, self._lexicon.organisations
        if needs and not tokens.capital(j):
            return None
        found = table.fields.longest(tokens.lower, j)
        if found is None:
            return None
        everyday = found[0] - j == 1 or table.common.longest(tokens.lower, j) == found
        return None if everyday and not tokens.capital(j) else found[0]
