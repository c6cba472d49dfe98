"""The map: what comes with the house, and lists of municipalities, loaded whole or not at all."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from accounts.choices import RegionLevel
from accounts.models import Region

pytestmark = pytest.mark.django_db
HEAD = "code,name,parent,valid_from\n"
TWO = HEAD + "GM0228,Ede,PV25,2026-01-01\nGM0202,Arnhem,NL22,2026-01-01\n"


@pytest.fixture
def load(tmp_path, capsys):
    """Load a list, and give what the command said."""

    def run(content, *options):
        path = tmp_path / "list.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        call_command("load_regions", str(path), *options)
        return capsys.readouterr().out.strip()

    return run


def municipalities():
    return Region.objects.filter(level=RegionLevel.LOCAL)


def test_the_house_knows_the_netherlands_down_to_its_provinces():
    assert Region.objects.get(code="EU").level == RegionLevel.EUROPEAN
    parts = Region.objects.filter(parent__code="NL")
    provinces = Region.objects.filter(parent__in=parts)
    assert (parts.count(), provinces.count()) == (4, 12)
    assert sorted(provinces.values_list("second_code", flat=True)) == [f"PV{n}" for n in range(20, 32)]


def test_a_region_is_named_in_the_language_of_the_page():
    province = Region.objects.coded("PV27").get()
    with translation.override("nl"):
        assert str(province) == "Noord-Holland"
    with translation.override("en"):
        assert str(province) == "North Holland"


def test_a_list_is_loaded_and_loading_it_again_changes_nothing(load):
    assert load(TWO) == "2 added, 0 changed, 0 ended, 0 the same."
    assert load(TWO) == "0 added, 0 changed, 0 ended, 2 the same."
    assert {region.parent.code for region in municipalities()} == {"NL22"}


@pytest.mark.parametrize(
    "content",
    [
        "\ufeff" + TWO,
        TWO.replace(",", ";"),
        TWO.replace("\n", "\r\n"),
        "valid_from,parent,extra,name,code\n2026-01-01,PV25,x,Ede,GM0228\n2026-01-01,NL22,,Arnhem,GM0202\n",
    ],
)
def test_lists_come_in_several_shapes(load, content):
    load(content)
    assert municipalities().count() == 2


def test_a_new_name_is_taken_over(load):
    load(TWO)
    assert load(TWO.replace("Ede", "Eede")) == "0 added, 1 changed, 0 ended, 1 the same."
    assert municipalities().get(code="GM0228").name_nl == "Eede"


def test_a_later_period_closes_the_one_before(load):
    load(TWO)
    load(HEAD + "GM0228,Nieuw-Ede,PV25,2027-01-01\n")
    assert municipalities().on(date(2026, 12, 31)).get(code="GM0228").name_nl == "Ede"
    assert municipalities().on(date(2027, 1, 1)).get(code="GM0228").name_nl == "Nieuw-Ede"


def test_what_the_list_no_longer_names_ends_only_when_asked(load):
    load(TWO)
    only_ede = HEAD + "GM0228,Ede,PV25,2026-01-01\n"
    load(only_ede)
    assert municipalities().get(code="GM0202").valid_until is None
    assert load(only_ede, "--end-missing", "2027-01-01") == "0 added, 0 changed, 1 ended, 1 the same."
    assert municipalities().get(code="GM0202").valid_until == date(2027, 1, 1)
    assert load(only_ede, "--end-missing", "2027-01-01") == "0 added, 0 changed, 0 ended, 1 the same."
    assert Region.objects.get(code="NL22").valid_until is None


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", "The first line must name the columns"),
        (HEAD, "names no municipality"),
        ("code;name\nGM0228;Ede\n", "Missing: parent, valid_from"),
        (TWO + "228,Ede,PV25,2026-01-01\n", "Line 4: “228” is not a code"),
        (TWO + "GM0001,,PV25,2026-01-01\n", "Line 4: the name is empty"),
        (TWO + f"GM0001,{'n' * 121},PV25,2026-01-01\n", "Line 4: the name is empty or too long"),
        (TWO + "GM0001,Elst,,2026-01-01\n", "Line 4: the parent is empty"),
        (TWO + "GM0001,Elst,PV99,2026-01-01\n", "Line 4: the region “PV99” is not known"),
        (TWO + "GM0001,Elst,PV25,1 januari\n", "Line 4: the first day"),
        (TWO + "GM0228,Ede,PV25,2026-06-01\n", "Line 4: GM0228 is already on line 2"),
        (
            TWO.replace("valid_from", "valid_from,valid_until").replace("01-01\n", "01-01,2020-01-01\n"),
            "Line 2",
        ),
        (TWO.encode() + b"\xff\xfe", "not text in UTF-8"),
        (TWO + "\x00", "not text in UTF-8"),
        (b"PK\x03\x04" + bytes(100), "not text in UTF-8"),
    ],
)
def test_a_list_with_a_fault_says_where_and_changes_nothing(load, content, fault):
    with translation.override("en"), pytest.raises(CommandError, match="Nothing was loaded") as caught:
        load(content)
    assert fault in str(caught.value)
    assert not municipalities().exists()


def test_a_file_that_is_not_there_or_too_large_gets_one_sentence(load, tmp_path):
    with pytest.raises(CommandError, match="Cannot read"):
        call_command("load_regions", str(tmp_path / "none.csv"))
    with pytest.raises(CommandError, match="larger than 5 MB"):
        load(b"x" * 5_000_001)


def test_all_faults_are_named_at_once(load):
    with pytest.raises(CommandError) as caught:
        load(HEAD + "x,Ede,PV25,2026-01-01\ny,Elst,PV25,2026-01-01\n")
    assert str(caught.value).count("Line") == 2
