"""PDF files with a text layer: lines joined to paragraphs, running heads left out, ruled tables a line a row."""

from __future__ import annotations

import io
from contextlib import closing
from typing import TYPE_CHECKING, Any

from mttq_extract.read.decoding import LONGEST, converted_note, may_be_legacy, unstorable
from mttq_extract.read.draft import Draft, clean
from mttq_extract.read.limits import MOST_FILE, TooLargeError, read_whole
from mttq_extract.read.pdf_lines import PageLine, Part, body_lines, in_margin, paragraphs
from mttq_extract.read.pdf_page import page_lines
from mttq_extract.read.plain import plain_id
from mttq_extract.read.quiet import quiet
from mttq_extract.read.source import ReadFailure, Source
from mttq_extract.time_limit import TimeLimitError
from mttq_extract.types import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mttq_extract.read.reading import Reading

_MOST_PAGES = 5_000
_PATHS = 4  # lines drawn on a page from which a ruled table is worth looking for
_MOST_PATHS = 20_000  # maps and drawings
_OPENING = b"%PDF-"


class _UnreadableError(ValueError):
    """Why a file gives no text; the message is for the user."""


def read_pdf(source: Source, reading: Reading) -> Iterator[Record | ReadFailure]:
    """Read a .pdf file as one article."""
    try:
        with source.open() as stream:
            data = read_whole(stream, MOST_FILE)
        yield _record(data, source, reading)
    except (_UnreadableError, TooLargeError) as error:
        yield ReadFailure(source.path, str(error))


