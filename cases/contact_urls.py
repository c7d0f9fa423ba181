"""/desk/contacts/: a contact from start to end."""

from django.urls import path

from cases.views import (
    contacts,
    corrections,
    drafts,
    guides,
    past_contacts,
    reassignment,
    safe_contact,
    sources,
)

app_name = "contacts"
urlpatterns = [
    path("", past_contacts.past, name="past"),
    path("find/", past_contacts.find_by_code, name="find"),
    path("orphaned/", reassignment.orphaned, name="orphaned"),
    path("start/", contacts.start, name="start"),
    path("<int:pk>/", contacts.contact, name="contact"),
    path("<int:pk>/save/", contacts.save, name="save"),
    path("<int:pk>/typed/", drafts.save, name="typed"),
    path("<int:pk>/questions/add/", contacts.add_question, name="add-question"),
    path(
        "<int:pk>/questions/<int:number>/remove/", contacts.remove_question, name="remove-question"
    ),
    path("<int:pk>/safe-contact/", safe_contact.change, name="safe-contact"),
    path("<int:pk>/safe-contact/remove/", safe_contact.remove, name="remove-safe-contact"),
    path("<int:pk>/guide/", guides.save, name="save-guide"),
    path("<int:pk>/guide/<int:run>/remove/", guides.remove, name="remove-guide"),
    path("<int:pk>/sources/", sources.use, name="use-source"),
    path("<int:pk>/sources/<int:source>/take-back/", sources.take_back, name="take-back-source"),
    path("<int:pk>/choose/", contacts.choose, name="choose"),
    path("<int:pk>/close/", contacts.close, name="close"),
    path("<int:pk>/reassign/", reassignment.reassign, name="reassign"),
    path("<int:pk>/take-over/", reassignment.take_over, name="take-over"),
    path("<int:pk>/read/", past_contacts.read, name="read"),
    path("<int:pk>/correct/", corrections.correct, name="correct"),
    path("<int:pk>/reopen/", past_contacts.reopen, name="reopen"),
]
