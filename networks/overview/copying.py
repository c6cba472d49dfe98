"""Keeps what organisations see: the flat copies of their networks, and totals beside them.

``copy()`` follows a reading of some networks' health, in the same transaction: it numbers networks that are
new to an organisation, brings the copies up to date, and changes the totals by as much as they changed.
``recount()`` makes all totals afresh and notes the week; the totals are the same before and after.
All of it is set-based: the number of statements is the same for one network and for a thousand.
"""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from carenet.lib.prepared import ask, prepared
from networks.choices import NetworkStatus, Visibility
from networks.models.overview import NOTHING_STANDS_OUT, WEEKS

SHOWN = (Visibility.EVERYONE, Visibility.PROFESSIONALS, Visibility.CLOSE)
"""Needs of these levels are counted for an organisation; what is for family, for named people or for one
person alone is counted nowhere outside the network.
"""
YEAR = timedelta(days=365)
"""For how long what was tried, and swaps that ran, count."""
_NUMBERING, _TOTALS = 7_310_001, 7_310_002
"""Numbers of advisory locks: who hands out numbers, and who touches the totals."""

# Who takes part in which network for which organisation; family that works somewhere is there as family. A
# network that says nothing counts nowhere.
_WANTED = """
    alive AS (
        SELECT n.id, n.status, n.region_id, n.since, h.people, h.informal, h.formal, h.communities
        FROM networks_network n JOIN networks_health h ON h.network_id = n.id
        WHERE n.id = ANY(%(ids)s) AND n.status <> %(ended)s AND NOT n.fictional AND n.mourning_since IS NULL
            AND NOT h.silent AND h.read_at IS NOT NULL
    ),
    wanted AS (
        SELECT network_id, organisation_id, sum(own)::int AS own, bool_or(hosted) AS hosted
        FROM (
            SELECT network_id, organisation_id, 1 AS own, FALSE AS hosted FROM networks_member
            WHERE network_id = ANY(%(ids)s) AND organisation_id IS NOT NULL AND side = 'formal'
                AND joined_at <= %(at)s AND since <= %(at)s AND (until IS NULL OR until > %(at)s)
            UNION ALL
            SELECT network_id, organisation_id, 0, TRUE FROM networks_host
            WHERE network_id = ANY(%(ids)s) AND since <= %(at)s AND (until IS NULL OR until > %(at)s)
        ) either
        WHERE network_id IN (SELECT id FROM alive)
        GROUP BY network_id, organisation_id
    )"""

# Read by the network first: an organisation may have a hundred thousand rows, a network has a few.
_THERE = """
    there AS MATERIALIZED (
        SELECT organisation_id, network_id FROM networks_participation WHERE network_id = ANY(%(ids)s)
    )"""

# Takes the lock along, so that every statement after it sees what is there once it is held.
_NEW_AND_LOCK = prepared(f"""
WITH {_WANTED}, {_THERE}
SELECT EXISTS (
    SELECT organisation_id, network_id FROM wanted EXCEPT SELECT organisation_id, network_id FROM there
), pg_advisory_xact_lock_shared(%(totals)s)::text""")  # noqa: S608

_ENROL = prepared(f"""
WITH {_WANTED}, {_THERE},
    known AS (
        SELECT organisation_id, (
            SELECT number FROM networks_participation p
            WHERE p.organisation_id = w.organisation_id ORDER BY number DESC LIMIT 1
        ) AS number
        FROM (SELECT DISTINCT organisation_id FROM wanted) w
    )
INSERT INTO networks_participation (
    id, created_at, updated_at, version, since, until, organisation_id, network_id, number, nickname, hosted,
    status, own, people, informal, formal, communities, needs, signals, stands_out_since, trend, facets
)
SELECT gen_random_uuid(), %(at)s, %(at)s, 1, %(at)s, %(at)s, w.organisation_id, w.network_id,
    coalesce(k.number, 0) + row_number() OVER (PARTITION BY w.organisation_id ORDER BY a.since, a.id),
    '', FALSE, a.status, 0, 0, 0, 0, 0, 0, '{{}}', %(never)s, '{{}}', '{{}}'
FROM wanted w JOIN alive a ON a.id = w.network_id LEFT JOIN known k ON k.organisation_id = w.organisation_id
WHERE (w.organisation_id, w.network_id) NOT IN (SELECT organisation_id, network_id FROM there)""")  # noqa: S608

_LOCK = prepared("SELECT FROM networks_participation WHERE network_id = ANY(%(ids)s) ORDER BY id FOR UPDATE")

