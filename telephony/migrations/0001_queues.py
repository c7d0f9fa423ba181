import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0003_own_pseudonym'),
        ('districts', '0004_who_rings_back'),
    ]

    operations = [
        migrations.CreateModel(
            name='Queue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('name', models.CharField(max_length=120, verbose_name='Name')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='queues', to='districts.phoneline', verbose_name='Line')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='queues', to='districts.service', verbose_name='Assignment')),
                ('is_active', models.BooleanField(default=True, verbose_name='In use')),
                ('takes_callbacks', models.BooleanField(default=True, verbose_name='Takes callbacks')),
                ('promise_minutes', models.PositiveSmallIntegerField(default=60, verbose_name='We ring back within (open minutes)')),
                ('near_promise_minutes', models.PositiveSmallIntegerField(default=10, verbose_name='A callback goes before callers in line when its promise is nearer than (minutes)')),
                ('offer_wait_seconds', models.PositiveSmallIntegerField(default=60, verbose_name='Callers are offered a callback when the wait is longer than (seconds)')),
                ('talk_minutes', models.PositiveSmallIntegerField(default=5, verbose_name='A talk takes about (minutes)')),
                ('ring_seconds', models.PositiveSmallIntegerField(default=30, verbose_name='Rings for (seconds)')),
                ('lease_seconds', models.PositiveSmallIntegerField(default=30, verbose_name='An agent has so long to accept (seconds)')),
                ('most_dialling_percent', models.PositiveSmallIntegerField(default=50, verbose_name='While callers wait, at most so many of the free agents ring back (per cent)')),
                ('kept_free', models.PositiveSmallIntegerField(default=0, verbose_name='So many of the free agents are always left for callers')),
                ('relax_minutes', models.PositiveSmallIntegerField(default=10, verbose_name='After so many minutes anybody rings, with an interpreter')),
                ('owned_minutes', models.PositiveSmallIntegerField(default=15, verbose_name='An agent’s own callback becomes anybody’s after (minutes)')),
                ('planned_agents', models.PositiveSmallIntegerField(default=0, verbose_name='People who answer')),
                ('callback_percent', models.PositiveSmallIntegerField(default=25, verbose_name='Part of their time for booked callbacks (per cent)')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
            ],
            options={
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('line', 'service'), name='one_queue_per_line_and_service', violation_error_message='This line has a queue for this assignment already.'), models.CheckConstraint(condition=models.Q(('callback_percent__lte', 100), ('most_dialling_percent__lte', 100)), name='queue_per_cents', violation_error_message='A share is at most 100 per cent.'), models.CheckConstraint(condition=models.Q(('lease_seconds__range', (10, 300)), ('promise_minutes__gt', 0), ('ring_seconds__range', (10, 120)), ('talk_minutes__gt', 0)), name='queue_times_are_real', violation_error_message='A promise and a talk take some minutes; it rings for 10 to 120 seconds, an offer lasts for 10 to 300.')],
            },
        ),
        migrations.CreateModel(
            name='QueueMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('queue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='telephony.queue')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='queue_memberships', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('queue', 'user'), name='queue_member_once')],
            },
        ),
        migrations.CreateModel(
            name='Slot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('queue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='slots', to='telephony.queue')),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('capacity', models.PositiveSmallIntegerField(verbose_name='Callbacks at most')),
                ('booked', models.PositiveSmallIntegerField(default=0)),
                ('is_edited', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['starts_at'],
                'constraints': [models.UniqueConstraint(fields=('queue', 'starts_at'), name='slot_once_per_queue'), models.CheckConstraint(condition=models.Q(('booked__lte', models.F('capacity'))), name='slot_never_overbooked', violation_error_message='More callbacks are booked than that.'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='slot_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='presence', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('state', models.CharField(choices=[('ready', 'Ready'), ('in_call', 'In a call'), ('wrap_up', 'Wrap-up'), ('break', 'Break'), ('away', 'Away')], default='away', max_length=10)),
                ('since', models.DateTimeField()),
                ('idle_since', models.DateTimeField(blank=True, null=True)),
                ('seen_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'ready')), fields=['idle_since'], name='presence_longest_idle')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('idle_since__isnull', False), ('state', 'ready')), models.Q(models.Q(('state', 'ready'), _negated=True), ('idle_since', None)), _connector='OR'), name='presence_idle_while_ready')],
            },
        ),
        migrations.CreateModel(
            name='IvrMenu',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(unique=True)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('replaced', 'Replaced')], default='draft', max_length=20, verbose_name='State')),
                ('content', models.JSONField()),
                ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_at', models.DateTimeField()),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('revision', models.PositiveIntegerField(default=0)),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(models.F('state'), condition=models.Q(('state', 'published')), name='ivr_menu_one_published'), models.UniqueConstraint(models.F('state'), condition=models.Q(('state', 'draft')), name='ivr_menu_one_draft'), models.CheckConstraint(condition=models.Q(models.Q(('published_at', None), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('published_at__isnull', False)), _connector='OR'), name='ivr_menu_published_at_some_time')],
            },
        ),
    ]
