"""The cast: the people of the demo, and nobody else may ever be signed in by a click."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actions import register_affiliation
from accounts.choices import Hat, Language, OrganisationKind
from accounts.models import Affiliation, Organisation, Region, User

PASSWORD = "carenet-demo"  # noqa: S105 - public on purpose: it opens nothing outside the demo

ORGANISATIONS = {
    "De Linde": (OrganisationKind.CARE_PROVIDER, "NL22"),
    "Thuiszorg De Meent": (OrganisationKind.CARE_PROVIDER, "NL22"),
    "Dagcentrum De Molen": (OrganisationKind.CARE_PROVIDER, "NL22"),
    "Choir De Meent": (OrganisationKind.COMMUNITY, "NL22"),
    "Municipality of Ede": (OrganisationKind.MUNICIPALITY, "NL22"),
    "Health and Youth Care Inspectorate": (OrganisationKind.INSPECTORATE, "NL"),
    "Regional College": (OrganisationKind.EDUCATION, "NL22"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CastMember:
    """Somebody in the demo: who they are, and what they would come for. ``group`` orders the sign-in page."""

    email: str
    name: str
    group: str | Promise
    line: str | Promise
    language: Language = Language.ENGLISH
    organisation: str = ""
    hat: Hat | None = None
    is_staff: bool = False


AROUND = _("Around Bram")
WORK = _("At work")
ELSEWHERE = _("Elsewhere")

CAST: tuple[CastMember, ...] = (
    CastMember(
        email="bram@example.org",
        name="Bram Visser",
        group=AROUND,
        line=_("The client: it is his network. He looks who is in it, and who has looked."),
    ),
    CastMember(
        email="marja@example.org",
        name="Marja Visser",
        group=AROUND,
        line=_(
            "His mother, represents him and keeps the overview. She invites people and shares out the work."
        ),
    ),
    CastMember(
        email="henk@example.org",
        name="Henk Visser",
        group=AROUND,
        language=Language.DUTCH,
        line=_("His father, an accountant. He would do the books of the group home, in Dutch."),
    ),
    CastMember(
        email="joris@example.org",
        name="Joris Kok",
        group=AROUND,
        line=_("The neighbour, stands in for Marja. He looks what is needed this week."),
    ),
    CastMember(
        email="sanne@example.org",
        name="Sanne Visser",
        group=AROUND,
        line=_("His sister. She wants to know how he is doing."),
    ),
    CastMember(
        email="choir@example.org",
        name="Choir De Meent",
        group=AROUND,
        line=_("The choir where Bram sings. It takes part as a whole."),
    ),
    CastMember(
        email="yusuf@example.org",
        name="Imam Yusuf Aydin",
        group=AROUND,
        line=_("Visits Bram to talk. He comes to see what he may read."),
    ),
    CastMember(
        email="fatima@example.org",
        name="Fatima El Amrani",
        group=WORK,
        organisation="De Linde",
        hat=Hat.PROFESSIONAL,
        line=_("Leads the group where Bram lives. She wants to know who does what."),
    ),
    CastMember(
        email="anouk@example.org",
        name="Anouk Bakker",
        group=WORK,
        language=Language.DUTCH,
        organisation="Thuiszorg De Meent",
        hat=Hat.PROFESSIONAL,
        line=_("District nurse. She opens the networks she takes part in, in Dutch."),
    ),
    CastMember(
        email="peter@example.org",
        name="Peter Smit",
        group=WORK,
        organisation="Dagcentrum De Molen",
        hat=Hat.PROFESSIONAL,
        line=_("Works at the day centre. He looks at the needs he can help with."),
    ),
    CastMember(
        email="els@example.org",
        name="Els Kramer",
        group=WORK,
        organisation="De Linde",
        hat=Hat.MANAGER,
        line=_("Manager at De Linde. She sees how networks are doing, never what people wrote."),
    ),
    CastMember(
        email="karel@example.org",
        name="Karel Prins",
        group=WORK,
        organisation="De Linde",
        hat=Hat.ADMINISTRATOR,
        line=_("Executive of De Linde. He comes for the picture of the year."),
    ),
    CastMember(
        email="sofie@example.org",
        name="Sofie Maas",
        group=WORK,
        organisation="Health and Youth Care Inspectorate",
        hat=Hat.SUPERVISOR,
        line=_("Supervisor. She asks whether the way of working works."),
    ),
    CastMember(
        email="ton@example.org",
        name="Ton Willems",
        group=WORK,
        organisation="Municipality of Ede",
        hat=Hat.FUNDER,
        line=_("Pays for care at the municipality of Ede. He reads accounts and answers them."),
    ),
    CastMember(
        email="carla@example.org",
        name="Carla Bos",
        group=WORK,
        organisation="De Linde",
        hat=Hat.COACH,
        line=_("Tilting coach. She works on patterns and rules, without care content."),
    ),
    CastMember(
        email="daan@example.org",
        name="Daan Vermeer",
        group=WORK,
        organisation="Regional College",
        hat=Hat.RESEARCHER,
        line=_("Student. He studies how networks organise themselves, without names."),
    ),
    CastMember(
        email="otto@example.org",
        name="Otto Beheer",
        group=WORK,
        is_staff=True,
        line=_("Keeps the site running. He sees accounts and organisations, and no care."),
    ),
    CastMember(
        email="lia@example.org",
        name="Lia de Wit",
        group=ELSEWHERE,
        line=_("Old colleague of Bram. She could be asked, and is in no network yet."),
    ),
    CastMember(
        email="igor@example.org",
        name="Igor Petrov",
        group=ELSEWHERE,
        line=_("Left Bram's network last month. He should find nothing there any more."),
    ),
    CastMember(
        email="noor@example.org",
        name="Noor Haddad",
        group=ELSEWHERE,
        line=_("Is invited and has not answered. She should see only the invitation."),
    ),
    CastMember(
        email="eve@example.org",
        name="Eve Jansen",
        group=ELSEWHERE,
        line=_("Keeps the overview in the network of Wim. She should see nothing of Bram's."),
    ),
)


def cast_user(email: str) -> User | None:
    """The user who plays this member of the cast; None for every address outside it."""
    if not any(member.email == email for member in CAST):
        return None
    user: User | None = User.objects.active().called(email).first()
    return user


@transaction.atomic
def make_cast(since: datetime | None = None) -> dict[str, User]:
    """Make everybody in the cast who is not there yet, and their organisations and hats. Safe to run twice.

    ``since`` is when their hats began (now). Gives the people by the part of their address before the @.
    """
    since = since or timezone.now()
    people = {member.email.split("@")[0]: _person(member) for member in CAST}
    for member in CAST:
        if member.hat is not None:
            _wear(
                people[member.email.split("@")[0]],
                _organisation(member.organisation, since),
                member.hat,
                since,
            )
    return people


def _person(member: CastMember) -> User:
    user: User | None = User.objects.called(member.email).first()
    if user is None:
        user = User.objects.create_user(
            member.email, PASSWORD, name=member.name, language=member.language, is_staff=member.is_staff
        )
    EmailAddress.objects.get_or_create(
        user=user, email=member.email, defaults={"verified": True, "primary": True}
    )
    return user


def _organisation(name: str, since: datetime) -> Organisation:
    kind, code = ORGANISATIONS[name]
    region = Region.objects.coded(code).active(timezone.now()).first()
    organisation, _made = Organisation.objects.get_or_create(
        name=name, kind=kind, region=region, defaults={"since": since}
    )
    return organisation


def _wear(user: User, organisation: Organisation, hat: Hat, since: datetime) -> None:
    if (
        not Affiliation.objects.at(timezone.now())
        .filter(user=user, organisation=organisation, hat=hat)
        .exists()
    ):
        register_affiliation(actor=None, user=user, organisation=organisation, hat=hat, since=since)