# What stands out, what is needed and where it lies: a line for each network.
_READ = """
    loud AS (
        SELECT network_id, array_agg(DISTINCT kind::text ORDER BY kind::text) AS kinds, min(since) AS since
        FROM networks_signal
        WHERE network_id = ANY(%(ids)s) AND until IS NULL AND NOT closed
            AND (quiet_until IS NULL OR quiet_until <= %(at)s)
        GROUP BY network_id
    ),
    ends AS (SELECT * FROM unnest(%(ends)s::timestamptz[]) WITH ORDINALITY AS e(moment, week)),
    stood AS (
        SELECT s.network_id, e.week, count(DISTINCT s.kind) AS number
        FROM networks_signal s JOIN ends e ON s.since < e.moment AND (s.until IS NULL OR s.until >= e.moment)
        WHERE s.network_id = ANY(%(ids)s) AND NOT s.closed
        GROUP BY s.network_id, e.week
    ),
    trends AS (
        SELECT a.id AS network_id, array_agg(coalesce(s.number, 0)::smallint ORDER BY e.week) AS numbers
        FROM alive a CROSS JOIN ends e LEFT JOIN stood s ON s.network_id = a.id AND s.week = e.week
        GROUP BY a.id
    ),
    needed AS (
        SELECT n.network_id, count(DISTINCT n.id)::int AS number,
            array_agg(DISTINCT 'd' || d.lifedomain_id) FILTER (WHERE d.lifedomain_id IS NOT NULL) AS domains
        FROM networks_need n LEFT JOIN networks_need_domains d ON d.need_id = n.id
        WHERE n.network_id = ANY(%(ids)s) AND n.status = 'open' AND n.visibility = ANY(%(shown)s)
        GROUP BY n.network_id
    ),
    up AS (
        SELECT a.id AS network_id, r.id, r.parent_id, r.level
        FROM alive a JOIN accounts_region r ON r.id = a.region_id
        UNION ALL
        SELECT up.network_id, r.id, r.parent_id, r.level FROM up JOIN accounts_region r ON r.id = up.parent_id
    ),
    lies AS (
        SELECT network_id, array_agg('r' || id ORDER BY id) AS regions FROM up
        WHERE level IN ('local', 'regional') GROUP BY network_id
    )"""

# What was tried in the last year, as codes; nothing that is about a need which counts nowhere outside.
_TRIED = """
    closed AS (
        SELECT t.id FROM networks_task t JOIN networks_need n ON n.id = t.need_id
        WHERE t.network_id = ANY(%(ids)s) AND n.visibility <> ALL(%(shown)s)
    ),
    swapped AS (
        SELECT id, network_id, runs_since FROM networks_swap
        WHERE network_id = ANY(%(ids)s) AND takes_id NOT IN (SELECT id FROM closed)
            AND frees_for_id NOT IN (SELECT id FROM closed)
    ),
    begun AS (
        SELECT e.network_id, e.state, e.verdict FROM networks_experiment e
        WHERE e.network_id = ANY(%(ids)s) AND coalesce(e.ended_at::date, e.last_on) >= %(year_ago)s
            AND e.first_on IS NOT NULL AND (e.swap_id IS NULL OR e.swap_id IN (SELECT id FROM swapped))
            AND NOT EXISTS (
                SELECT FROM networks_barrier b JOIN closed c ON c.id = b.task_id WHERE b.id = e.barrier_id
            )
    ),
    tries AS (
        SELECT network_id, array_agg(DISTINCT 'x' || code) AS codes
        FROM (
            SELECT network_id, 'begun' AS code FROM begun
            UNION ALL SELECT network_id, 'kept' FROM begun WHERE verdict = 'keep'
            UNION ALL SELECT network_id, 'stopped' FROM begun WHERE state = 'stopped' OR verdict = 'stop'
            UNION ALL SELECT network_id, 'swap' FROM swapped WHERE runs_since >= %(year_ago)s
        ) either
        GROUP BY network_id
    )"""

