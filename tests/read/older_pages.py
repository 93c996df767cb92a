"""Saved pages of the systems that outlets, offices and provinces used from 2005 on: invented articles, markup from life.

Every page carries what such pages carry beside the article; what must not be read as a part of it is in NOISE.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from tests.read.pages import FOOTER, HEADER, Story, linked

NOISE = (
    "Giá vàng tăng 2 triệu đồng",
    "Bão số 9 giật cấp 12",
    "1.250 lượt thích",
    "Hay quá, ủng hộ 300 nghìn",
    "Tặng 500 voucher",
    "5 trong 17 đánh giá",
    "Gửi bài viết cho bạn bè",
)
LISTED = (
    "<ul><li><a href='/a1.html'>Giá vàng tăng 2 triệu đồng mỗi lượng</a> <span>(20/11/2026)</span></li>"
    "<li><a href='/a2.html'>Bão số 9 giật cấp 12, 30 nhà tốc mái</a> <i>19/11/2026 09:00</i></li></ul>"
)
_COMMENTS = (
    "<div id='{0}' class='{0}'><h3>Ý kiến bạn đọc (12)</h3><div class='comment_item'><b>Bạn đọc A</b> 22/10/2026<p>"
    "Hay quá, ủng hộ 300 nghìn đồng nhé!</p><span>1.250 lượt thích</span></div></div>"
)
_NEWSLETTER = "<div class='{0}'><h3>Đăng ký nhận bản tin</h3><p>Tặng 500 voucher cho bạn đọc đăng ký sớm.</p><input name='email'></div>"


def bare_page(head: str, body: str) -> str:
    content = "<meta http-equiv='Content-Type' content='text/html; charset=utf-8'>"
    return f"<html xmlns='http://www.w3.org/1999/xhtml'><head>{content}{head}</head><body>{HEADER}{body}{FOOTER}</body></html>"


def paragraphs(s: Story, tag: str = "p", attributes: str = "") -> str:
    return "".join(f"<{tag}{attributes}>{escape(text)}</{tag}>" for text in s.paragraphs)


def vnexpress_2008(s: Story) -> str:
    """Tables for layout, classes Title, Lead and Normal, captions in the cells of a table, no metadata."""
    return bare_page(
        f"<title>VnExpress - {escape(s.title)} - {escape(s.title)}</title><meta name='description' content='x'>",
        f"<table width=100%><tr><td width=550 valign=top><table><tr><td class=CurrentDate>{s.weekday}, {s.day}, {s.clock} GMT+7</td>"
        f"</tr></table><div class=content><P class=Title>{escape(s.title)}</P><P class=Lead>{escape(s.lead)}</P>"
        "<TABLE cellSpacing=0 cellPadding=3 align=center><TBODY><TR><TD><IMG src='a.jpg'></TD></TR><TR><TD class=Image>"
        f"Bà con nhận 25 suất quà. Ảnh: <I>M.A.</I></TD></TR></TBODY></TABLE>{paragraphs(s, 'P', ' class=Normal')}"
        f"<P class=Normal align=right><STRONG>{s.author}</STRONG></P></div></td><td width=200>{LISTED}</td></tr></table>",
    )


def vnexpress_2014(s: Story) -> str:
    """Blocks of a grid: the day in a timer, lead in short_intro, captions in tplCaption."""
    return bare_page(
        f"<title>{escape(s.title)} - VnExpress</title><meta property='og:url' content='http://vnexpress.net/tin-tuc/bai-3100000.html'>",
        f"<div class='block_timer_share'><div class='block_timer left txt_666'>{s.weekday}, {s.day} | {s.clock} GMT+7</div></div>"
        f"<div class='title_news'><h1>{escape(s.title)}</h1></div><div class='short_intro txt_666'>{escape(s.lead)}</div>"
        f"<div class='relative_new'><ul class='list_news_dot_3x3'>{LISTED}</ul></div><div class='fck_detail width_common'>"
        "<table class='tplCaption' align=center><tbody><tr><td><img src=a.jpg></td></tr><tr><td class='Image'>"
        f"Bà con nhận 25 suất quà. Ảnh: <em>M.A.</em></td></tr></tbody></table>{paragraphs(s, 'p', ' class=Normal')}"
        f"<p class='Normal' style='text-align:right;'><strong>{s.author}</strong></p></div>{_COMMENTS.format('box_comment')}"
        f"<div class='block_goithutoasoan'>Gửi bài viết cho bạn bè</div>{_NEWSLETTER.format('box-newsletter')}",
    )


def tuoitre_2012(s: Story) -> str:
    """pTitle, pHead, pBody; "TTO - " before the lead; a box "Đọc thêm" in the middle of the text."""
    first, *others = (f"<p class='pBody'>{escape(text)}</p>" for text in s.paragraphs)
    return bare_page(
        f"<title>{escape(s.title)} - Tuổi Trẻ Online</title>",
        f"<div class='fl date'>{s.at:%d/%m/%Y %H:%M} (GMT + 7)</div><div class='content'><p class='pTitle'>{escape(s.title)}</p>"
        f"<p class='pHead'>TTO - {escape(s.lead)}</p><div id='divContent'>{first}<table align=center class='desc_image'><tr><td>"
        "<img src=a.jpg></td></tr><tr><td class='pCaption'>Bà con nhận 25 suất quà - Ảnh: M.A.</td></tr></table>"
        f"<div class='tin-doc-them'><b>Đọc thêm:</b>{LISTED}</div>{''.join(others)}<p class='pAuthor'>{s.author}</p></div></div>"
        f"{_COMMENTS.format('box-comment')}",
    )


def tuoitre_2018(s: Story) -> str:
    """VCCorp's system before 2020: txt-head, fck, a relate-container, keyword tags."""
    return bare_page(
        f"<title>{escape(s.title)} - Tuổi Trẻ Online</title><meta property='og:title' content='{escape(s.title)}' />"
        f"<meta property='article:published_time' content='{s.iso}+07:00' />",
        f"<div class='date-time'>{s.day} {s.clock} GMT+7</div><h1 class='article-title'>{escape(s.title)}</h1><div id='main-detail-body'>"
        f"<h2 class='sapo'>TTO - {escape(s.lead)}</h2><div class='relate-container'>{LISTED}</div><div class='content fck'>"
        f"{paragraphs(s)}<div class='VCSortableInPreviewMode LayoutAlbum'><div class='PhotoCMS_Caption'><p>Bà con nhận 25 suất quà - "
        f"Ảnh: M.A.</p></div></div></div><div class='author'>{s.author}</div></div><ul class='block-key'><li><a>nhà tạm</a></li></ul>"
        f"{_COMMENTS.format('section-comment')}{_NEWSLETTER.format('newsletter-box')}",
    )


