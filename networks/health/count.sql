-- Counts everything of a batch of networks: a row for each, the id of the network and then the fields of Facts in
-- their order (networks/health/facts.py tells what they mean).
--
-- "ids" are the networks, "at" the moment; "lately", "half", "season" and "before" begin the weeks before it,
-- "ahead" and "later" end those after it. For one reader "needs", "tasks" and "barriers" name what they may know
-- of; where they are NULL everything counts but what only named people or its writer may read (level 4).
--
-- Each part reads one table by its index on the network, once; the parts are joined at the end. It is the same for
-- one network and for hundreds, and the server keeps its plan.
WITH
folk AS MATERIALIZED (
    SELECT m.id, m.network_id, m.side, m.until, m.joined_at,
        m.since <= %(at)s AND (m.until IS NULL OR m.until > %(at)s) AS here,
        m.since <= %(season)s AND m.joined_at <= %(season)s
            AND (m.until IS NULL OR m.until > %(season)s) AS was_here,
        coalesce(m.paused_until > %(at)s, false) AS paused
    FROM networks_member m
    WHERE m.network_id = ANY(%(ids)s::uuid[]) AND m.joined_at <= %(at)s
),
people AS (
    SELECT network_id,
        count(*) FILTER (WHERE here) AS people,
        count(*) FILTER (WHERE here AND side = 'informal') AS informal,
        count(*) FILTER (WHERE here AND side = 'formal') AS formal,
        count(*) FILTER (WHERE here AND side = 'community') AS communities,
        count(*) FILTER (WHERE here AND NOT was_here) AS joined,
        count(*) FILTER (WHERE was_here AND NOT here) AS gone,
        max(until) FILTER (WHERE NOT here AND side <> 'formal') AS informal_left,
        max(joined_at) AS last
    FROM folk GROUP BY network_id
),
overview AS (
    SELECT network_id, count(*) FILTER (WHERE keeps) AS organizers,
        count(*) FILTER (WHERE stands_in AND NOT keeps) AS stand_ins, max(overview_left) AS overview_left
    FROM (
        SELECT r.network_id, r.member_id,
            bool_or(NOT r.stands_in AND f.here AND NOT f.paused AND r.going) AS keeps,
            bool_or(r.stands_in AND f.here AND NOT f.paused AND r.going) AS stands_in,
            max(r.until) FILTER (WHERE NOT r.going) AS overview_left
        FROM (
            SELECT network_id, member_id, stands_in, until, until IS NULL OR until > %(at)s AS going
            FROM networks_role
            WHERE network_id = ANY(%(ids)s::uuid[]) AND kind = 'organizer' AND domain_id IS NULL
                AND need_id IS NULL AND since <= %(at)s
        ) r JOIN folk f ON f.id = r.member_id
        GROUP BY r.network_id, r.member_id
    ) keepers GROUP BY network_id
),
liked AS MATERIALIZED (
    SELECT network_id, member_id, activity_id, kind = 'never' AS never, since
    FROM networks_talent
    WHERE network_id = ANY(%(ids)s::uuid[]) AND since <= %(at)s AND (until IS NULL OR until > %(at)s)
),
talents AS (
    SELECT network_id, count(*) AS told, count(*) FILTER (WHERE NOT asked) AS unasked,
        min(said) FILTER (WHERE NOT asked) AS told_since
    FROM (
        SELECT f.network_id, min(t.since) AS said,
            EXISTS (SELECT FROM networks_asked WHERE member_id = f.id AND asked_at <= %(at)s)
                OR EXISTS (SELECT FROM networks_challenge WHERE member_id = f.id AND asked_at <= %(at)s)
                OR EXISTS (SELECT FROM networks_promise WHERE member_id = f.id) AS asked
        FROM liked t JOIN folk f ON f.id = t.member_id AND f.here AND NOT f.paused
        WHERE NOT t.never AND t.since <= %(lately)s
        GROUP BY f.network_id, f.id
    ) tellers GROUP BY network_id
),
wants AS MATERIALIZED (
    SELECT n.id, n.network_id, n.since, n.for_client, n.status = 'open' AS open, n.importance,
        CASE n.visibility WHEN 'close' THEN 1 WHEN 'professionals' THEN 2 WHEN 'family' THEN 3
            WHEN 'only_me' THEN 4 WHEN 'named' THEN 4 ELSE 0 END AS level
    FROM networks_need n WHERE n.network_id = ANY(%(ids)s::uuid[])
),
things AS MATERIALIZED (
    SELECT t.id, t.network_id, t.need_id, t.activity_id, t.status, t.minutes, t.only_side, t.created_at,
        cardinality(t.places) AS places, t."when" = 'week' AS whole_week, coalesce(n.level, 0) AS level,
        t.status = 'open' AND t."when" = 'rhythm' AND coalesce(n.importance, 'high') = 'high' AS matters
    FROM networks_task t LEFT JOIN wants n ON n.id = t.need_id
    WHERE t.network_id = ANY(%(ids)s::uuid[]) AND t.status <> 'shown'
        AND (t.ended_at IS NULL OR t.ended_at > %(season)s)
        AND CASE WHEN %(tasks)s::uuid[] IS NULL THEN n.level IS DISTINCT FROM 4
            ELSE t.id = ANY(%(tasks)s::uuid[]) END
),
days AS MATERIALIZED (
    SELECT o.id, o.network_id, o.task_id, o.starts_at, o.ends_at, h.need_id, h.level, h.places,
        h.status = 'open' AND o.status = 'planned' AND o.ends_at > %(at)s AND o.starts_at < %(ahead)s
            AND o.starts_at > %(at)s - interval '8 days' AS soon,
        CASE WHEN h.whole_week THEN h.minutes
            ELSE (extract(epoch FROM o.ends_at - o.starts_at) / 60)::int END AS minutes
    FROM networks_occurrence o JOIN things h ON h.id = o.task_id
    WHERE o.network_id = ANY(%(ids)s::uuid[]) AND o.starts_at > %(season)s AND o.starts_at < %(later)s
),
carried AS MATERIALIZED (
    SELECT d.id, d.network_id, d.task_id, d.starts_at, d.ends_at, d.need_id, d.level, d.soon, d.minutes,
        p.member_id, p.status, p.moved_at, p.status <> 'did_not_happen' AS holds
    FROM days d JOIN networks_promise p ON p.occurrence_id = d.id AND NOT p.stands_in
        AND p.status IN ('promised', 'kept', 'did_not_happen')
),
done AS (
    SELECT network_id, ARRAY[sum(kept0), sum(kept1), sum(kept2), sum(kept3), sum(kept4)]::int[] AS kept,
        sum(missed)::int AS missed, count(*) FILTER (WHERE minutes > 0) AS doers,
        sum(minutes)::int AS minutes, max(minutes)::int AS most,
        count(*) FILTER (WHERE unpaid AND half) AS active,
        count(*) FILTER (WHERE unpaid AND before) AS active_before,
        count(*) FILTER (WHERE open_minutes > 0) AS open_doers,
        sum(open_minutes)::int AS open_minutes, max(open_minutes)::int AS open_most,
        count(*) FILTER (WHERE unpaid AND open_half) AS open_active,
        count(*) FILTER (WHERE unpaid AND open_before) AS open_active_before
    FROM (
        SELECT c.network_id, f.side <> 'formal' AS unpaid,
            sum(minutes) FILTER (WHERE holds AND starts_at > %(lately)s) AS minutes,
            sum(minutes) FILTER (WHERE holds AND starts_at > %(lately)s AND level = 0) AS open_minutes,
            count(*) FILTER (WHERE status = 'kept' AND starts_at > %(lately)s AND level = 0) AS kept0,
            count(*) FILTER (WHERE status = 'kept' AND starts_at > %(lately)s AND level = 1) AS kept1,
            count(*) FILTER (WHERE status = 'kept' AND starts_at > %(lately)s AND level = 2) AS kept2,
            count(*) FILTER (WHERE status = 'kept' AND starts_at > %(lately)s AND level = 3) AS kept3,
            count(*) FILTER (WHERE status = 'kept' AND starts_at > %(lately)s AND level = 4) AS kept4,
            count(*) FILTER (WHERE NOT holds AND starts_at > %(lately)s) AS missed,
            bool_or(holds AND starts_at > %(half)s) AS half,
            bool_or(holds AND starts_at <= %(half)s) AS before,
            bool_or(holds AND starts_at > %(half)s AND level = 0) AS open_half,
            bool_or(holds AND starts_at <= %(half)s AND level = 0) AS open_before
        FROM carried c JOIN folk f ON f.id = c.member_id
        WHERE ends_at <= %(at)s
        GROUP BY c.network_id, c.member_id, f.side
    ) doers GROUP BY network_id
),
promised AS (
    SELECT network_id, max(moved_at) AS last, bool_or(ends_at > %(at)s) AS ahead
    FROM carried GROUP BY network_id
),
able AS (
    SELECT task_id, member_id FROM carried WHERE holds
    UNION ALL
    SELECT h.id, turns.member_id FROM things h JOIN networks_turntaker turns ON turns.task_id = h.id
    WHERE h.matters
    UNION ALL
    SELECT h.id, t.member_id
    FROM things h JOIN liked t ON t.network_id = h.network_id AND t.activity_id = h.activity_id
    WHERE h.matters AND NOT t.never
),
capacity AS (
    SELECT network_id, min(able)::int AS fewest
    FROM (
        SELECT h.network_id, h.id, count(DISTINCT f.id) AS able
        FROM things h LEFT JOIN able ON able.task_id = h.id
        LEFT JOIN folk f ON f.id = able.member_id AND f.here AND NOT f.paused
            AND h.only_side IN ('', f.side)
            AND NOT EXISTS (
                SELECT FROM liked t
                WHERE t.member_id = f.id AND t.activity_id = h.activity_id AND t.never)
        WHERE h.matters GROUP BY h.network_id, h.id
    ) each GROUP BY network_id
),
dates AS (
    SELECT network_id, sum(wanted)::int AS places, sum(free)::int AS places_free,
        string_agg(level || ' ' || wanted || ' ' || free || ' ' || floor(extract(epoch FROM first))::bigint || ' '
            || task_id, E'\n' ORDER BY first, task_id) FILTER (WHERE free > 0) AS packed
    FROM (
        SELECT d.network_id, d.task_id, d.level, sum(places) AS wanted,
            sum(places - coalesce(taken, 0)) AS free,
            min(starts_at) FILTER (WHERE places > coalesce(taken, 0)) AS first
        FROM days d
        LEFT JOIN (SELECT id, count(*) AS taken FROM carried WHERE soon GROUP BY id) by_date USING (id)
        WHERE d.soon GROUP BY d.network_id, d.task_id, d.level
    ) tasks GROUP BY network_id
),
somebody AS (
    SELECT need_id FROM carried WHERE holds AND starts_at > %(lately)s AND need_id IS NOT NULL
    UNION
    SELECT r.need_id FROM networks_role r JOIN folk f ON f.id = r.member_id AND f.here AND NOT f.paused
    WHERE r.network_id = ANY(%(ids)s::uuid[]) AND r.need_id IS NOT NULL AND r.since <= %(at)s
        AND (r.until IS NULL OR r.until > %(at)s)
    UNION
    SELECT h.need_id
    FROM things h JOIN networks_pledge g ON g.task_id = h.id
    JOIN folk f ON f.id = g.member_id AND f.here AND NOT f.paused
    WHERE h.need_id IS NOT NULL AND h.status = 'open' AND g.ended_at IS NULL
        AND (g.last IS NULL OR g.last >= %(at)s::date)
),
asked_for AS MATERIALIZED (
    SELECT id, network_id, since, for_client, open, level,
        CASE importance WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END AS rank
    FROM wants
    WHERE since <= %(at)s
        AND CASE WHEN %(needs)s::uuid[] IS NULL THEN level < 4 ELSE id = ANY(%(needs)s::uuid[]) END
),
needs AS (
    SELECT network_id, ARRAY[
            count(*) FILTER (WHERE level = 0 AND open),
            count(*) FILTER (WHERE level = 1 AND open),
            count(*) FILTER (WHERE level = 2 AND open),
            count(*) FILTER (WHERE level = 3 AND open),
            count(*) FILTER (WHERE level = 4 AND open)]::int[] AS needs, ARRAY[
            count(*) FILTER (WHERE level = 0 AND alone),
            count(*) FILTER (WHERE level = 1 AND alone),
            count(*) FILTER (WHERE level = 2 AND alone),
            count(*) FILTER (WHERE level = 3 AND alone),
            count(*) FILTER (WHERE level = 4 AND alone)]::int[] AS alone, max(since) AS last,
        string_agg(level || ' ' || floor(extract(epoch FROM since))::bigint || ' ' || id, E'\n'
            ORDER BY rank, since, id) FILTER (WHERE alone AND turn <= 3) AS packed
    FROM (
        SELECT network_id, id, level, rank, since, open, alone,
            row_number() OVER (PARTITION BY network_id, level, alone ORDER BY rank, since, id) AS turn
        FROM (
            SELECT a.*, a.open AND s.need_id IS NULL AS alone
            FROM asked_for a LEFT JOIN somebody s ON s.need_id = a.id
        ) each
    ) ranked GROUP BY network_id
),
parts AS (
    SELECT network_id, array_agg(domain ORDER BY domain)::text AS domains,
        array_agg(domain ORDER BY domain) FILTER (WHERE orphan AND NOT EXISTS (
            SELECT FROM networks_role r JOIN folk f ON f.id = r.member_id AND f.here AND NOT f.paused
            WHERE r.network_id = each.network_id AND r.domain_id = each.domain AND r.since <= %(at)s
                AND (r.until IS NULL OR r.until > %(at)s)))::text AS orphans
    FROM (
        SELECT a.network_id, d.lifedomain_id AS domain, bool_and(s.need_id IS NULL) AS orphan
        FROM asked_for a JOIN networks_need_domains d ON d.need_id = a.id
        LEFT JOIN somebody s ON s.need_id = a.id
        WHERE a.open GROUP BY a.network_id, d.lifedomain_id
    ) each GROUP BY network_id
),
asks AS MATERIALIZED (
    SELECT a.network_id, a.created_at AS since, a.for_client, coalesce(n.level, 0) AS level
    FROM networks_ask a JOIN networks_task t ON t.id = a.task_id
    LEFT JOIN wants n ON n.id = t.need_id
    WHERE a.network_id = ANY(%(ids)s::uuid[]) AND a.created_at > %(before)s
        AND a.created_at <= %(at)s
        AND CASE WHEN %(tasks)s::uuid[] IS NULL THEN n.level IS DISTINCT FROM 4
            ELSE t.id = ANY(%(tasks)s::uuid[]) END
),
say AS (
    SELECT network_id, count(*) FILTER (WHERE recent AND for_client) AS own,
        count(*) FILTER (WHERE recent) AS written,
        count(*) FILTER (WHERE NOT recent AND for_client) AS own_before,
        count(*) FILTER (WHERE NOT recent) AS written_before,
        bool_or(level <> 0) AS closed, max(since) AS last
    FROM (
        SELECT network_id, since, for_client, level, since > %(season)s AS recent
        FROM (
            SELECT network_id, since, for_client, level FROM asked_for
            UNION ALL
            SELECT network_id, since, for_client, level FROM asks
        ) both_kinds
        WHERE since > %(before)s
    ) said GROUP BY network_id
),
rules AS (
    SELECT b.network_id, count(*) AS barriers,
        string_agg(coalesce(n.level, 0) || ' ' || floor(extract(epoch FROM b.since))::bigint || ' ' || b.id, E'\n' ORDER BY b.since, b.id) AS packed
    FROM networks_barrier b LEFT JOIN networks_task t ON t.id = b.task_id
    LEFT JOIN wants n ON n.id = t.need_id
    WHERE b.network_id = ANY(%(ids)s::uuid[]) AND b.since <= %(at)s
        AND (b.until IS NULL OR b.until > %(at)s)
        AND CASE WHEN %(barriers)s::uuid[] IS NULL THEN n.level IS DISTINCT FROM 4
            ELSE b.id = ANY(%(barriers)s::uuid[]) END
    GROUP BY b.network_id
)
SELECT w.id::text,
    coalesce(people.people, 0), coalesce(informal, 0), coalesce(formal, 0), coalesce(communities, 0),
    coalesce(people.joined, 0), coalesce(gone, 0), informal_left,
    coalesce(organizers, 0), coalesce(stand_ins, 0), overview_left,
    coalesce(needs.needs, '{0,0,0,0,0}'), coalesce(needs.alone, '{0,0,0,0,0}'), needs.packed,
    coalesce(domains, '{}'), coalesce(orphans, '{}'),
    coalesce(dates.places, 0), coalesce(places_free, 0), dates.packed,
    coalesce(kept, '{0,0,0,0,0}'), coalesce(missed, 0), coalesce(doers, 0), coalesce(done.minutes, 0),
    coalesce(most, 0), coalesce(active, 0), coalesce(active_before, 0),
    coalesce(open_doers, 0), coalesce(open_minutes, 0), coalesce(open_most, 0),
    coalesce(open_active, 0), coalesce(open_active_before, 0),
    fewest, coalesce(told, 0), coalesce(unasked, 0), told_since,
    coalesce(barriers, 0), rules.packed,
    greatest(people.last, needs.last, promised.last, say.last, story.since, note.since, task.since,
        challenge.since),
    -- "days" ends at "later"; a promise further ahead breaks the quiet as well. Who may know is as in "things".
    coalesce(ahead, false) OR EXISTS (
        SELECT FROM networks_occurrence o
        JOIN networks_promise p ON p.occurrence_id = o.id AND NOT p.stands_in AND p.status = 'promised'
        JOIN networks_task t ON t.id = o.task_id AND t.status <> 'shown'
        LEFT JOIN networks_need n ON n.id = t.need_id
        WHERE o.network_id = w.id AND o.starts_at >= %(later)s
            AND CASE WHEN %(tasks)s::uuid[] IS NULL THEN coalesce(n.visibility, '') NOT IN ('only_me', 'named')
                ELSE t.id = ANY(%(tasks)s::uuid[]) END),
    coalesce(own, 0), coalesce(written, 0), coalesce(own_before, 0), coalesce(written_before, 0),
    coalesce(say.closed, false)
