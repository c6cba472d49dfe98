"""The ledger's read side: plain sentences for people, and a verifier that finds any change, gap or cut."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accountability.models import LedgerEntry, LedgerHead
from networks.standing import Standing

SENTENCES: dict[str, Promise] = {
    "networks.network_started": _("%(who)s started the network."),
    "networks.network_seen": _("%(who)s looked at the picture of the network."),
    "networks.client_revised": _("%(who)s changed the client's name."),
    "networks.settings_revised": _("%(who)s changed the settings."),
    "networks.delivery_tried_again": _("%(who)s had a message delivered that could not be delivered before."),
    "networks.network_activated": _("%(who)s made the network active."),
    "networks.network_rested": _("%(who)s put the network at rest."),
    "networks.network_ended": _("%(who)s ended the network."),
    "networks.network_reopened": _("%(who)s opened the network again."),
    "networks.steward_appointed": _("%(who)s made %(what)s a steward."),
    "networks.steward_dismissed": _("%(who)s ended a stewardship."),
    "networks.representative_appointed": _("%(who)s named %(what)s as representative."),
    "networks.representation_ended": _("%(who)s ended a representation."),
    "networks.member_left": _("%(who)s left the network."),
    "networks.people_seen": _("%(who)s looked at the list of people."),
    "networks.person_seen": _("%(who)s looked at the page of %(what)s."),
    "networks.person_added": _("%(who)s added %(what)s."),
    "networks.people_imported": _("%(who)s added people from a file."),
    "networks.member_revised": _("%(who)s changed what is written about %(what)s."),
    "networks.member_joined": _("%(who)s noted that %(what)s takes part."),
    "networks.member_placed": _("%(who)s moved %(what)s to another circle."),
    "networks.member_paused": _("%(who)s paused %(what)s for a while."),
    "networks.member_resumed": _("%(who)s ended the pause of %(what)s."),
    "networks.membership_ended": _("%(who)s ended the place of %(what)s."),
    "networks.member_welcomed_back": _("%(who)s welcomed %(what)s back."),
    "networks.role_taken": _("%(who)s noted a role of %(what)s."),
    "networks.role_ended": _("%(who)s ended a role of %(what)s."),
    "networks.invitation_proposed": _("%(who)s proposed to invite %(what)s."),
    "networks.invitation_approved": _("%(who)s approved the invitation of %(what)s."),
    "networks.invitation_refused": _("%(who)s did not approve the invitation of %(what)s."),
    "networks.invitation_sent": _("%(who)s invited %(what)s."),
    "networks.invitation_resent": _("%(who)s sent %(what)s the invitation again."),
    "networks.invitation_printed": _("%(who)s printed the invitation of %(what)s."),
    "networks.invitation_revoked": _("%(who)s took back the invitation of %(what)s."),
    "networks.invitation_question_asked": _("%(what)s asked a question about the invitation."),
    "networks.invitation_question_answered": _("%(who)s answered the question of %(what)s."),
    "networks.invitation_accepted": _("%(who)s joined, as %(what)s."),
    "networks.invitation_declined": _("An invited person said no thanks."),
    "networks.invitation_expired": _("The invitation of %(what)s expired."),
    "networks.needs_seen": _("%(who)s looked at the needs."),
    "networks.need_seen": _("%(who)s looked at a need."),
    "networks.need_raised": _("%(who)s wrote down a need."),
    "networks.need_revised": _("%(who)s changed a need."),
    "networks.need_restricted": _("%(who)s changed who may read a need."),
    "networks.need_opened": _("%(who)s opened a need again."),
    "networks.need_rested": _("%(who)s put a need at rest."),
    "networks.need_closed": _("%(who)s closed a need."),
    "networks.needs_linked": _("%(who)s linked two needs."),
    "networks.needs_unlinked": _("%(who)s ended a link between two needs."),
    "networks.need_viewed_by_side": _("%(who)s said how it goes with a need."),
    "networks.notes_seen": _("%(who)s looked at the notes."),
    "networks.note_written": _("%(who)s wrote a note."),
    "networks.note_restricted": _("%(who)s changed who may read a note."),
    "networks.note_taken_back": _("%(who)s took a note back."),
    "networks.calendar_seen": _("%(who)s looked at the calendar."),
    "networks.feed_made": _("%(who)s made an address for their own calendar program."),
    "networks.feed_renewed": _("%(who)s made a new address for their own calendar program."),
    "networks.feed_revised": _("%(who)s chose what their own calendar program shows."),
    "networks.feed_ended": _("%(who)s ended the address for their own calendar program."),
    "networks.feed_read": _("The calendar program of %(who)s read the calendar."),
    "networks.stories_seen": _("%(who)s looked at the stories."),
    "networks.story_seen": _("%(who)s looked at a story."),
    "networks.story_told": _("%(who)s told something."),
    "networks.question_asked": _("%(who)s asked a question."),
    "networks.photo_added": _("%(who)s put a photo with a story."),
    "networks.story_restricted": _("%(who)s changed who may read a story."),
    "networks.story_taken_back": _("%(who)s took a story back."),
    "networks.story_replied": _("%(who)s said something to a story."),
    "networks.reply_taken_back": _("%(who)s took an answer back."),
    "networks.thanked": _("%(who)s said thank you."),
    "networks.talents_seen": _("%(who)s looked at what people like and are good at."),
    "networks.talent_said": _("%(who)s said something about what somebody likes."),
    "networks.talent_changed": _("%(who)s changed what was said about what somebody likes."),
    "networks.talent_ended": _("%(who)s took back what was said about what somebody likes."),
    "networks.availability_said": _("%(who)s said when somebody can be asked."),
    "networks.challenges_seen": _("%(who)s looked at their own questions and answers."),
    "networks.challenge_asked": _("%(who)s asked somebody a question that starts from a talent."),
    "networks.challenge_answered": _("%(who)s answered a question."),
    "networks.challenge_taken_back": _("%(who)s took a question back."),
    "networks.suggestions_seen": _("%(who)s looked at who could do something."),
    "networks.helpers_wanted_seen": _("%(who)s looked at whom to ask again."),
    "networks.swaps_seen": _("%(who)s looked at the swaps."),
    "networks.swap_seen": _("%(who)s looked at a swap."),
    "networks.swap_proposed": _("%(who)s proposed a swap."),
    "networks.swap_answered": _("%(who)s answered a proposed swap."),
    "networks.swap_runs": _("%(who)s let a swap begin: you try it."),
    "networks.swap_ended": _("%(who)s ended a swap."),
    "networks.barriers_seen": _("%(who)s looked at what is said to be impossible."),
    "networks.barrier_recorded": _("%(who)s wrote down something that is said to be impossible."),
    "networks.barrier_revised": _("%(who)s wrote down what is known about something said to be impossible."),
    "networks.barrier_ended": _("%(who)s wrote down what came of something said to be impossible."),
    "networks.guest_added": _("%(who)s added %(what)s, to be asked by mail."),
    "networks.guest_forgotten": _("Somebody who never answered was forgotten."),
    "networks.mail_stopped": _("%(who)s wants no more mail from here."),
    "networks.mail_resumed": _("%(who)s wants mail from here again."),
    "networks.helper_link_asked": _("A new link was sent to %(what)s."),
    "networks.helper_links_closed": _("A link of %(what)s had come to somebody else and was closed."),
    "networks.helper_links_revoked": _("%(who)s made the links of %(what)s worthless."),
    "networks.domain_added": _("%(who)s added the part of life “%(what)s”."),
    "networks.domain_renamed": _("%(who)s renamed a part of life to “%(what)s”."),
    "networks.promise_made": _("%(who)s promised to do something."),
    "networks.promise_noted": _("%(who)s noted that somebody else said yes to something."),
    "networks.stand_in_promised": _("%(who)s stands in for something."),
    "networks.stand_in_ended": _("%(who)s no longer stands in for something."),
    "networks.promise_taken_over": _("%(who)s took over from somebody who could not."),
    "networks.promise_given_back": _("%(who)s noted that somebody cannot do what was promised."),
    "networks.promise_kept_after_all": _("%(who)s can do after all what was promised."),
    "networks.promise_not_right": _("%(who)s said that a noted promise is not right."),
    "networks.promise_released": _("%(who)s freed somebody from a promise."),
    "networks.promise_reported": _("%(who)s told how a promise went."),
    "networks.promise_moved": _("%(who)s moved what was promised to another day."),
    "networks.report_corrected": _("%(who)s corrected how a promise went."),
    "networks.dates_promised": _("%(who)s promised several dates."),
    "networks.pledge_made": _("%(who)s noted a yes for a while."),
    "networks.pledge_ended": _("%(who)s ended a yes for a while."),
    "networks.date_swap_asked": _("%(who)s asked who swaps dates."),
    "networks.date_swap_solved": _("%(who)s swapped dates with somebody."),
    "networks.date_swap_taken_back": _("%(who)s took back a question to swap dates."),
    "networks.ask_made": _("%(who)s asked people to do something."),
    "networks.ask_proposed": _("%(who)s wants to ask people something, and the client sees it first."),
    "networks.ask_approved": _("%(who)s let an ask go out."),
    "networks.ask_taken_back": _("%(who)s took an ask back."),
    "networks.ask_answered": _("Somebody who was asked gave an answer."),
    "networks.ask_widened": _("An ask was put to more people, as agreed."),
    "networks.ask_over": _("An ask ended, because its date is over."),
    "networks.load_seen": _("%(who)s looked at how the work is spread."),
    "networks.asks_seen": _("%(who)s looked at what people were asked."),
    "networks.ask_seen": _("%(who)s looked at an ask."),
    "networks.tasks_seen": _("%(who)s looked at what is to be done."),
    "networks.task_seen": _("%(who)s looked at something to be done."),
    "networks.date_seen": _("%(who)s looked at a date of something to be done."),
    "networks.task_added": _("%(who)s wrote down something to be done."),
    "networks.task_revised": _("%(who)s changed something to be done."),
    "networks.task_approved": _("%(who)s let something to be done go on."),
    "networks.task_ended": _("%(who)s ended something to be done."),
    "networks.date_changed": _("%(who)s changed one date."),
    "networks.dates_changed": _("%(who)s changed a series of dates."),
    "networks.date_called_off": _("%(who)s called off one date."),
    "networks.dates_called_off": _("%(who)s called off a series of dates."),
    "networks.date_restored": _("%(who)s planned a date again."),
    "networks.dates_restored": _("%(who)s planned a series of dates again."),
    "networks.dates_planned": _("The next dates of a series were planned."),
    "networks.activity_added": _("%(who)s added a kind of thing to do."),
    "networks.activity_ended": _("%(who)s took a kind of thing to do out of the list."),
    "networks.reach_changed": _("%(who)s changed how they are reached."),
    "networks.switches_changed": _("%(who)s chose which messages come from the network."),
    "networks.mail_kind_stopped": _("Somebody stopped a kind of mail to themselves."),
    "networks.browser_added": _("%(who)s lets a browser show that there are messages."),
    "networks.browser_ended": _("%(who)s ended the messages of a browser."),
    "networks.mail_tried_again": _("%(who)s asked to be mailed again."),
    "accountability.ledger_seen": _("%(who)s looked at this page."),
}
"""Every verb of a network as one sentence for the client. A test proves that none is missing."""


def sentence(entry: LedgerEntry) -> str:
    """What happened, in plain words and in the reader's language; never a content."""
    who = entry.actor_label or _helper(entry) or gettext("Somebody without an account")
    known = SENTENCES.get(entry.verb)
    if known is None:
        return gettext("%(who)s did something (%(verb)s).") % {"who": who, "verb": entry.verb}
    return str(known) % {"who": who, "what": entry.subject_label or gettext("somebody")}