_COPY = prepared(f"""
WITH RECURSIVE {_WANTED}, {_READ}, {_TRIED},
    old AS (
        SELECT id, organisation_id, network_id, team_id, until, facets FROM networks_participation
        WHERE network_id = ANY(%(ids)s)
    ),
    fresh AS (
        SELECT o.id, w.own, w.hosted, a.status, a.people, a.informal, a.formal, a.communities,
            coalesce(n.number, 0) AS needs, coalesce(l.kinds, '{{}}') AS signals,
            coalesce(l.since, %(never)s) AS stands_out_since,
            t.numbers || coalesce(cardinality(l.kinds), 0)::smallint AS trend,
            ARRAY['n' || a.status] || coalesce(n.domains, '{{}}') || coalesce(r.regions, '{{}}')
                || coalesce((SELECT array_agg('s' || kind) FROM unnest(l.kinds) kind), '{{}}')
                || coalesce(x.codes, '{{}}')
                || CASE WHEN o.team_id IS NULL THEN '{{}}' ELSE ARRAY['t' || o.team_id] END AS facets
        FROM old o JOIN wanted w ON w.organisation_id = o.organisation_id AND w.network_id = o.network_id
            JOIN alive a ON a.id = o.network_id JOIN trends t ON t.network_id = o.network_id
            LEFT JOIN loud l ON l.network_id = o.network_id LEFT JOIN needed n ON n.network_id = o.network_id
            LEFT JOIN lies r ON r.network_id = o.network_id LEFT JOIN tries x ON x.network_id = o.network_id
    ),
    kept AS (
        UPDATE networks_participation p SET until = NULL, updated_at = %(at)s, own = f.own, hosted = f.hosted,
            status = f.status, people = f.people, informal = f.informal, formal = f.formal,
            communities = f.communities, needs = f.needs, signals = f.signals,
            stands_out_since = f.stands_out_since, trend = f.trend, facets = f.facets
        FROM fresh f
        WHERE p.id = f.id AND (p.until, p.own, p.hosted, p.status, p.people, p.informal, p.formal,
                p.communities, p.needs, p.signals, p.stands_out_since, p.trend, p.facets)
            IS DISTINCT FROM (NULL::timestamptz, f.own, f.hosted, f.status::varchar, f.people, f.informal,
                f.formal, f.communities, f.needs, f.signals::varchar[], f.stands_out_since, f.trend,
                f.facets::varchar[])
        RETURNING p.id, p.facets
    ),
    gone AS (
        UPDATE networks_participation p SET until = greatest(%(at)s, p.since), updated_at = %(at)s
        FROM old o WHERE p.id = o.id AND o.until IS NULL AND o.id NOT IN (SELECT id FROM fresh)
        RETURNING p.id
    ),
    change AS (
        SELECT o.organisation_id, o.facets, -1 AS step FROM old o
        WHERE o.until IS NULL AND o.id IN (SELECT id FROM kept UNION ALL SELECT id FROM gone)
        UNION ALL
        SELECT o.organisation_id, k.facets, 1 FROM kept k JOIN old o ON o.id = k.id
    )
SELECT c.organisation_id, a.facet, b.facet, sum(c.step)::int
FROM change c, unnest(c.facets || ''::varchar) a(facet), unnest(c.facets || ''::varchar) b(facet)
WHERE a.facet COLLATE "C" < b.facet COLLATE "C" OR (a.facet = '' AND b.facet = '')
GROUP BY 1, 2, 3 HAVING sum(c.step) <> 0""")  # noqa: S608

_STEPS = """
    SELECT * FROM unnest(%(organisations)s::uuid[], %(firsts)s::varchar[], %(seconds)s::varchar[],
        %(steps)s::int[]) AS s(organisation_id, first, second, step)
    ORDER BY organisation_id, first, second"""
_ROOM = prepared(f"""
INSERT INTO networks_tally (organisation_id, first, second, number)
SELECT organisation_id, first, second, 0 FROM ({_STEPS}) steps
ON CONFLICT (organisation_id, first, second) DO NOTHING""")  # noqa: S608
_ADD = prepared(f"""
WITH held AS (
    SELECT t.id, s.step FROM ({_STEPS}) s
        JOIN networks_tally t ON t.organisation_id = s.organisation_id AND t.first = s.first
            AND t.second = s.second
    ORDER BY s.organisation_id, s.first, s.second FOR UPDATE OF t
)
UPDATE networks_tally t SET number = greatest(t.number + held.step, 0) FROM held WHERE t.id = held.id""")  # noqa: S608

_RECOUNT = """
INSERT INTO networks_tally (organisation_id, first, second, number)
SELECT coalesce(f.organisation_id, t.organisation_id), coalesce(f.first, t.first),
    coalesce(f.second, t.second), coalesce(f.number, 0)
FROM (
    SELECT p.organisation_id, a.facet AS first, b.facet AS second, count(*)::int AS number
    FROM networks_participation p, unnest(p.facets || ''::varchar) a(facet),
        unnest(p.facets || ''::varchar) b(facet)
    WHERE p.until IS NULL AND (a.facet COLLATE "C" < b.facet COLLATE "C" OR (a.facet = '' AND b.facet = ''))
    GROUP BY 1, 2, 3
) f FULL JOIN networks_tally t
    ON t.organisation_id = f.organisation_id AND t.first = f.first AND t.second = f.second
WHERE t.number IS DISTINCT FROM coalesce(f.number, 0)
ON CONFLICT (organisation_id, first, second) DO UPDATE SET number = EXCLUDED.number"""
_NOTE_WEEK = """
INSERT INTO networks_weektotal (organisation_id, week, facet, number)
SELECT organisation_id, %(week)s, trim(first || ' ' || second), number FROM networks_tally
WHERE first = '' OR (first LIKE 's%%' AND second LIKE 't%%')
ON CONFLICT (organisation_id, week, facet) DO UPDATE SET number = EXCLUDED.number"""

