"""Tables of people in many shapes: any columns, any sign between them, with or without names."""

import pytest

from networks.choices import Circle, Relation, Side
from networks.intake import Draft, Limits, UnreadableFile, read
from tests.networks.intake_records import codes, csv, file, names, person


def test_a_dutch_windows_table_with_lines_above_its_names_is_read():
    draft = file("people-nl-windows.csv")
    assert draft.client_name == "Bram Visser"
    assert codes(draft.remarks) == ["encoding"]
    assert names(draft) == [
        "Marja Visser",
        "Henk Visser",
        "Joris Kok",
        "Fatima El Amrani",
        "Anouk Bakker",
        "Lia de Wit",
        "Koor De Meent",
        "Yusuf Aydin",
        "José",
    ]
    assert codes(draft.left_out) == ["lines_above", "lines_above", "column_left_out", "double"]
    assert person(draft, "Joris Kok").phone == "06 98765432"
    assert person(draft, "Koor De Meent").side is Side.COMMUNITY
    assert person(draft, "Anouk Bakker").function == "wijkverpleegkundige"
    assert "formula" in codes(person(draft, "Yusuf Aydin").remarks)


def test_circles_that_the_table_names_are_not_guessed():
    draft = file("people-nl-windows.csv")
    circles = {line.name: line.circle for line in draft.people if "circle_stated" in codes(line.remarks)}
    assert circles == {
        "Marja Visser": Circle.CLOSE,
        "Joris Kok": Circle.AROUND,
        "Lia de Wit": Circle.COULD_BE_ASKED,
    }


def test_an_english_table_with_a_byte_order_mark_and_ragged_rows_is_read():
    draft = file("people-en-bom.csv")
    assert draft.client_name == "Bram Visser"
    assert [(line.name, line.source) for line in draft.people] == [
        ("Marja Visser", "line 2"),
        ("Joris Kok", "line 4"),
        ("Dr. Sam Peeters", "line 5"),
        ("Peter Smit", "line 6"),
        ("Choir De Meent", "line 7"),
        ("Sanne Visser", "line 9"),
        ("Ann", "line 11"),
    ]
    assert person(draft, "Dr. Sam Peeters").function == "GP"
    assert "calls" not in str(draft.to_json())


def test_a_table_without_column_names_is_guessed_and_said_so():
    draft = file("no-header-utf16.txt")
    assert codes(draft.remarks) == ["no_header"]
    assert [(line.name, line.relation, line.phone) for line in draft.people] == [
        ("Marja Visser", Relation.PARENT, "0612345678"),
        ("Joris Kok", Relation.NEIGHBOUR, "0612345679"),
        ("Anouk Bakker", None, ""),
        ("Łucja Żak", Relation.FRIEND, ""),
    ]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_every_sign_and_encoding_gives_the_same_people(sign, encoding):
    text = f"Naam{sign}Relatie\nRenée Groot{sign}zus\nJoris Kok{sign}buurman\n"
    draft = read(text.encode(encoding), filename="x.csv")
    assert [(line.name, line.relation) for line in draft.people] == [
        ("Renée Groot", Relation.SIBLING),
        ("Joris Kok", Relation.NEIGHBOUR),
    ]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_ending_gives_the_same_people(ending):
    text = ending.join(["Naam,Relatie", "Ann,zus", "", "Bob,broer"])
    assert names(csv(text)) == ["Ann", "Bob"]


@pytest.mark.parametrize(
    ("words", "side", "relation"),
    [
        ("moeder", Side.INFORMAL, Relation.PARENT),
        ("Moeder (contactpersoon)", Side.INFORMAL, Relation.PARENT),
        ("mijn zus", Side.INFORMAL, Relation.SIBLING),
        ("buurvrouw", Side.INFORMAL, Relation.NEIGHBOUR),
        ("Oud-collega", Side.INFORMAL, Relation.COLLEAGUE),
        ("schoonzus", Side.INFORMAL, Relation.FAMILY),
        ("vrijwilliger", Side.INFORMAL, Relation.VOLUNTEER),
        ("mantelzorger", Side.INFORMAL, Relation.OTHER),
        ("echtgenote", Side.INFORMAL, Relation.PARTNER),
        ("Mother-in-law", Side.INFORMAL, Relation.FAMILY),
        ("Tochter", Side.INFORMAL, Relation.CHILD),
        ("zus (verpleegkundige)", Side.INFORMAL, Relation.SIBLING),
        ("huisarts", Side.FORMAL, None),
        ("GP", Side.FORMAL, None),
        ("wijkverpleegkundige", Side.FORMAL, None),
        ("case manager", Side.FORMAL, None),
        ("Family doctor", Side.FORMAL, None),
        ("kinderarts", Side.FORMAL, None),
        ("persoonlijk begeleider", Side.FORMAL, None),
        ("geestelijk verzorger", Side.FORMAL, None),
        ("social worker", Side.FORMAL, None),
        ("koor", Side.COMMUNITY, None),
    ],
)
def test_the_words_people_use_are_guessed_and_said_so(words, side, relation):
    line = csv(f"Naam;Relatie\nAnn;{words}\n").people[0]
    assert (line.side, line.relation) == (side, relation)
    assert {"relation_guessed", "side_guessed"} & set(codes(line.remarks))
    assert line.function == (words if side is Side.FORMAL else "")


