from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='outcome',
            name='is_left_out',
            field=models.BooleanField(default=False, verbose_name='Left out of that figure'),
        ),
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.CheckConstraint(condition=models.Q(('is_answer', False), ('is_left_out', False), _connector='OR'), name='outcome_answers_or_is_left_out', violation_error_message='What is left out of the figure cannot count in it.'),
        ),
    ]
