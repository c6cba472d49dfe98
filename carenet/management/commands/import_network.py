"""import_network FILE: what the page "Bring a file" does, for who runs the house."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.http import Http404

from accounts.models import User
from carenet.lib.errors import DomainError
from networks.access import network_for
from networks.actions.intake import Imported, import_into, import_network
from networks.choices import Ground, Side
from networks.forms.intake import limits
from networks.intake import Draft, UnreadableFile, read
from networks.standing import Permission
from networks.views.intake import outcome

DEMO_OWNER = "fatima@example.org"


class Command(BaseCommand):
    help = "Read a care team (FHIR), a list of people (CSV) or an address book (vCard) into a network."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--owner", help="e-mail address of who runs the network")
        parser.add_argument("--network", type=UUID, help="add to this network instead of making one")
        parser.add_argument("--client", default="", help="name of the client, when the file names none")
        parser.add_argument("--ground", choices=Ground.values, help="the owner represents the client")
        parser.add_argument("--preview", action="store_true", help="only say what would become of the file")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        draft = self._read(file)
        self._tell(draft)
        if options["preview"]:
            self.stdout.write("Nothing was saved.")
            return
        try:
            done = self._save(draft, options)
        except (DomainError, UnreadableFile) as refusal:
            raise CommandError(f"{refusal} Nothing was saved.") from refusal
        except (Http404, PermissionDenied) as refusal:
            raise CommandError(
                "The owner may not bring people into that network. Nothing was saved."
            ) from refusal
        self.stdout.write(f"{outcome(done)} {settings.SITE_URL}/networks/{done.network.pk}/")

    def _read(self, file: Path) -> Draft:
        try:
            if file.stat().st_size > settings.IMPORT_MAX_BYTES:
                raise CommandError(f"{file} is larger than {settings.IMPORT_MAX_BYTES} bytes.")
            return read(file.read_bytes(), filename=file.name, limits=limits())
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except UnreadableFile as refusal:
            raise CommandError(str(refusal)) from refusal

    def _tell(self, draft: Draft) -> None:
        self.stdout.write(f"client: {draft.client_name or '?'}")
        for remark in (*draft.client_remarks, *draft.remarks):
            self.stdout.write(f"    {remark.kind.label}: {remark}")
        for person in draft.people:
            what = person.relation.label if person.relation else person.function
            about = [person.side.label, what, person.organisation, person.circle.label]
            self.stdout.write(
                f"{person.source}: {person.name} ({', '.join(str(one) for one in about if one)})"
            )
            for remark in person.remarks:
                self.stdout.write(f"    {remark.kind.label}: {remark}")
        for need in draft.needs:
            self.stdout.write(f"{need.source}: “{need.words}”")
        for remark in draft.left_out:
            self.stdout.write(f"{remark.source}: {remark.kind.label}: {remark}")

    def _save(self, draft: Draft, options: dict[str, Any]) -> Imported:
        address = options["owner"] or (DEMO_OWNER if settings.DEMO else "")
        owner = User.objects.active().called(address).first() if address else None
        if owner is None:
            raise CommandError("Say who runs the network, by the address of an account: --owner EMAIL.")
        if options["network"]:
            seat = network_for(owner, options["network"], Permission.GOVERN_MEMBERS)
            return import_into(actor=seat, draft=draft)
        ground = Ground(options["ground"]) if options["ground"] else None
        side = Side.INFORMAL if ground else Side.FORMAL
        return import_network(
            actor=owner, draft=draft, client_name=options["client"], ground=ground, place={"side": side}
        )
