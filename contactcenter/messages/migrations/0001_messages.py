from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=100, unique=True)),
                ('kind', models.CharField(max_length=40)),
                ('channel', models.CharField(choices=[('sms', 'SMS'), ('email', 'E-mail')], max_length=10)),
                ('language', models.CharField(choices=[('sv', 'Svenska'), ('en', 'English'), ('fi', 'Suomi'), ('ar', 'العربية'), ('so', 'Soomaali'), ('fa', 'فارسی'), ('es', 'Español'), ('pl', 'Polski'), ('uk', 'Українська'), ('ru', 'Русский'), ('tr', 'Türkçe'), ('ti', 'ትግርኛ')], default='sv', max_length=8)),
                ('to', models.TextField(blank=True)),
                ('values', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('queued', 'Waiting to be sent'), ('sending', 'Being sent'), ('sent', 'Sent'), ('delivered', 'Delivered'), ('failed', 'Failed'), ('unknown', 'Not known whether it was sent'), ('expired', 'Not sent: too late'), ('held_back', 'Not sent: somebody may be in danger')], default='queued', max_length=10)),
                ('fault', models.CharField(blank=True, choices=[('no_adapter', 'No way of sending is set up'), ('refused', 'The provider refused it'), ('not_reached', 'The provider could not be reached'), ('not_delivered', 'The provider could not deliver it')], max_length=20)),
                ('created_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('rung_at', models.DateTimeField(blank=True, null=True)),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('adapter', models.CharField(blank=True, max_length=20)),
                ('provider_ref', models.CharField(blank=True, max_length=100)),
                ('report_token', models.CharField(blank=True, max_length=64)),
                ('reported_at', models.DateTimeField(blank=True, null=True)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(condition=models.Q(('state', 'queued')), fields=['due_at'], name='message_due'), models.Index(condition=models.Q(('state', 'sending')), fields=['sent_at'], name='message_under_way'), models.Index(condition=models.Q(('settled_at', None), ('state__in', ['unknown', 'failed'])), fields=['-id', 'state'], name='message_unsettled'), models.Index(condition=models.Q(('to', ''), _negated=True), fields=['due_at'], name='message_kept'), models.Index(fields=['state', '-id'], name='message_in_state'), models.Index(fields=['kind', '-id'], name='message_of_kind'), models.Index(condition=models.Q(('report_token', ''), _negated=True), fields=['report_token'], name='message_report')],
            },
        ),
    ]
