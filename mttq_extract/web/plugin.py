"""The Datasette plugin: routes to our pages, and to nothing else that Datasette has."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from datasette import Response, hookimpl
from datasette.utils import sqlite_timelimit

from mttq_extract.errors import MttqError, UsageError
from mttq_extract.web import routes
from mttq_extract.web.asked import Asked
from mttq_extract.web.guard import LANGUAGE_COOKIE, guarded
from mttq_extract.web.page import Download, Json, Page, Redirect
from mttq_extract.web.shown import helpers
from mttq_extract.wording import LANGUAGES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Awaitable, Callable

    from datasette.app import Datasette

    from mttq_extract.web.page import Answer

DATABASE = "mttq"
TIME_LIMIT_MS = 20_000
"""How long the questions of one page may take."""

STATIC = r"tinh/[a-z][a-zA-Z.-]{0,40}$"
"""The files that templates ask for; any other name is not looked up."""

_A_YEAR = 365 * 24 * 3600
_LOG = logging.getLogger("mttq.pages")


def is_ours(datasette: Datasette) -> bool:
    """Whether a Datasette is one of ours: hooks of plugins are called for every Datasette of the process."""
    return hasattr(datasette, "options")


@hookimpl
def register_routes(datasette: Datasette) -> list[tuple[str, Callable[..., Awaitable[Any]]]]:
    """Our pages, then one for every other address, so that Datasette's own pages are not reached."""
    if not is_ours(datasette):
        return []
    found = [(pattern, _view(function)) for pattern, function in routes.ROUTES]
    return [*found, (rf"/(?!{STATIC}).*", _view(routes.missing))]


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[Any], Any]:
    """Turn away what does not only read."""

    def wrap(app: Any) -> Any:
        return guarded(app, datasette.options.hosts) if is_ours(datasette) else app

    return wrap


@hookimpl
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Datasette) -> None:
    """Rows as the questions of store/ expect them."""
    if is_ours(datasette) and database == DATABASE:
        conn.row_factory = None


def _view(function: Callable[[sqlite3.Connection, Asked], Answer]) -> Callable[..., Awaitable[Any]]:
    """A page function, which asks the database, as a view of Datasette."""

    async def view(request: Any, datasette: Any) -> Any:
        asked = _asked(request, datasette)
        try:
            database = datasette.get_database(DATABASE)
            answer = await database.execute_fn(lambda connection: _limited(connection, function, asked))
            return await _response(answer, asked, datasette, request)
        except UsageError as error:
            page = Page("message.html", asked.t("not_understood"), {"message": str(error)}, status=400)
        except MttqError as error:
            page = Page("message.html", asked.t("failed"), {"message": str(error)}, status=500)
        except Exception as error:  # whatever it is, the reader gets a page and the terminal one line
            slow = "interrupted" in str(error)
            _LOG.error("%s: %s: %s", request.path, type(error).__name__, error)
            message = asked.t("too_slow" if slow else "failed_hint")
            page = Page("message.html", asked.t("failed"), {"message": message}, status=503 if slow else 500)
        return await _response(page, asked, datasette, request)

    return view


def _limited(connection: sqlite3.Connection, function: Callable[..., Answer], asked: Asked) -> Answer:
    with sqlite_timelimit(connection, TIME_LIMIT_MS):
        return function(connection, asked)


def _asked(request: Any, datasette: Any) -> Asked:
    arguments = {key: request.args.getlist(key) for key in request.args}
    chosen = (arguments.get("lang") or [""])[-1]
    kept = request.cookies.get(LANGUAGE_COOKIE, "")
    lang = next((lang for lang in (chosen, kept, datasette.options.lang) if lang in LANGUAGES), LANGUAGES[0])
    return Asked(
        path=request.path,
        variables=request.url_vars,
        arguments=arguments,
        t=datasette.options.words[lang],
        options=datasette.options,
        database=str(datasette.get_database(DATABASE).path),
        chosen=lang if chosen == lang else None,
    )


async def _response(answer: Answer, asked: Asked, datasette: Any, request: Any) -> Any:
    if isinstance(answer, Redirect):
        return Response.redirect(answer.path)
    if isinstance(answer, Json):
        return Response.json(answer.value)
    if isinstance(answer, Download):
        headers = {"content-disposition": f'attachment; filename="{answer.name}"'}
        return Response(answer.body, headers=headers, content_type=answer.content_type)
    context = {**helpers(asked), **answer.context, "page_title": answer.title}
    body = await datasette.render_template(answer.template, context, request=request)
    response = Response.html(body, status=answer.status, headers={"content-language": asked.t.lang})
    if asked.chosen:
        response.set_cookie(LANGUAGE_COOKIE, asked.chosen, max_age=_A_YEAR, samesite="lax", httponly=True)
    return response
