"""Ria, who has no account and helps from the link in a mail: what tests about her begin with."""

from typing import Any

from django.test import Client
from django.utils import timezone

from networks.helping import link_for
from networks.models import Asked, Promise
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.networks.browsing import address, words_of


class Scene:
    """Ria, who has no account, was asked by Marja to drive Bram; her link, and a browser of hers."""

    def __init__(self, cast: Cast, **task: Any) -> None:
        self.cast = cast
        self.ria = make.make_member(cast.network, name="Ria Bos", email="ria@example.org", guest=True)
        need = make.make_need(cast.network, cast.bram, words="I am ill and afraid of hospitals")
        fields = {"title": "Drive to the choir", "address": "Back door, code 4711", "where": "Ede"} | task
        self.task = daily.make_task(cast.network, cast.marja, need=need, **fields)
        self.date = self.task.occurrences.get()
        self.ask = daily.make_ask(
            self.task, self.ria, author=cast.marja, occurrence=self.date, words="Will you?"
        )
        self.secret = link_for(self.ria, self.ask, timezone.now())
        self.here = address("help", self.secret)
        self.client = Client()

    def see(self) -> str:
        """The words of the page."""
        return words_of(self.client.get(self.here))

    def do(self, what: str, **fields: Any) -> Any:
        """What comes back after a button."""
        return self.client.post(self.here, {"do": what} | fields, follow=True)

    @property
    def promise(self) -> Promise:
        return Promise.objects.get(member=self.ria)

    @property
    def asked(self) -> Asked:
        return Asked.objects.get(member=self.ria, ask=self.ask)
