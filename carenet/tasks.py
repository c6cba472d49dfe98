"""What the house itself does in the background."""

import time

from allauth.usersessions.models import UserSession
from celery import shared_task
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from carenet import health


@shared_task(name="carenet.heartbeat")
def heartbeat() -> None:
    """Tell /readyz that timetable, broker and worker all do their part."""
    health.beat(time.time())


@shared_task(name="carenet.clear_expired")
def clear_expired() -> None:
    """Throw away sessions that have expired, and the list of devices that used them."""
    call_command("clearsessions")
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    UserSession.objects.exclude(session_key__in=alive).delete()
