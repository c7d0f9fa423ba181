-- A new server made ready: roles, an empty database, and what the application may do in it. Run once with psql, as a
-- superuser, with the two passwords in the environment (see roles.sql). Then: manage.py migrate --database owner
\set ON_ERROR_STOP on
\ir roles.sql
CREATE DATABASE contactcenter OWNER contactcenter_owner;
\connect contactcenter
SET ROLE contactcenter_owner;
\ir grants.sql
