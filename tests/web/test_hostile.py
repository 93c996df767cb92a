"""Hostile articles and hostile addresses: nothing runs, nothing is written, nothing breaks."""

from __future__ import annotations

import hashlib
import sqlite3
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from mttq_extract.errors import UsageError
from mttq_extract.web.guard import POLICY

if TYPE_CHECKING:
    from pathlib import Path

    from mttq_extract.web.app import MttqPages

INPUTS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "</title><svg/onload=alert(1)>",
    "{{ 7*7 }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "${7*7}",
    "%s%s%s%n",
    "{t.__class__}",
    "'; DROP TABLE figures; --",
    '"; ATTACH DATABASE "/tmp/mttq-hostile.db" AS x; --',
    "1 OR 1=1",
    "1' UNION SELECT sql FROM sqlite_master --",
    "') OR ('1'='1",
    "NEAR(a b)",
    '"',
    '"""',
    "*",
    "^",
    "a* OR b*",
    "title:x",
    "-x",
    "()",
    "((((((((((",
    "AND OR NOT",
    "\\",
    "\x00",
    "a\x00b",
    "\x1b[31m",
    "\u202eabc",
    "\ufeff",
    "\U0001f600" * 50,
    "é" * 200,
    "a " * 140,
    "x" * 301,
    "x" * 5000,
    "../../../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "/etc/passwd",
    "C:\\Windows\\win.ini",
    "file:///etc/passwd",
    "http://169.254.169.254/",
    "-1",
    "0",
    "99999999999999999999999999",
    "0000000019999999999999999999999",
    "1e999999999",
    "NaN",
    "-Infinity",
    "0x10",
    "١٢٣",
    "2022..2019",
    "0000",
    "9999-99-99",
    "load_extension('x')",
]
PLACES = [
    "/tim?q={}",
    "/so-lieu?q={}",
    "/so-lieu?indicator={}",
    "/so-lieu?place={}&subject={}",
    "/so-lieu?period={}",
    "/so-lieu?role={}",
    "/so-lieu?unit={}&min={}",
    "/so-lieu?score={}",
    "/so-lieu?group={}",
    "/so-lieu?group=place&sort={}",
    "/so-lieu?sort={}",
    "/so-lieu?trang={}",
    "/so-lieu.csv?group={}&q={}",
    "/noi?ten={}",
    "/bai?id={}",
    "/bai/{}",
    "/so-lieu/{}",
    "/chi-so/{}",
    "/chi-so/nha_xay_moi/year.json?unit={}",
    "/chi-so/nha_xay_moi?unit={}",
    "/tinh/{}",
    "/{}",
    "/?lang={}",
]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("place", PLACES)
def test_hostile_inputs_get_an_answer_and_do_nothing(get: Any, database: Path, place: str) -> None:
    before = digest(database)
    for text in INPUTS:
        answer = get(place.replace("{}", quote(text, safe="")))
        assert answer.status_code in (200, 302, 400, 404, 414), (text, answer.status_code)
        assert answer.headers["content-security-policy"] == POLICY
        if answer.headers.get("content-type", "").startswith("text/html"):
            body = answer.text
            for tag in ("<script>alert", "<img src=x", "<svg/onload", "root:x:0", "onmouseover='alert"):
                assert tag not in body, text
            if "7*7" in text:
                assert "49</" not in body
    assert digest(database) == before


def test_hostile_articles_are_text(get: Any) -> None:
    for path in ("/", "/bai", "/bai/3", "/so-lieu", "/noi", "/noi?ten=Gian", "/tim?q=gian", "/chi-so/nha_xay_moi"):
        body = get(path).text
        assert "<script>alert" not in body
        assert "<img src=x" not in body
        assert "<b onmouseover" not in body
    assert "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;" in get("/bai/3").text
    assert "javascript:" not in get("/bai/3").text.lower().replace("&#", "")


@pytest.mark.parametrize(
    "path",
    [
        "/mttq?sql=select+1",
        "/mttq.json?sql=select+1",
        "/mttq/figures",
        "/mttq/figures.json?_where=1",
        "/mttq.db",
        "/_internal",
        "/_memory?sql=select+1",
        "/-/databases.json",
        "/-/settings",
        "/-/plugins.json",
        "/-/actor.json",
        "/-/auth-token",
        "/-/static/app.css",
        "/-/static-plugins/mttq_extract.web.plugin/pages.css",
        "/?sql=delete+from+figures",
        "/so-lieu?sql=delete+from+figures",
        "/so-lieu?_where=1%3B+attach+database+%27/tmp/x.db%27+as+x",
    ],
)
def test_sql_in_an_address_is_not_run(get: Any, database: Path, path: str) -> None:
    before = digest(database)
    answer = get(path)
    ours = path.startswith(("/?", "/so-lieu?"))
    assert answer.status_code == (200 if ours else 404)
    assert "<title>" in answer.text
    assert digest(database) == before


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_only_reading_is_let_in(get: Any, method: str) -> None:
    assert get("/", method=method).status_code == 405
    assert get("/", method="HEAD").status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil:8001", "0.0.0.0"])
def test_another_host_name_is_refused(get: Any, host: str) -> None:
    assert get("/", host=host).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:9", "[::1]:8001"])
def test_names_of_this_machine_are_let_in(get: Any, host: str) -> None:
    assert get("/", host=host).status_code == 200


@pytest.mark.parametrize("cookie", ["mttq_lang=en; a[]=\x01", "=;=;=", "a" * 5000, "ds_actor=x; ds_messages=y"])
def test_malformed_cookies_do_not_matter(get: Any, cookie: str) -> None:
    assert get("/", cookie=cookie).status_code == 200


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example", "///evil.example", "/bai//evil.example"])
def test_no_link_leads_to_another_machine(pages: MttqPages, get: Any, path: str) -> None:
    text = get(f"http://127.0.0.1:8001{path}").text
    assert "<title>" in text
    assert "evil.example" not in text


def test_static_files_stay_in_their_folder(get: Any) -> None:
    assert get("/tinh/pages.css").status_code == 200
    assert get("/tinh/vega.min.js").headers["content-type"].startswith(("text/javascript", "application/javascript"))
    for path in ("/tinh/..%2fwords.toml", "/tinh/%2e%2e/words.toml", "/tinh/", "/tinh/khong.css"):
        assert get(path).status_code in (403, 404)


def test_the_connection_refuses_to_write_and_to_attach(pages: MttqPages, tmp_path: Path) -> None:
    database = pages.get_database("mttq")
    with pytest.raises(UsageError):
        database.connect(write=True)
    connection = database.connect()
    assert connection.execute("SELECT count(*) FROM sentences_fts WHERE sentences_fts MATCH 'dao'").fetchone()[0] > 0
    for sql in (
        f"ATTACH DATABASE '{tmp_path / 'x.db'}' AS x",
        "DELETE FROM figures",
        "UPDATE figures SET low = '0'",
        "INSERT INTO totals_state VALUES (0)",
        "CREATE TABLE x (y)",
        "CREATE TEMP TABLE x (y)",
        "DROP TABLE figures",
        "PRAGMA query_only = OFF",
        "PRAGMA writable_schema = ON",
        "PRAGMA journal_mode = DELETE",
        "UPDATE sqlite_master SET sql = ''",
        f"VACUUM INTO '{tmp_path / 'x.db'}'",
        "SELECT load_extension('x')",
    ):
        with pytest.raises(sqlite3.Error):
            connection.execute(sql)
    assert not (tmp_path / "x.db").exists()
    connection.close()
