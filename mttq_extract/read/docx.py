"""Word files: paragraphs and tables in their order, old fonts converted."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mttq_extract.read.decoding import converted_note, may_be_legacy, unstorable
from mttq_extract.read.docx_shown import settle
from mttq_extract.read.draft import Draft, clean
from mttq_extract.read.limits import MOST_FILE, TooLargeError, read_whole
from mttq_extract.read.office import OLE, UnreadableError, check_parts, is_strict, other_kind, rewritten, usual_names
from mttq_extract.read.plain import plain_id
from mttq_extract.read.source import ReadFailure, Source
from mttq_extract.read.zip_limits import DeceptiveZipError
from mttq_extract.time_limit import TimeLimitError
from mttq_extract.types import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document as WordDocument
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

    from mttq_extract.read.legacy import Encoding
    from mttq_extract.read.reading import Reading

_MOST_NESTED = 4
_NOTES = ("footnote", "endnote")
# What Word writes into the list of parts for files with macros and for templates; the parts are those of a .docx file.
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_LIKE_MAIN = (
    b"application/vnd.ms-word.document.macroEnabled.main+xml",
    b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)
_CONTENTS = "[Content_Types].xml"


def read_docx(source: Source, reading: Reading) -> Iterator[Record | ReadFailure]:
    """Read a .docx file as one article; rows of tables become lines, see `grids`."""
    try:
        with source.open() as stream:
            data = read_whole(stream, MOST_FILE)
        yield _record(_opened(data), source, reading)
    except (UnreadableError, TooLargeError) as error:
        yield ReadFailure(source.path, str(error))


def _opened(data: bytes) -> WordDocument:
    if not data:
        raise UnreadableError("file rỗng (empty file)")
    if data.startswith(OLE):
        raise UnreadableError(
            "file Word có mật khẩu, hoặc là .doc kiểu cũ; hãy bỏ mật khẩu và lưu lại thành .docx "
            "(encrypted, or an old .doc)"
        )
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_parts(archive, "Word")
            kind = other_kind(archive, "word/")
            if kind is not None:
                raise UnreadableError(f"là file {kind}, không phải .docx; hãy sửa tên hoặc lưu lại (no .docx)")
            listed = archive.read(_CONTENTS) if _CONTENTS in archive.namelist() else b""
            if is_strict(archive) or any(kind in listed for kind in _LIKE_MAIN):
                data = rewritten(archive, _usual)
        return docx.Document(io.BytesIO(data))
    except DeceptiveZipError as error:
        raise UnreadableError(str(error)) from error
    except UnreadableError:
        raise
    except (MemoryError, TimeLimitError):
        raise
    except Exception as error:  # python-docx and lxml raise what a broken part leads them to
        raise UnreadableError(
            f"file Word hỏng hoặc không phải .docx ({type(error).__name__}); hãy mở bằng Word và lưu lại "
            "(broken or no .docx)"
        ) from error


def _usual(name: str, content: bytes) -> bytes:
    """A part of a file with macros, of a template or of a strict file, as it is in any other document."""
    if name == _CONTENTS:
        for kind in _LIKE_MAIN:
            content = content.replace(kind, _MAIN)
    return usual_names(content)


@dataclass(slots=True)
class _Body:
    """Reads the parts of one document; `converted` collects the encodings of its fonts."""

    reading: Reading
    document: WordDocument
    draft: Draft = field(default_factory=Draft)
    converted: dict[str, None] = field(default_factory=dict)

    whole: Encoding | None = None
    fonts: bool = False

    def read(self) -> None:
        """Add all parts to the draft."""
        settle(self.document.element)
        self.fonts = self._names_old_fonts()
        sample = " ".join(self._raw())
        if may_be_legacy(sample):
            self.whole = self.reading.legacy.in_text(sample)
        from docx.table import Table

        parts = list(self.document.iter_inner_content())
        for number, part in enumerate(parts):
            if isinstance(part, Table):
                self.table(part, below=self._line_below(parts[number + 1 :]))
            else:
                self.draft.add(self.paragraph(part))
        for kind in _NOTES:
            for note in self._notes(kind):
                self.draft.add(self._converted(note, None))

    def paragraph(self, paragraph: Paragraph) -> str:
        """The text of a paragraph, each run converted from the encoding of its font."""
        pieces: list[tuple[str | None, str]] = []
        for piece in paragraph.iter_inner_content():
            for run in getattr(piece, "runs", None) or [piece]:
                text, font = run.text, _font(run, paragraph) if self.fonts else None
                # Runs are cut anywhere, and letters of some encodings are two characters.
                if pieces and pieces[-1][0] == font:
                    pieces[-1] = font, pieces[-1][1] + text
                elif text:
                    pieces.append((font, text))
        return "".join(self._converted(text, font) for font, text in pieces)

    def _names_old_fonts(self) -> bool:
        """Whether any font of the document is one of an old encoding: else fonts, slow to look up, do not matter."""
        from docx.oxml.ns import qn

        parts = (self.document.element, self.document.styles.element)
        names = {name for part in parts for fonts in part.iter(qn("w:rFonts")) for name in fonts.attrib.values()}
        return any(self.reading.legacy.of_font(str(name)) for name in names)

    def _raw(self) -> Iterator[str]:
        """The first thousands of characters as they stand in the file."""
        from docx.oxml.ns import qn

        seen = 0
        for element in self.document.element.iter(qn("w:t")):
            yield element.text or ""
            seen += len(element.text or "") + 1
            if seen > 20_000:
                return

    def _converted(self, text: str, font: str | None) -> str:
        if text.isascii():
            return text
        encoding = (self.reading.legacy.of_font(font) if font else None) or self.whole
        if encoding is None or not self.reading.legacy.is_of(encoding, text):
            return text
        self.converted[encoding.label] = None
        return encoding.convert(text, font or "")

    def _line_below(self, parts: Sequence[Paragraph | Table]) -> str:
        """The line below a table, where no other table follows, whose unit it would be."""
        from docx.table import Table

        filled = (part for part in parts if isinstance(part, Table) or part.text.strip())
        line, after = next(filled, None), next(filled, None)
        return "" if line is None or isinstance(line, Table) or isinstance(after, Table) else self.paragraph(line)

    def table(self, table: Table, depth: int = 0, below: str = "") -> None:
        """Add a table: its rows as lines when it holds data, else its cells as paragraphs; `below` is the next line."""
        from docx.text.paragraph import Paragraph

        cells = [list(row.cells) for row in table.rows]
        rows = [[self._cell(cell) for cell in row] for row in cells]
        nested = any(cell.tables for row in cells for cell in row)
        if not nested and self.reading.grids.is_data(rows):
            units = self.reading.grids.units
            self.draft.add_rows(self.reading.grids.lines(rows, units.above(self.draft.above()) or units.below(below)))
            return
        seen: set[object] = set()
        for row in cells:
            for cell in row:
                if cell._tc in seen:  # a merged cell comes once for each place it takes
                    continue
                seen.add(cell._tc)
                for part in cell.iter_inner_content():
                    if isinstance(part, Paragraph):
                        self.draft.add(self.paragraph(part))
                    elif depth < _MOST_NESTED:
                        self.table(part, depth + 1)

    def _cell(self, cell: _Cell) -> str:
        return clean(" ".join(self.paragraph(p) for p in cell.paragraphs))

    def _notes(self, kind: str) -> Iterator[str]:
        """The notes under the pages or at the end, paragraph by paragraph, which python-docx leaves aside."""
        from docx.oxml import parse_xml
        from docx.oxml.ns import qn

        for relation in self.document.part.rels.values():
            if relation.reltype.endswith(f"/{kind}s") and not relation.is_external:
                notes = parse_xml(relation.target_part.blob)
                settle(notes)
                for paragraph in notes.iter(qn("w:p")):
                    yield str(paragraph.text)  # with what breaks, tabs and hyphens stand for


def _font(run: object, paragraph: Paragraph) -> str | None:
    """The font a run is set in: its own, else that of its style or paragraph."""
    font = getattr(run, "font", None)
    if font is not None and font.name:
        return str(font.name)
    styles = [getattr(getattr(run, "style", None), "font", None)]
    style = paragraph.style
    while style is not None:
        styles.append(style.font)
        style = style.base_style
    return next((str(font.name) for font in styles if font is not None and font.name), None)


def _record(document: WordDocument, source: Source, reading: Reading) -> Record | ReadFailure:
    body = _Body(reading, document)
    try:
        body.read()
    except (MemoryError, TimeLimitError):
        raise
    except Exception as error:  # a part that is not what its name says
        return ReadFailure(source.path, f"file Word hỏng ({type(error).__name__}: {error}) (broken .docx)")
    text, notes = body.draft.text, [converted_note(label) for label in body.converted]
    if not text.strip():
        return ReadFailure(source.path, "file Word không có chữ nào; có thể chỉ có ảnh chụp (no text)")
    if problem := unstorable(text):
        return ReadFailure(source.path, problem)
    return Record(
        id=plain_id(source.name),
        text=text,
        title=reading.letterheads.title(body.draft.prose),
        path=source.path,
        notes=tuple(notes),
        marks=tuple(body.draft.marks),
    )
