import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.operations
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('districts', '0003_editions'),
        ('knowledge', '0001_topics'),
    ]

    operations = [
        django.contrib.postgres.operations.TrigramExtension(
        ),
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='Address')),
                ('is_public', models.BooleanField(default=True, verbose_name='Residents may read it')),
                ('leaves_quickly', models.BooleanField(default=False, verbose_name='Offers to leave the page quickly')),
                ('review_due', models.DateField(verbose_name='To be reviewed by')),
                ('publish_from', models.DateTimeField(blank=True, null=True, verbose_name='Shown from')),
                ('publish_until', models.DateTimeField(blank=True, null=True, verbose_name='Shown until')),
                ('sources', models.TextField(blank=True, verbose_name='Sources')),
                ('popularity', models.PositiveIntegerField(default=0, verbose_name='How much it is asked for')),
                ('facts_version', models.PositiveIntegerField(default=1)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('reminded_for', models.DateField(blank=True, null=True)),
                ('lines', models.ManyToManyField(blank=True, related_name='articles', to='districts.phoneline', verbose_name='Lines to call')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Owner')),
                ('owner_unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='districts.unit', verbose_name='Unit that answers for it')),
                ('related', models.ManyToManyField(blank=True, to='knowledge.article', verbose_name='Related questions')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='knowledge.topic', verbose_name='Topic')),
                ('units', models.ManyToManyField(blank=True, related_name='articles', to='districts.unit', verbose_name='Where to turn')),
            ],
            options={
                'ordering': ['topic__sort_order', '-popularity', 'slug'],
                'constraints': [models.CheckConstraint(condition=models.Q(('publish_from', None), ('publish_until', None), ('publish_until__gt', models.F('publish_from')), _connector='OR'), name='article_shown_until_after_from', violation_error_message='It must end after it starts.')],
            },
        ),
        migrations.CreateModel(
            name='ArticleImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=200, verbose_name='File')),
                ('rows', models.JSONField()),
                ('at', models.DateTimeField(db_index=True)),
                ('taken_at', models.DateTimeField(blank=True, null=True)),
                ('taken_count', models.PositiveIntegerField(default=0)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('taken_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ArticleText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('sv', 'Svenska'), ('en', 'English'), ('fi', 'Suomi'), ('ar', 'العربية'), ('so', 'Soomaali'), ('fa', 'فارسی'), ('es', 'Español'), ('pl', 'Polski'), ('uk', 'Українська'), ('ru', 'Русский'), ('tr', 'Türkçe'), ('ti', 'ትግርኛ')], max_length=10, verbose_name='Language')),
                ('version', models.PositiveIntegerField(default=1)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('in_review', 'In review'), ('published', 'Published'), ('replaced', 'Replaced')], default='draft', max_length=20, verbose_name='State')),
                ('change', models.CharField(choices=[('typo', 'Typing error'), ('clarification', 'Clarification'), ('changed_fact', 'Changed fact')], default='changed_fact', max_length=20, verbose_name='What kind of change')),
                ('change_note', models.CharField(blank=True, max_length=200, verbose_name='What changed')),
                ('source_version', models.PositiveIntegerField(blank=True, null=True)),
                ('title', models.CharField(max_length=120, verbose_name='Question')),
                ('short_answer', models.CharField(max_length=400, verbose_name='Short answer')),
                ('body', models.TextField(blank=True, verbose_name='Text')),
                ('have_ready', models.TextField(blank=True, verbose_name='What to have ready')),
                ('law_references', models.TextField(blank=True, verbose_name='Law')),
                ('agent_notes', models.TextField(blank=True, verbose_name='For staff only')),
                ('unconfirmed', models.TextField(blank=True, verbose_name='Not confirmed')),
                ('written_at', models.DateTimeField()),
                ('returned_because', models.CharField(blank=True, max_length=500, verbose_name='What should change')),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('native_reader', models.CharField(blank=True, max_length=100, verbose_name='Read by a native reader')),
                ('native_read_on', models.DateField(blank=True, null=True)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='knowledge.article')),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('returned_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['article', 'language', '-version'],
                'constraints': [models.UniqueConstraint(models.F('article'), models.F('language'), models.F('version'), name='article_text_version'), models.UniqueConstraint(models.F('article'), models.F('language'), condition=models.Q(('state', 'published')), name='article_text_one_published'), models.UniqueConstraint(models.F('article'), models.F('language'), condition=models.Q(('state__in', ['draft', 'in_review'])), name='article_text_one_being_written'), models.CheckConstraint(condition=models.Q(('checked_by', None), models.Q(('checked_by', models.F('written_by')), _negated=True), _connector='OR'), name='article_text_checked_by_someone_else', violation_error_message='Somebody else than the writer has to check it.'), models.CheckConstraint(condition=models.Q(models.Q(('language', 'sv'), ('source_version', None)), models.Q(models.Q(('language', 'sv'), _negated=True), ('source_version__isnull', False)), _connector='OR'), name='article_text_translates_a_version'), models.CheckConstraint(condition=models.Q(models.Q(('published_at', None), ('state__in', ['draft', 'in_review'])), models.Q(('published_at__isnull', False), ('state__in', ['published', 'replaced'])), _connector='OR'), name='article_text_published_at_some_time')],
            },
        ),
        migrations.CreateModel(
            name='AskedAs',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None)),
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='asked_as', to='knowledge.article')),
            ],
        ),
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('sv', 'Svenska'), ('en', 'English'), ('fi', 'Suomi'), ('ar', 'العربية'), ('so', 'Soomaali'), ('fa', 'فارسی'), ('es', 'Español'), ('pl', 'Polski'), ('uk', 'Українська'), ('ru', 'Русский'), ('tr', 'Türkçe'), ('ti', 'ትግርኛ')], max_length=10, verbose_name='Language')),
                ('version', models.PositiveIntegerField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('useful', 'Useful'), ('not_useful', 'Not useful'), ('flag', 'Flagged by staff')], max_length=20, verbose_name='What')),
                ('comment', models.TextField(blank=True, max_length=1000, verbose_name='Comment')),
                ('paragraph', models.TextField(blank=True, verbose_name='Paragraph')),
                ('at', models.DateTimeField()),
                ('told_at', models.DateTimeField(blank=True, null=True)),
                ('handled_at', models.DateTimeField(blank=True, null=True)),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='Note')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feedback', to='knowledge.article')),
                ('flagged_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('handled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': [models.OrderBy(models.F('handled_at'), descending=True, nulls_first=True), '-at', '-pk'],
                'indexes': [models.Index(fields=['article', 'at'], name='feedback_article'), models.Index(fields=['-at'], name='feedback_at'), models.Index(condition=models.Q(('handled_at', None), models.Q(models.Q(('comment', ''), _negated=True), ('kind', 'flag'), _connector='OR')), fields=['-at'], name='feedback_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('flagged_by__isnull', False), ('kind', 'flag'), models.Q(('paragraph', ''), _negated=True)), models.Q(models.Q(('kind', 'flag'), _negated=True), ('flagged_by', None), ('paragraph', '')), _connector='OR'), name='feedback_flag_says_who_and_what'), models.CheckConstraint(condition=models.Q(models.Q(('handled_at', None), ('handled_by', None)), models.Q(('handled_at__isnull', False), ('handled_by__isnull', False)), _connector='OR'), name='feedback_handled_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='GlossaryTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('sv', 'Svenska'), ('en', 'English'), ('fi', 'Suomi'), ('ar', 'العربية'), ('so', 'Soomaali'), ('fa', 'فارسی'), ('es', 'Español'), ('pl', 'Polski'), ('uk', 'Українська'), ('ru', 'Русский'), ('tr', 'Türkçe'), ('ti', 'ትግርኛ')], max_length=10, verbose_name='Language')),
                ('term', models.CharField(max_length=60, verbose_name='Word')),
                ('other_forms', models.CharField(blank=True, max_length=300, verbose_name='Other forms')),
                ('explanation', models.CharField(max_length=300, verbose_name='What it means')),
                ('sources', models.CharField(blank=True, max_length=300, verbose_name='Sources')),
                ('sort_key', models.CharField(editable=False, max_length=200)),
                ('revision', models.PositiveIntegerField(default=0)),
            ],
            options={
                'ordering': ['language', 'sort_key', 'pk'],
                'constraints': [models.UniqueConstraint(models.F('language'), django.db.models.functions.text.Lower('term'), name='glossary_term_once', violation_error_message='The word is already in the list.')],
            },
        ),
        migrations.CreateModel(
            name='GuideVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, verbose_name='Address')),
                ('number', models.PositiveIntegerField(default=1)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('replaced', 'Replaced')], default='draft', max_length=20, verbose_name='State')),
                ('content', models.TextField(verbose_name='Questions and outcomes')),
                ('change_note', models.CharField(blank=True, max_length=200, verbose_name='What changed')),
                ('written_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['slug', '-number'],
                'constraints': [models.UniqueConstraint(models.F('slug'), models.F('number'), name='guide_version_number'), models.UniqueConstraint(models.F('slug'), condition=models.Q(('state', 'published')), name='guide_version_one_published'), models.UniqueConstraint(models.F('slug'), condition=models.Q(('state', 'draft')), name='guide_version_one_draft'), models.CheckConstraint(condition=models.Q(('checked_by', None), models.Q(('checked_by', models.F('written_by')), _negated=True), _connector='OR'), name='guide_version_checked_by_someone_else', violation_error_message='Somebody else than the writer has to publish it.'), models.CheckConstraint(condition=models.Q(('state', 'draft'), ('written_by', None), ('checked_by__isnull', False), _connector='OR'), name='guide_version_published_is_checked'), models.CheckConstraint(condition=models.Q(models.Q(('published_at', None), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('published_at__isnull', False)), _connector='OR'), name='guide_version_published_at_some_time')],
            },
        ),
        migrations.CreateModel(
            name='IndexedText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('sv', 'Svenska'), ('en', 'English'), ('fi', 'Suomi'), ('ar', 'العربية'), ('so', 'Soomaali'), ('fa', 'فارسی'), ('es', 'Español'), ('pl', 'Polski'), ('uk', 'Українська'), ('ru', 'Русский'), ('tr', 'Türkçe'), ('ti', 'ትግርኛ')], max_length=10)),
                ('vector', django.contrib.postgres.search.SearchVectorField()),
                ('head', django.contrib.postgres.search.SearchVectorField()),
                ('published_at', models.DateTimeField()),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='knowledge.article')),
                ('text', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='knowledge.articletext')),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['vector'], name='indexed_text_vector'), django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['head'], name='indexed_text_head')],
                'constraints': [models.UniqueConstraint(fields=('article', 'language'), name='indexed_text_once_per_language')],
            },
        ),
        migrations.CreateModel(
            name='KnownWord',
            fields=[
                ('word', models.CharField(max_length=60, primary_key=True, serialize=False)),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['word'], name='known_word_like', opclasses=['gin_trgm_ops'])],
            },
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('target', models.TextField()),
                ('state', models.CharField(choices=[('not_asked', 'Not asked yet'), ('alive', 'Answers'), ('gone', 'There is no such page'), ('no_answer', 'Nobody answers'), ('moved', 'Leads on to another site'), ('not_known', 'The site does not say'), ('not_allowed', 'No open https address')], default='not_asked', max_length=20)),
                ('http_status', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
                ('troubled_since', models.DateTimeField(blank=True, null=True)),
                ('texts', models.ManyToManyField(related_name='links', to='knowledge.articletext')),
            ],
            options={
                'ordering': ['troubled_since', 'pk'],
                'indexes': [models.Index(fields=['troubled_since'], name='link_troubled_since'), models.Index(fields=['checked_at'], name='link_checked_at')],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.MD5('target'), name='link_once')],
            },
        ),
        migrations.CreateModel(
            name='NormYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='Year')),
                ('version', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('proposed', 'Waits for a second editor'), ('published', 'Published'), ('replaced', 'Replaced'), ('declined', 'Not published')], default='proposed', max_length=20)),
                ('status', models.CharField(choices=[('official', 'Official source'), ('municipal', 'A municipality’s page and a secondary source'), ('secondary', 'Secondary source only')], max_length=20, verbose_name='How sure it is')),
                ('amounts', models.JSONField()),
                ('formula', models.CharField(choices=[('personal_and_common', 'Personal costs plus shared costs, as in every year from 2006 to 2026')], max_length=30, verbose_name='How it is counted')),
                ('legal_basis', models.TextField(verbose_name='Law')),
                ('sources', models.TextField(verbose_name='Sources')),
                ('notes', models.TextField(blank=True, verbose_name='Notes for staff')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='Why')),
                ('proposed_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decision_note', models.CharField(blank=True, max_length=300)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-year', '-version'],
                'constraints': [models.UniqueConstraint(models.F('year'), models.F('version'), name='norm_year_version'), models.UniqueConstraint(models.F('year'), condition=models.Q(('state', 'published')), name='norm_year_one_published'), models.UniqueConstraint(models.F('year'), condition=models.Q(('state', 'proposed')), name='norm_year_one_proposed'), models.CheckConstraint(condition=models.Q(('year__range', (1985, 2099))), name='norm_year_in_these_times'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('state', 'proposed')), models.Q(models.Q(('state', 'proposed'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='norm_year_decided_unless_proposed'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['published', 'replaced']), _negated=True), ('proposed_by', None), models.Q(('decided_by__isnull', False), models.Q(('decided_by', models.F('proposed_by')), _negated=True)), _connector='OR'), name='norm_year_published_by_a_second_editor', violation_error_message='Somebody else than the proposer has to publish it.')],
            },
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=32, unique=True)),
                ('content', models.BinaryField()),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('alt', models.CharField(max_length=200, verbose_name='What the picture shows')),
                ('alt_sv', models.CharField(max_length=200, null=True, verbose_name='What the picture shows')),
                ('alt_en', models.CharField(max_length=200, null=True, verbose_name='What the picture shows')),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-added_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='SynonymGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None, verbose_name='Words that mean the same')),
                ('keys', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), editable=False, size=None)),
                ('revision', models.PositiveIntegerField(default=0)),
            ],
            options={
                'ordering': ['words'],
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['keys'], name='synonym_group_keys')],
                'constraints': [models.CheckConstraint(condition=models.Q(('words__len__gte', 2)), name='synonym_group_of_two')],
            },
        ),
        migrations.CreateModel(
            name='UnansweredSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('sv', 'Svenska'), ('en', 'English'), ('fi', 'Suomi'), ('ar', 'العربية'), ('so', 'Soomaali'), ('fa', 'فارسی'), ('es', 'Español'), ('pl', 'Polski'), ('uk', 'Українська'), ('ru', 'Русский'), ('tr', 'Türkçe'), ('ti', 'ትግርኛ')], max_length=10)),
                ('words', models.CharField(max_length=60)),
                ('people', models.PositiveIntegerField()),
                ('last_asked_on', models.DateField()),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-people', '-last_asked_on', 'words'],
                'constraints': [models.UniqueConstraint(fields=('language', 'words'), name='unanswered_search_once')],
            },
        ),
    ]