def thanhnien_2017(s: Story) -> str:
    """details__ classes of the system used by several papers, the clock before the day."""
    return bare_page(
        f"<title>{escape(s.title)} | Thời sự | Thanh Niên</title><meta property='og:site_name' content='Báo Thanh Niên'>"
        "<link rel='canonical' href='https://thanhnien.vn/thoi-su/bai-891234.html'>",
        f"<h1 class='details__headline'>{escape(s.title)}</h1><div class='details__meta'><div class='meta'><h4>{s.author}</h4><time>"
        f"{s.clock} - {s.day}</time> <a>12 bình luận</a></div></div><div class='sapo'><div><strong>{escape(s.lead)}</strong></div></div>"
        f"<div id='abody' class='cms-body detail'>{''.join(f'<div>{escape(text)}</div>' for text in s.paragraphs)}"
        "<table class='imagefull'><tr><td><img src=a.jpg></td></tr><tr><td><div class='imgcaption'><p>Bà con nhận 25 suất quà</p>"
        f"<div class='source'><p>Ảnh: M.A.</p></div></div></td></tr></table></div><div class='morenews'>{LISTED}</div>"
        f"{_COMMENTS.format('comments-box')}",
    )


def nguoilaodong_2014(s: Story) -> str:
    """pdate with a redundant AM or PM, "(NLĐO)" before the lead, the author in the last paragraph."""
    half = "AM" if s.at.hour < 12 else "PM"
    return bare_page(
        f"<title>{escape(s.title)} - Báo Người lao động</title><meta property='og:url' content='https://nld.com.vn/bai-{s.at:%Y%m%d%H%M%S}123.htm'>",
        f"<p class='dateandcat'><span class='pdate'>{s.at:%d-%m-%Y} - {s.clock} {half}</span> | Thời sự</p><h1 class='title-content'>"
        f"{escape(s.title)}</h1><h2 class='sapo-detail'>(NLĐO) - {escape(s.lead)}</h2><div class='content-news-detail old-news' "
        f"id='divNewsContent'>{paragraphs(s)}<div class='VCSortableInPreviewMode alignCenter' type='RelatedNewsBox'>{LISTED}</div>"
        f"<p class='p_author'>Bài và ảnh: {s.author}</p></div><div class='like-box'>1.250 lượt thích</div>{_COMMENTS.format('comment-box')}",
    )


