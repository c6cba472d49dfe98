"""The one settings file. What differs between installations comes from environment variables.

Three ways to run: production (the default), the demo (DEMO=1, `make run`) and debugging (DEBUG=1). What
would be unsafe in production refuses to start; carenet/checks.py adds what only a started house can tell.
"""

from pathlib import Path

import django_stubs_ext
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from carenet import api_codes
from carenet.embedded import SECRET_MARK
from carenet.lib import env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))

# How this house runs ----------------------------------------------------------------------------------
DEBUG = env.flag("DEBUG", False)
DEMO = env.flag("DEMO", False)
PRODUCTION = not DEBUG and not DEMO
SECRET_KEY = env.text("SECRET_KEY", "debugging-only" if DEBUG else None)
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
PORT = env.number("PORT", 8000, 1, 65535)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1]")
HTTPS = env.flag("HTTPS", PRODUCTION)
SITE_URL = env.text(
    "SITE_URL",
    f"https://{ALLOWED_HOSTS[0].lstrip('.')}" if HTTPS and ALLOWED_HOSTS else f"http://127.0.0.1:{PORT}",
).rstrip("/")

if DEBUG and not set(ALLOWED_HOSTS) <= {*env.LOOPBACK, "[::1]", "testserver"}:
    raise ImproperlyConfigured("DEBUG=1 shows the inside to everyone: with it, ALLOWED_HOSTS must be local.")
if PRODUCTION and (len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5 or SECRET_KEY.startswith(SECRET_MARK)):
    raise ImproperlyConfigured("SECRET_KEY must be secret: 50 random characters or more, made for this site.")
if PRODUCTION and (not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS):
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts of this site, separated by commas.")
if PRODUCTION and env.flag("EMBEDDED", False):
    raise ImproperlyConfigured("The embedded servers are for the demo and for tests. Set DATABASE_URL.")

# Rooms ------------------------------------------------------------------------------------------------
django_stubs_ext.monkeypatch()
INSTALLED_APPS = [
    "carenet",
    "accountability",
    "networks",
    "accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
]
MIDDLEWARE = [
    "carenet.middleware.health",  # before hosts and TLS: it is asked from inside the house
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "carenet.middleware.readable",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.ReaderMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "accounts.middleware.ProofMiddleware",
]
ROOT_URLCONF = "carenet.urls"
WSGI_APPLICATION = "carenet.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Database, broker, cache --------------------------------------------------------------------------------
# A connection stays with its thread: as quick as a pool here, and the same in web and worker. The check of
# an idle connection makes a restart of the server go unnoticed.
CONNECTION = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
DATABASES = {"default": env.database("DATABASE_URL") | CONNECTION}
if env.text("DATABASE_REPLICA_URL", ""):
    DATABASES["replica"] = env.database("DATABASE_REPLICA_URL") | CONNECTION | {"TEST": {"MIRROR": "default"}}

BROKER = env.broker("BROKER_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": BROKER.cache,
        "KEY_PREFIX": "carenet",
        "OPTIONS": {"socket_timeout": 5, "socket_connect_timeout": 2},
    },
}
# The session is read from the cache on every request and costs no query; the row in the database keeps it
# when the cache is emptied. End sessions through the session store, never by deleting rows alone.
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

# Every service that shares this broker takes these from here, so that its timeouts agree.
CELERY = {
    "broker_url": BROKER.celery,
    "broker_connection_retry_on_startup": True,
    "broker_transport_options": {
        # A task that was taken and never finished comes back after this many seconds: more than the
        # longest task may take. Looking for such tasks every 10 s is cheap.
        "visibility_timeout": 300,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        "socket_timeout": 30,
        "socket_connect_timeout": 2,  # a page that asks for a worker does not wait for a broker that is away
        "socket_keepalive": not BROKER.celery.startswith("redis+socket"),
    },
    "task_time_limit": 240,
    "task_soft_time_limit": 200,
    "task_acks_late": True,
    "task_reject_on_worker_lost": True,
    "task_ignore_result": True,
    "task_serializer": "json",
    "accept_content": ["json"],
    "worker_prefetch_multiplier": 1,
    "worker_cancel_long_running_tasks_on_connection_loss": True,
    "worker_soft_shutdown_timeout": 20,
    "worker_hijack_root_logger": False,
    "timezone": "UTC",
}

# Who is acting ------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
AUTHENTICATION_BACKENDS = ["accounts.backends.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Sign-in: django-allauth, as accounts/README.md explains.
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.sign_in_forms.LoginForm",
    "signup": "accounts.sign_in_forms.SignupForm",
    "add_email": "accounts.sign_in_forms.AddEmailForm",
    "change_password": "accounts.sign_in_forms.ChangePasswordForm",
    "set_password": "accounts.sign_in_forms.SetPasswordForm",
    "reset_password": "accounts.sign_in_forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.sign_in_forms.ResetPasswordKeyForm",
    "reauthenticate": "accounts.sign_in_forms.ReauthenticateForm",
    "request_login_code": "accounts.sign_in_forms.RequestLoginCodeForm",
    "confirm_login_code": "accounts.sign_in_forms.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "accounts.sign_in_forms.ConfirmEmailForm",
    "confirm_password_reset_code": "accounts.sign_in_forms.ConfirmResetForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
# Each limit counts per address or per account, in the shared cache; allauth's own limits hold for the rest.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/300s/key",
    "signup": "20/m/ip",
    "reset_password": "20/m/ip,5/m/key",
    "request_login_code": "20/m/ip,3/m/key",
}
MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "accounts.sign_in_forms.SecondStepForm",
    "reauthenticate": "accounts.sign_in_forms.SecondStepAgainForm",
    "activate_totp": "accounts.sign_in_forms.ActivateAppForm",
    "add_webauthn": "accounts.sign_in_forms.AddPasskeyForm",
    "edit_webauthn": "accounts.sign_in_forms.EditPasskeyForm",
    "authenticate_webauthn": "accounts.sign_in_forms.PasskeyStepForm",
    "login_webauthn": "accounts.sign_in_forms.PasskeyLoginForm",
    "reauthenticate_webauthn": "accounts.sign_in_forms.PasskeyAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "Carenet"
