"""Pictures: made anew from what is handed in, shown in texts, kept while a text shows them."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from PIL import Image

from contactcenter.audit.models import AuditEvent
from knowledge import markdown, pictures
from knowledge.models import Picture
from knowledge.pictures import NotAPicture
from tests import xss
from tests.factories import MONDAY_NINE, ArticleTextFactory, PictureFactory, UserFactory

pytestmark = pytest.mark.django_db

GPS, ORIENTATION, A_QUARTER_TURN = 0x8825, 0x0112, 6


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(UserFactory(roles=["editor"], language="en"))
    return client


def drawn(kind: str = "PNG", size: tuple[int, int] = (40, 20), **more: object) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, "#0b4f6c").save(file, kind, **more)
    return file.getvalue()


def png_that_says(width: int, height: int) -> bytes:
    """A few bytes that unfold to width × height."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = b"IDAT" + zlib.compress(b"\0" * 1000)
    chunks = [(13, header), (len(rows) - 4, rows), (0, b"IEND")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", length) + chunk + struct.pack(">I", zlib.crc32(chunk))
        for length, chunk in chunks
    )


def hand_in(editor: Client, content: bytes, **typed: str):
    file = SimpleUploadedFile("a.png", content, "image/png")
    fields = {"alt_sv": "En dörr", "alt_en": "A door"} | typed
    return editor.post(reverse("editor:add-picture"), {"file": file, **fields})


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_kept_as_webp_and_served_for_good(editor, client, kind):
    response = hand_in(editor, drawn(kind))

    picture = Picture.objects.get()
    served = client.get(f"/pictures/{picture.digest}.webp")
    assert response.headers["Location"] == f"/editor/pictures/{picture.pk}/"
    assert (picture.alt_sv, picture.alt_en) == ("En dörr", "A door")
    assert Image.open(BytesIO(served.content)).format == "WEBP"
    assert served.headers["Content-Type"] == "image/webp"
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in served.headers["Cache-Control"]
    assert served.cookies == {}


def test_what_the_camera_wrote_is_gone_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[ORIENTATION] = A_QUARTER_TURN
    exif[GPS] = {1: "N", 2: (59.0, 19.0, 45.0)}
    exif[0x010E] = "Somebody's kitchen"

    made = pictures.made_from(BytesIO(drawn("JPEG", (40, 20), exif=exif, comment=b"secret")))

    kept = Image.open(BytesIO(made.content))
    assert (made.width, made.height) == kept.size == (20, 40)
    assert dict(kept.getexif()) == {}
    assert b"kitchen" not in made.content
    assert b"secret" not in made.content


def test_a_large_picture_is_made_smaller():
    made = pictures.made_from(BytesIO(drawn("JPEG", (3200, 800))))

    assert (made.width, made.height) == (1600, 400)


def test_what_can_be_seen_through_stays_so():
    file = BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(file, "PNG")
    file.seek(0)

    assert Image.open(BytesIO(pictures.made_from(file).content)).mode == "RGBA"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "no picture"),
        (b"GIF89a" + b"\0" * 100, "no picture"),
        (drawn("GIF"), "no picture"),
        (drawn("TIFF"), "no picture"),
        (b"%PDF-1.7", "no picture"),
        (b"MZ\x90\0 not a picture", "no picture"),
        (drawn("JPEG", (400, 400))[:600], "broken"),
        (drawn("PNG")[:50], "broken"),
        (png_that_says(100, 100), "broken"),
        (png_that_says(8000, 8000), "too many pixels"),
        (png_that_says(60_000, 60_000), "too many pixels"),
    ],
    ids=[
        "svg",
        "gif",
        "real gif",
        "tiff",
        "pdf",
        "program",
        "cut",
        "cut png",
        "lie",
        "big",
        "bomb",
    ],
)
def test_what_is_no_picture_is_refused_in_words(content, told):
    with override("en"), pytest.raises(NotAPicture, match=told):
        pictures.made_from(BytesIO(content))


@pytest.mark.parametrize(
    ("content", "typed", "told"),
    [
        (b"<svg/>", {}, "This is no picture in JPEG, PNG or WebP."),
        (drawn() + b"\0" * 2_000_001, {}, "The picture is larger than 2 MB."),
        (drawn(), {"alt_en": ""}, "This field is required."),
        (b"", {}, "The submitted file is empty."),
    ],
)
def test_the_form_says_what_is_wrong(editor, content, typed, told):
    response = hand_in(editor, content, **typed)

    assert response.status_code == 422
    assert told in response.content.decode()
    assert not Picture.objects.exists()