def nhandan_2013(s: Story) -> str:
    """ndtitle and ndcontent, the day with seconds beside buttons for the size of letters."""
    return bare_page(
        f"<title>{escape(s.title)} - Báo Nhân Dân điện tử</title>",
        f"<div class='item-container'><div class='ndtitle'><h3>{escape(s.title)}</h3></div><div class='icon_date_top'><div class='pull-left'>"
        f"{s.weekday}, {s.day}, {s.clock}:23</div><div class='fontsize'><span>Font Size:</span> <a>|</a></div></div><div class='media'>"
        f"<img src=a.jpg><div class='ndcaption'>Bà con nhận 25 suất quà. (Ảnh: TTXVN)</div></div><div class='ndcontent ndb'><p>NDĐT - "
        f"{escape(s.lead)}</p></div><div class='ndcontent'>{paragraphs(s)}</div><div class='text-right author ndcontent'><strong>{s.author}"
        f"</strong></div></div><div class='other-news'><h4>CÁC TIN KHÁC</h4>{LISTED}</div>",
    )


def vietnamplus(s: Story) -> str:
    """JSON-LD at Greenwich, a summary, figures, a box of other stories among the paragraphs, "(Vietnam+)" at the end."""
    from datetime import timedelta

    data = {
        "@context": "http://schema.org",
        "@type": "NewsArticle",
        "headline": s.title,
        "datePublished": (s.at - timedelta(hours=7)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "author": {"@type": "Person", "name": s.author},
    }
    first, *others = (f"<p>{escape(text)}</p>" for text in s.paragraphs)
    return bare_page(
        f"<title>{escape(s.title)} | Vietnam+ (VietnamPlus)</title><link rel='canonical' href='https://www.vietnamplus.vn/bai/812345.vnp'>"
        + linked(data),
        f"<header class='article-header'><h1 class='details__headline cms-title'>{escape(s.title)}</h1><time class='cms-date'>{s.day} "
        f"{s.clock} GMT+7</time></header><h2 class='details__summary cms-desc'>{escape(s.lead)}</h2><div class='content article-body cms-body'>"
        f"<figure><img src=a.jpg><figcaption>Bà con nhận 25 suất quà. (Ảnh: TTXVN)</figcaption></figure>{first}<div class='article-relate'>"
        f"{LISTED}</div>{''.join(others)}</div><span class='source'>(Vietnam+)</span><div class='article__tags'><a>#nhà tạm</a></div>"
        f"<section class='recommendation'><h3>Có thể bạn quan tâm</h3>{LISTED}</section>",
    )


def dantri_2013(s: Story) -> str:
    """fon classes, the outlet's name glued to the lead, "Dòng sự kiện", tags in a news-tag."""
    return bare_page(
        f"<title>{escape(s.title)} | Báo Dân trí</title>",
        f"<div class='box26'><span class='fr fon7 mr2'>{s.weekday}, {s.day} - {s.clock}</span></div><h1 class='fon31 mgb15'>{escape(s.title)}</h1>"
        f"<h2 class='fon33 mt1 sapo'><span>(Dân trí) - </span>{escape(s.lead)}</h2><div class='fon33 mt1'>&gt;&gt; <a>Giá vàng tăng 2 triệu đồng "
        f"mỗi lượng</a></div><div id='divNewsContent' class='fon34 mt3 mr2 fon43'>{paragraphs(s)}<div style='text-align: center'><img "
        "src=a.jpg></div><div style='text-align: center'><em>Bà con nhận 25 suất quà (Ảnh: M.A.)</em></div><p style='text-align: right'>"
        f"<strong>{s.author}</strong></p></div><div class='news-tag'><span>Tag:</span><a>nhà tạm</a></div>{_COMMENTS.format('divComment')}"
        f"<div class='tinkhac'><h3>Tin cùng chuyên mục</h3>{LISTED}</div>",
    )


def nukeviet(s: Story) -> str:
    """The system of many offices of the Front: em.time, #news-bodyhtml, a rating, newer and older stories."""
    return bare_page(
        f"<title>{escape(s.title)} - Tin hoạt động - Ủy ban MTTQ Việt Nam tỉnh</title><meta property='og:type' content='article'>",
        f"<div class='news_column panel panel-default' itemtype='http://schema.org/NewsArticle' itemscope><h1 class='title margin-bottom-lg' "
        f"itemprop='headline'>{escape(s.title)}</h1><span class='hidden hide d-none' itemprop='author' itemscope><span itemprop='name'>"
        f"{s.author}</span></span><span class='hidden hide d-none' itemprop='datePublished'>{s.iso}+07:00</span><div class='row'><div "
        f"class='col-md-19'><em class='time'>{s.weekday} - {s.day} {s.clock}</em></div></div><div class='clearfix'><div class='hometext m-bottom'>"
        f"{escape(s.lead)}</div><figure class='article center'><img src=a.jpg><figcaption>Bà con nhận 25 suất quà</figcaption></figure></div>"
        f"<div id='news-bodyhtml' class='bodytext margin-bottom-lg'>{paragraphs(s)}</div><p class='text-right'><strong>Tác giả bài viết: </strong>"
        f"{s.author}</p></div><div class='news_column'><div id='stringrating'>Tổng số điểm của bài viết là: 5 trong 17 đánh giá</div></div><p "
        f"class='h3'><strong>Những tin mới hơn</strong></p>{LISTED}<p class='h3'><strong>Những tin cũ hơn</strong></p>{LISTED}",
    )


def joomla_15(s: Story) -> str:
    """contentheading and createdate with the month behind the word, a table for the page, icons to print and send."""
    return bare_page(
        f"<title>{escape(s.title)}</title><meta name='author' content='Administrator'><meta name='generator' content='Joomla! 1.5'>",
        f"<table class='contentpaneopen'><tr><td class='contentheading' width='100%'>{escape(s.title)}</td><td class='buttonheading'><a>In</a>"
        f"</td><td class='buttonheading'><a>Email</a></td></tr></table><table class='contentpaneopen'><tr><td><span class='small'>Viết bởi "
        f"{s.author}</span></td></tr><tr><td class='createdate'>{s.weekday}, {s.at.day} Tháng {s.at.month} {s.at.year} {s.clock}</td></tr><tr>"
        f"<td valign='top'><p><strong>{escape(s.lead)}</strong></p>{paragraphs(s)}</td></tr><tr><td class='modifydate'>Lần cập nhật cuối ( "
        f"Chủ nhật, 22 Tháng 11 2026 07:00 )</td></tr></table><div class='relateditems'><h3>Các tin khác</h3>{LISTED}</div>",
    )


def wordpress(s: Story) -> str:
    """entry-title, entry-content, the month in words, buttons to share, posts that are alike."""
    months = ["Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười_Một", "Mười_Hai"]
    month = months[s.at.month - 1].replace("_", " ")
    return bare_page(
        f"<title>{escape(s.title)} &#8211; MTTQ Hoa Đào</title><meta property='og:title' content='{escape(s.title)}'>",
        f"<article class='post type-post'><header class='entry-header'><h1 class='entry-title'>{escape(s.title)}</h1><div class='entry-meta'>"
        f"<span class='posted-on'><a><time class='entry-date published'>Tháng {month} {s.at.day}, {s.at.year}</time></a></span><span class="
        f"'byline'> bởi <span class='author vcard'><a>{s.author}</a></span></span></div></header><div class='entry-content'><p>{escape(s.lead)}</p>"
        f"{paragraphs(s)}<figure class='wp-caption'><img src=a.jpg><figcaption class='wp-caption-text'>Bà con nhận 25 suất quà</figcaption>"
        f"</figure><div class='sharedaddy sd-sharing-enabled'><h3>Share this:</h3><span>1.250 lượt thích</span></div><div id='jp-relatedposts'>"
        f"<h3>Có liên quan</h3>{LISTED}</div></div></article>{_COMMENTS.format('comments')}<aside class='widget'><h2>Bài viết mới</h2>{LISTED}</aside>",
    )


def drupal(s: Story) -> str:
    """submitted, field-name-body, the day in a short form."""
    return bare_page(
        f"<title>{escape(s.title)} | Báo Hoa Đào điện tử</title>",
        f"<div class='region-content'><h1 id='page-title' class='page-title title'>{escape(s.title)}</h1><div class='node node-tin-bai clearfix'>"
        f"<div class='submitted'>Được đăng bởi {s.author} | {s.at:%d/%m/%Y - %H:%M}</div><div class='field field-name-field-sapo'>"
        f"<div class='field-item'>{escape(s.lead)}</div></div><div class='field field-name-body field-type-text-with-summary'><div class='field-item "
        f"even' property='content:encoded'>{paragraphs(s)}</div></div><ul class='links inline'><li>1.250 lượt thích</li></ul></div>"
        f"<div class='block-views'><h2>Tin cùng chuyên mục</h2>{LISTED}</div></div>",
    )


def webforms(s: Story) -> str:
    """A province's paper on ASP.NET: the page in one form, labels with generated ids, font elements, line breaks."""
    text = "<br><br>".join(f"<font face='Times New Roman' size='3'>{escape(t)}</font>" for t in s.paragraphs)
    return bare_page(
        "<title>Báo Hoa Đào Online</title>",
        f"<form name='aspnetForm' method='post' action='detail.aspx?id=1234'><table width='980'><tr><td width='180'>{LISTED}</td><td><span id="
        f"'ctl00_ContentPlaceHolder1_lblTitle' class='TitleDetail'>{escape(s.title)}</span><br><span id='ctl00_ContentPlaceHolder1_lblDate' "
        f"class='DateDetail'>Cập nhật lúc {s.clock} ngày {s.day}</span><br><span id='ctl00_ContentPlaceHolder1_lblLead'><b>{escape(s.lead)}</b>"
        f"</span><br><span id='ctl00_ContentPlaceHolder1_lblContent'>{text}<br><div align='right'><b>{s.author}</b></div></span><br>"
        f"<a>Gửi bài viết cho bạn bè</a><br><span class='other'>Các tin đã đưa:</span>{LISTED}</td></tr></table></form>",
    )


def liferay(s: Story) -> str:
    """A portal of a province: journal-content-article, the day in square brackets."""
    return bare_page(
        "<title>Chi tiết tin - Cổng thông tin điện tử tỉnh Hoa Đào</title>",
        f"<div class='portlet-body'><div class='asset-full-content'><h2 class='asset-title'>{escape(s.title)}</h2><div class='asset-date'>"
        f"[{s.day} {s.clock}]</div><div class='journal-content-article'><p class='summary'>{escape(s.lead)}</p>{paragraphs(s)}<p><em>{s.author}"
        f"</em></p></div></div><div class='asset-related'><h4>Tin liên quan</h4>{LISTED}</div><div>Lượt xem: 1.250 lượt thích</div></div>",
    )


def cms_2021(s: Story) -> str:
    """The system many provinces share since 2020: c-detail-head, b-maincontent, c-news-related."""
    return bare_page(
        f"<title>{escape(s.title)}</title><meta property='og:title' content='{escape(s.title)}'><meta name='pubdate' content='{s.iso}+07:00'>",
        f"<div class='c-detail-head'><h1 class='c-detail-head__title'>{escape(s.title)}</h1><div class='c-detail-head__row'><span class="
        f"'c-detail-head__author'>{s.author}</span><span class='c-detail-head__time'>{s.weekday}, {s.day} - {s.clock}</span></div></div><h2 class="
        f"'desc'>{escape(s.lead)}</h2><div class='b-maincontent'>{paragraphs(s)}<table class='contentimg'><tr><td><img src=a.jpg></td></tr><tr>"
        f"<td><em>Bà con nhận 25 suất quà. Ảnh: M.A.</em></td></tr></table><div class='c-box c-news-related'>{LISTED}</div></div>"
        f"<div class='c-widget-tags'><a>nhà tạm</a></div>{_NEWSLETTER.format('c-newsletter')}",
    )


OLDER: dict[str, Callable[[Story], str]] = {
    make.__name__: make
    for make in (
        *(vnexpress_2008, vnexpress_2014, tuoitre_2012, tuoitre_2018, thanhnien_2017, nguoilaodong_2014),
        *(nhandan_2013, vietnamplus, dantri_2013, nukeviet, joomla_15, wordpress, drupal, webforms, liferay, cms_2021),
    )
}
WITHOUT_CLOCK = ("wordpress",)
