"""What the district and the contact centre have agreed: to read."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from contactcenter.accounts.access import StaffRequest, requires
from districts.models import Agreement
from districts.views.frame import VIEW, area_or_404, area_page


@require_safe
@requires(VIEW)
def index(request: StaffRequest, slug: str) -> HttpResponse:
    area = area_or_404(request, slug, VIEW)
    agreements = Agreement.objects.filter(district=area.district).select_related("service")
    return area_page(request, area, "agreement", "districts/agreement.html", agreements=agreements)
