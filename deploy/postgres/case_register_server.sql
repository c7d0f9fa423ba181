-- The sample city's case register: a role that may only read one view, and an empty database of its own. Run with psql, as a
-- superuser, on every start of the sample city: what is there already stays. CASE_REGISTER_PASSWORD comes from the environment.
-- A city's own register is another server; what its people need from here are the role and, in case_register.sql, the view.
\set ON_ERROR_STOP on
\getenv case_register_password CASE_REGISTER_PASSWORD
SELECT format('CREATE ROLE case_register_reader LOGIN PASSWORD %L', :'case_register_password')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'case_register_reader') \gexec
SELECT 'CREATE DATABASE case_register OWNER contactcenter_owner'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'case_register') \gexec
ALTER ROLE case_register_reader SET default_transaction_read_only = on;
ALTER ROLE case_register_reader SET statement_timeout = '2s';
ALTER ROLE case_register_reader CONNECTION LIMIT 50;
\connect case_register
-- Everybody may make large objects otherwise, and so fill the disk.
REVOKE EXECUTE ON FUNCTION lo_create(oid), lo_creat(integer), lo_from_bytea(oid, bytea) FROM PUBLIC;
SET ROLE contactcenter_owner;
\ir case_register.sql