def test_a_word_nobody_knows_is_kept_as_function_with_a_remark():
    line = csv("Naam;Relatie\nAnn;kwartiermaker\n").people[0]
    assert line.function == "kwartiermaker"
    assert "unknown_word" in codes(line.remarks)


@pytest.mark.parametrize(
    ("header", "row", "name"),
    [
        ("Voornaam,Tussenvoegsel,Achternaam", "Anna,van den,Berg", "Anna van den Berg"),
        ("Last name,First name", "Berg,Anna", "Anna Berg"),
        ("Voorletters,Achternaam", "A.B.,Berg", "A.B. Berg"),
        ("Naam,Rol", '"Berg, Anna van den",zus', "Anna van den Berg"),
        ("Naam,Rol", '"Berg van den, Anna",zus', "Anna van den Berg"),
        ("E-mail,Rol", "anna.berg@example.org,zus", "Anna Berg"),
        ("Naam,Rol", "O'Brien,zus", "O'Brien"),
    ],
)
def test_names_in_parts_or_turned_round_are_put_together(header, row, name):
    draft = csv(f"{header}\n{row}\n")
    assert names(draft) == [name]


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        ("+31612345678", "+31612345678"),
        ("+31 (0)6-123 456 78", "+31 (0)6-123 456 78"),
        ('"=""0612345678"""', "0612345678"),
        ("'0612345678", "0612345678"),
        ("tel:+31612345678", "+31612345678"),
        ("0318 123456 toestel 12", "0318 123456 toestel 12"),
        ("-", ""),
        ("onbekend", ""),
        ("=1+1", ""),
        ("+cmd|' /C calc'!A0", ""),
        ("12", ""),
    ],
)
def test_a_phone_number_is_told_from_a_formula(cell, phone):
    assert csv(f"Naam,Telefoon,Rol\nAnn,{cell},zus\n").people[0].phone == phone


@pytest.mark.parametrize(
    "cell", ["=1+1", '=HYPERLINK("http://x.example")', "@SUM(A1)", "+A1", "-2+3", "=cmd|'/c'!A1"]
)
def test_a_formula_never_becomes_a_name(cell):
    quoted = cell.replace('"', '""')
    draft = csv(f'Naam,Rol\n"{quoted}",zus\nAnn,broer\n')
    assert names(draft) == ["Ann"]
    assert "nameless" in codes(draft.left_out)


def test_the_same_person_twice_is_one_line_and_two_people_of_one_name_stay_two():
    draft = csv(
        "Naam,E-mail,Telefoon,Rol\n"
        "Jan Vos,jan@example.org,,broer\n"
        "jan  vos,JAN@example.org,,broer\n"
        "Jan Vos,,,\n"
        "Jan Vos,other@example.org,,buurman\n"
    )
    assert names(draft) == ["Jan Vos", "Jan Vos"]
    assert codes(draft.left_out) == ["double", "double"]
    assert "same_name" in codes(draft.people[1].remarks)
    assert len({line.key for line in draft.people}) == 2


def test_keys_stay_the_same_when_columns_and_rows_move():
    one = csv("Naam,E-mail,Rol\nAnn,ann@example.org,zus\nBob,,broer\n")
    other = csv("Rol;E-mail;Naam\nbroer;;Bob\nzus;ANN@example.org;Ann\n")
    assert {line.name: line.key for line in one.people} == {line.name: line.key for line in other.people}


def test_a_side_column_decides_and_a_client_in_it_names_the_client():
    draft = csv("Naam,Soort\nAnn,formeel\nBob,informeel\nDe Vrienden,groep\nBram,cliënt\nJoke,buurvrouw\n")
    assert draft.client_name == "Bram"
    assert [line.side for line in draft.people] == [Side.FORMAL, Side.INFORMAL, Side.COMMUNITY, Side.INFORMAL]
    assert person(draft, "Joke").relation is Relation.NEIGHBOUR


