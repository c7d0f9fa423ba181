"""The trail's tables: one partition per month, made by the owner; the application may insert and read, nothing else.

Each partition has its own primary key on the position, since PostgreSQL wants the partition's column in a key over all of them.
"""

from django.conf import settings
from django.db import migrations, models

APP = '"' + settings.DATABASES["default"]["USER"].replace('"', '""') + '"'

EVENTS = f"""
CREATE TABLE public.audit_auditevent (
    position bigint NOT NULL CHECK (position > 0),
    recorded_at timestamptz NOT NULL,
    at timestamptz NOT NULL,
    actor_id bigint,
    actor text NOT NULL,
    unit text NOT NULL,
    action text NOT NULL,
    subject_kind text NOT NULL,
    subject_id text NOT NULL,
    purpose text NOT NULL,
    contact_id bigint,
    request_id text NOT NULL,
    details jsonb NOT NULL,
    previous_hash text NOT NULL,
    hash text NOT NULL
) PARTITION BY RANGE (recorded_at);

CREATE INDEX audit_event_subject ON public.audit_auditevent (subject_id);
CREATE INDEX audit_event_action ON public.audit_auditevent (action text_pattern_ops);

-- The safety net: an event finds a place even if nobody made its month. Rows here are a warning.
CREATE TABLE public.audit_auditevent_default PARTITION OF public.audit_auditevent (PRIMARY KEY (position)) DEFAULT;

REVOKE ALL ON public.audit_auditevent, public.audit_auditevent_default FROM PUBLIC, {APP};
GRANT SELECT, INSERT ON public.audit_auditevent TO {APP};
GRANT SELECT ON public.audit_auditevent_default TO {APP};
"""

# The application's clock calls this ahead of time. It runs with the owner's rights, so it does one thing: make the partition
# of one month near today, take the month's rows out of the safety net, and keep the application from touching it directly.
MAKE_PARTITION = f"""
CREATE FUNCTION public.audit_make_partition(month date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' AS $$
DECLARE
    partition text := 'audit_auditevent_' || to_char(month, 'YYYY_MM');
    starts timestamptz := month::timestamp AT TIME ZONE 'UTC';
    ends timestamptz := (month + interval '1 month') AT TIME ZONE 'UTC';
BEGIN
    IF month <> date_trunc('month', month)
       OR starts NOT BETWEEN now() - interval '2 years' AND now() + interval '4 months' THEN
        RAISE EXCEPTION 'audit_make_partition: % is not the first day of a month near today', month;
    END IF;
    IF to_regclass('public.' || partition) IS NOT NULL THEN
        RETURN false;
    END IF;
    PERFORM pg_advisory_xact_lock(4702111234474983745);  -- chain.LOCK: nobody records meanwhile
    EXECUTE format('CREATE TABLE public.%I (LIKE public.audit_auditevent INCLUDING ALL, PRIMARY KEY (position))', partition);
    EXECUTE format('REVOKE ALL ON public.%I FROM PUBLIC, %I', partition, '{settings.DATABASES["default"]["USER"]}');
    EXECUTE format('WITH moved AS (DELETE FROM public.audit_auditevent_default WHERE recorded_at >= %L AND recorded_at < %L'
                   ' RETURNING *) INSERT INTO public.%I SELECT * FROM moved', starts, ends, partition);
    EXECUTE format('ALTER TABLE public.audit_auditevent ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
                   partition, starts, ends);
    RETURN true;
END $$;

REVOKE ALL ON FUNCTION public.audit_make_partition(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.audit_make_partition(date) TO {APP};

SELECT public.audit_make_partition((date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => ahead))::date)
FROM generate_series(0, 2) AS ahead;
"""


RIGHTS = f"""
REVOKE ALL ON public.audit_checkpoint, public.audit_verification FROM PUBLIC, {APP};
GRANT SELECT ON public.audit_checkpoint TO {APP};
GRANT SELECT, INSERT ON public.audit_verification TO {APP};
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="AuditEvent",
                    fields=[
                        ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                        ("recorded_at", models.DateTimeField()),
                        ("at", models.DateTimeField()),
                        ("actor_id", models.BigIntegerField(null=True)),
                        ("actor", models.TextField(blank=True)),
                        ("unit", models.TextField(blank=True)),
                        ("action", models.TextField()),
                        ("subject_kind", models.TextField(blank=True)),
                        ("subject_id", models.TextField(blank=True)),
                        ("purpose", models.TextField(blank=True)),
                        ("contact_id", models.BigIntegerField(null=True)),
                        ("request_id", models.TextField(blank=True)),
                        ("details", models.JSONField(default=dict)),
                        ("previous_hash", models.TextField()),
                        ("hash", models.TextField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["subject_id"], name="audit_event_subject"),
                            models.Index(fields=["action"], name="audit_event_action", opclasses=["text_pattern_ops"]),
                        ],
                    },
                ),
            ],
            database_operations=[
                migrations.RunSQL(EVENTS, "DROP TABLE public.audit_auditevent"),
                migrations.RunSQL(MAKE_PARTITION, "DROP FUNCTION public.audit_make_partition(date)"),
            ],
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                ("hash", models.TextField()),
                ("month", models.DateField()),
                ("at", models.DateTimeField()),
                ("seal", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Verification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("events", models.BigIntegerField()),
                ("problem", models.TextField(blank=True)),
                ("position", models.BigIntegerField(null=True)),
            ],
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
