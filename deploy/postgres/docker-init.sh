#!/bin/sh
# Run by the official PostgreSQL image when its data folder is new.
exec psql --username "$POSTGRES_USER" --dbname postgres --file /deploy/postgres/server.sql