FROM unnest(%(ids)s::uuid[]) AS w (id)
LEFT JOIN people ON people.network_id = w.id
LEFT JOIN overview ON overview.network_id = w.id
LEFT JOIN talents ON talents.network_id = w.id
LEFT JOIN done ON done.network_id = w.id
LEFT JOIN promised ON promised.network_id = w.id
LEFT JOIN capacity ON capacity.network_id = w.id
LEFT JOIN dates ON dates.network_id = w.id
LEFT JOIN needs ON needs.network_id = w.id
LEFT JOIN parts ON parts.network_id = w.id
LEFT JOIN say ON say.network_id = w.id
LEFT JOIN rules ON rules.network_id = w.id
LEFT JOIN (SELECT network_id, max(created_at) AS since FROM things GROUP BY network_id) task
    ON task.network_id = w.id
LEFT JOIN LATERAL (
    SELECT since FROM networks_story WHERE network_id = w.id ORDER BY since DESC LIMIT 1) story ON true
LEFT JOIN LATERAL (
    SELECT max(since) AS since FROM networks_note WHERE network_id = w.id) note ON true
LEFT JOIN LATERAL (
    SELECT asked_at AS since FROM networks_challenge WHERE network_id = w.id ORDER BY asked_at DESC LIMIT 1
) challenge ON true
