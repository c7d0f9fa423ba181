-- What the application may do in a database: rows, not tables. Run once per database, as its owner, before the first
-- migration; what may not even be changed row by row (the audit trail) is taken back by the migration that makes it.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO contactcenter_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO contactcenter_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO contactcenter_app;
