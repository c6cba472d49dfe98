"""Settings and visibility: how a network works, who acts for the client, who reads what, how it ends."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from carenet.lib.forms import carried_out
from networks import governing, reading, retaining
from networks.access import demand, network_for
from networks.actions import network as actions
from networks.forms.member import EndForm
from networks.forms.settings import (
    AppointForm,
    ClientForm,
    EndNetworkForm,
    RepresentativeForm,
    RestForm,
    SettingsForm,
)
from networks.standing import Permission
from networks.views.page import press, sent, show, state

page = require_http_methods(["GET", "HEAD", "POST"])


@page
def settings(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How the network works, and everything else that can be arranged from here."""
    seat = network_for(request.user, pk, Permission.SETTINGS)
    form = SettingsForm(sent(request), seat=seat)
    if carried_out(form, actions.revise_settings, actor=seat):
        messages.success(request, _("Saved."))
        return redirect("networks:settings", pk)
    context = {
        "form": form,
        "representatives": reading.representatives(seat),
        "stewards": reading.stewards(seat),
        "speaks": governing.somebody_speaks(seat),
        "reads": governing.who_reads_what(seat),
        "without_account": governing.without_account(seat),
    }
    return show(request, seat, "networks/settings.html", context, status=state(form))


@page
def settings_client(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The client's name, and what they like to be called."""
    seat = network_for(request.user, pk, Permission.SETTINGS)
    client = seat.network.client
    initial = {"name": client.name, "called": client.called, "version": client.version}
    form = ClientForm(sent(request), initial=initial)
    if carried_out(form, actions.revise_client, actor=seat):
        messages.success(request, _("Saved."))
        return redirect("networks:settings", pk)
    return show(request, seat, "networks/settings_client.html", {"form": form}, status=state(form))


@page
def steward_appoint(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let somebody run membership and settings."""
    seat = network_for(request.user, pk, Permission.APPOINT)
    people = governing.could_be_steward(seat)
    form = AppointForm(sent(request), people=people)
    if carried_out(form, actions.appoint_steward, actor=seat):
        messages.success(request, _("From now on this person helps to run the network."))
        return redirect("networks:settings", pk)
    context = {"form": form, "people": people}
    return show(request, seat, "networks/settings_steward.html", context, status=state(form))


@page
def steward_dismiss(request: HttpRequest, pk: UUID, row: UUID) -> HttpResponse:
    """Let somebody run the network no longer."""
    seat = network_for(request.user, pk, Permission.APPOINT)
    stewardship = reading.stewards(seat).filter(pk=row).first()
    if stewardship is None:
        raise Http404
    if request.method == "POST":
        done = _("%(name)s no longer runs the network.") % {"name": stewardship.user.name}
        press(request, actions.dismiss_steward, done, actor=seat, stewardship=row)
        return redirect("networks:settings", pk)
    return show(request, seat, "networks/settings_dismiss.html", {"steward": stewardship})


@page
def representative_appoint(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Name somebody who acts for the client. A steward may when nobody speaks for the client."""
    seat = network_for(request.user, pk, Permission.GOVERN_MEMBERS)
    if governing.somebody_speaks(seat):
        demand(seat, Permission.APPOINT)
    people = governing.could_represent(seat)
    form = RepresentativeForm(sent(request), people=people)
    if carried_out(form, actions.appoint_representative, actor=seat):
        messages.success(request, _("From now on this person acts for the client."))
        return redirect("networks:settings", pk)
    context = {"form": form, "people": people}
    return show(request, seat, "networks/settings_representative.html", context, status=state(form))


@page
def representative_end(request: HttpRequest, pk: UUID, row: UUID) -> HttpResponse:
    """Let somebody act for the client no longer."""
    seat = network_for(request.user, pk, Permission.APPOINT)
    representation = reading.representatives(seat).filter(pk=row).first()
    if representation is None:
        raise Http404
    if request.method == "POST":
        done = _("%(name)s no longer acts for the client.") % {"name": representation.user.name}
        ended = press(request, actions.end_representation, done, actor=seat, representation=row)
        own = ended and representation.user_id == seat.user.pk
        return redirect("networks:today") if own else redirect("networks:settings", pk)
    return show(request, seat, "networks/settings_representative_end.html", {"row": representation})


@require_POST
def activate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin, or go on after a rest."""
    seat = network_for(request.user, pk, Permission.SETTINGS)
    press(request, actions.activate_network, _("The network is active now."), actor=seat)
    return redirect("networks:settings", pk)


@page
def rest(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let the network rest for a while: what stops, until when, and what everybody is told."""
    seat = network_for(request.user, pk, Permission.SETTINGS)
    form = RestForm(sent(request))
    if carried_out(form, actions.rest_network, actor=seat):
        messages.success(request, _("The network is at rest now. Everybody is told."))
        return redirect("networks:settings", pk)
    return show(request, seat, "networks/rest.html", {"form": form}, status=state(form))


@page
def end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End the network, with a reason."""
    seat = network_for(request.user, pk, Permission.END)
    form = EndNetworkForm(sent(request))
    promised = retaining.promised(seat)
    if carried_out(form, actions.end_network, actor=seat):
        messages.success(request, _("The network has ended. Nothing was deleted; you can open it again."))
        return redirect("networks:settings", pk)
    context = {"form": form, "promised": promised}
    return show(request, seat, "networks/end.html", context, status=state(form))


@require_POST
def reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open an ended network again."""
    seat = network_for(request.user, pk, Permission.END)
    press(request, actions.reopen_network, _("The network is open again."), actor=seat)
    return redirect("networks:settings", pk)


@page
def leave(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Leave; who is the last to keep the overview names who takes over."""
    seat = network_for(request.user, pk, Permission.LEAVE)
    heirs = governing.heirs(seat)
    form = EndForm(sent(request), heirs=heirs)
    if carried_out(form, actions.leave_network, actor=seat):
        messages.success(request, _("You have left this network. Thank you for being part of it."))
        return redirect("networks:today")
    return show(request, seat, "networks/leave.html", {"form": form, "heirs": heirs}, status=state(form))
