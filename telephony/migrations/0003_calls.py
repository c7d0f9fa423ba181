import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_own_pseudonym'),
        ('telephony', '0002_callbacks'),
    ]

    operations = [
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=20)),
                ('provider_ref', models.CharField(max_length=100)),
                ('direction', models.CharField(choices=[('in', 'Incoming'), ('out', 'Outgoing')], max_length=3)),
                ('state', models.CharField(choices=[('offered', 'Arriving'), ('queued', 'Waiting in line'), ('ringing', 'Ringing'), ('talking', 'Talking'), ('held', 'On hold'), ('ended', 'Ended')], default='offered', max_length=10)),
                ('queue', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='telephony.queue')),
                ('attempt', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='call', to='telephony.attempt')),
                ('agent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('language', models.CharField(blank=True, max_length=8)),
                ('number', models.TextField(blank=True)),
                ('number_hash', models.CharField(blank=True, max_length=64)),
                ('arrived_at', models.DateTimeField()),
                ('queued_at', models.DateTimeField(blank=True, null=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, max_length=20)),
                ('is_abandoned', models.BooleanField(default=False)),
                ('transfers', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(condition=models.Q(('state', 'queued')), fields=['queue', 'queued_at'], name='call_in_line'), models.Index(condition=models.Q(('state', 'ended'), _negated=True), fields=['number_hash'], name='call_live_number'), models.Index(condition=models.Q(('number_hash', ''), _negated=True), fields=['number_hash'], name='call_number'), models.Index(fields=['ended_at'], name='call_ended'), models.Index(condition=models.Q(('number', ''), ('number_hash', ''), _negated=True), fields=['ended_at', 'arrived_at'], name='call_to_forget')],
                'constraints': [models.UniqueConstraint(fields=('source', 'provider_ref'), name='call_once'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state', 'ended')), models.Q(models.Q(('state', 'ended'), _negated=True), ('ended_at', None)), _connector='OR'), name='call_ended_is_timed')],
            },
        ),
        migrations.CreateModel(
            name='CallSegment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='segments', to='telephony.call')),
                ('kind', models.CharField(choices=[('menu', 'Phone menu'), ('queued', 'Waiting in line'), ('ringing', 'Ringing'), ('talk', 'Talk'), ('hold', 'Hold')], max_length=10)),
                ('agent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['call', 'starts_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CallEventRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=20)),
                ('event_id', models.CharField(max_length=100)),
                ('provider_ref', models.CharField(max_length=100)),
                ('kind', models.CharField(max_length=20)),
                ('at', models.DateTimeField()),
                ('received_at', models.DateTimeField()),
                ('data', models.JSONField(default=dict)),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['source', 'provider_ref'], name='call_event_of_call')],
                'constraints': [models.UniqueConstraint(fields=('source', 'event_id'), name='call_event_once')],
            },
        ),
        migrations.CreateModel(
            name='PopToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pop_tokens', to='telephony.call')),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
    ]
