"""What can be done to the map: load a list of municipalities, as a whole or not at all."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.choices import RegionLevel, RegionScheme
from accounts.models import Region, User
from accounts.regions import Municipality
from carenet.lib.errors import DomainError
from carenet.lib.events import Event, announce


class UnfitList(DomainError):
    """The list does not fit the regions that are known. The message names each line."""

    code = "unfit_list"


@dataclass(slots=True, kw_only=True)
class LoadedRegions:
    """What loading a list did, in numbers of municipalities."""

    added: int = 0
    changed: int = 0
    ended: int = 0
    same: int = 0


@transaction.atomic
def load_municipalities(
    *, actor: User | None, rows: list[Municipality], end_missing: date | None = None
) -> LoadedRegions:
    """Add and update municipalities; loading the same list twice changes nothing.

    With ``end_missing``, those that the list no longer names end on that day. Raises UnfitList, and then
    nothing has changed.
    """
    parents = _parents(rows)
    known: dict[str, list[Region]] = {}
    for region in Region.objects.select_for_update().filter(scheme=RegionScheme.MUNICIPALITY):
        known.setdefault(region.code, []).append(region)
    done = LoadedRegions()
    for row in sorted(rows, key=lambda row: (row.code, row.valid_from)):
        _load(row, parents[row.line], known.setdefault(row.code, []), done)
    if end_missing is not None:
        done.ended += _end_missing({row.code for row in rows}, known, end_missing)
    detail = {"added": str(done.added), "changed": str(done.changed), "ended": str(done.ended)}
    announce(Event(verb="accounts.regions_loaded", actor=actor, detail=detail))
    return done


def _parents(rows: list[Municipality]) -> dict[int, Region]:
    """The region in which each line lies, by line number. Raises UnfitList naming every line without one."""
    codes = {row.parent for row in rows}
    found: dict[str, list[Region]] = {}
    for region in Region.objects.filter(Q(code__in=codes) | Q(second_code__in=codes)):
        for code in {region.code, region.second_code} - {""}:
            found.setdefault(code, []).append(region)
    chosen: dict[int, Region] = {}
    faults = []
    for row in rows:
        candidates = sorted(found.get(row.parent, []), key=lambda region: region.valid_from, reverse=True)
        if candidates:
            chosen[row.line] = candidates[0]
        else:
            words = {"line": row.line, "parent": row.parent[:40]}
            faults.append(_("Line %(line)d: the region “%(parent)s” is not known.") % words)
    if faults:
        raise UnfitList("\n".join(faults))
    return chosen


def _load(row: Municipality, parent: Region, periods: list[Region], done: LoadedRegions) -> None:
    """One line: the same period is brought up to date; a later one closes the one before it."""
    region = next((period for period in periods if period.valid_from == row.valid_from), None)
    if region is None:
        region = _begin(row, parent, periods, done)
        periods.append(region)
        done.added += 1
        return
    wanted = (row.name, row.name, parent.pk, row.valid_until)
    if (region.name_nl, region.name_en, region.parent_id, region.valid_until) == wanted:
        done.same += 1
        return
    region.name_nl, region.name_en, region.parent, region.valid_until = (
        row.name,
        row.name,
        parent,
        row.valid_until,
    )
    region.store("name_nl", "name_en", "parent", "valid_until")
    done.changed += 1


def _begin(row: Municipality, parent: Region, periods: list[Region], done: LoadedRegions) -> Region:
    for period in periods:
        if period.valid_from < row.valid_from and (
            period.valid_until is None or period.valid_until > row.valid_from
        ):
            period.valid_until = row.valid_from
            period.store("valid_until")
            done.ended += 1
        elif period.valid_from > row.valid_from and (
            row.valid_until is None or row.valid_until > period.valid_from
        ):
            words = {"line": row.line, "code": row.code, "day": period.valid_from.isoformat()}
            raise UnfitList(_("Line %(line)d: %(code)s is already known from %(day)s on.") % words)
    return Region.objects.create(
        scheme=RegionScheme.MUNICIPALITY,
        code=row.code,
        name_nl=row.name,
        name_en=row.name,
        level=RegionLevel.LOCAL,
        parent=parent,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )


def _end_missing(named: set[str], known: dict[str, list[Region]], day: date) -> int:
    ended = 0
    for code, periods in known.items():
        for period in periods:
            if code in named or (period.valid_until is not None and period.valid_until <= day):
                continue
            if period.valid_from >= day:
                words = {"code": code, "day": period.valid_from.isoformat()}
                raise UnfitList(_("%(code)s begins on %(day)s. It cannot end before that.") % words)
            period.valid_until = day
            period.store("valid_until")
            ended += 1
    return ended
