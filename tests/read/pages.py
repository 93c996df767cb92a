"""Saved pages as Vietnamese outlets make them: markup families from life, articles invented."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from html import escape

WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
VISIT = "Chủ nhật, 22/11/2026"


@dataclass(frozen=True)
class Story:
    """An invented article."""

    title: str
    at: datetime
    author: str
    lead: str
    paragraphs: tuple[str, ...]

    @property
    def iso(self) -> str:
        return self.at.strftime("%Y-%m-%dT%H:%M:%S")

    @property
    def weekday(self) -> str:
        return WEEKDAYS[self.at.weekday()]

    @property
    def day(self) -> str:
        return self.at.strftime("%d/%m/%Y")

    @property
    def clock(self) -> str:
        return self.at.strftime("%H:%M")

    @property
    def body(self) -> str:
        return "".join(f"<p>{escape(text)}</p>" for text in self.paragraphs)


def _story(number: int, title: str, at: str, author: str, place: str) -> Story:
    return Story(
        title,
        datetime.fromisoformat(at),
        author,
        f"Ủy ban MTTQ {place} vừa trao {number + 3} căn nhà đại đoàn kết cho hộ nghèo, kinh phí {number + 1},5 tỷ đồng.",
        (
            f"Theo báo cáo, từ đầu năm {place} đã vận động được hơn {number * 2 + 5} tỷ đồng cho Quỹ Vì người nghèo, "
            "vượt kế hoạch được giao; nhiều doanh nghiệp và hộ dân cùng tham gia đóng góp.",
            f"Ông {author}, người dân tại đây, cho biết mỗi căn nhà được hỗ trợ 60 triệu đồng, phần còn lại do gia đình "
            "và bà con trong khu dân cư góp công, góp vật liệu để hoàn thành trước mùa mưa bão.",
            f"Trong thời gian tới, Mặt trận {place} tiếp tục rà soát các hộ còn ở nhà tạm để hỗ trợ, phấn đấu đến cuối "
            "năm hoàn thành toàn bộ kế hoạch xóa nhà tạm, nhà dột nát trên địa bàn.",
        ),
    )


STORIES = [
    _story(
        1, "Phường Hoa Đào trao nhà đại đoàn kết cho hộ nghèo", "2024-09-24T17:05:00", "Trần Minh An", "phường Hoa Đào"
    ),
    _story(2, "Quận Cẩm Tú: Lan tỏa phong trào “Vì người nghèo”", "2023-01-05T08:30:00", "Lê Thu Hà", "quận Cẩm Tú"),
    _story(3, "Xã Phú Lạc - điểm sáng xóa nhà tạm", "2022-11-18T06:00:00", "Ngô Văn Bình", "xã Phú Lạc"),
    _story(4, "Mặt trận huyện Kỳ Lạc giám sát 12 công trình", "2021-04-03T23:45:00", "Đỗ Quỳnh Chi", "huyện Kỳ Lạc"),
    _story(
        5, "Hơn 3.000 suất quà Tết đến với người dân Đông Hà", "2025-01-22T10:12:00", "Phạm Hải", "thành phố Đông Hà"
    ),
]

_OTHERS = (
    '<div class="{box}"><h3>{head}</h3><ul><li><a href="#">Giá vàng tăng 2 triệu đồng mỗi lượng</a>'
    "<span>20/11/2026 09:00</span></li><li><a href='#'>Bão số 9 giật cấp 12</a><span>19/11/2026</span></li></ul></div>"
)
HEADER = f"<header><div class='top'>{VISIT}</div><nav><a href='/'>Trang chủ</a><a href='/a'>Thời sự</a></nav></header>"
FOOTER = "<footer><p>Giấy phép số 12/GP-BTTTT. Hotline: 0900 000 000. Tổng biên tập: Nguyễn Văn X.</p></footer>"


def _page(head: str, body: str) -> str:
    return f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">{head}</head><body>{HEADER}{body}{FOOTER}</body></html>'


def linked(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'


def vnexpress(s: Story) -> str:
    """og:title with the outlet's name, JSON-LD with a zone, a span for people."""
    head = (
        f'<title>{escape(s.title)} - Báo VnExpress</title><meta property="og:title" content="{escape(s.title)} - VnExpress">'
        '<meta property="og:site_name" content="vnexpress.net"><link rel="canonical" href="https://vnexpress.net/bai-4801234.html">'
        + linked(
            {
                "@type": "NewsArticle",
                "headline": s.title,
                "datePublished": f"{s.iso}+07:00",
                "author": {"name": "VnExpress"},
            }
        )
    )
    date = f"{s.weekday}, {s.at.day}/{s.at.month}/{s.at.year}, {s.clock} (GMT+7)"
    return _page(
        head,
        f'<div class="header-content"><span class="date">{date}</span></div><h1 class="title-detail">{escape(s.title)}</h1>'
        f'<p class="description">{escape(s.lead)}</p><article class="fck_detail">{s.body}'
        f'<p class="Normal" style="text-align:right;"><strong>{s.author}</strong></p></article>'
        + _OTHERS.format(box="box-category", head="Tin đọc nhiều"),
    )


