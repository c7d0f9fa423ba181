from django.db import migrations

from districts import editions

TOLD = [
    "knowledge_topic",
    "knowledge_article",
    "knowledge_article_related",
    "knowledge_article_units",
    "knowledge_article_lines",
    "knowledge_glossaryterm",
    "knowledge_picture",
    "knowledge_normyear",
    "knowledge_guideversion",
]
# Drafts are saved while somebody types: what residents do not see makes no new edition.
PUBLISHED_TEXTS = """
CREATE FUNCTION new_edition_of_texts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM changed WHERE state = 'published') THEN
    PERFORM make_edition();
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER new_edition_inserted AFTER INSERT ON knowledge_articletext
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION new_edition_of_texts();
CREATE TRIGGER new_edition_replaced AFTER UPDATE ON knowledge_articletext
REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION new_edition_of_texts();
CREATE TRIGGER new_edition_updated AFTER UPDATE ON knowledge_articletext
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION new_edition_of_texts();
CREATE TRIGGER new_edition_deleted AFTER DELETE ON knowledge_articletext
REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION new_edition_of_texts();
"""
DROP_PUBLISHED_TEXTS = "DROP FUNCTION new_edition_of_texts() CASCADE"


class Migration(migrations.Migration):
    dependencies = [("districts", "0003_editions"), ("knowledge", "0002_knowledge")]

    operations = [
        editions.changed_by(*TOLD),
        migrations.RunSQL(PUBLISHED_TEXTS, DROP_PUBLISHED_TEXTS),
    ]
