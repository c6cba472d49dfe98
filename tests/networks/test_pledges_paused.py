"""A yes for a while does not promise the dates on which its holder is paused: those are open."""

from datetime import timedelta

from django.utils import timezone

from networks.actions.series import plan_dates
from networks.models import Member, Occurrence, Promise
from tests import daily
from tests.cast import Cast
from tests.networks.series import make_series


def test_who_is_paused_on_a_date_is_not_promised_for_it_and_the_date_is_open(cast: Cast) -> None:
    task, henk = make_series(cast, dates=1), cast.members["henk"]
    daily.make_pledge(task, henk)
    away = task.starts + timedelta(days=17)
    Member.objects.filter(pk=henk.pk).update(paused_until=away)
    new = plan_dates(task, task.starts + timedelta(days=36), timezone.now())
    promised = set(Promise.objects.filter(member=henk).values_list("occurrence_id", flat=True))
    assert promised == {one.pk for one in new if one.starts_at >= away}
    paused = {one.pk for one in new if one.starts_at < away}
    assert paused
    free = Occurrence.objects.filter(task=task).open(timezone.now()).values_list("pk", flat=True)
    assert paused <= set(free)
    assert not promised & set(free)
