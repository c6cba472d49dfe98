"""The floors: /raw/ and /raw-traced/ answer before Django is asked, the rest is plain Django."""

import os
import threading
from collections.abc import Callable, Iterable
from html import escape
from typing import Any
from uuid import UUID

import psycopg
from django.core.wsgi import get_wsgi_application

django = get_wsgi_application()
kept = threading.local()

NETWORK = """
    SELECT n.title, n.purpose, c.name FROM networks_network n JOIN networks_client c ON c.id = n.client_id
    WHERE n.id = %s
"""
PEOPLE = """
    SELECT m.id, m.name, m.relation, m.function, p.circle FROM networks_member m
    LEFT JOIN networks_circleplacement p ON p.member_id = m.id AND p.until IS NULL
    WHERE m.network_id = %s AND m.until IS NULL ORDER BY m.name
"""
ROLES = "SELECT member_id, kind FROM networks_role WHERE network_id = %s AND until IS NULL"
NEEDS = """
    SELECT n.id, n.words, n.importance, array_agg(d.code) FROM networks_need n
    LEFT JOIN networks_need_domains t ON t.need_id = n.id
    LEFT JOIN networks_lifedomain d ON d.id = t.lifedomain_id
    WHERE n.network_id = %s AND n.status <> 'closed' GROUP BY n.id ORDER BY n.since
"""
LINKS = "SELECT source_id, words FROM networks_needlink WHERE network_id = %s AND until IS NULL"
TRACE = """
    INSERT INTO accountability_ledgerentry (chain, seq, verb, actor_label, standing, on_behalf_of,
        subject_kind, subject_id, subject_label, detail, request_id, label_digest, previous, hash)
    VALUES (%s, 0, 'bench.network_seen', 'Bench', 'member', '', 'network', %s, 'Bench', '{}', '', '', '', '')
"""


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Raw addresses here, all others to Django."""
    where = environ["PATH_INFO"].strip("/").split("/")
    if where[0] not in ("raw", "raw-traced"):
        return django(environ, start_response)
    page = _page(UUID(where[1]), traced=where[0] == "raw-traced")
    start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(page)))])
    return [page]


def _connection() -> psycopg.Connection[Any]:
    if not hasattr(kept, "connection"):
        kept.connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    found: psycopg.Connection[Any] = kept.connection
    return found


def _page(network: UUID, *, traced: bool) -> bytes:
    ask = _connection().execute
    if traced:
        ask(TRACE, [network, network])
    title, purpose, name = ask(NETWORK, [network]).fetchone() or ("", "", "")
    roles: dict[UUID, list[str]] = {}
    for member, kind in ask(ROLES, [network]):
        roles.setdefault(member, []).append(kind)
    links: dict[UUID, list[str]] = {}
    for source, words in ask(LINKS, [network]):
        links.setdefault(source, []).append(words)
    lines = [
        f"<!doctype html><title>{escape(title)}</title><h1>{escape(name)}</h1><p>{escape(purpose)}</p><ul>"
    ]
    for pk, person, relation, function, circle in ask(PEOPLE, [network]):
        held = ", ".join(roles.get(pk, ()))
        what = escape(f"{person}, {relation or function}, {circle}, {held}")
        lines.append(f'<li><a href="/people/{pk}/">{what}</a></li>')
    lines.append("</ul><ul>")
    for pk, words, importance, domains in ask(NEEDS, [network]):
        more = escape(f"{importance} {domains} {' '.join(links.get(pk, ()))}")
        lines.append(f'<li><a href="/needs/{pk}/">{escape(words)}</a> {more}</li>')
    lines.append("</ul>")
    return "\n".join(lines).encode()
