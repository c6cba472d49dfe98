"""Files that should not be here: each gets one clear sentence, quickly, and nothing else ever happens."""

import gzip
import io
import json
import tracemalloc
import zipfile
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from networks.intake import DEFAULT, Draft, Limits, UnreadableFile, read
from tests.networks.intake_records import FILES, TODAY, csv, names, patient, practitioner, team
from tests.quickly import quickly


def archive(*inside):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in inside:
            made.writestr(name, content)
    return packed.getvalue()


def nested(depth, begin=b"[", end=b"]"):
    return begin * depth + end * depth


TEAM = b'{"resourceType":"CareTeam","status":"active","participant":[{"member":{"display":"Ann"}}]}'
REFUSED = {
    "empty": (b"", "empty"),
    "only spaces": (b" \r\n\t " * 100, "empty"),
    "only a byte order mark": (b"\xef\xbb\xbf", "empty"),
    "only NUL bytes": (b"\x00" * 5000, "empty"),
    "fifty megabytes": (b"Naam,Rol\n" + b"x" * 50_000_000, "too_large"),
    "a pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "pdf"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10, "picture"),
    "a photo": (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(200), "picture"),
    "a workbook": (archive(("[Content_Types].xml", "<x/>"), ("xl/workbook.xml", "<x/>")), "workbook"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "workbook"),
    "an open workbook": (archive(("mimetype", "application/vnd.oasis.opendocument.spreadsheet")), "archive"),
    "a document": (archive(("word/document.xml", "<x/>")), "document"),
    "a bomb in a zip": (archive(("bomb.csv", b"0" * 30_000_000)), "archive"),
    "a bomb in a gzip": (gzip.compress(b"0" * 30_000_000), "archive"),
    "rich text": (b"{\\rtf1\\ansi Ann}", "document"),
    "a program": (b"\x7fELF\x02\x01\x01" + bytes(500), "program"),
    "a database": (b"SQLite format 3\x00" + bytes(500), "program"),
    "a film": (b"\x00\x00\x00\x18ftypmp42" + bytes(500), "sound"),
    "noise": (bytes((n * 7919 + n // 13) % 256 for n in range(20_000)), "binary"),
    "a web page": (b"<!DOCTYPE html><html><body>Ann</body></html>", "markup"),
    "a billion laughs": (
        b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><l>&b;</l>',
        "markup",
    ),
    "FHIR as XML": (b'<Bundle xmlns="http://hl7.org/fhir"><type value="collection"/></Bundle>', "markup"),
    "a calendar": (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "calendar"),
    "a thousand brackets": (nested(1000), "too_deep"),
    "two million brackets": (nested(2_000_000), "too_many_parts"),
    "deep objects": (b'{"a":' * 5000 + b"1" + b"}" * 5000, "too_deep"),
    "deep inside FHIR": (TEAM[:-1] + b',"extension":' + nested(60) + b"}", "too_deep"),
    "JSON that stops halfway": (TEAM[:-20], "truncated"),
    "JSON that stops inside a text": (b'{"resourceType":"CareTeam","name":"An', "truncated"),
    "JSON with a comma too many": (b'{"resourceType":"CareTeam",,}\n\n ', "not_json"),
    "JSON with the same field twice": (b'{"resourceType":"CareTeam","name":"a","name":"b"}', "said_twice"),
    "JSON with a number that is none": (b'{"resourceType":"CareTeam","x":NaN}', "not_a_number"),
    "JSON that is no FHIR": (b'{"people":[{"name":"Ann"}]}', "not_fhir"),
    "a list of numbers": (b"[1,2,3]", "not_fhir"),
    "an answer that something went wrong": (b'{"resourceType":"OperationOutcome","issue":[]}', "no_people"),
    "an empty bundle": (b'{"resourceType":"Bundle","type":"searchset","total":0}', "no_people"),
    "FHIR without people": (b'{"resourceType":"Observation","status":"final"}', "no_people"),
    "an address book that is empty": (b"BEGIN:VCARD\nEND:VCARD\n", "no_people"),
    "a hundred thousand columns": (
        b"Naam" + b",x" * 100_000 + b"\nAnn" + b",1" * 100_000,
        "too_many_columns",
    ),
    "one line of four megabytes": (b"Naam,Rol\n" + b"a" * 4_000_000, "bad_table"),
    "a hundred thousand empty lines": (b"\n" * 200_000 + b"Naam,Rol\nAnn,zus\n", "bad_table"),
    "a quoted cell of four megabytes": (b'Naam,Rol\n"' + b"a" * 4_000_000 + b'",zus', "bad_table"),
    "a letter": (b"Dear all,\nplease find attached nothing at all.\nkind regards\n", "no_people"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_each_bad_file_gets_its_own_sentence_quickly(kind):
    content, code = REFUSED[kind]
    with quickly(), pytest.raises(UnreadableFile) as refusal:
        read(content, filename="people.csv", today=TODAY)
    assert refusal.value.code == code
    sentence = str(refusal.value)
    assert 20 < len(sentence) < 200
    assert sentence.endswith(".")
    assert "%(" not in sentence


@pytest.mark.parametrize(
    "content",
    [
        b"[]," * 1_600_000,
        b"[" + b"{}," * 1_600_000,
        b'{"resourceType":"Bundle","entry":[' + b"1," * 2_000_000 + b"1]}",
        b'{"resourceType":"Bundle","entry":[' + b'"ab",' * 900_000 + b"1]}",
        b'{"resourceType":"Bundle","x":' + b"9" * 4_000_000 + b"}",
        b'{"resourceType":"Bundle","x":' + b"9" * 4_000_000 + b".5}",
        b'{"resourceType":"Bundle","x":1e' + b"9" * 4_000_000 + b"}",
        b'{"resourceType":"Patient","name":[{"text":"' + b"e\\u0301" * 600_000 + b'"}]}',
        b"BEGIN:VCARD\n" * 400_000,
        b"BEGIN:VCARD\nFN:Ann\nNOTE:" + b"x\n " * 1_200_000 + b"\nEND:VCARD\n",
        b"BEGIN:VCARD\nFN" + b";A=b" * 1_000_000 + b":Ann\nEND:VCARD\n",
        b'BEGIN:VCARD\nFN;A="' + b'x"y"' * 1_000_000 + b":Ann\nEND:VCARD\n",
        b"BEGIN:VCARD\nFN:Ann\nCATEGORIES:" + b"a," * 2_000_000 + b"\nEND:VCARD\n",
        b"BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:" + b"=41=\n" * 900_000 + b"\nEND:VCARD\n",
        b"Naam;Rol\n" + b";\n" * 2_400_000,
        b"Naam;Rol\n" + b'"' * 4_900_000,
        b"Naam;Rol\n" + b"Ann;zus\n" * 600_000,
        b"\n" * 4_900_000 + b"Naam;Rol\nAnn;zus\n",
        b"Naam;Rol\n" + "A\u0300".encode() * 20_000 + b";zus\n",
        b"a b " * 1_200_000,
        b"@" * 4_900_000,
        b"Naam;E-mail\nAnn;" + b"a@" * 60_000 + b"\n",
        b"Naam;Telefoon\nAnn;" + b"1 " * 60_000 + b"\n",
    ],
    ids=lambda content: content[:24].decode(errors="replace").replace("\n", " "),
)
def test_files_made_to_be_slow_are_answered_in_time(content):
    with quickly(), suppress(UnreadableFile):
        read(content, filename="x", today=TODAY)


def test_many_records_that_point_at_each_other_are_answered_in_time():
    people = [practitioner(f"d{n}", f"D {n}") for n in range(9000)]
    roles = [
        {
            "resourceType": "PractitionerRole",
            "id": f"r{n}",
            "practitioner": {"reference": f"Practitioner/d{n}"},
        }
        for n in range(9000)
    ]
    entries = [{"resource": one} for one in (*people, *roles, team("PractitionerRole/r1", subject=None))]
    content = json.dumps({"resourceType": "Bundle", "entry": entries}).encode()
    with quickly():
        draft = read(content, filename="x", today=TODAY)
    assert len(draft.people) == DEFAULT.max_people
    assert [remark.code for remark in draft.left_out] == ["too_many"]


def test_a_team_that_is_too_large_is_refused():
    places = [{"member": {"display": f"Person {n}"}} for n in range(600)]
    with pytest.raises(UnreadableFile) as refusal:
        read(json.dumps({"resourceType": "CareTeam", "participant": places}).encode(), filename="x")
    assert refusal.value.code == "too_many_people"


def test_records_that_contain_or_replace_themselves_do_not_turn_in_circles():
    link = {"type": "replaced-by", "other": {"reference": "Patient/p"}}
    round_about = team("CareTeam/t", "#", {"member": {"display": "Ann"}})
    entries = [{"resource": patient(link=[link])}, {"resource": round_about}]
    content = json.dumps({"resourceType": "Bundle", "entry": entries}).encode()
    assert names(read(content, filename="x", today=TODAY)) == ["Ann"]


def test_lone_surrogates_and_hidden_signs_never_reach_the_draft():
    content = TEAM.replace(b"Ann", b"A\\ud800n\\u0000n\\u202e\\u2066")
    draft = read(content, filename="x", today=TODAY)
    assert names(draft) == ["Ann"]
    json.dumps(draft.to_json(), ensure_ascii=False).encode()


def test_accents_piled_up_are_kept_to_three():
    assert len(csv("Naam,Rol\nZ" + "\u0300\u0323\u0331\u0316" * 20 + "algo,zus\n").people[0].name) <= 8


def test_a_file_takes_at_most_thirty_times_its_size_in_memory():
    seen = {"resourceType": "Observation", "status": "final", "code": {"text": "x"}, "note": [{"text": "y"}]}
    count = 1_000_000 // (len(json.dumps({"resource": seen})) + 2)
    entries = [{"resource": patient()}, *[{"resource": seen}] * count]
    content = json.dumps({"resourceType": "Bundle", "entry": entries}).encode()
    tracemalloc.start()
    try:
        draft = read(content, filename="x", today=TODAY)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert draft.client_name == "Bram Visser"
    assert peak < 30 * len(content)


def test_the_limit_of_size_is_a_setting_and_stands_in_the_sentence():
    with pytest.raises(UnreadableFile) as refusal:
        read(b"x" * 2_500_001, filename="x", limits=Limits(max_bytes=2_500_000))
    assert "2.5 MB" in str(refusal.value)


def answered(content):
    """Read whatever it is; only a draft that can be stored, or a refusal with a sentence, is an answer."""
    try:
        draft = read(content, filename="x", today=TODAY)
    except UnreadableFile as refusal:
        sentence = str(refusal)
    else:
        sound(draft)
        sentence = "read"
    assert sentence


def sound(draft):
    """A draft can be stored and shown, and its lines fit the columns of the house."""
    stored = json.loads(json.dumps(draft.to_json()))
    assert Draft.from_json(stored) == draft
    assert "\\u0000" not in json.dumps(stored)
    assert json.dumps(stored, ensure_ascii=False).encode()
    assert len({line.key for line in draft.people}) == len(draft.people)
    for line in draft.people:
        assert line.name
        assert len(line.name) <= DEFAULT.max_name
        assert all(remark.sentence for remark in line.remarks)
    for remark in (*draft.left_out, *draft.remarks, *draft.client_remarks):
        assert remark.sentence


EXAMPLES = [path.read_bytes() for path in sorted(FILES.iterdir()) if path.suffix != ".md"]
TRYING = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@TRYING
@given(st.binary(max_size=4000))
def test_any_bytes_are_answered(content):
    answered(content)


@TRYING
@given(st.text(alphabet="Naam;,\t\n\"'=+@é\u202eRol:BEGINVCARDxyz{}[]0123456789 ", max_size=600))
def test_any_text_is_answered(text):
    answered(text.encode())
    answered(f"Naam;Relatie;Telefoon\n{text}".encode())
    answered(f"BEGIN:VCARD\n{text}\nEND:VCARD\n".encode())


@TRYING
@given(st.sampled_from(EXAMPLES), st.data())
def test_a_good_file_with_damage_is_answered(content, data):
    place = data.draw(st.integers(0, len(content)))
    length = data.draw(st.integers(0, 40))
    answered(content[:place] + data.draw(st.binary(max_size=20)) + content[place + length :])
    answered(content[:place])


def places(value, path=()):
    """The path to every value inside a record, however deep."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in inside:
        yield (*path, name)
        yield from places(inner, (*path, name))


@pytest.mark.parametrize("wrong", [None, 7, "text", [], {"a": [1]}])
def test_every_single_field_of_a_team_may_be_of_a_wrong_type(wrong):
    content = (FILES / "german-searchset.json").read_text()
    for path in places(json.loads(content)):
        bundle = json.loads(content)
        holder = bundle
        for name in path[:-1]:
            holder = holder[name]
        holder[path[-1]] = wrong
        answered(json.dumps(bundle).encode())


TEXTS = ["Patient/p", "#", "2020", "active", "urn:uuid:1"]
FIELDS = ["resourceType", "reference", "display", "coding", "code", "text", "system", "value", "end", "name"]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(TEXTS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=4),
    max_leaves=8,
)


@TRYING
@given(st.data())
def test_any_field_of_a_team_may_hold_anything(data):
    bundle = json.loads((FILES / "nictiz-careteam.json").read_bytes())
    for _change in range(data.draw(st.integers(1, 6))):
        record = data.draw(st.sampled_from(bundle["entry"]))["resource"]
        field = data.draw(
            st.sampled_from(
                [*sorted(record), "period", "active", "telecom", "contained", "subject", "contact"]
            )
        )
        record[field] = data.draw(VALUES)
    answered(json.dumps(bundle).encode())
