import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0002_outcome_left_out'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='newsitem',
            index=models.Index(fields=['ends_at'], name='news_item_ends'),
        ),
        migrations.AddConstraint(
            model_name='newsitem',
            constraint=models.UniqueConstraint(models.F('author'), models.F('starts_at'), models.F('title'), django.db.models.functions.text.MD5('body'), name='news_item_once'),
        ),
    ]
