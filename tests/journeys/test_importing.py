"""A professional brings in a care team from another system, corrects a line, and does it again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from accounts.choices import Hat, OrganisationKind
from accounts.models import Affiliation, Organisation
from networks.choices import Circle, Relation
from networks.models import Member, Network
from tests import factories as make
from tests.accounts.conftest import set_up_app
from tests.journeys.steps import reads, sign_in
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.parametrize("language", ["en", "nl"])]
TEAM = Path(__file__).parent.parent / "files" / "intake" / "nictiz-careteam.json"


@pytest.fixture
def anouk(db: None) -> tuple[Any, str]:
    """A professional, who wears a hat and therefore has a second step; and the secret of her app."""
    user = make.make_user("Anouk Bakker", "anouk@example.org")
    kind = OrganisationKind.CARE_PROVIDER
    house = Organisation.objects.create(name="Thuiszorg De Meent", kind=kind, since=make.ago(99))
    Affiliation.objects.create(user=user, organisation=house, hat=Hat.PROFESSIONAL, since=make.ago(99))
    return user, set_up_app(user)


def test_a_professional_imports_a_care_team_and_nobody_is_doubled(
    language: str, visitor: Callable[..., Visitor], anouk: tuple[Any, str]
) -> None:
    user, secret = anouk
    nurse = visitor(language)
    sign_in(nurse, reads(user, language), app=secret)
    bring_file(nurse)
    husband = nurse.page.get_by_role("group", name="Jan de Wit")
    husband.locator("select[name$='circle']").select_option(Circle.AROUND)
    husband.locator("select[name$='relation']").select_option(Relation.FAMILY)
    outsider = nurse.page.get_by_role("group", name="K. van der Linden")
    outsider.locator("[name$='take']").uncheck()
    nurse.press("Save all of this")
    nurse.sees("%(count)s person was added.", "%(count)s people were added.", number=6, count=6)
    nurse.reads("W. Klaasen", "S. Curie")
    jan = Member.objects.get(name="Jan de Wit")
    assert (jan.relation, jan.placements.get().circle) == (Relation.FAMILY, Circle.AROUND)
    network = Network.objects.get()

    bring_file(nurse)
    nurse.sees(
        "These people come into the network of %(name)s. Who is there already stays as they are.",
        name=network.title,
    )
    nurse.press("Save all of this")
    nurse.sees("%(count)s person was added.", "%(count)s people were added.", number=1, count=1)
    nurse.sees("Who was there already stayed as they were.")
    assert Network.objects.count() == 1
    assert Member.objects.filter(network=network).count() == 8


def bring_file(nurse: Visitor) -> None:
    """Choose the file and have it read."""
    nurse.open("/import/")
    nurse.page.locator("[name='file']").set_input_files(TEAM)
    nurse.press("Read the file")
    nurse.sees("What becomes of the file")
    nurse.reads("nictiz-careteam.json", "Jan de Wit", "W. Klaasen")
