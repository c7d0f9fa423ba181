"""/queues/…: what team leads and administrators see and decide. Agents' callbacks are /desk/callbacks/."""

from django.urls import path

from telephony.views import (
    closing,
    menu_hearing,
    menu_writing,
    menus,
    overview,
    queues,
    reviews,
    slots,
    waiting,
)

# A queue's address is made of two words with a hyphen, so it is never that of one of the other pages.
app_name = "queues"
urlpatterns = [
    path("", overview.index, name="overview"),
    path("all/", overview.all_queues, name="all"),
    path("new/", queues.create, name="create"),
    path("review/", reviews.index, name="review"),
    path("callbacks/<int:pk>/", waiting.callback, name="callback"),
    path("callbacks/<int:pk>/give/", waiting.give, name="give"),
    path("callbacks/<int:pk>/priority/", waiting.prioritise, name="prioritise"),
    path("callbacks/<int:pk>/withdraw/", waiting.withdraw, name="withdraw"),
    path("callbacks/<int:pk>/settle/", reviews.settle, name="settle"),
    path("callbacks/<int:pk>/put-back/", reviews.put_back, name="put-back"),
    path("callbacks/<int:pk>/tick-off/", reviews.tick_off, name="tick-off"),
    path("callbacks/<int:pk>/ring-again/", reviews.ring_again, name="ring-again"),
    path("menu/", menus.index, name="menu"),
    path("menu/begin/", menus.begin, name="begin-menu"),
    path("menu/<int:pk>/", menus.version, name="menu-version"),
    path("menu/<int:pk>/hear/", menu_hearing.hear, name="hear-menu"),
    path("menu/<int:pk>/beginning/", menu_writing.beginning, name="menu-beginning"),
    path("menu/<int:pk>/menus/<slug:code>/", menu_writing.one_menu, name="write-menu"),
    path("menu/<int:pk>/menus/<slug:code>/remove/", menu_writing.remove_menu, name="remove-menu"),
    path("menu/<int:pk>/texts/<slug:language>/", menu_writing.texts, name="menu-texts"),
    path("menu/<int:pk>/publish/", menus.publish, name="publish-menu"),
    path("menu/<int:pk>/discard/", menus.discard, name="discard-menu"),
    path("<slug:slug>/", waiting.queue, name="queue"),
    path("<slug:slug>/change/", queues.change, name="change"),
    path("<slug:slug>/retire/", queues.retire, name="retire"),
    path("<slug:slug>/take-up/", queues.take_up, name="take-up"),
    path("<slug:slug>/members/", queues.members, name="members"),
    path("<slug:slug>/members/<int:pk>/remove/", queues.remove_member, name="remove-member"),
    path("<slug:slug>/slots/", slots.week, name="slots"),
    path("<slug:slug>/slots/reckon-again/", slots.reckon_again, name="reckon-again"),
    path("<slug:slug>/close/", closing.close, name="close"),
]
