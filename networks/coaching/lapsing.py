"""What a client opened to coaches ends when their organisation takes part no more, or the network ends."""

from collections.abc import Collection
from datetime import datetime

from carenet.lib.events import Event, Subject, announce
from carenet.lib.prepared import ask, prepared

_LAPSED = prepared("""
UPDATE networks_coachingconsent c SET until = %(at)s, updated_at = %(at)s, version = c.version + 1
FROM networks_network n, accounts_organisation o
WHERE c.network_id = ANY(%(ids)s::uuid[]) AND c.until IS NULL AND c.since <= %(at)s
    AND n.id = c.network_id AND o.id = c.organisation_id
    AND (n.status = 'ended' AND n.mourning_since IS NULL OR NOT EXISTS (
        SELECT FROM networks_member m
        WHERE m.network_id = c.network_id AND m.organisation_id = c.organisation_id AND m.side = 'formal'
            AND m.joined_at <= %(at)s AND m.since <= %(at)s AND (m.until IS NULL OR m.until > %(at)s)
    ) AND NOT EXISTS (
        SELECT FROM networks_host h
        WHERE h.network_id = c.network_id AND h.organisation_id = c.organisation_id
            AND h.since <= %(at)s AND (h.until IS NULL OR h.until > %(at)s)
    ))
RETURNING c.network_id, o.id, o.name, c.opens
""")


def lapse(network_ids: Collection[str], at: datetime) -> None:
    """End these consents, and tell each network's ledger. A network at rest or in mourning keeps
    them: a death that was said by mistake is to be undone whole.

    Call it in a transaction that keeps these networks from changing meanwhile: whoever comes back later is to
    ask anew, and whoever comes now is not to lose what was just opened.
    """
    for network, organisation, name, opens in ask(_LAPSED, {"ids": list(network_ids), "at": at}):
        subject = Subject(kind="organisation", id=organisation, label=name)
        announce(
            Event(
                verb="networks.coaching_lapsed",
                actor=None,
                network_id=network,
                subject=subject,
                detail={"opens": opens},
            )
        )