def tuoitre(s: Story) -> str:
    """Meta without a zone, data-role, captions of the content system."""
    head = (
        f'<title>{escape(s.title)} - Tuổi Trẻ Online</title><meta property="og:title" content="{escape(s.title)}">'
        f'<meta property="article:published_time" content="{s.iso}"><meta property="og:url" '
        f'content="https://tuoitre.vn/bai-{s.at:%Y%m%d%H%M%S}123.htm"><meta name="author" content="tuoitre.vn">'
    )
    return _page(
        head,
        f'<h1 class="detail-title article-title" data-role="title">{escape(s.title)}</h1><div class="detail-author-bot">'
        f'<div class="author-info"><a class="name">{s.author}</a></div></div><div class="detail-time"><div data-role="publishdate">'
        f'{s.day} {s.clock} GMT+7</div></div><h2 class="detail-sapo" data-role="sapo">{escape(s.lead)}</h2>'
        f'<div class="detail-content afcbc-body" itemprop="articleBody">{s.body}<div class="VCSortableInPreviewMode" '
        'type="Photo"><img src="a.jpg"><div class="PhotoCMS_Caption"><p>Người dân nhận 25 suất quà - Ảnh: M.A.</p></div></div>'
        "</div>" + _OTHERS.format(box="detail__related", head="Tin cùng chuyên mục"),
    )


def nhandan(s: Story) -> str:
    """Time elements and JSON-LD in a list with times of Greenwich."""
    from datetime import timedelta

    universal = (s.at - timedelta(hours=7)).strftime("%Y-%m-%dT%H:%M:%SZ")
    head = (
        f"<title>{escape(s.title)} | Báo Nhân Dân điện tử</title>"
        '<meta property="og:site_name" content="Báo Nhân Dân điện tử"><link rel="canonical" href="https://nhandan.vn/bai-post830000.html">'
        + linked(
            [
                {"@type": "Organization", "name": "Báo Nhân Dân"},
                {
                    "@type": ["NewsArticle"],
                    "headline": s.title,
                    "datePublished": universal,
                    "author": [{"@type": "Person", "name": s.author}],
                    "publisher": {"name": "Báo Nhân Dân"},
                },
            ]
        )
    )
    return _page(
        head,
        f'<h1 class="article__title cms-title">{escape(s.title)}</h1><div class="article__meta"><time class="time" '
        f'datetime="{s.iso}+0700">{s.weekday}, ngày {s.day} - {s.clock}</time></div><div class="article__sapo cms-desc">'
        f'{escape(s.lead)}</div><div class="article__body cms-body">{s.body}<table class="picture"><tr><td><img src="a.jpg">'
        '</td></tr><tr><td class="caption"><p>Trao 30 suất quà cho hộ nghèo. (Ảnh: TTXVN)</p></td></tr></table></div>'
        f'<div class="article__author">{s.author}</div>',
    )


def mattran(s: Story) -> str:
    """An old system: tables for layout, no metadata, the date in words, no h1."""
    return _page(
        f"<title>{escape(s.title)} - Cổng thông tin điện tử Ủy ban MTTQ Việt Nam</title>"
        "<meta property='og:url' content='http://mattran.org.vn/hoat-dong/bai-12345.html'>",
        f"<table width='100%'><tr><td class='left'><a href='#'>Giới thiệu</a><br><a href='#'>Văn bản</a></td><td><div "
        f"class='ArticleHeader'>{escape(s.title)}</div><div class='ArticleDate'>Ngày {s.at.day} tháng {s.at.month} năm "
        f"{s.at.year}, {s.clock}</div><div class='ArticleContent'><p><b>{escape(s.lead)}</b></p>{s.body}"
        f"<p align='right'><b>{s.author}</b></p></div></td></tr></table>"
        + _OTHERS.format(box="tinkhac", head="Các tin khác"),
    ).replace("<h1", "<div")