def test_the_same_picture_is_kept_once(editor):
    for _time in range(2):
        hand_in(editor, drawn())

    assert Picture.objects.count() == 1
    assert AuditEvent.objects.filter(action="picture.added").count() == 1


def test_a_text_shows_it_with_the_words_of_its_language(django_assert_num_queries):
    picture = PictureFactory(alt_sv="En dörr", alt_en="A door")
    name = f"picture:{picture.digest}"

    with django_assert_num_queries(1):
        html = markdown.render(f"![]({name})\n\n![]({name})", "en")

    address = f"/pictures/{picture.digest}.webp"
    shown = f'<img src="{address}" alt="A door" width="40" height="20" loading="lazy">'
    assert html.count(shown) == 2
    assert 'alt="En dörr"' in markdown.render(f"![]({name})", "sv")
    assert 'alt="باب"' in markdown.render(f"![باب]({name})", "ar")
    untold = markdown.render(f"![]({name})", "ar")
    assert 'alt="En dörr"' in untold
    assert 'lang="sv"' in untold


@pytest.mark.parametrize(
    "source",
    ["https://example.org/x.png", "/static/icon.svg", "picture:1", "picture:" + "f" * 32, "x"],
)
def test_of_other_pictures_only_the_words_are_shown(source):
    assert markdown.render(f"![A *door*]({source})", "en") == "<p>A *door*</p>\n"


def test_a_text_without_pictures_asks_for_none(django_assert_num_queries):
    with django_assert_num_queries(0):
        markdown.render("# Text\n\n[x](article:the-norm)", "sv")


@pytest.mark.parametrize("state", ["published", "draft", "in_review"])
def test_a_picture_is_not_removed_while_a_text_shows_it(editor, state):
    picture = PictureFactory()
    text = ArticleTextFactory(body=f"![](picture:{picture.digest})", state=state, title="The norm")
    page = reverse("editor:picture", args=[picture.pk])

    refused = editor.post(reverse("editor:remove-picture", args=[picture.pk]))
    seen = editor.get(page).content.decode()
    text.delete()
    removed = editor.post(reverse("editor:remove-picture", args=[picture.pk]))

    assert (refused.status_code, removed.status_code) == (422, 302)
    assert "The norm" in seen
    assert "Remove the picture" not in seen
    assert not Picture.objects.exists()


def test_what_it_shows_is_said_better(editor):
    picture = PictureFactory()

    editor.post(reverse("editor:picture", args=[picture.pk]), {"alt_sv": "Röd", "alt_en": "Red"})

    picture.refresh_from_db()
    assert (picture.alt_sv, picture.alt_en) == ("Röd", "Red")


def test_the_list_takes_the_same_queries_for_one_picture_and_for_many(editor):
    editor.get(
        reverse("editor:pictures")
    )  # the session is younger than its last note of being used
    counts = []
    for number in [1, 10]:
        PictureFactory.create_batch(number)
        with CaptureQueriesContext(connection) as queries:
            editor.get(reverse("editor:pictures"))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_nothing_that_is_said_about_a_picture_runs(editor):
    for start in range(0, len(xss.STORABLE), 12):
        for payload in xss.STORABLE[start : start + 12]:
            PictureFactory(alt_sv=payload[:200], alt_en=payload[:200])
        texts = [
            f"![{payload}](picture:{picture.digest}) ![](picture:{picture.digest})"
            for picture, payload in zip(
                Picture.objects.all()[:12], xss.STORABLE[start : start + 12], strict=False
            )
        ]

        xss.assert_harmless(editor.get(reverse("editor:pictures")).content.decode())
        xss.assert_harmless("".join(markdown.render(text, "sv") for text in texts))
    picture = Picture.objects.first()
    xss.assert_harmless(editor.get(reverse("editor:picture", args=[picture.pk])).content.decode())


def test_who_hands_in_is_kept_and_residents_see_only_the_picture():
    by = UserFactory(roles=["editor"])
    made = pictures.made_from(BytesIO(drawn()))

    picture = pictures.add(made, alt_sv="a", alt_en="b", by=by, at=MONDAY_NINE)

    assert (picture.added_by, picture.added_at) == (by, MONDAY_NINE)
