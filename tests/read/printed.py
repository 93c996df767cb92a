"""PDF files as offices print them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import matplotlib
from reportlab.lib import colors, pdfencrypt
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

FONT = "DejaVu"
HEAD = "Ủy ban MTTQ huyện Cẩm Tú - Báo cáo năm 2023"
PAGE = "Sang trang"

Rows = Sequence[Sequence[str]]


def _font() -> None:
    if FONT not in pdfmetrics.getRegisteredFontNames():
        path = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
        pdfmetrics.registerFont(TTFont(FONT, str(path)))


def printed(path: Path, *parts: str | Rows, password: str | None = None) -> Path:
    """A PDF of paragraphs and ruled tables, with a running head and page numbers; PAGE begins a new page."""
    _font()
    style = ParagraphStyle("text", fontName=FONT, fontSize=11, leading=14, alignment=4)

    def edges(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont(FONT, 8)
        canvas.drawString(60, 815, HEAD)
        canvas.drawCentredString(300, 25, f"Trang {document.page}")

    story: list[object] = []
    for part in parts:
        if part == PAGE:
            story.append(PageBreak())
        elif isinstance(part, str):
            story += [Paragraph(part, style), Spacer(1, 8)]
        else:
            grid = [("FONT", (0, 0), (-1, -1), FONT), ("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
            story += [Table([list(row) for row in part], style=grid), Spacer(1, 8)]
    locked = pdfencrypt.StandardEncryption(password, canPrint=0) if password else None
    SimpleDocTemplate(str(path), pagesize=A4, encrypt=locked).build(story, onFirstPage=edges, onLaterPages=edges)
    return path


def drawn(path: Path) -> Path:
    """A PDF with a picture of lines and no text, as a scanner makes it."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.line(10, 10, 300, 300)
    canvas.showPage()
    canvas.save()
    path.write_bytes(buffer.getvalue())
    return path


def placed(path: Path, *lines: tuple[float, float, str], turned: int = 0, page: int = 0, sizes: float = 11) -> Path:
    """A PDF with lines at places from the left and the top of an A4 sheet; text and page are turned by degrees."""
    _font()
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setPageRotation(page)
    canvas.setFont(FONT, sizes)
    canvas.translate(A4[0] / 2, A4[1] / 2)
    canvas.rotate(turned)
    for left, top, text in lines:
        canvas.drawString(left - A4[0] / 2, A4[1] / 2 - top, text)
    canvas.save()
    return path
