"""What stands before every page: which requests are let in, and the headers of every answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mttq_extract.wording import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    App = Callable[[dict[str, Any], Any, Any], Awaitable[None]]

LANGUAGE_COOKIE = "mttq_lang"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Nothing but what the package brings is loaded or run, and nothing in line."""

_HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
_LONGEST_URL = 8_000
_COOKIE = re.compile(rf"(?:^|;\s*){LANGUAGE_COOKIE}=({'|'.join(LANGUAGES)})(?:;|$)")


def guarded(app: App, hosts: frozenset[str]) -> App:
    """An ASGI application that lets in only requests to read, under a name of this machine.

    The name matters: a page of another site may have its own name point at this machine, and would read the
    answers. Cookies other than the language are taken out, since nothing here needs them.
    """

    async def inner(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return

        async def send_with_headers(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                names = {name for name, _ in _HEADERS}
                kept = [pair for pair in message.get("headers", []) if bytes(pair[0]).lower() not in names]
                message = {**message, "headers": [*kept, *_HEADERS]}
            await send(message)

        refused = _refusal(scope, hosts)
        if refused is not None:
            await _answer(send_with_headers, *refused)
            return
        await app(_trimmed(scope), receive, send_with_headers)

    return inner


def _refusal(scope: dict[str, Any], hosts: frozenset[str]) -> tuple[int, str] | None:
    """The status and reason with which a request is turned away, or None."""
    if scope["method"] not in ("GET", "HEAD"):
        return 405, "Chỉ đọc (read-only): GET\n"
    raw = bytes(scope.get("raw_path") or b"")
    if not raw.startswith(b"/") or not raw.isascii() or not bytes(scope.get("query_string") or b"").isascii():
        return 400, "Địa chỉ không hợp lệ (bad address)\n"
    if len(raw) + len(scope.get("query_string") or b"") > _LONGEST_URL:
        return 414, "Địa chỉ quá dài (address too long)\n"
    if host_name(_header(scope, b"host")) not in hosts:
        return 421, "Tên máy lạ (unknown host): http://127.0.0.1\n"
    return None


def host_name(host: str) -> str:
    """The name in a Host header, without its port.

    >>> host_name("LocalHost:8001"), host_name("[::1]:80"), host_name("127.0.0.1")
    ('localhost', '::1', '127.0.0.1')
    """
    match = re.fullmatch(r"\[([0-9a-fA-F:.]+)\](?::\d+)?|([^:\s]+)(?::\d+)?", host)
    return (match[1] or match[2]).lower() if match else ""


def _header(scope: dict[str, Any], wanted: bytes) -> str:
    return next((value.decode("latin-1") for name, value in scope["headers"] if name.lower() == wanted), "")


def _trimmed(scope: dict[str, Any]) -> dict[str, Any]:
    """The request with no cookie but the language: a malformed one would end the connection."""
    language = _COOKIE.search(_header(scope, b"cookie"))
    headers = [(name, value) for name, value in scope["headers"] if name.lower() not in (b"cookie", b"authorization")]
    if language:
        headers.append((b"cookie", f"{LANGUAGE_COOKIE}={language[1]}".encode()))
    return {**scope, "headers": headers}


async def _answer(send: Any, status: int, text: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    if status == 405:
        headers.append((b"allow", b"GET, HEAD"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})