def daidoanket(s: Story) -> str:
    """JSON-LD in a graph, with the home page and the path of the page beside the article."""
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "Đại Đoàn Kết", "datePublished": "2010-01-01"},
            {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "name": "Mặt trận"}]},
            {
                "@type": "Article",
                "headline": s.title,
                "datePublished": f"{s.iso}+07:00",
                "dateModified": "2026-01-01T00:00:00+07:00",
            },
        ],
    }
    head = (
        f"<title>{escape(s.title)} | Báo Đại Đoàn Kết</title><link rel='canonical' href='https://daidoanket.vn/bai-10290000.html'>"
        + linked(graph)
    )
    return _page(
        head,
        f'<div class="logo"><h1><a href="/">Báo Đại Đoàn Kết</a></h1></div><div class="detail"><h2 class="title">{escape(s.title)}</h2>'
        f'<div class="meta"><span class="author">{s.author}</span> <span class="time">{s.day} {s.clock}</span></div>'
        f'<p class="sapo">{escape(s.lead)}</p><div class="post-content">{s.body}</div></div>'
        + _OTHERS.format(box="related-news", head="Tin liên quan"),
    )


def baochinhphu(s: Story) -> str:
    """No metadata about the time: it is printed for people, day and clock in elements of their own."""
    head = (
        f"<title>{escape(s.title)}</title><meta property='og:title' content='{escape(s.title)}'>"
        "<link rel='canonical' href='https://baochinhphu.vn/bai-102240924.htm'>"
    )
    return _page(
        head,
        f'<div class="detail-top"><h1 itemprop="headline">{escape(s.title)}</h1><div class="info"><span>{s.day}</span>&nbsp;'
        f"<span>{s.clock}</span></div></div><h2 class='sapo'>(Chinhphu.vn) - {escape(s.lead)}</h2><div class='detail-content'>"
        f"{s.body}<p style='text-align:right'><b>{s.author}</b></p></div>"
        + _OTHERS.format(box="box-tin", head="Tin mới nhất"),
    )


def dantri(s: Story) -> str:
    """A time element without a zone, and JSON-LD that is broken by a comma."""
    broken = f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{s.title}", "datePublished": "{s.iso}",}}</script>'
    return _page(
        f"<title>{escape(s.title)} | Báo Dân trí</title><meta property='og:url' content='https://dantri.com.vn/xa-hoi/bai-{s.at:%Y%m%d%H%M%S}123.htm'>{broken}",
        f'<article class="singular-container"><h1 class="title-page detail">{escape(s.title)}</h1><div class="author-wrap">'
        f'<div class="author-name"><a><b>{s.author}</b></a></div><time class="author-time" datetime="{s.at:%Y-%m-%d %H:%M}">{s.weekday}, '
        f'{s.day} - {s.clock}</time></div><h2 class="singular-sapo">(Dân trí) - {escape(s.lead)}</h2><div class="singular-content">{s.body}'
        '<figure class="image align-center"><img src="a.jpg"><figcaption><p>Bà con nhận 40 phần quà (Ảnh: Hải).</p></figcaption></figure></div></article>',
    )


def vov(s: Story) -> str:
    """Microdata, and a server that writes month first."""
    return _page(
        f'<title>{escape(s.title)} | VOV.VN</title><meta name="pubdate" content="{s.at.month}/{s.at.day}/{s.at.year} '
        f'{s.at:%I:%M:%S %p}"><meta property="og:site_name" content="VOV.VN"><meta property="og:url" content="https://vov.vn/xa-hoi/bai-post1100000.vov">',
        f'<h1 class="article-title" itemprop="headline">{escape(s.title)}</h1><div class="article-date">{s.weekday}, {s.clock}, {s.day}</div>'
        f'<div class="article-summary">{escape(s.lead)}</div><div class="article-content" itemprop="articleBody">{s.body}</div>'
        f'<div class="article-author">{s.author}/VOV</div>',
    )


FAMILIES: dict[str, tuple[Callable[[Story], str], str]] = {
    "VnExpress": (vnexpress, "VnExpress"),
    "Tuổi Trẻ": (tuoitre, "Tuổi Trẻ"),
    "Nhân Dân": (nhandan, "Nhân Dân"),
    "Mặt trận": (mattran, "Mặt trận Tổ quốc Việt Nam"),
    "Đại Đoàn Kết": (daidoanket, "Đại Đoàn Kết"),
    "Báo Chính phủ": (baochinhphu, "Báo Chính phủ"),
    "Dân trí": (dantri, "Dân trí"),
    "VOV": (vov, "VOV"),
}
