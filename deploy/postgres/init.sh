#!/bin/sh
# Runs once, when the container of PostgreSQL makes its data folder: the two roles, and their passwords.
set -eu
run() {
    psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres "$@"
}
run --file "${ROLES:-/deploy/roles.sql}"
secrets=${SECRETS:-/run/secrets}
run --set owner="$(cat "$secrets/owner_password")" --set app="$(cat "$secrets/app_password")" <<'SQL'
ALTER ROLE carenet_owner PASSWORD :'owner';
ALTER ROLE carenet_app PASSWORD :'app';
SQL