# The weeks before anything was kept, from the periods of members and signals, as far as they tell.
_RETELL = """
WITH moments AS (
    SELECT w AS week, (w + 7)::timestamp AT TIME ZONE 'UTC' AS moment FROM unnest(%(weeks)s::date[]) w
),
    took_part AS (
        SELECT DISTINCT m.organisation_id, w.week, w.moment, m.network_id
        FROM moments w JOIN networks_member m
            ON m.joined_at < w.moment AND (m.until IS NULL OR m.until >= w.moment) AND m.side = 'formal'
        JOIN networks_network n ON n.id = m.network_id AND NOT n.fictional
            AND (n.ended_at IS NULL OR n.ended_at >= w.moment)
        WHERE m.organisation_id = %(organisation)s
    ),
    counted AS (
        SELECT organisation_id, week, '' AS facet, count(*) AS number FROM took_part GROUP BY 1, 2
        UNION ALL
        SELECT t.organisation_id, t.week, 's' || s.kind, count(DISTINCT t.network_id)
        FROM took_part t JOIN networks_signal s ON s.network_id = t.network_id AND NOT s.closed
            AND s.since < t.moment AND (s.until IS NULL OR s.until >= t.moment)
        GROUP BY 1, 2, 3
    )
INSERT INTO networks_weektotal (organisation_id, week, facet, number)
SELECT organisation_id, week, facet, number FROM counted
ON CONFLICT (organisation_id, week, facet) DO NOTHING"""


def copy(network_ids: Collection[UUID], at: datetime) -> None:
    """Bring what organisations see of these networks up to date with their health as it was just read.

    Works in the caller's transaction, or in one of its own. Running it twice changes nothing.
    """
    if not network_ids:
        return
    values: dict[str, Any] = {
        "ids": sorted(network_ids),
        "at": at,
        "ended": NetworkStatus.ENDED.value,
        "never": NOTHING_STANDS_OUT,
        "totals": _TOTALS,
        "shown": [one.value for one in SHOWN],
        "year_ago": (at - YEAR).date(),
        "ends": [_begins(monday(at.date()) - timedelta(weeks=back)) for back in range(WEEKS - 2, -1, -1)],
    }
    with transaction.atomic(savepoint=False):
        if ask(_NEW_AND_LOCK, values)[0][0]:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_NUMBERING])
            ask(_ENROL, values)
        hold(values["ids"])
        _add(ask(_COPY, values))


def hold(network_ids: Collection[UUID]) -> None:
    """Lock everything organisations see of these networks, always in the same order."""
    ask(_LOCK, {"ids": list(network_ids)})


def _add(steps: Sequence[tuple[UUID, str, str, int]]) -> None:
    """Change the totals by these steps, always in the same order, so that nobody waits for each other."""
    if not steps:
        return
    columns = [list(column) for column in zip(*steps, strict=True)]
    names = ("organisations", "firsts", "seconds", "steps")
    values: dict[str, Any] = dict(zip(names, columns, strict=True))
    ask(_ROOM, values)
    ask(_ADD, values)


def recount(at: datetime) -> None:
    """Count every total afresh, and note them for the week that runs. Meanwhile no copy is changed."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TOTALS])
        cursor.execute(_RECOUNT)
        cursor.execute(_NOTE_WEEK, {"week": monday(at.date())})


def retell(organisation: UUID, at: datetime, weeks: int = 53) -> None:
    """Fill in the weeks before totals were kept, for one organisation; what was noted stays as it is.

    For networks that were there before this house kept totals, as made-up ones are; an organisation that
    begins has no weeks before.
    """
    this = monday(at.date())
    values: dict[str, Any] = {
        "organisation": organisation,
        "weeks": [this - timedelta(weeks=back) for back in range(weeks, 0, -1)],
    }
    with connection.cursor() as cursor:
        cursor.execute(_RETELL, values)


def monday(day: date) -> date:
    """The first day of the week in which this day lies."""
    return day - timedelta(days=day.weekday())


def _begins(week: date) -> datetime:
    """The moment at which a week begins, and the one before it ends."""
    return datetime.combine(week, time(), tzinfo=UTC)
