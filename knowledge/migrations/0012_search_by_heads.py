from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import migrations


class Migration(migrations.Migration):
    """What was indexed before has an empty head until `manage.py rebuild_search`."""

    dependencies = [("knowledge", "0011_feedback_that_waits")]

    operations = [
        migrations.AddField("indexedtext", "head", SearchVectorField(default=""), preserve_default=False),
        migrations.AddIndex("indexedtext", GinIndex(fields=["head"], name="indexed_text_head")),
    ]
