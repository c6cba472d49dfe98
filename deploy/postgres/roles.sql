-- The two roles and the database, made by a superuser with psql. Safe to run again.
--   carenet_owner   owns the tables and runs the migrations
--   carenet_app     serves: owns nothing, bypasses nothing; `manage.py grant_app_role` gives it its rights
\set ON_ERROR_STOP on

SELECT 'CREATE ROLE carenet_owner LOGIN'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'carenet_owner') \gexec
SELECT 'CREATE ROLE carenet_app LOGIN'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'carenet_app') \gexec

ALTER ROLE carenet_owner NOSUPERUSER NOBYPASSRLS;
ALTER ROLE carenet_app NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
-- The owner may act with the application's rights, to fill a new database just as people would.
GRANT carenet_app TO carenet_owner;

-- A page that takes this long has gone wrong; better one clear failure than a queue behind it.
ALTER ROLE carenet_app SET statement_timeout = '30s';
ALTER ROLE carenet_app SET idle_in_transaction_session_timeout = '60s';

SELECT 'CREATE DATABASE carenet OWNER carenet_owner'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'carenet') \gexec
