"""Fills an empty database with the demo: the cast, and Bram and everybody around him."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.demo import make_cast
from accounts.models import User
from carenet.demo.coaching import tell_of_coaching
from carenet.demo.ending import tell_of_later
from carenet.demo.goal import tell_of_goals
from carenet.demo.instrument import tell_of_longer_looks
from carenet.demo.meeting import tell_of_meetings
from carenet.demo.others import tell_of_others
from carenet.demo.overview import tell_of_overview
from carenet.demo.past import ago
from carenet.demo.pulse import tell_of_own_answers
from carenet.demo.roles import tell_of_roles
from carenet.demo.rules import tell_of_rules
from carenet.demo.telling import tell_of_bram, tell_of_wim
from carenet.demo.together import tell_of_daily_life
from carenet.demo.trying import tell_of_trying
from carenet.demo.wheel import tell_of_parts_of_life


class Command(BaseCommand):
    help = (
        "Fill an empty database with the demo. Only with DEMO=1; does nothing where somebody has an account."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo belongs where DEMO=1: everybody knows its passwords.")
        if User.objects.exists():
            self.stdout.write("Nothing was added: there are people here already.")
            return
        with transaction.atomic():
            users = make_cast(since=ago(400))
            bram = tell_of_bram(users)
            tell_of_daily_life(bram)
            tell_of_roles(bram)
            tell_of_rules(bram)
            tell_of_meetings(bram)
            tell_of_trying(bram)
            tell_of_own_answers(bram)
            tell_of_longer_looks(bram)
            tell_of_goals(bram)
            tell_of_parts_of_life(bram)
            tell_of_later(bram)
            tell_of_wim(users)
            tell_of_others(users)
            tell_of_overview(users)
            tell_of_coaching(users, bram)
        self.stdout.write("The demo is ready.")