def _record(data: bytes, source: Source, reading: Reading) -> Record:
    import pypdfium2

    if not data.strip():
        raise _UnreadableError("file rỗng (empty file)")
    if _OPENING not in data[:1024]:
        raise _UnreadableError("không phải file PDF: không có dấu «%PDF-» ở đầu (no PDF)")
    try:
        with closing(pypdfium2.PdfDocument(data)) as document:
            pages, empty = _pages(document, data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise _UnreadableError("PDF có mật khẩu; hãy bỏ mật khẩu rồi đọc lại (encrypted PDF)") from error
        raise _UnreadableError(f"file PDF hỏng (broken PDF): {error}") from error
    if not pages or empty == len(pages):
        raise _UnreadableError(
            "PDF không có lớp chữ, có lẽ là bản quét; hãy nhận dạng chữ (OCR) trước, ví dụ bằng ocrmypdf -l vie "
            "(no text layer)"
        )
    convert, notes = _conversion(pages, reading)
    draft = Draft()
    parts = [*paragraphs(body_lines(pages)), "", ""]
    for number, part in enumerate(parts):
        if isinstance(part, str):
            draft.add(convert(part))
            continue
        grid = [[clean(convert(cell)) for cell in row] for row in part]
        if reading.grids.is_data(grid):
            units, below, after = reading.grids.units, *parts[number + 1 : number + 3]
            said = units.below(convert(below)) if isinstance(below, str) and isinstance(after, str) else None
            draft.add_rows(reading.grids.lines(grid, units.above(draft.above()) or said))
        else:
            for cell in dict.fromkeys(cell for row in grid for cell in row):
                draft.add(cell)
    heads = {" ".join(convert(line.text).split()) for line in in_margin(pages[0])}
    if empty:
        notes += (f"{empty}/{len(pages)} trang không có lớp chữ, đã bỏ qua (pages without text)",)
    text = draft.text
    if not text:
        raise _UnreadableError("PDF không có lớp chữ (no text layer)")
    if problem := unstorable(text):
        raise _UnreadableError(problem)
    return Record(
        id=plain_id(source.name),
        text=text,
        title=reading.letterheads.title([line for line in draft.prose if line not in heads]),
        path=source.path,
        notes=notes,
        marks=tuple(draft.marks),
    )


def _pages(document: Any, data: bytes) -> tuple[list[list[Part]], int]:
    """The parts of every page, and how many pages hold no text."""
    import pypdfium2

    if len(document) > _MOST_PAGES:
        raise _UnreadableError(f"PDF có {len(document):,} trang, quá {_MOST_PAGES:,}; hãy tách nhỏ (too many pages)")
    ruled = pypdfium2.raw.FPDF_PAGEOBJ_PATH
    pages: list[list[Part]] = []
    empty = length = 0
    tables = _Tables(data)
    for number in range(len(document)):
        page = document[number]
        lines, as_shown = page_lines(page)
        drawn = sum(1 for _, _ in zip(page.get_objects(filter=[ruled]), range(_MOST_PATHS), strict=False))
        found = tables.of_page(number) if lines and as_shown and _PATHS <= drawn < _MOST_PATHS else []
        pages.append(_with_tables(lines, found))
        empty += not lines
        length += sum(len(line.text) for line in lines)
        page.close()
        if length > LONGEST:
            raise _UnreadableError(f"PDF có hơn {LONGEST:,} ký tự; hãy tách thành từng bài (too long)")
    return pages, empty


class _Tables:
    """Ruled tables by pdfplumber, which is opened when the first page needs it.

    It is not closed: it holds nothing but the bytes given here, and closing trips over damaged page trees.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._plumber: Any = None

    def of_page(self, number: int) -> list[tuple[tuple[float, float, float, float], list[list[str | None]]]]:
        """The box (left, top, right, bottom) and the cells of each table of a page."""
        import pdfplumber

        quiet("pdfminer", "pdfplumber")
        try:
            if self._plumber is None:
                self._plumber = pdfplumber.open(io.BytesIO(self._data))
            page = self._plumber.pages[number]
            found = [(table.bbox, table.extract()) for table in page.find_tables()]
            page.close()
        except (MemoryError, TimeLimitError):
            raise
        except Exception:  # pdfminer trips over files that PDFium reads: the lines of the page are there all the same
            return []
        return [(box, grid) for box, grid in found if len(grid) > 1 and max(map(len, grid)) > 1]


def _with_tables(
    lines: list[PageLine], tables: list[tuple[tuple[float, float, float, float], list[list[str | None]]]]
) -> list[Part]:
    """The lines of a page, with a table in the place of the lines inside its box."""
    out: list[Part] = []
    placed: set[int] = set()
    for line in lines:
        middle = (line.top + line.bottom) / 2
        inside = next(
            (i for i, ((x0, y0, x1, y1), _) in enumerate(tables) if y0 <= middle <= y1 and x0 - 2 <= line.left <= x1),
            None,
        )
        if inside is None:
            out.append(line)
        elif inside not in placed:
            placed.add(inside)
            out.append(_filled(tables[inside][1]))
    return out


def _filled(grid: list[list[str | None]]) -> list[list[str]]:
    """Cells that others cover take their text: of the cell to the left in the first row, else of the one above."""
    out: list[list[str]] = []
    for row in grid:
        filled: list[str] = []
        for column, cell in enumerate(row):
            if cell is not None:
                filled.append(" ".join(cell.split()))
            elif not out:
                filled.append(filled[-1] if filled else "")
            else:
                above = out[-1][column] if column < len(out[-1]) else ""
                filled.append("" if any(char.isdigit() for char in above) else above)
        out.append(filled)
    return out


def _conversion(pages: list[list[Part]], reading: Reading) -> tuple[Callable[[str], str], tuple[str, ...]]:
    """How the text is converted when its fonts are those of an old encoding, and the note that says so."""
    sample = " ".join(part.text for page in pages[:6] for part in page if isinstance(part, PageLine))
    encoding = reading.legacy.in_text(sample) if may_be_legacy(sample) else None
    if encoding is None:
        return str, ()
    return (lambda text: encoding.convert(text) if reading.legacy.is_of(encoding, text) else text), (
        converted_note(encoding.label),
    )