def _helper(entry: LedgerEntry) -> str:
    """The name of a member who acted from a link in a mail; the entry is about them and names no actor."""
    return entry.subject_label if entry.standing == Standing.GUEST else ""


def as_what(entry: LedgerEntry) -> str:
    """As what somebody acted: "representative, for Bram Visser"; "" for somebody without a standing."""
    if entry.standing not in Standing.values:
        return ""
    standing = str(Standing(entry.standing).label)
    if not entry.on_behalf_of:
        return standing
    return gettext("%(standing)s, for %(name)s") % {"standing": standing, "name": entry.on_behalf_of}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a chain: which entry, and a code (gap, changed, labels_changed, cut, headless)."""

    chain: UUID
    seq: int
    code: str


_READ = """
SELECT seq, at, verb, actor_id, actor_label, standing, on_behalf_of, subject_kind, subject_id, subject_label,
       detail::text, request_id, salt, label_digest, previous, hash
FROM accountability_ledgerentry WHERE chain = %s ORDER BY seq
"""


def verify_chain(chain: UUID) -> Iterator[Fault]:
    """Read one chain from its first entry to its head and yield every fault; memory stays constant.

    The formula is that of the trigger in accountability/migrations/0002_append_only.py.
    """
    seq, previous = 0, b""
    with connection.cursor() as cursor:
        cursor.execute(_READ, [chain])
        while rows := cursor.fetchmany(2000):
            for row in rows:
                seq += 1
                found, before, stored = row[0], bytes(row[14]), bytes(row[15])
                if found != seq:
                    yield Fault(chain, seq, "gap")
                    seq = found
                if before != previous or _hash(chain, row) != stored:
                    yield Fault(chain, seq, "changed")
                if not _labels_match(row):
                    yield Fault(chain, seq, "labels_changed")
                previous = stored
    head = LedgerHead.objects.filter(chain=chain).first()
    if head is None:
        yield Fault(chain, seq, "headless")
    elif head.seq != seq or bytes(head.hash) != previous:
        yield Fault(chain, head.seq, "cut")


def verify(chains: Iterable[UUID] | None = None) -> Iterator[Fault]:
    """Every fault in these chains, or in all of them."""
    for chain in LedgerHead.objects.values_list("chain", flat=True).iterator() if chains is None else chains:
        yield from verify_chain(chain)


def _array(*values: object) -> bytes:
    """The text that PostgreSQL's jsonb_build_array(…)::text gives for strings, whole numbers and nulls."""
    return json.dumps(values, ensure_ascii=False, separators=(", ", ": ")).encode()


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _hash(chain: UUID, row: tuple[Any, ...]) -> bytes:
    seq, at, verb, actor, _label, standing, _for, kind, subject, _name, detail, request = row[:12]
    digest, previous = bytes(row[13]), bytes(row[14])
    text = _array(
        str(chain), seq, _moment(at), verb, _text(actor), standing, kind, _text(subject), detail, request,
        digest.hex(),
    )  # fmt: skip
    return hashlib.sha256(previous + text).digest()


def _labels_match(row: tuple[Any, ...]) -> bool:
    salt = row[12]
    if salt is None:
        return True  # erased: the digest stays in the chain
    return hashlib.sha256(_array(str(salt), row[4], row[6], row[9])).digest() == bytes(row[13])
