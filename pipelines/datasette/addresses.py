"""A Datasette plugin: what is asked is bounded before anything reads it.

Datasette looks at an address many times, and at a statement before it looks whether the visitor
may ask one.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import parse_qsl

from datasette import hookimpl  # type: ignore[import-untyped]
from datasette.utils.asgi import BadRequest, Request, Response  # type: ignore[import-untyped]

from pipelines.datasette import framed, limits, refusals

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

METHODS: Final = ("GET", "HEAD")
STATEMENTS: Final = ("sql", "_where")
"""The parameters in which SQL stands."""
_LONG: Final = ("sql", "text")
"""Those that have a bound of their own; `text` is what is checked, see `pages.checked`."""
_FACET: Final = "_facet"
FACETS: Final = (_FACET, "_facet_date", "_facet_array")
_OF_FACETS: Final = ("_facet_size",)


class Refused(NamedTuple):
    """Why an address is not answered."""

    status: int
    said: str


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    """Refuse what is too much, and take out cookies that are no text."""

    def wrapped(app: Any) -> Any:
        @wraps(app)
        async def bounded(scope: dict[str, Any], receive: Any, send: Any) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            scope = {**scope, "headers": [each for each in scope["headers"] if _is_text(each)]}
            any_sql = datasette.jinja_env.globals["no_sql"] is None
            asks = scope.get("query_string", b"").decode("latin-1")
            why = refused(scope["method"], scope["path"], asks, any_sql=any_sql)
            if why is None:
                await app(scope, receive, send)
            else:
                await (await _answer(datasette, scope, why)).asgi_send(send)

        return bounded

    return wrapped


def refused(method: str, path: str, asks: str, *, any_sql: bool) -> Refused | None:
    """Return why a request is not answered, None when it is.

    Args:
        method: of HTTP.
        path: without what is asked.
        asks: behind the question mark.
        any_sql: whether a visitor may write SQL.
    """
    if method not in METHODS:
        return Refused(405, refusals.METHOD)
    if len(path) + len(asks) > limits.MOST_ADDRESS:
        return Refused(400, refusals.ADDRESS)
    if asks.count("&") >= limits.MOST_PARAMETERS:
        return Refused(400, refusals.PARAMETERS)
    pairs = parse_qsl(asks)
    if not any_sql and any(name in STATEMENTS for name, _ in pairs):
        return Refused(403, refusals.NO_SQL)
    if any(len(value) > limits.MOST_SQL for name, value in pairs if name == "sql"):
        return Refused(400, refusals.STATEMENT)
    if sum(len(name) + len(value) for name, value in pairs if name not in _LONG) > limits.MOST_ELSE:
        return Refused(400, refusals.ELSE)
    if len({(name, value) for name, value in pairs if name in FACETS}) > limits.MOST_FACETS:
        return Refused(400, refusals.FACETS)
    return None


async def _answer(datasette: Any, scope: dict[str, Any], why: Refused) -> Any:
    told = {"ok": False, "error": why.said, "status": why.status, "title": None}
    headers = {"allow": ", ".join(METHODS)} if why.status == 405 else {}
    if scope["path"].endswith(".json"):
        return Response.json(told, status=why.status, headers=headers)
    # The page has no link with what was asked.
    framed.asked.set(Request({**scope, "query_string": b""}, None))
    page = await datasette.render_template("error.html", told)
    return Response.html(page, status=why.status, headers=headers)


def _is_text(header: tuple[bytes, bytes]) -> bool:
    r"""Return whether a header can be read; of cookies not all that is sent can.

    >>> _is_text((b"Cookie", b"lang=id")), _is_text((b"cookie", b"lang=\xff"))
    (True, False)
    """
    if header[0].lower() != b"cookie":
        return True
    try:
        header[1].decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@hookimpl(specname="filters_from_request")  # type: ignore[untyped-decorator]
def facets_asked(
    request: Any, database: str, table: str, datasette: Any
) -> Callable[[], Awaitable[None]]:
    """Refuse facets of what is no column, before Datasette begins to count: it cannot stop then."""

    async def check() -> None:
        db = datasette.get_database(database)
        names = {name for name in request.args if name.startswith(_FACET)}
        if unknown := names.difference(FACETS, _OF_FACETS):
            raise BadRequest(f"There is no parameter {min(unknown)}.")
        if not names:
            return
        for size in request.args.getlist("_facet_size"):
            if size != "max" and not (size.isascii() and size.isdigit()):
                raise BadRequest("_facet_size must be a positive integer")
        columns = {"rowid", *await db.table_columns(table)}
        for name in names.intersection(FACETS):
            for column in request.args.getlist(name):
                if column not in columns:
                    raise BadRequest(f"{name}={column}: {table} has no such column.")

    return check