MFA_TOTP_TOLERANCE = 0
MFA_TRUST_ENABLED = False
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXIES", 0, 0, 5)
# Whoever works for an organisation, or operates the site, needs a second factor; not so in the demo.
REQUIRE_SECOND_FACTOR = env.flag("REQUIRE_SECOND_FACTOR", not DEMO)
# On a device of their own, somebody without a hat may stay signed in this long; everybody else half a day.
STAY_SIGNED_IN_DAYS = env.number("STAY_SIGNED_IN_DAYS", 14, 1, 90)
HELP_EMAIL = env.text("HELP_EMAIL", "")  # where people who are stuck may write; the help page shows it
API_TOKENS_EACH = env.number("API_TOKENS_EACH", 10, 0, 1000)

# Words, days, places ------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("nl", _("Dutch"))]
LOCALE_PATHS = [BASE_DIR / "carenet" / "locale"]
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

STATIC_URL = "static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(VAR_DIR / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # nothing is uploaded to keep
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Mail ---------------------------------------------------------------------------------------------------
MAIL = env.mail("EMAIL_URL", None if PRODUCTION else f"file://{VAR_DIR / 'mail'}")
EMAIL_BACKEND = MAIL.backend
for _name, _value in MAIL.settings.items():
    globals()[_name] = _value
# Connections to the mail server that each worker process keeps; how long a process that died keeps others
# from its messages; how long after a first refusal a message is tried again (then twice as long, and so on).
MAIL_CONNECTIONS = env.number("MAIL_CONNECTIONS", 8, 1, 50)
MAIL_LEASE_SECONDS = env.number("MAIL_LEASE_SECONDS", 180, 5, 3600)
MAIL_RETRY_SECONDS = env.number("MAIL_RETRY_SECONDS", 60, 1, 3600)
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", f"Carenet <carenet@{SITE_URL.split('://')[1].split(':')[0]}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
if DEMO and MAIL.host and MAIL.host not in env.LOOPBACK:
    raise ImproperlyConfigured("DEMO=1 must not mail real people: EMAIL_URL may only name this machine.")

# The shell around every page ----------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 63072000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-carenet" if HTTPS else "carenet"
CSRF_COOKIE_NAME = "__Host-carenet-csrf" if HTTPS else "carenet-csrf"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# The API ------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "accounts.tokens.TokenScopePermission",
    ],
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.tokens.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["carenet.lib.rest.bodies.JSONBody"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "carenet.lib.rest.bodies.Negotiation",
    "DEFAULT_METADATA_CLASS": None,  # the schema says it all
    "URL_FORMAT_OVERRIDE": None,
    "EXCEPTION_HANDLER": "carenet.problems.exception_handler",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": [
        "carenet.lib.rest.rates.AnonymousRate",
        "carenet.lib.rest.rates.SignedInRate",
    ],
    "DEFAULT_THROTTLE_RATES": {
        "anon": env.text("API_RATE_ANONYMOUS", "60/min"),
        "user": env.text("API_RATE_SIGNED_IN", "600/min"),
        "secret": env.text("API_RATE_SECRETS", "20/min"),
    },
    "NUM_PROXIES": ALLAUTH_TRUSTED_PROXY_COUNT,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Carenet",
    "DESCRIPTION": "The network around one person, for programs: what pages show and do, by the same rules.",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "carenet.api.finish_schema",
    ],
    "ENUM_NAME_OVERRIDES": api_codes.NAMES,
}

# The life of a network ----------------------------------------------------------------------------------
INVITATION_DAYS = env.number("INVITATION_DAYS", 30, 1, 90)
# Messages that browsers show: both keys, or none. `vapid --gen` of py-vapid makes a pair.
VAPID_PUBLIC_KEY = env.text("VAPID_PUBLIC_KEY", "")
VAPID_PRIVATE_KEY = env.text("VAPID_PRIVATE_KEY", "")
if bool(VAPID_PUBLIC_KEY) != bool(VAPID_PRIVATE_KEY):
    raise ImproperlyConfigured("VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY belong together: set both or none.")
IMPORT_DRAFT_HOURS = env.number("IMPORT_DRAFT_HOURS", 24, 1, 168)
IMPORT_MAX_BYTES = env.number("IMPORT_MAX_BYTES", 5_000_000, 10_000, 50_000_000)
IMPORT_MAX_PEOPLE = env.number("IMPORT_MAX_PEOPLE", 500, 1, 5000)
# A photo is read once, made smaller and kept without what the camera wrote into it.
PHOTO_MAX_BYTES = env.number("PHOTO_MAX_BYTES", 12_000_000, 100_000, 50_000_000)
PHOTO_MAX_PIXELS = env.number("PHOTO_MAX_PIXELS", 50_000_000, 1_000_000, 200_000_000)
# Who helps without an account: how long a link holds after the last date it is about, and how long somebody
# who never answered is kept after what they were asked for is over.
HELPER_LINK_DAYS = env.number("HELPER_LINK_DAYS", 30, 1, 90)
GUEST_DAYS = env.number("GUEST_DAYS", 14, 1, 90)

# What is written down about running ---------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"without_secrets": {"()": "carenet.lib.logs.WithoutSecrets"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_secrets"]}
    },
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "WARNING" if DEMO else "INFO")},
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