def test_a_second_client_is_left_out():
    assert "client_again" in codes(csv("Naam,Rol\nBram,cliënt\nWim,cliënt\nAnn,zus\n").left_out)


def test_a_line_that_says_nothing_gets_careful_guesses():
    line = csv("Naam,E-mail\nAnn,ann@example.org\n").people[0]
    assert (line.side, line.relation, line.circle) == (Side.INFORMAL, Relation.OTHER, Circle.TAKES_PART)
    assert codes(line.remarks) == ["side_default", "relation_unknown", "circle_guessed"]


def test_quotation_marks_that_do_not_match_are_read_as_ordinary_characters():
    draft = csv('Naam,Rol\nAnn "de Reus,zus\nBob,broer\n' + "".join(f"P{n} Vos,neef\n" for n in range(60)))
    assert "Bob" in names(draft)
    assert names(csv('Naam,Rol\n"Ann,zus\nBob,broer\n')) == ["Ann", "Bob"]


def test_a_cell_over_several_lines_keeps_the_line_numbers_right():
    draft = csv('Naam,Rol,Adres\nAnn,zus,"Straat 1\n1234 AB\nEde"\nBob,broer,\n')
    assert [line.source for line in draft.people] == ["line 2", "line 5"]


def test_the_separator_line_of_a_spreadsheet_program_is_used():
    assert names(csv("sep=;\r\nNaam;Rol\r\nVos, Ann;zus\r\n")) == ["Ann Vos"]


def test_direction_and_zero_width_signs_are_taken_out_of_names():
    draft = csv("Naam,Rol\nAnn\u202egro.elpmaxe\u202c Vos\u200b,zus\n\u200f\u200e,broer\nBob\x07,broer\n")
    assert names(draft) == ["Anngro.elpmaxe Vos", "Bob"]


def test_a_name_that_is_too_long_is_cut_and_said_so():
    line = csv(f"Naam,Rol\nAnn {'x' * 900},zus\n").people[0]
    assert len(line.name) == 150
    assert "shortened" in codes(line.remarks)


def test_many_unknown_columns_are_counted():
    header = ",".join(["Naam", "Rol", *(f"Kolom {chr(97 + n)}x" for n in range(5))])
    assert codes(csv(f"{header}\nAnn,zus\n").left_out) == ["column_left_out"] * 5


def test_column_names_with_more_words_in_them_are_understood():
    draft = csv(
        "Roepnaam lid;Achternaam lid;Relatie (tot cliënt);Telefoon (privé);E-mail werk;E-mail soort\n"
        "Ann;Vos;zus;0612345678;ann@example.org;werk\n"
    )
    line = person(draft, "Ann Vos")
    assert (line.relation, line.phone, line.email) == (Relation.SIBLING, "0612345678", "ann@example.org")
    assert codes(draft.left_out) == ["column_left_out"]


def test_a_column_may_name_the_client_on_every_line_or_mark_the_line_of_the_client():
    named = csv("Cliënt;Naam;Relatie\nBram Visser;Ann;zus\nBram Visser;Bob;broer\n")
    marked = csv("Naam;Relatie;Cliënt\nBram Visser;;ja\nAnn;zus;nee\nBob;broer;\n")
    for draft in (named, marked):
        assert draft.client_name == "Bram Visser"
        assert names(draft) == ["Ann", "Bob"]


def test_the_people_of_several_clients_in_one_table_are_refused():
    with pytest.raises(UnreadableFile) as refusal:
        csv("Cliënt;Naam;Relatie\nBram Visser;Ann;zus\nWim Jansen;Bob;broer\n")
    assert refusal.value.code == "several_clients"
    assert "Bram Visser, Wim Jansen" in str(refusal.value)


def test_a_column_with_an_unknown_name_is_read_by_what_stands_in_it_and_said_so():
    draft = csv("Naam;Hoe ken je die\nAnn;zus\nBob;buurman\n")
    assert [line.relation for line in draft.people] == [Relation.SIBLING, Relation.NEIGHBOUR]
    assert [(one.code, one.params["column"]) for one in draft.remarks] == [
        ("column_guessed", "Hoe ken je die")
    ]


def test_numbers_in_a_column_with_an_unknown_name_are_never_taken_for_phone_numbers():
    draft = csv("Naam;Relatie;Nummer pas\nAnn;zus;012345678\nBob;broer;098765432\n")
    assert [line.phone for line in draft.people] == ["", ""]


@pytest.mark.parametrize("day", ["12-03-1998", "1998-03-12", "12/3/98", "12.03.1998"])
def test_a_date_is_no_phone_number(day):
    assert csv(f"Naam,Telefoon,Rol\nAnn,{day},zus\n").people[0].phone == ""


