"""What search engines are told: every public page in the languages in which it exists, and what they shall leave alone."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from contactcenter.accounts.access import public
from contactcenter.caching import cacheable
from districts import public_lines
from districts.models import District
from knowledge.models import Article, ArticleText

PAGES = ["front", "urgent-help", "ways-to-reach-us", "minority-languages", "accessibility"]
PAGES += ["privacy", "faq:list", "norm", "guides:list", "words", "districts:list", "districts:find"]
ROBOTS = """User-agent: *
Disallow: /desk/
Disallow: /accounts/
Disallow: /*/faq/*/feedback/
Disallow: /*/search/
Sitemap: {address}
"""


class OurSitemap(Sitemap):
    """In every language; under the address that the city has given the site, whoever asks."""

    i18n = True

    def get_protocol(self, protocol: str | None = None) -> str:
        return str(urlsplit(settings.SITE_URL).scheme)

    def get_domain(self, site: Any = None) -> str:
        return str(urlsplit(settings.SITE_URL).netloc)


class Pages(OurSitemap):
    def items(self) -> list[str]:
        return PAGES

    def location(self, item: str) -> str:
        return reverse(item)


class Articles(OurSitemap):
    """Only in the languages in which there is a text."""

    def items(self) -> list[ArticleText]:
        articles = Article.objects.public_at(timezone.now())
        texts = ArticleText.objects.published().filter(article__in=articles)
        return list(
            texts.select_related("article").only("language", "published_at", "article__slug")
        )

    def get_languages_for_item(self, item: ArticleText) -> list[str]:
        return [item.language]

    def location(self, item: ArticleText) -> str:
        return reverse("faq:article", args=[item.article.slug])

    def lastmod(self, item: ArticleText) -> datetime | None:
        return item.published_at


class Districts(OurSitemap):
    def items(self) -> list[District]:
        return list(District.objects.today())

    def location(self, item: District) -> str:
        return reverse("districts:district", args=[item.slug])


class Lines(OurSitemap):
    def items(self) -> list[str]:
        return list(public_lines.visible(timezone.now()).values_list("slug", flat=True))

    def location(self, item: str) -> str:
        return reverse("districts:line", args=[item])


@public
@cacheable
def sitemap_of_pages(request: HttpRequest) -> HttpResponse:
    parts: dict[str, Any] = {
        "pages": Pages,
        "articles": Articles,
        "districts": Districts,
        "lines": Lines,
    }
    return sitemap(request, parts, template_name="knowledge/sitemap.xml")


@public
@cacheable
def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  (a view)
    address = f"{settings.SITE_URL}{reverse('sitemap')}"
    return HttpResponse(ROBOTS.format(address=address), content_type="text/plain; charset=utf-8")
