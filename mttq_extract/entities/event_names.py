"""Events whose kind takes any name: "Ngày Di sản Văn hóa Việt Nam", "Hội thi Nhà nông đua tài"."""

from __future__ import annotations

from collections.abc import Callable

from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.tokens import Tokens

LONGEST_NAME = 14  # words of a name behind its kind
LONGEST_PLACE = 3
LONGEST_TAIL = 5  # words in lower case behind the last capital of a name
NEAR = 4  # words from a comma in a name to the capital or "và" that it goes on to
ENDS = ".,;:()!?neoqd/"  # shapes that a name surely ends in front of


class EventNames:
    """Reads the names of one text's events; `body` gives the organisation that begins at a token."""

    __slots__ = ("_body", "_lexicon", "_table", "_tokens")

    def __init__(self, lexicon: Lexicon, tokens: Tokens, body: Callable[[int], tuple[int, str] | None]) -> None:
        self._lexicon = lexicon
        self._table = lexicon.events
        self._tokens = tokens
        self._body = body

    def day(self, i: int) -> int | None:
        """The end of a day with a name: "Ngày Thế giới phòng, chống AIDS", "ngày thành lập Hội Nông dân Việt Nam"."""
        tokens, table = self._tokens, self._table
        if tokens.lower[i - 1] == tokens.lower[i]:
            return None  # "ngày ngày Ban điều hành đi"
        j = i + 1
        told = table.day_of.longest(tokens.lower, j)
        if told is not None:
            if told[1] and (body := self._whole(told[0])) is not None:
                return body  # "ngày thành lập [tỉnh Lào Cai]"
            end = self.end(told[0])
            return end if any(map(tokens.capital, range(j, end))) and end > told[0] else None
        if not tokens.capital(j) or self._body(j) is not None:
            return None
        end = self.end(j)
        closed = self._lexicon.organisations.vietnam.before(tokens.lower, end)
        raised = tokens.capital(i) and not tokens.opens_sentence(i) and end > j + 1
        return end if closed or raised else None

    def kind(self, i: int) -> int | None:
        """The end of a gathering of an open kind: "Tuần lễ Quốc gia …", "Hội nghị Văn hóa toàn quốc"."""
        tokens, table = self._tokens, self._table
        found = table.open.longest(tokens.lower, i)
        if found is None or not tokens.capital(i) or table.not_open.before(tokens.lower, i):
            return None
        j, need = found
        end = self.end(j)
        wide = [k for k in range(j, end) if table.wide.longest(tokens.lower, k) is not None]
        if need == "wide":
            return end if wide and end > j + 2 else None  # a bare "Hội nghị quốc tế" has no name
        if need == "number":
            return (
                end
                if end > j
                and tokens.lower[j] not in self._lexicon.documents.law_about
                and table.ordinal.longest(tokens.lower, end) is not None
                else None
            )
        near = any(map(tokens.capital, range(j, min(j + NEAR - 1, end))))
        return end if near or wide[:1] == [j] else None

    def history(self, i: int) -> int | None:
        """The end of a battle or rising with the name of its place: "chiến thắng Ngọc Hồi - Đống Đa"."""
        tokens, known = self._tokens, self._lexicon.places.known
        found = self._table.history.longest(tokens.lower, i)
        if found is None or not tokens.capital(found[0]):
            return None
        j = end = found[0]
        if found[1]:
            return tokens.run(j, LONGEST_PLACE)  # a rising is told by any name: "khởi nghĩa [Nam Kỳ]"
        while (place := known.longest(tokens.lower, end)) is not None and tokens.capital(end):
            if place[1].kind == "country":
                return None  # "chiến thắng Thái Lan 2-0"
            end = place[0]
            if not self._joins(end):
                break
            end += 1
        if end > j and tokens.shape[end - 1] == "-":
            end = tokens.run(end, LONGEST_PLACE)
        return end if end > j else None

    def _whole(self, j: int) -> int | None:
        """The end of the body or place of which a day is told, when it has a name."""
        body = self._body(j)
        end = None if body is None else body[0]
        place = self._lexicon.places.known.longest(self._tokens.lower, j + 1)
        if end is None and place is not None and self._tokens.capital(j + 1):
            end = place[0]  # "ngày thành lập tỉnh [Lào Cai]"
        return end if end is not None and any(map(self._tokens.capital, range(j, end))) else None

    def end(self, j: int) -> int:
        """The end of a name that begins at `j`: its last capital, and few words in lower case up to a mark or stop."""
        tokens, table = self._tokens, self._table
        k = last = j
        while k - j < LONGEST_NAME:
            if table.stops.longest(tokens.lower, k) is not None or tokens.lower[k] in table.day_first:
                break
            shape = tokens.shape[k]
            if shape in "CU":
                place = self._lexicon.places.known.longest(tokens.lower, k)
                k = k + 1 if place is None else place[0]  # "Hội sách [TP.HCM]", "Tuần Văn hóa [Cao Bằng]"
                last = k
                if self._lexicon.organisations.vietnam.before(tokens.lower, k) and tokens.shape[k] != "-":
                    return k
            elif (kept := table.keeps.longest(tokens.lower, k)) is not None:
                k = kept[0]
            elif shape == "l" or self._joins(k) or (shape == "," and self._goes_on(k)):
                k += 1
            else:
                break
        wide = max((m + 2 for m in range(j, k - 1) if table.wide.longest(tokens.lower, m) is not None), default=j)
        last = max(last, min(wide, k))
        sure = tokens.shape[k] in ENDS or table.stops.longest(tokens.lower, k) is not None
        return k if sure and k - last <= LONGEST_TAIL else last

    def _joins(self, k: int) -> bool:
        """Whether a dash joins two names; one before a caption's "Ảnh:" does not."""
        tokens = self._tokens
        return tokens.shape[k] == "-" and tokens.capital(k + 1) and tokens.shape[k + 2] != ":"

    def _goes_on(self, k: int) -> bool:
        """Whether a name goes on behind a comma: "phòng[,] chống AIDS", "Văn hóa[,] Thể thao và Du lịch"."""
        tokens = self._tokens
        if tokens.shape[k - 1] != "l":
            return False
        if tokens.capital(k + 1):
            return not self._lexicon.words.conj.isdisjoint(tokens.lower[k + 1 : k + 1 + NEAR])
        near = tokens.shape[k + 1 : k + 1 + NEAR - 1].replace("U", "C").find("C")
        return near > 0 and set(tokens.shape[k + 1 : k + 1 + near]) == {"l"}
