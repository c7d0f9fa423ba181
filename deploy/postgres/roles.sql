-- Two roles: the owner migrates, the application reads and writes rows. Run once per server, as a superuser:
--   psql -v owner_password=… -v app_password=… -f roles.sql
-- Time-outs belong to the role, so that they hold behind a connection pooler too.
CREATE ROLE contactcenter_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE contactcenter_app LOGIN PASSWORD :'app_password';
ALTER ROLE contactcenter_app SET statement_timeout = '5s';
ALTER ROLE contactcenter_app SET lock_timeout = '2s';
ALTER ROLE contactcenter_app SET idle_in_transaction_session_timeout = '30s';
ALTER ROLE contactcenter_owner SET lock_timeout = '5s';
