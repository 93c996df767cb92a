"""Saved pages as outlets make them since 2020, with all that stands beside the article and inside it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from tests.read.older_pages import LISTED, bare_page, paragraphs
from tests.read.pages import Story, linked

_STARS = (
    "<div class='box-star'><div class='title'>Tặng sao</div><p>Trở thành người đầu tiên tặng sao cho bài viết</p><ul><li>0 1.250 lượt thích</li>"
    "</ul></div>"
)
_COMMENTS = (
    "<div id='box_comment_vne' class='box_comment_vne width_common'><h3>Ý kiến (<label>12</label>)</h3><div class='comment_item'><p class='full_content'>"
    "<a class='nickname'>Bạn đọc A</a>Hay quá, ủng hộ 300 nghìn đồng nhé!</p><div class='time-com'>2h trước</div><span class='total_like'>1.250 lượt "
    "thích</span></div></div>"
)
_NEWSLETTER = (
    "<section class='newsletter-wrap'><p>Tặng 500 voucher khi đăng ký nhận bản tin qua email</p><input></section>"
)


def vnexpress_2023(s: Story) -> str:
    """A breadcrumb, figures with data sources, a related box and a slide among the paragraphs, tags, comments, a banner."""
    first, *others = (f"<p class='Normal'>{escape(text)}</p>" for text in s.paragraphs)
    data = {
        "@context": "http://schema.org",
        "@type": "NewsArticle",
        "headline": s.title,
        "datePublished": f"{s.iso}+07:00",
        "dateModified": "2026-11-22T07:00:00+07:00",
        "author": {"@type": "Organization", "name": "VnExpress"},
        "comment": [{"@type": "Comment", "datePublished": "2020-01-01T00:00:00+07:00"}],
    }
    return bare_page(
        f"<title>{escape(s.title)} - Báo VnExpress</title><meta itemprop='datePublished' content='{s.iso}+07:00'>{linked(data)}"
        "<link rel='canonical' href='https://vnexpress.net/bai-4801234.html'>",
        "<section class='section top-header'><div class='container'><span class='time-now'>Chủ nhật, 22/11/2026</span></div></section><section "
        "class='section page-detail top-detail'><div class='sidebar-1'><div class='header-content width_common'><ul class='breadcrumb'><li><a href='/'>"
        f"Thời sự</a></li></ul><span class='date'>{s.weekday}, {s.at.day}/{s.at.month}/{s.at.year}, {s.clock} (GMT+7)</span></div><h1 class='title-detail'>"
        f"{escape(s.title)}</h1><p class='description'><span class='location-stamp'>Hà Nội</span>{escape(s.lead)}</p><article class='fck_detail '>{first}"
        "<figure class='tplCaption action_thumb' itemprop='image'><div class='fig-picture'><picture><img alt='Bà con nhận 25 suất quà.'></picture></div>"
        "<figcaption itemprop='description'><p class='Image'>Bà con nhận 25 suất quà. Ảnh: <em>M.A.</em></p></figcaption></figure><div "
        f"class='box-tinlienquanv2'>{LISTED}</div>{''.join(others)}<p class='author_mail'><strong>{s.author}</strong></p></article><div class='footer-"
        f"social'><a>Trở lại Thời sự</a><a>Copy link thành công</a></div><div class='tags'><h4>Tags</h4><a>nhà tạm</a></div>{_COMMENTS}<div class="
        f"'box-category'><hgroup><h2>Đọc nhiều</h2></hgroup>{LISTED}</div>{_NEWSLETTER}</div></section>",
    )


def tuoitre_2024(s: Story) -> str:
    """Layers of detail__ and detail-, stars, a block to subscribe, comments in a popup."""
    first, *others = (f"<p>{escape(text)}</p>" for text in s.paragraphs)
    return bare_page(
        f"<title>{escape(s.title)} - Tuổi Trẻ Online</title><meta property='og:title' content='{escape(s.title)}'><meta property="
        f"'article:published_time' content='{s.iso}'><link rel='canonical' href='https://tuoitre.vn/bai-{s.at:%Y%m%d%H%M%S}123.htm'>",
        "<div class='header__top'><div class='date-now'>Chủ nhật, 22/11/2026</div></div><div class='detail__page'><div class='detail__main'><div class="
        f"'detail-cate'><a>Thời sự</a></div><div class='detail-time'><div data-role='publishdate'>{s.day} {s.clock} GMT+7</div></div><h1 class='detail-title "
        f"article-title' data-role='title'>{escape(s.title)}</h1><div class='detail-author'><div class='author-info'><a class='name'>{s.author}</a></div></div>"
        f"<h2 class='detail-sapo' data-role='sapo'>{escape(s.lead)}</h2><div class='detail-cmain'><div class='detail-content afcbc-body' data-role='content'>"
        f"{first}<figure class='VCSortableInPreviewMode' type='Photo'><div><img></div><figcaption class='PhotoCMS_Caption'><p>Bà con nhận 25 suất quà - Ảnh: "
        f"M.A.</p></figcaption></figure><div class='VCSortableInPreviewMode' type='RelatedOneNews'><a href='/x.htm'>Giá vàng tăng 2 triệu đồng mỗi lượng</a>"
        f"<a class='btn'>ĐỌC NGAY</a></div>{''.join(others)}</div></div>{_STARS}<div class='detail-tab'><a class='item'>Trở lại chủ đề</a></div><div class="
        f"'detail__related'><h2>Tin cùng chuyên mục</h2>{LISTED}</div><div id='detail_comment' class='comment-wrap'><p>Hay quá, ủng hộ 300 nghìn đồng nhé!"
        f"</p></div>{_NEWSLETTER}</div></div>",
    )


def daidoanket_2024(s: Story) -> str:
    """Everything in b- and c- classes; "Xem thêm" boxes, an audio player, the author under the text."""
    first, *others = (f"<p>{escape(text)}</p>" for text in s.paragraphs)
    return bare_page(
        f"<title>{escape(s.title)}</title><meta property='og:title' content='{escape(s.title)}'><meta property='og:site_name' content='daidoanket.vn'>"
        f"<meta property='article:published_time' content='{s.iso}+07:00'><link rel='canonical' href='https://daidoanket.vn/bai.html'>",
        f"<div class='c-header'><div class='date'>Chủ nhật, 22/11/2026 08:00</div></div><div class='b-detail'><div class='c-detail-head'><h1>{escape(s.title)}"
        f"</h1><div class='info'><span class='author'>{s.author}</span><span class='date'>{s.day} {s.clock}</span></div></div><div class='audio'>Nghe bài viết"
        f"</div><h2 class='sapo'>{escape(s.lead)}</h2><div class='b-maincontent'>{first}<div class='xem-them-box'><strong>Xem thêm:</strong>{LISTED}</div>"
        f"<figure><img><figcaption>Bà con nhận 25 suất quà. Ảnh: M.A.</figcaption></figure>{''.join(others)}</div><div class='c-tags'><span>Từ khóa:</span>"
        f"<a href='/t'>nhà tạm</a></div><div class='c-comment-input'><p>Viết bình luận</p></div><div class='comment-list'><p>Hay quá, ủng hộ 300 nghìn đồng nhé!"
        f"</p></div><div class='b-news-same'><h3>Tin cùng chuyên mục</h3>{LISTED}</div></div>",
    )


def mobile(s: Story) -> str:
    """A mobile page: spans instead of headings, the time as so many days ago beside the day, no metadata but og:title."""
    return bare_page(
        f"<title>{escape(s.title)}</title><meta property='og:title' content='{escape(s.title)}'><meta property='og:url' content='https://m.baohoadao.vn/a.html'>",
        f"<div class='m-menu'>{LISTED}</div><div class='m-detail'><div class='m-title'>{escape(s.title)}</div><div class='m-info'><span class='author'>{s.author}</span> - "
        f"<span>{s.clock}, {s.day}</span></div><div class='m-sapo'>{escape(s.lead)}</div><div class='m-content'>{paragraphs(s)}</div></div><div class='m-list'>"
        f"<b>Tin mới nhất</b>{LISTED}</div>",
    )


def province_2010(s: Story) -> str:
    """Elements of layout without classes at all, capitals in tags, the day in words of the office."""
    return bare_page(
        "<TITLE>::: BAO HOA DAO DIEN TU :::</TITLE>",
        f"<TABLE><TR><TD>Chủ nhật, 22/11/2026</TD></TR></TABLE><TABLE><TR><TD WIDTH=160>{LISTED}</TD><TD><B><FONT SIZE=4>{escape(s.title)}</FONT></B><BR>"
        f"<I>{s.weekday}, ngày {s.at.day} tháng {s.at.month} năm {s.at.year} | {s.clock}</I><P><B>{escape(s.lead)}</B></P>{paragraphs(s)}<P ALIGN=RIGHT><B>"
        f"{s.author}</B></P><HR><B>Các tin khác:</B>{LISTED}</TD></TR></TABLE>",
    )


CURRENT: dict[str, Callable[[Story], str]] = {
    make.__name__: make for make in (vnexpress_2023, tuoitre_2024, daidoanket_2024, mobile, province_2010)
}
