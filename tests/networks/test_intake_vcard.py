"""Address books: vCard 2.1, 3.0 and 4.0, as phones and mail programs write them."""

import pytest

from networks.choices import Relation, Side
from networks.intake import Draft, Limits, UnreadableFile, read
from tests.networks.intake_records import codes, file, names, person


def book(*cards, version="3.0"):
    text = "".join(f"BEGIN:VCARD\r\nVERSION:{version}\r\n{card}\r\nEND:VCARD\r\n" for card in cards)
    return read(text.encode(), filename="book.vcf")


def test_an_address_book_of_version_three_is_read():
    draft = file("contacts-3.vcf")
    assert draft.client_name == "Bram Visser"
    assert names(draft) == [
        "Marja Visser",
        "Anouk Bakker",
        "Joris Kok",
        "Koor De Meent",
        "Peter Smit",
        "Sanne Visser",
    ]
    marja = person(draft, "Marja Visser")
    assert (marja.relation, marja.email, marja.phone) == (
        Relation.PARENT,
        "marja@example.org",
        "+31612345678",
    )
    anouk = person(draft, "Anouk Bakker")
    assert (anouk.side, anouk.function) == (Side.FORMAL, "Wijkverpleegkundige")
    assert anouk.organisation == "Thuiszorg De Meent, Team Noord"
    assert person(draft, "Joris Kok").relation is Relation.NEIGHBOUR
    assert person(draft, "Koor De Meent").side is Side.COMMUNITY
    assert person(draft, "Sanne Visser").relation is Relation.SIBLING
    assert codes(draft.left_out) == ["nameless"]


def test_bad_lines_and_missing_ends_are_remarks():
    draft = file("contacts-3.vcf")
    assert "bad_lines" in codes(person(draft, "Joris Kok").remarks)
    assert "not_closed" in codes(person(draft, "Peter Smit").remarks)
    assert "iedere dag" not in str(draft.to_json())


def test_an_address_book_of_version_four_is_read():
    draft = file("contacts-4.vcf")
    assert draft.client_name == "Bram Visser"
    lia = person(draft, "Lia de Wit")
    assert (lia.relation, lia.email, lia.phone, lia.language) == (
        Relation.FRIEND, "lia@example.org", "+31-6-1111-2222", "nl",
    )  # fmt: skip
    assert person(draft, "Henk Visser").relation is Relation.PARENT
    assert person(draft, "Huisartsenpraktijk De Molen").side is Side.FORMAL
    assert person(draft, "Joris Kok").relation is Relation.NEIGHBOUR
    assert person(draft, "Wandelclub Ede").side is Side.COMMUNITY
    assert codes(draft.left_out) == ["group_label", "not_a_person"]


def test_an_old_phone_with_quoted_printable_names_is_read():
    draft = file("contacts-21.vcf")
    assert names(draft) == ["Renée De Groot", "Jörg Müller"]
    assert person(draft, "Jörg Müller").relation is Relation.VOLUNTEER


def test_the_same_card_has_the_same_key_whatever_else_is_in_the_book():
    card = "FN:Ann\r\nEMAIL:ann@example.org"
    assert book(card).people[0].key == book("FN:Bob", card.replace("ann@", "ANN@")).people[1].key
    with_uid = book("FN:Ann\r\nUID:urn:uuid:AB-1"), book("FN:Ann Vos\r\nUID:ab-1")
    assert with_uid[0].people[0].key == with_uid[1].people[0].key


def test_the_spouse_of_somebody_in_a_phone_does_not_make_them_a_partner_of_the_client():
    line = book("FN:Ann\r\nRELATED;TYPE=spouse;VALUE=text:Bob").people[0]
    assert line.relation is Relation.OTHER
    assert "related_left_out" in codes(line.remarks)


def test_whom_several_cards_name_as_their_relative_is_the_client():
    cards = ["FN:Ann\r\nRELATED;TYPE=child;VALUE=text:Bram", "FN:Bob\r\nRELATED;TYPE=sibling;VALUE=text:Bram"]
    for draft in (book(*cards), book(*cards, "FN:Bram")):
        assert draft.client_name == "Bram"
        assert codes(draft.client_remarks) == ["client_by_others"]
        assert [(line.name, line.relation) for line in draft.people] == [
            ("Ann", Relation.PARENT),
            ("Bob", Relation.SIBLING),
        ]


def test_somebody_elses_relative_is_left_out():
    draft = book("FN:Bram\r\nCATEGORIES:client", "FN:Ann\r\nRELATED;TYPE=spouse;VALUE=text:Cas")
    assert "related_left_out" in codes(person(draft, "Ann").remarks)


def test_a_card_with_only_an_address_gets_its_name_from_it():
    line = book("EMAIL:ann.vos@example.org").people[0]
    assert line.name == "Ann Vos"
    assert "name_from_mail" in codes(line.remarks)


def test_a_relation_line_of_an_address_program_is_used():
    assert book("FN:Ann Vos\r\nX-RELATION:moeder").people[0].relation is Relation.PARENT


def test_escaped_signs_and_structured_names_are_undone():
    assert names(book("N:Berg;Anna;van den;Dr.;MSc")) == ["Anna van den Berg MSc"]
    assert names(book("FN:Vos\\, Ann\\; zus")) == ["Vos, Ann; zus"]


def test_a_name_is_folded_over_lines_with_spaces_and_tabs():
    assert names(book("FN:An\r\n na V\r\n\tos")) == ["Anna Vos"]


def test_formula_signs_are_taken_off_a_name():
    assert names(book("FN:=SUM(A1)")) == ["SUM(A1)"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_encoding_gives_the_same_name(encoding):
    text = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Renée\r\nEND:VCARD\r\n"
    assert names(read(text.encode(encoding), filename="x.vcf")) == ["Renée"]


def test_a_book_without_people_and_a_book_with_too_many_are_refused():
    with pytest.raises(UnreadableFile) as refusal:
        book("TEL:0612345678")
    assert refusal.value.code == "no_people"
    text = "".join(f"BEGIN:VCARD\nFN:P{n} Vos\nEND:VCARD\n" for n in range(11))
    with pytest.raises(UnreadableFile) as refusal:
        read(text.encode(), filename="x.vcf", limits=Limits(max_people=10))
    assert refusal.value.code == "too_many_people"


def test_a_stored_address_book_comes_back_the_same():
    draft = file("contacts-4.vcf")
    assert Draft.from_json(draft.to_json()) == draft
