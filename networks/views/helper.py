"""The page behind the link in a mail, for who helps without an account. Looking never acts; only a POST does.

The secret stands in the address of the mail. What is sent goes back to that same address, and the pages tell
nobody where somebody came from.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carenet.lib.errors import DomainError
from carenet.lib.forms import carried_out, outcome
from networks import feeding, helped, tries
from networks.access import member_for, network_for
from networks.actions import helper as actions
from networks.calendars import MEDIA_TYPE
from networks.choices import Answer, Verb
from networks.doors import task_for
from networks.forms.helper import AnswerForm, GuestForm, LostLinkForm, MoveForm, StandInForm
from networks.helping import LinkGone, Opens, opened
from networks.models import HelperLink, Member, Occurrence
from networks.promising import Rung, rung
from networks.standing import Permission
from networks.views.join import discreet
from networks.views.page import press, sent, show, state

page = require_http_methods(["GET", "HEAD", "POST"])
INSTEAD = {
    Opens.JOINED: ("networks/help_joined.html", 200),
    Opens.MOURNING: ("networks/help_mourning.html", 200),
    Opens.NOTHING: ("networks/help_gone.html", 404),
}


@discreet
@page
def help_page(request: HttpRequest, token: str) -> HttpResponse:
    """What a link in a mail opens, and where what is done there arrives."""
    opens, link = opened(token, timezone.now())
    if link is None or opens != Opens.PAGE:
        template, status = INSTEAD[opens]
        return render(request, template, {"link": link}, status=status)
    with timezone.override(link.network.zone):
        if request.method != "POST":
            return _page(request, token, link)
        act = ACTS.get(request.POST.get("do", ""))
        try:
            return act(request, token, link) if act else redirect("networks:help", token)
        except LinkGone:
            return render(request, "networks/help_gone.html", status=404)


def _page(
    request: HttpRequest,
    token: str,
    link: HelperLink,
    *,
    form: Any = None,
    taken: UUID | None = None,
) -> HttpResponse:
    sheet = helped.sheet(link, timezone.now())
    question = sheet.question
    full = question.could_stand_in if question else None
    context = {
        "sheet": sheet,
        "link": link,
        "token": token,
        "client": sheet.client,
        "question": question,
        "promises": sheet.promises,
        "answer_form": form
        if isinstance(form, AnswerForm)
        else AnswerForm(dates=_choices(question.dates if question else [])),
        "could_stand_in": taken or (full.pk if full else None),
        "form": form,
    }
    return render(request, "networks/help.html", context, status=state(form) if form else 200)


def _choices(dates: list[Occurrence]) -> list[tuple[str, str]]:
    """Each date by its id, in words on the clock of the network."""
    return [(str(one.pk), date_format(timezone.localtime(one.starts_at), "l j F Y, H:i")) for one in dates]


def _answer(request: HttpRequest, token: str, link: HelperLink) -> HttpResponse:
    question = helped.question(link, timezone.now())
    form = AnswerForm(request.POST, dates=_choices(question.dates if question else []))
    if not form.is_valid():
        return _page(request, token, link, form=form)
    try:
        given = actions.answer_by_link(secret=token, **form.cleaned_data)
    except actions.NotFree as refusal:
        messages.info(request, str(refusal))
        which = form.cleaned_data.get("occurrence") or (link.ask and link.ask.occurrence_id)
        return _page(request, token, link, taken=which or None)
    except LinkGone:
        raise
    except DomainError as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
        return _page(request, token, link, form=form)
    reminded = given is not None and not helped.wants_no_mail(link.member)
    messages.success(request, _said(form.cleaned_data["answer"], reminded=reminded))
    return redirect("networks:help", token)


def _said(answer: Answer, *, reminded: bool) -> str:
    if answer == Answer.YES:
        thanks = _("Thank you. It is yours.")
        return f"{thanks} {_('The day before you get a mail to remind you.')}" if reminded else thanks
    if answer == Answer.MAYBE:
        return _("Thank you. You can still say yes or no here.")
    return _("Thank you for saying so. Nobody is told that it was you.")


def _stand_in(request: HttpRequest, token: str, link: HelperLink) -> HttpResponse:
    form = StandInForm(request.POST)
    if not carried_out(form, actions.stand_in_by_link, secret=token):
        return _page(request, token, link, form=form)
    messages.success(request, _("Thank you. You hear from us when you are needed."))
    return redirect("networks:help", token)


def _move(request: HttpRequest, token: str, link: HelperLink) -> HttpResponse:
    form = MoveForm(request.POST)
    if not carried_out(form, actions.move_by_link, secret=token):
        return _page(request, token, link, form=form)
    messages.success(request, _moved(form.cleaned_data["verb"]))
    near = rung(outcome(form).occurrence.starts_at, timezone.now()) == Rung.NOW
    if form.cleaned_data["verb"] == Verb.CANNOT and near:
        said = _("It begins soon, so please telephone as well. %(who)s")
        messages.warning(request, (said % {"who": link.network.urgent}).strip())
    return redirect("networks:help", token)


def _moved(verb: Verb) -> str:
    words = {
        Verb.CANNOT: _("Thank you for saying so. We look for somebody else now."),
        Verb.CAN_AFTER_ALL: _("Good. It is yours again."),
        Verb.NOT_RIGHT: _("Thank you. The promise is taken back."),
        Verb.RELEASE: _("Thank you. You are not the stand-in any more."),
        Verb.DONE: _("Good to know. Thank you for doing it!"),
        Verb.TAKE_OVER: _("Thank you! It is yours now."),
    }
    return words.get(verb, _("Thank you. It is noted."))


def _mail(request: HttpRequest, token: str, link: HelperLink) -> HttpResponse:
    stop = request.POST.get("mail") != "again"
    said = _("You get no more mail from here.") if stop else _("You get mail from here again.")
    press(request, actions.stop_mail_by_link, said, secret=token, stop=stop)
    return redirect("networks:help", token)


def _not_me(request: HttpRequest, token: str, link: HelperLink) -> HttpResponse:
    member = actions.close_link(secret=token)
    return render(request, "networks/help_closed.html", {"member": member})


Act = Callable[[HttpRequest, str, HelperLink], HttpResponse]
ACTS: dict[str, Act] = {
    "answer": _answer,
    "stand_in": _stand_in,
    "move": _move,
    "mail": _mail,
    "not_me": _not_me,
}
"""What can be done on the page, by the name its forms send along."""


@discreet
@require_safe
def help_calendar(request: HttpRequest, token: str, pk: UUID) -> HttpResponse:
    """One's own promise as a file for a calendar program. It holds no address and no secret."""
    at = timezone.now()
    opens, link = opened(token, at)
    mine = helped.promises(link.member, at) if link and opens == Opens.PAGE else []
    promise = next((one.promise for one in mine if one.promise.pk == pk), None)
    if promise is None:
        raise Http404
    headers = {"Content-Disposition": 'attachment; filename="carenet.ics"'}
    return HttpResponse(
        feeding.one_promise(promise, at, masked=False), content_type=MEDIA_TYPE, headers=headers
    )


