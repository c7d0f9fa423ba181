from contactcenter import api_docs


def test_the_api_is_described_on_a_page_without_script(client):
    page = client.get("/api/v1/docs/").content.decode()

    assert "<script" not in page
    assert '<html lang="en"' in page
    assert client.cookies == {}


def test_fields_of_a_page_of_rows_are_those_of_one_row():
    row = {"type": "object", "properties": {"slug": {"type": "string", "description": "Its name."}}}
    page = {"properties": {"next": {}, "results": {"type": "array", "items": {"$ref": "#/x/Row"}}}}

    fields = api_docs.fields_of(page, {"components": {"schemas": {"Row": row}}})

    assert fields == [{"name": "slug", "type": "string", "says": "Its name."}]
