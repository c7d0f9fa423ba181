-- Two roles: the owner migrates, the application reads and writes rows. Run once per server with psql, as a superuser;
-- the passwords come from the environment: OWNER_PASSWORD=… APP_PASSWORD=… psql -f roles.sql
-- Time-outs belong to the role, so that they hold behind a connection pooler too.
\getenv owner_password OWNER_PASSWORD
\getenv app_password APP_PASSWORD
CREATE ROLE contactcenter_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE contactcenter_app LOGIN PASSWORD :'app_password';
ALTER ROLE contactcenter_app SET statement_timeout = '5s';
ALTER ROLE contactcenter_app SET lock_timeout = '2s';
ALTER ROLE contactcenter_app SET idle_in_transaction_session_timeout = '30s';
ALTER ROLE contactcenter_owner SET lock_timeout = '5s';
