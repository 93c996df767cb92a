"""The pages in a real browser: headless Chromium, with and without scripts, on a desk and on a phone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTHS = [1280, 390]
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PAGES = {
    "start": "/",
    "indicator": "/chi-so/nha_xay_moi",
    "figures": "/so-lieu",
    "groups": "/so-lieu?indicator=nha_xay_moi&group=place&group=year",
    "names": "/noi",
    "name": "/noi?ten=thon+dong",
    "articles": "/bai",
    "article": "/bai/1",
    "hostile": "/bai/3",
    "why": "/so-lieu/hoa-dao:76",
    "search": "/tim?q=giam+sat",
    "quality": "/chat-luong",
}


def _chromium() -> str:
    names = (os.environ.get("MTTQ_CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium here: apt-get install chromium, or set MTTQ_CHROMIUM")
    return found


@pytest.fixture(scope="module")
def served(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the database, which no other test has open."""
    return Path(shutil.copy(database, tmp_path_factory.mktemp("served")))


@pytest.fixture(scope="module")
def address(served: Path) -> Iterator[str]:
    """`mttq serve` in a process of its own; gives where it listens."""
    program = "from mttq_extract.cli import main; main()"
    arguments = ["serve", "--db", str(served), "--port", "0"]
    server = subprocess.Popen([sys.executable, "-c", program, *arguments], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/", server.stdout.readline())
        assert found is not None
        yield found[0].rstrip("/")
    finally:
        server.terminate()
        server.wait(timeout=20)
        if server.stdout is not None:
            server.stdout.close()
    assert [path.name for path in served.parent.iterdir()] == [served.name], "files were left beside it"


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A browser without a past."""
    playwright = pytest.importorskip("playwright.sync_api")
    path = _chromium()
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


class Visit:
    """A page that notes what goes wrong in it and what it asks of whom."""

    def __init__(self, page: Any, address: str) -> None:
        self.page = page
        self.address = address
        self.errors: list[str] = []
        page.on("console", lambda said: self._note(said.text, said.type in ("error", "warning")))
        page.on("pageerror", lambda error: self._note(str(error)))
        page.on("dialog", lambda dialog: (self._note(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda asked: self._note(asked.url, not asked.url.startswith((address, "data:"))))

    def _note(self, text: str, wrong: bool = True) -> bool:
        if wrong:
            self.errors.append(text)
        return wrong

    def open(self, path: str) -> Any:
        """Go there and wait until the plots are drawn."""
        answer = self.page.goto(self.address + path)
        for plot in self.page.locator(".plot[data-spec]").all():
            plot.locator("canvas").wait_for()
        return answer


@pytest.fixture(params=WIDTHS)
def visit(request: pytest.FixtureRequest, chromium: Any, address: str) -> Iterator[Visit]:
    """A fresh visitor with a desk's or a phone's window; nothing may go wrong while it is there."""
    size = {"width": request.param, "height": 844}
    context = chromium.new_context(viewport=size, locale="vi-VN", has_touch=request.param < 500)
    found = Visit(context.new_page(), address)
    yield found
    context.close()
    assert found.errors == []


def test_pages_fit_the_window_and_load_without_errors(visit: Visit, tmp_path: Path) -> None:
    unnamed = "[...document.querySelectorAll('a, button, input:not([type=hidden]), select')]"
    unnamed += ".filter(e => !(e.textContent.trim() || e.labels?.length || e.ariaLabel)).length"
    for name, path in PAGES.items():
        answer = visit.open(path)
        assert answer.status == 200, name
        page = visit.page
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name
        shot = page.screenshot(path=str(tmp_path / f"{name}.png"))
        assert len(shot) > 10_000, name
        assert page.title().endswith("Số liệu Mặt trận")
        assert page.evaluate(unnamed) == 0, name


def test_plots_are_drawn_over_their_tables(visit: Visit) -> None:
    visit.open("/chi-so/nha_xay_moi")
    visit.page.wait_for_selector(".plot.drawn canvas")
    plots = visit.page.locator(".plot.drawn")
    assert plots.count() >= 2
    assert visit.page.locator("details.data[open]").count() == 0
    visit.page.locator("details.data summary").first.click()
    assert visit.page.locator("details.data[open] table").first.is_visible()


def test_a_figure_leads_to_its_sentence(visit: Visit) -> None:
    visit.open("/chi-so/quy_vi_nguoi_ngheo_thu")
    link = visit.page.locator("a.to-sentence", has_text="1,5 tỷ đồng")
    link.click()
    visit.page.wait_for_url("**/bai/1#so-*")
    target = visit.page.locator("a.figure:target")
    assert target.inner_text() == "1,5 tỷ đồng"
    box = target.bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 844
    sentence = visit.page.locator(".sentence:has(:target)")
    assert sentence.inner_text().startswith("Trong năm 2023 MTTQ Hoa Đào vận động 1,5 tỷ đồng")
    plain = visit.page.locator(".sentence:not(:has(:target))").first
    colour = "e => getComputedStyle(e).backgroundColor"
    assert sentence.evaluate(colour) != plain.evaluate(colour), "the sentence is lit"


def test_pointing_or_tabbing_to_a_figure_shows_how_it_was_read(visit: Visit) -> None:
    visit.open("/bai/1")
    figure = visit.page.locator("a.figure", has_text="13 tỷ đồng")
    card = visit.page.locator(f"#{figure.get_attribute('aria-describedby')}")
    assert not card.is_visible()
    figure.focus()
    assert card.is_visible()
    for words in ("> 13.000.000.000 đồng", "Vận động Quỹ", "thực hiện", "2022", "MTTQ Hoa Đào", "fake.digits"):
        assert words in card.inner_text()
    box, size = card.bounding_box(), visit.page.viewport_size
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size["width"]
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= size["height"]
    visit.page.keyboard.press("Tab")
    assert not card.is_visible()


def test_search_without_diacritics(visit: Visit) -> None:
    visit.open("/")
    visit.page.keyboard.press("/")
    assert visit.page.evaluate("document.activeElement.id") == "tim"
    visit.page.keyboard.type("giam sat")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/tim?q=giam+sat")
    assert "giám sát" in visit.page.locator(".hit").first.inner_text()
    visit.page.get_by_role("link", name="Xem trong câu").first.click()
    visit.page.wait_for_url("**/bai/1#cau-2")
    assert visit.page.locator(".sentence:target").count() == 1


def test_the_keyboard_reaches_the_search_and_the_content(visit: Visit) -> None:
    visit.open("/bai/1")
    reached = []
    for _ in range(4):
        visit.page.keyboard.press("Tab")
        reached.append(visit.page.evaluate("document.activeElement.id || document.activeElement.className"))
    assert reached[0] == "skip"
    assert "tim" in reached
    visit.open("/bai/1")
    visit.page.keyboard.press("Tab")
    assert visit.page.locator("a.skip").bounding_box()["y"] >= 0
    visit.page.keyboard.press("Enter")
    assert visit.page.evaluate("document.activeElement.id") == "noi-dung"


def test_the_language_is_switched_and_kept(visit: Visit) -> None:
    visit.open("/chi-so/nha_xay_moi?place=thon+dong")
    visit.page.get_by_role("link", name="English").click()
    assert visit.page.locator("html").get_attribute("lang") == "en"
    assert visit.page.locator("h1").inner_text() == "Houses built"
    assert "place=thon+dong" in visit.page.url
    visit.open("/")
    assert visit.page.locator("html").get_attribute("lang") == "en"
    visit.page.get_by_role("link", name="Tiếng Việt").click()
    assert visit.page.locator("html").get_attribute("lang") == "vi"


def test_filters_are_asked_by_their_form(visit: Visit) -> None:
    visit.open("/so-lieu")
    visit.page.get_by_label("Nơi", exact=True).fill("thon dong")
    visit.page.get_by_label("Gộp theo").select_option("place")
    visit.page.get_by_role("button", name="Xem").click()
    visit.page.wait_for_url("**/so-lieu?place=thon+dong&group=place")
    assert visit.page.locator("tbody tr").count() >= 1


def test_hostile_articles_do_nothing(visit: Visit) -> None:
    for path in ("/bai/3", "/bai", "/noi?ten=Gian", "/tim?q=script"):
        visit.open(path)
        assert visit.page.locator("main img, main script, main b").count() == 0
    visit.open("/bai/3")
    assert '<script>alert("x")</script>' in visit.page.locator("h1").inner_text()


def test_contrast_of_the_words_is_enough(chromium: Any, address: str) -> None:
    # The formula of WCAG 2.2 over every text on the page, in light and in dark; 4.5 is level AA.
    script = """() => {
      const lum = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= .03928 ? v / 12.92
        : ((v + .055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
      const parse = text => text.match(/[\\d.]+/g).map(Number);
      const ground = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
        if (c.length < 4 || c[3] === 1) return c; } return [255, 255, 255]; };
      const found = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const e = node.parentElement;
        if (!node.data.trim() || !e.checkVisibility()) continue;
        const [a, b] = [lum(parse(getComputedStyle(e).color)), lum(ground(e))];
        const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
        if (ratio < 4.5) found.push(`${ratio.toFixed(2)} ${e.className} ${node.data.trim().slice(0, 40)}`);
      }
      return found;
    }"""
    for scheme in ("light", "dark"):
        context = chromium.new_context(color_scheme=scheme)
        page = context.new_page()
        for path in ("/", "/bai/1", "/so-lieu", "/chi-so/nha_xay_moi", "/chat-luong", "/khong-co"):
            page.goto(address + path)
            assert page.evaluate(script) == [], (scheme, path)
        context.close()


def test_all_can_be_read_without_scripts(chromium: Any, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{address}/chi-so/nha_xay_moi")
    assert page.locator("details.data[open] table").first.is_visible()
    assert page.locator("svg.bar").count() > 0
    assert not page.locator(".plot").first.is_visible()
    page.goto(f"{address}/bai/1")
    page.locator("a.figure").first.focus()
    assert page.locator(".card").first.is_visible()
    context.close()


def test_sql_in_an_address_does_not_write(visit: Visit, served: Path, tmp_path: Path) -> None:
    before = served.read_bytes()
    stolen = tmp_path / "x.db"
    for sql in ("delete from figures", f"attach database '{stolen}' as x", "select * from figures"):
        for path in (f"/mttq?sql={sql}", f"/so-lieu?sql={sql}", f"/so-lieu?q={sql}"):
            visit.page.goto(visit.address + path)
    visit.errors = [error for error in visit.errors if "404" not in error]
    assert not stolen.exists()
    assert served.read_bytes() == before
