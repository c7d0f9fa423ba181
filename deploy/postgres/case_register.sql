-- The sample city's case register: tables as a register might have them, with much that is nobody's business, and the one view
-- that the contact centre reads. The view is the contract of docs/case_register.md; what lies below it is the city's own affair.
-- Run as the database's owner; running it again changes nothing.
DO $$
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO case_register_reader', current_database());
END
$$;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO case_register_reader;

CREATE TABLE IF NOT EXISTS resident (
    personal_number text PRIMARY KEY CHECK (personal_number ~ '^[0-9]{12}$'),
    given_name text NOT NULL,
    surname text NOT NULL,
    street text,
    is_protected boolean NOT NULL DEFAULT false
);

CREATE TABLE IF NOT EXISTS matter (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    personal_number text NOT NULL REFERENCES resident,
    district text NOT NULL,
    service text NOT NULL,
    handler text,
    unit text,
    payout_date date,
    UNIQUE (personal_number, district, service)
);

CREATE TABLE IF NOT EXISTS decision (
    matter_id integer NOT NULL REFERENCES matter,
    decided_on date NOT NULL,
    decision text NOT NULL,
    grounds text NOT NULL DEFAULT '',
    PRIMARY KEY (matter_id, decided_on, decision)
);

-- One row per person and matter; of a protected person, and of one without a matter, one row that says no more than that.
CREATE OR REPLACE VIEW contact_centre_case AS
SELECT
    resident.personal_number,
    resident.is_protected,
    CASE WHEN NOT resident.is_protected THEN resident.surname END AS surname,
    matter.district,
    matter.service,
    matter.handler,
    matter.unit,
    (
        SELECT jsonb_agg(
            jsonb_build_object('text', decision.decision, 'on', decision.decided_on)
            ORDER BY decision.decided_on DESC, decision.decision
        )
        FROM decision
        WHERE decision.matter_id = matter.id
    ) AS decisions,
    matter.payout_date
FROM resident
LEFT JOIN matter ON matter.personal_number = resident.personal_number AND NOT resident.is_protected;

GRANT SELECT ON contact_centre_case TO case_register_reader;