@discreet
@page
def help_lost(request: HttpRequest) -> HttpResponse:
    """Ask for new links by mail. The answer is the same whether an address is known here or not."""
    form = LostLinkForm(sent(request))
    if form.is_valid():
        address = get_adapter(request).get_client_ip(request)
        if not tries.take_try(address, of="lost-link"):
            return render(request, "networks/help_wait.html", status=429)
        actions.resend_links(**form.cleaned_data)
        return render(request, "networks/help_sent.html")
    return render(request, "networks/help_lost.html", {"form": form}, status=state(form))


@page
def guest_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add somebody only to be asked by mail."""
    seat = network_for(request.user, pk, Permission.PROPOSE_PERSON)
    form = GuestForm(sent(request))
    if carried_out(form, actions.add_guest, actor=seat):
        asked = seat.may(Permission.ORGANIZE)
        said = _("Added. You can ask them now.") if asked else _("Proposed. Who runs the network decides.")
        messages.success(request, said)
        return _on_to(request, outcome(form))
    context = {"form": form, "organises": seat.may(Permission.ORGANIZE)}
    return show(request, seat, "networks/guest_add.html", context, status=state(form))


def _on_to(request: HttpRequest, guest: Member) -> HttpResponse:
    """Back to the ask for which somebody was added, or to their page."""
    try:
        return redirect("networks:ask_add", UUID(request.GET.get("task", "")))
    except ValueError:
        return redirect("networks:person", guest.pk)


@require_safe
def task_slip(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A slip of paper for who has no mail, with big boxes; who arranges it writes the answer down here."""
    seat, task = task_for(request.user, pk, Permission.ASK, look="networks.task_seen")
    context = {"task": task, "dates": helped.dates_of_slip(task, seat.at)}
    return show(request, seat, "networks/task_slip.html", context)


@require_POST
def help_links_revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make every link in mails to a member worthless."""
    seat, member = member_for(request.user, pk, Permission.GOVERN_MEMBERS)
    said = _("The links in earlier mails open nothing any more.")
    press(request, actions.revoke_links, said, actor=seat, member=member.pk)
    return redirect("networks:person", pk)
