"""The frame, the form fields, the components and the sheets: what every page leans on."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import pytest
from django import forms
from django.conf import LazySettings
from django.conf import settings as house
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.urls import include, path
from django.utils import translation

from carenet.templatetags.ui import in_few_words, in_words, initials, mistakes
from networks.choices import Circle, RoleKind, Side
from networks.picture import Person, draw
from networks.standing import MAY, Standing

ROOT = Path(house.BASE_DIR)
STATIC = ROOT / "carenet" / "static" / "carenet"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
COMPONENTS = sorted((ROOT / "templates" / "components").glob("*.html"))
NETWORK = SimpleNamespace(pk=UUID("01890a5d-ac96-774b-bcce-b302099a8057"))
SIGNED_IN = SimpleNamespace(is_authenticated=True, name="Marja Visser")


def nowhere(*args: object, **parts: object) -> None:
    """Stands behind the addresses of the navigation, which is tried here apart from the pages it leads to."""


LOCAL = ("network", "people", "person", "needs", "need_add", "settings")
urlpatterns = [
    path(
        "", include(([path(f"networks/<uuid:pk>/{name}/", nowhere, name=name) for name in LOCAL], "networks"))
    ),
    path("", include(([path("networks/<uuid:pk>/ledger/", nowhere, name="ledger")], "accountability"))),
]


class Everything(forms.Form):
    """One field of every kind that pages use."""

    name = forms.CharField(label="What is your name?", help_text="As your friends call you.")
    email = forms.EmailField(label="E-mail address", required=False)
    side = forms.ChoiceField(label="Side", choices=[("a", "family"), ("b", "paid")], widget=forms.RadioSelect)
    domains = forms.MultipleChoiceField(
        label="Parts of life", choices=[("1", "Body"), ("2", "Meaning")], widget=forms.CheckboxSelectMultiple
    )
    since = forms.DateField(label="Since", widget=forms.SelectDateWidget)
    agreed = forms.BooleanField(label="I have told Bram")
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        raise forms.ValidationError("This network has ended.")


def page(source: str, **context: object) -> str:
    request = RequestFactory().get("/")
    return engines["django"].from_string(source).render({"user": SIGNED_IN, **context}, request)


def ids(html: str) -> set[str]:
    return set(re.findall(r' id="([^"]+)"', html))


# Frame ------------------------------------------------------------------------------------------------


def test_the_frame_has_a_skip_link_a_language_and_a_place_for_messages() -> None:
    with translation.override("nl"):
        html = page('{% extends "base.html" %}{% block title %}Titel{% endblock %}')
    assert '<html lang="nl">' in html
    assert '<a class="skip" href="#main">' in html
    assert 'role="status"' in html
    assert "<title>Titel – Carenet</title>" in html


@pytest.mark.urls("tests.test_look")
def test_the_local_navigation_shows_only_what_the_reader_may_open() -> None:
    source = '{% extends "base.html" %}'
    member = page(source, network=NETWORK, may=MAY[Standing.MEMBER])
    client = page(source, network=NETWORK, may=MAY[Standing.CLIENT])
    assert 'class="local"' not in page(source)
    for html, has in ((member, False), (client, True)):
        assert 'class="local"' in html
        assert (f"/networks/{NETWORK.pk}/settings/" in html) is has
        assert (f"/networks/{NETWORK.pk}/ledger/" in html) is has


@pytest.mark.urls("tests.test_look")
@pytest.mark.parametrize(
    ("view", "marks"),
    [
        ("people", {"people": "page"}),
        ("person", {"people": "true"}),
        ("need_add", {"needs": "true"}),
        ("other", {}),
    ],
)
def test_the_open_page_is_marked_in_the_navigation(view: str, marks: dict[str, str]) -> None:
    request = RequestFactory().get("/")
    request.resolver_match = SimpleNamespace(view_name=f"networks:{view}")  # type: ignore[assignment]
    context = {"network": NETWORK, "may": frozenset(), "request": request}
    html = render_to_string("components/_local_nav.html", context)
    assert dict(re.findall(r'/(\w+)/" aria-current="(\w+)"', html)) == marks


def test_a_signed_out_reader_gets_a_way_in_and_no_navigation() -> None:
    html = page('{% extends "base_plain.html" %}', user=SimpleNamespace(is_authenticated=False))
    assert "Sign in" in html
    assert 'aria-label="Main"' not in html
    assert '<main id="main" tabindex="-1" class="narrow">' in html


def test_who_acts_for_somebody_reads_so_on_every_page() -> None:
    assert "You act for Bram &amp; co." in page('{% extends "base.html" %}', acting_for="Bram & co")


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "429", "500"])
def test_error_pages_need_nothing_but_themselves(name: str, language: str) -> None:
    with translation.override(language):
        html = get_template(f"{name}.html").render()
    assert f'lang="{language}"' in html
    assert html.count("<h1>") == 1
    assert 'href="/"' in html


def test_the_page_of_errors_shows_without_the_list_of_static_files(
    settings: LazySettings, tmp_path: Path
) -> None:
    manifest = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": manifest}}
    assert "Something went wrong with us" in get_template("500.html").render()


# Forms --------------------------------------------------------------------------------------------------


def test_the_error_summary_comes_first_and_every_link_leads_to_an_input() -> None:
    html = page('{% extends "base.html" %}{% block content %}{{ form }}{% endblock %}', form=Everything({}))
    assert "<title>Error: " in html
    assert html.index('class="error-summary"') < html.index('id="messages"')
    links = re.findall(r'<li><a href="#([^"]+)">', html)
    assert links == ["id_name", "id_side_0", "id_domains_0", "id_since", "id_agreed"]
    assert set(links) <= ids(html)
    assert "What is your name? – This field is required." in html


def test_a_field_reads_label_hint_error_input_and_ties_them_together() -> None:
    html = str(Everything({})["name"].as_field_group())
    order = [html.index(part) for part in ("<label", 'class="hint"', 'class="error"', "<input")]
    assert order == sorted(order)
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert {"id_name_helptext", "id_name_error"} <= ids(html)
    assert 'placeholder="' not in html


def test_fields_that_need_not_be_filled_in_say_so() -> None:
    form = Everything()
    assert "(not required)" in form["email"].as_field_group()
    assert "(not required)" not in form["name"].as_field_group()


def test_choices_stand_in_a_fieldset_with_a_legend() -> None:
    html = str(Everything()["side"].as_field_group())
    assert "<fieldset" in html
    assert "<legend>Side</legend>" in html
    assert html.count('class="choice"') == 2


def test_a_whole_form_shows_every_field_once_and_its_own_error() -> None:
    html = str(Everything({}))
    assert html.count("This network has ended.") == 1
    for name in Everything.base_fields:
        assert f'name="{name}' in html


def test_mistakes_of_something_that_is_no_form_are_none() -> None:
    assert list(mistakes(None)) == []


# Components ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.name)
def test_a_component_names_its_inputs_at_the_top(path: Path) -> None:
    assert re.match(r"\{# .*[Ii]nputs?:.* #\}", path.read_text())


def test_pages_appear_only_when_there_is_more_than_one() -> None:
    source = '{% include "components/_pagination.html" %}'
    assert page(source, page=Paginator(range(5), 5).page(1)).strip() == ""
    html = page(source, page=Paginator(range(50), 5).page(3))
    assert "Page 3 of 10" in html
    assert 'href="?page=2" rel="prev"' in html
    assert 'href="?page=4" rel="next"' in html


def test_a_head_that_sorts_turns_round_and_says_so() -> None:
    source = '{% include "components/_sort_header.html" with field="name" label="Name" %}'
    assert "aria-sort" not in page(source, sort="since")
    html = page(source, sort="name")
    assert 'aria-sort="ascending"' in html
    assert 'href="?sort=-name"' in html
    assert 'aria-sort="descending"' in page(source, sort="-name")


def test_who_will_read_it_is_counted_in_words() -> None:
    source = '{% include "components/_seen_by.html" with who="the close circle" count=count %}'
    assert "Seen by: the close circle (1 person)." in page(source, count=1)
    assert "Seen by: the close circle (4 people)." in page(source, count=4)
    assert "Seen by: the close circle." in page(source, count="")


def test_days_and_names_are_in_words() -> None:
    day = date(2026, 3, 3)
    moment = datetime(2026, 3, 3, 13, 5, tzinfo=UTC)
    assert in_words(day) == "Tuesday 3 March 2026"
    assert in_words(moment) == "Tuesday 3 March 2026 at 14:05"
    assert in_few_words(moment) == "3 March 2026"
    assert in_words(None) == in_few_words(None) == ""
    with translation.override("nl"):
        assert in_words(day) == "dinsdag 3 maart 2026"
    assert [initials(name) for name in ("Fatima El Amrani", "Bo", "Jan (buur)", "")] == ["FA", "B", "J", ""]


def test_the_picture_comes_with_its_legend_and_its_list() -> None:
    person = Person(
        "1", "Marja Visser", "Marja", "MV", Circle.CLOSE, Side.INFORMAL, RoleKind.ORGANIZER, "meaning", "M",
        "/people/1/", "Marja Visser, mother, keeps the overview", "mother",
    )  # fmt: skip
    domains = [
        {"code": "meaning", "letter": "M", "name": "Meaning"},
        {"code": "physical", "letter": "B", "name": "Body"},
    ]
    context = {
        "picture": draw([person], client="Bram"),
        "picture_name": "Bram and one person",
        "domains": domains,
    }
    html = page(
        '{% include "networks/_picture.html" %}{% include "networks/_picture_list.html" %}', **context
    )
    assert 'aria-label="Bram and one person"' in html
    assert "keeps the overview" in html
    assert "filled: a professional" not in html
    assert "Meaning" in html
    assert "Body" not in html
    assert html.count('href="/people/1/"') == 3


# Strict content security policy, and what is on disk ------------------------------------------------------


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_templates_hold_no_inline_style_script_or_foreign_address(path: Path) -> None:
    source = path.read_text()
    if "email" in path.parts or path.name.startswith("mail"):
        return
    assert not re.search(r"\sstyle=", source)
    assert not re.search(r"<style|\son\w+=", source)
    assert not re.search(r'<script(?![^>]*\s(src=|nonce=|type="application/json"))', source)
    assert not re.search(r'(src|href)="(https?:)?//', source)


def test_every_static_file_and_icon_a_template_names_exists() -> None:
    shapes = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons.svg").read_text()))
    for template in TEMPLATES:
        source = template.read_text()
        for name in re.findall(r"{% static ['\"](carenet/[^'\"]+)['\"] %}", source):
            assert (STATIC.parent / name).is_file(), (template, name)
        for name in re.findall(r"""(?:{% icon |icon_name=)["']([^"']+)""", source):
            assert name in shapes, (template, name)


@pytest.mark.parametrize("path", sorted(STATIC.glob("*.css")), ids=lambda path: path.name)
def test_sheets_load_only_files_of_our_own(path: Path) -> None:
    for address in re.findall(r"url\(\"?([^\")]+)", path.read_text()):
        assert (path.parent / address).is_file()
    assert "@import" not in path.read_text()
    assert len(path.read_text().splitlines()) <= 400


def test_evaluating_text_as_code_is_switched_off() -> None:
    assert '"allowEval":false' in (ROOT / "templates" / "base.html").read_text()
    script = (STATIC / "app.js").read_text()
    assert not re.search(r"eval|innerHTML|new Function|\.style\b", script)


# Contrast (WCAG 2.2, 1.4.3 and 1.4.11) ----------------------------------------------------------------------


def tokens() -> Iterator[tuple[str, dict[str, str]]]:
    pairs = re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)", (STATIC / "carenet.css").read_text())
    yield "light", {name: light for name, light, _ in pairs}
    yield "dark", {name: dark for name, _, dark in pairs}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


TEXT_ON = {
    "ink": ["paper", "card", "sunken", "brand-wash", "warn-wash"],
    "ink-soft": ["paper", "card", "sunken"],
    "brand": ["paper", "card", "sunken", "brand-wash"],
    "brand-deep": ["card", "brand-wash"],
    "brand-ink": ["brand", "brand-deep"],
    "warn": ["paper", "card", "warn-wash"],
    "warn-ink": ["warn"],
    "band-ink": ["band"],
    "card": ["participation", "physical", "meaning", "psychosocial", "other-domain", "ink-soft"],
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_what_it_lies_on(scheme: str) -> None:
    colours = dict(tokens())[scheme]
    weak = {
        (text, ground): round(contrast(colours[text], colours[ground]), 2)
        for text, grounds in TEXT_ON.items()
        for ground in grounds
        if contrast(colours[text], colours[ground]) < 4.5
    }
    assert weak == {}
    for ground in ("card", "paper"):
        assert contrast(colours["edge"], colours[ground]) >= 3
