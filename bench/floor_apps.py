"""The tables of sign-in without its machinery, which asks for a middleware on every page of the floor."""

from django.apps import AppConfig


class Account(AppConfig):
    """Addresses of people: our models lead to them."""

    name = "allauth.account"


class Mfa(AppConfig):
    """Second steps."""

    name = "allauth.mfa"
