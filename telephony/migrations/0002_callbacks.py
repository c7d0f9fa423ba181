import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.comparison
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_own_pseudonym'),
        ('districts', '0004_who_rings_back'),
        ('telephony', '0001_queues'),
    ]

    operations = [
        migrations.CreateModel(
            name='Callback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=10, unique=True)),
                ('queue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='callbacks', to='telephony.queue')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='districts.service')),
                ('district', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='districts.district')),
                ('source', models.CharField(choices=[('web', 'Web'), ('desk', 'Agent'), ('api', 'API'), ('menu', 'Phone menu')], max_length=10)),
                ('language', models.CharField(choices=[('sv', 'Svenska'), ('en', 'English'), ('fi', 'Suomi'), ('ar', 'العربية'), ('so', 'Soomaali'), ('fa', 'فارسی'), ('es', 'Español'), ('pl', 'Polski'), ('uk', 'Українська'), ('ru', 'Русский'), ('tr', 'Türkçe'), ('ti', 'ትግርኛ'), ('other', 'Another language')], default='sv', max_length=8, verbose_name='Language')),
                ('competences', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=50), blank=True, default=list, size=None)),
                ('number', models.TextField(blank=True, verbose_name='Phone number')),
                ('number_hash', models.CharField(blank=True, max_length=64)),
                ('pass_phrase', models.TextField(blank=True, verbose_name='Pass phrase')),
                ('do_not_say_who', models.BooleanField(default=False, verbose_name='Do not say who is calling')),
                ('no_message', models.BooleanField(default=False, verbose_name='Leave no message')),
                ('not_before', models.DateTimeField(blank=True, null=True, verbose_name='Not before')),
                ('wants_reminder', models.BooleanField(default=False, verbose_name='Remind me before')),
                ('reminded_at', models.DateTimeField(blank=True, null=True)),
                ('status', models.CharField(choices=[('unconfirmed', 'Number not confirmed'), ('waiting', 'Waiting'), ('offered', 'Offered to somebody'), ('dialling', 'Being rung'), ('needs_person', 'Needs a person'), ('closed', 'Closed')], default='unconfirmed', max_length=12)),
                ('ending', models.CharField(blank=True, choices=[('reached', 'Reached'), ('not_reached', 'Not reached'), ('rang_in', 'Rang us meanwhile'), ('cancelled', 'Cancelled by the resident'), ('withdrawn', 'Cancelled by us'), ('answered', 'Answered in another way'), ('folded', 'Same as another one'), ('expired', 'Number never confirmed')], max_length=12)),
                ('needs', models.CharField(blank=True, choices=[('may_have_rung', 'We may have rung: ask whoever tried'), ('invalid_number', 'The number does not exist'), ('network', 'The network fails again and again')], max_length=20)),
                ('ending_note', models.CharField(blank=True, max_length=200)),
                ('folded_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='folded', to='telephony.callback')),
                ('priority', models.PositiveSmallIntegerField(choices=[(0, 'First'), (1, 'High'), (2, 'Normal')], default=2)),
                ('asked_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('is_confirmed_by_code', models.BooleanField(default=False)),
                ('is_confirmed_by_agent', models.BooleanField(default=False)),
                ('arrived_at', models.DateTimeField()),
                ('eligible_at', models.DateTimeField()),
                ('place_at', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Greatest('arrived_at', 'eligible_at'), output_field=models.DateTimeField())),
                ('slot', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='callbacks', to='telephony.slot')),
                ('promised_by', models.DateTimeField(blank=True, null=True)),
                ('agreement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='districts.agreement')),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('reviewed_at', models.DateTimeField(blank=True, null=True)),
                ('warned_at', models.DateTimeField(blank=True, null=True)),
                ('alarmed_at', models.DateTimeField(blank=True, null=True)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owned_until', models.DateTimeField(blank=True, null=True)),
                ('offered_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lease_token', models.UUIDField(blank=True, null=True)),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('attempts_used', models.PositiveSmallIntegerField(default=0)),
                ('network_failures', models.PositiveSmallIntegerField(default=0)),
                ('revision', models.PositiveIntegerField(default=0)),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(condition=models.Q(('status', 'waiting')), fields=['queue', 'priority', 'place_at', 'id'], name='callback_in_order'), models.Index(condition=models.Q(('status__in', ['offered', 'dialling'])), fields=['lease_until'], name='callback_lease'), models.Index(condition=models.Q(('status__in', ['waiting', 'offered', 'dialling', 'needs_person'])), fields=['promised_by'], name='callback_promise'), models.Index(condition=models.Q(('status', 'needs_person')), fields=['queue'], name='callback_needs_person'), models.Index(condition=models.Q(('status', 'unconfirmed')), fields=['expires_at'], name='callback_unconfirmed'), models.Index(condition=models.Q(('ending', 'not_reached'), ('reviewed_at', None)), fields=['closed_at'], name='callback_to_review'), models.Index(fields=['number_hash'], name='callback_number'), models.Index(fields=['closed_at'], name='callback_closed'), models.Index(condition=models.Q(models.Q(('number', ''), _negated=True), ('ending', 'expired'), _connector='OR'), fields=['closed_at'], name='callback_to_forget')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status__in', ['waiting', 'offered', 'dialling', 'needs_person'])), fields=('number_hash', 'service'), name='one_live_callback_per_number_and_service'), models.UniqueConstraint(condition=models.Q(('status__in', ['offered', 'dialling'])), fields=('offered_to',), name='one_callback_at_a_time_per_agent'), models.CheckConstraint(condition=models.Q(models.Q(('lease_token__isnull', False), ('offered_to__isnull', False), ('status__in', ['offered', 'dialling'])), models.Q(models.Q(('status__in', ['offered', 'dialling']), _negated=True), ('lease_token', None), ('lease_until', None), ('offered_to', None)), _connector='OR'), name='callback_under_way_has_a_holder'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'offered'), _negated=True), ('lease_until__isnull', False), _connector='OR'), name='callback_offer_ends'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('status', 'closed'), models.Q(('ending', ''), _negated=True)), models.Q(models.Q(('status', 'closed'), _negated=True), ('closed_at', None), ('ending', '')), _connector='OR'), name='callback_closed_has_an_ending'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'needs_person'), models.Q(('needs', ''), _negated=True)), models.Q(models.Q(('status', 'needs_person'), _negated=True), ('needs', '')), _connector='OR'), name='callback_needs_a_person_for_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['waiting', 'offered', 'dialling', 'needs_person']), _negated=True), models.Q(('confirmed_at__isnull', False), ('promised_by__isnull', False)), _connector='OR'), name='callback_promise_from_confirmation'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'unconfirmed'), _negated=True), ('expires_at__isnull', False), _connector='OR'), name='callback_unconfirmed_expires'), models.CheckConstraint(condition=models.Q(('promised_by', None), ('promised_by__gte', models.F('asked_at')), _connector='OR'), name='callback_promised_after_it_was_asked')],
            },
        ),
        migrations.CreateModel(
            name='Confirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('callback', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to='telephony.callback')),
                ('number', models.TextField()),
                ('number_hash', models.CharField(max_length=64)),
                ('code_hash', models.CharField(max_length=64)),
                ('sent_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('wrong_tries', models.PositiveSmallIntegerField(default=0)),
                ('used_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['number_hash', 'sent_at'], name='confirmation_of_number')],
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('callback', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attempts', to='telephony.callback')),
                ('number', models.PositiveSmallIntegerField()),
                ('agent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('driver', models.CharField(max_length=20)),
                ('state', models.CharField(choices=[('prepared', 'Not dialled yet'), ('placed', 'Dialled'), ('unknown', 'May have rung'), ('ended', 'Ended')], default='prepared', max_length=10)),
                ('outcome', models.CharField(blank=True, choices=[('reached', 'Reached'), ('no_answer', 'No answer'), ('busy', 'Busy'), ('rejected', 'Call rejected'), ('invalid_number', 'The number does not exist'), ('network_failure', 'The network failed'), ('answering_machine', 'Answering machine'), ('cancelled', 'Not rung')], max_length=20)),
                ('provider_ref', models.CharField(blank=True, max_length=100)),
                ('created_at', models.DateTimeField()),
                ('rung_at', models.DateTimeField(blank=True, null=True)),
                ('placed_at', models.DateTimeField(blank=True, null=True)),
                ('unknown_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['callback', 'number'],
                'indexes': [models.Index(condition=models.Q(('state', 'ended'), _negated=True), fields=['created_at'], name='attempt_not_ended')],
                'constraints': [models.UniqueConstraint(fields=('callback', 'number'), name='attempt_number_once'), models.UniqueConstraint(condition=models.Q(('state', 'ended'), _negated=True), fields=('callback',), name='one_attempt_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state', 'ended'), models.Q(('outcome', ''), _negated=True)), models.Q(models.Q(('state', 'ended'), _negated=True), ('ended_at', None), ('outcome', '')), _connector='OR'), name='attempt_ended_has_an_outcome'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'placed'), _negated=True), ('placed_at__isnull', False), _connector='OR'), name='attempt_placed_is_timed')],
            },
        ),
    ]