def test_of_two_numbers_in_one_cell_the_first_is_taken_with_a_remark():
    line = csv("Naam,Telefoon,Rol\nAnn,06-12 34 56 78 / 0318-123456,zus\n").people[0]
    assert line.phone == "06-12 34 56 78"
    assert "more_addresses" in codes(line.remarks)


@pytest.mark.parametrize(
    ("name", "kept", "side", "relation", "function"),
    [
        ("mw. A. Jansen (huisarts)", "mw. A. Jansen", Side.FORMAL, None, "huisarts"),
        ("Joke Vos (buurvrouw)", "Joke Vos", Side.INFORMAL, Relation.NEIGHBOUR, ""),
        ("Anna Vos (Ede)", "Anna Vos (Ede)", Side.INFORMAL, Relation.OTHER, ""),
        ("Mama", "Mama", Side.INFORMAL, Relation.PARENT, ""),
        ("Tante Mien", "Tante Mien", Side.INFORMAL, Relation.FAMILY, ""),
        ("Huisartsenpraktijk De Molen", "Huisartsenpraktijk De Molen", Side.FORMAL, None, ""),
        ("Zorggroep West", "Zorggroep West", Side.FORMAL, None, ""),
        ("Wandelgroep Ede", "Wandelgroep Ede", Side.COMMUNITY, None, ""),
        ("Son Nguyen", "Son Nguyen", Side.INFORMAL, Relation.OTHER, ""),
    ],
)
def test_a_name_may_say_more_than_the_name(name, kept, side, relation, function):
    line = csv(f"Naam;E-mail\n{name};x@example.org\n").people[0]
    assert (line.name, line.side, line.relation, line.function) == (kept, side, relation, function)


def test_a_yes_or_no_column_tells_the_professionals():
    draft = csv("name,is_professional\nAnn,true\nBob,false\nCas,\n")
    assert [line.side for line in draft.people] == [Side.FORMAL, Side.INFORMAL, Side.INFORMAL]
    assert "side_default" in codes(person(draft, "Cas").remarks)


def test_a_line_that_counts_the_others_is_left_out():
    assert codes(csv("Naam,Rol\nAnn,zus\nTotaal: 1,\n").left_out) == ["total"]


def test_a_wide_export_of_an_address_book_is_read_by_the_columns_that_count():
    header = [
        "First Name",
        "Middle Name",
        "Last Name",
        "Organization Name",
        "Organization Title",
        "Birthday",
        "Notes",
    ]
    header += [
        "Labels",
        "E-mail 1 - Label",
        "E-mail 1 - Value",
        "Phone 1 - Value",
        *(f"Custom {n} - X" for n in range(40)),
    ]
    row = [
        "Anna",
        "van den",
        "Berg",
        "De Linde",
        "Begeleider",
        "1990-01-01",
        "secret",
        "* myContacts ::: Zorg",
        "* Work",
    ]
    draft = csv(",".join(header) + "\n" + ",".join([*row, "anna@example.org", "0612345678"]) + "\n")
    line = person(draft, "Anna van den Berg")
    assert (line.function, line.organisation, line.email) == ("Begeleider", "De Linde", "anna@example.org")
    assert "columns_left_out" in codes(draft.left_out)
    assert "secret" not in str(draft.to_json())


def test_more_people_than_allowed_are_refused():
    with pytest.raises(UnreadableFile) as refusal:
        csv("Naam,Rol\n" + "".join(f"P{n} Vos,neef\n" for n in range(12)), limits=Limits(max_people=10))
    assert refusal.value.code == "too_many_people"
    assert "10" in str(refusal.value)


@pytest.mark.parametrize(
    "text",
    [
        "Naam,Rol\n",
        "hello world, this is a letter.\nIt has no people in it at all, you see.\n",
        "1,2,3\n4,5,6\n",
    ],
)
def test_a_table_without_people_is_refused(text):
    with pytest.raises(UnreadableFile) as refusal:
        csv(text)
    assert refusal.value.code == "no_people"


def test_a_list_of_names_alone_is_enough():
    assert names(csv("Ann Vos\nBob de Boer\nCas van Dijk\n")) == ["Ann Vos", "Bob de Boer", "Cas van Dijk"]


def test_first_and_last_names_without_column_names_are_put_together():
    assert names(csv("Ann;Vos;zus\nBob;Kok;broer\n")) == ["Ann Vos", "Bob Kok"]


def test_a_stored_table_comes_back_the_same():
    draft = file("people-nl-windows.csv")
    assert Draft.from_json(draft.to_json()) == draft
    with pytest.raises(UnreadableFile):
        Draft.from_json({"format": "csv", "people": 5})
