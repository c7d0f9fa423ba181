"""Who gets what at every URL, written out: not read from the code that decides it.

Columns: the route; whose row it is asked for (`here`: the district Here's, `city`: the city's own); who is let in; from
whom the row is hidden (404, because they may do this elsewhere); what those who are let in get for GET and for POST
(`a|b`: either, `405`: no such method). Everybody else: anonymous and disabled people are led to sign in (401 in the API),
others are refused (403). PUT, PATCH and DELETE: no such method, but for the few that stand in MORE_METHODS. The API takes
no forms (415), which is what these tests send.
"""

from typing import NamedTuple

NOBODY = frozenset({"anonymous", "disabled"})
CITY_ROLES = frozenset({"agent", "team_lead", "editor", "analyst", "auditor", "administrator"})
STAFF_HERE = frozenset({"staff", "staff_here_admin_there"})
ADMINS_HERE = frozenset({"admin", "admin_here_staff_there"})
ADMINS_THERE = frozenset({"admin_there", "staff_here_admin_there"})
MEMBERS_THERE = frozenset({"staff_there", "admin_there"})
DISTRICT_ADMINS = ADMINS_HERE | ADMINS_THERE
MEMBERS = STAFF_HERE | ADMINS_HERE | MEMBERS_THERE
PEOPLE = NOBODY | CITY_ROLES | MEMBERS

GROUPS = {
    "-": frozenset(),
    "everybody": PEOPLE,
    "signed-in": PEOPLE - NOBODY,
    "administrator": frozenset({"administrator"}),
    "agent": frozenset({"agent"}),
    "team_lead": frozenset({"team_lead"}),
    "agents-and-leads": frozenset({"agent", "team_lead"}),
    "leads+administrator": frozenset({"team_lead", "administrator"}),
    "editor": frozenset({"editor"}),
    "article-readers": frozenset({"agent", "team_lead", "editor"}),
    "news-readers": frozenset({"agent", "team_lead", "editor"}),
    "news-writers": frozenset({"team_lead", "editor"}),
    "auditor": frozenset({"auditor"}),
    "admins-here": ADMINS_HERE,
    "admins-elsewhere": ADMINS_THERE - ADMINS_HERE | {"administrator"},
    "members-here": STAFF_HERE | ADMINS_HERE,
    "members-elsewhere": MEMBERS_THERE | {"administrator"},
    "district-admins": DISTRICT_ADMINS,
    "district-members": MEMBERS,
    "members+administrator": MEMBERS | {"administrator"},
    "every-admin": DISTRICT_ADMINS | {"administrator"},
    "admins-here+administrator": ADMINS_HERE | {"administrator"},
    "admins-there": ADMINS_THERE,
}

TABLE = """
route                                 of    let in                     hidden from            GET          POST

healthz                               -     everybody                  -                      200          405
readyz                                -     everybody                  -                      200          405
metrics                               -     everybody                  -                      200          405
schema                                -     everybody                  -                      200          405
api-docs                              -     everybody                  -                      200          405
call-event                            -     everybody                  -                      405          401
api:call-event                        -     everybody                  -                      405          401
webhook                               -     everybody                  -                      405          404
pop                                   -     agent                      -                      200          302
api:districts                         -     everybody                  -                      200          405
api:district                          here  everybody                  -                      200          405
api:district-phone-hours              here  everybody                  -                      200          405
api:line-phone-hours                  here  everybody                  -                      200          405
api:line-phone-hours                  city  everybody                  -                      200          405
api:find                              -     everybody                  -                      200          405
api:articles                          -     everybody                  -                      200          405
api:ask-for-callback                  -     everybody                  -                      405          415
api:callback-times                    -     everybody                  -                      422          405
api:asked-callback                    here  everybody                  -                      200          405
api:confirm-asked-callback            here  everybody                  -                      405          415
api:norm                              -     everybody                  -                      200          405
api:begin-identity                    here  agent                      -                      405          415
api:confirm-identity                  here  agent                      -                      405          415
api:ask-partner                       here  agent                      -                      405          415
api:look-ups                          here  agent                      -                      405          415
api:callbacks                         -     agents-and-leads           -                      200          405|403
api:claim-callback                    here  agent                      -                      405          415
api:dial-callback                     here  agent                      -                      405          404
api:report-callback                   here  agent                      -                      405          415
api:release-callback                  here  agent                      -                      405          409
api:contacts                          -     agents-and-leads           -                      200          415|403
api:contact                           here  agent                      -                      200          405
api:close-contact                     here  agent                      -                      405          422
api:reopen-contact                    here  agent                      -                      405          415
api:questions                         here  agent                      -                      200          415
api:question                          here  agent                      -                      405          405

to-best-language                      -     everybody                  -                      302          405
sitemap                               -     everybody                  -                      200          405
robots                                -     everybody                  -                      200          405
front                                 -     everybody                  -                      200          405
search                                -     everybody                  -                      200          405
urgent-help                           -     everybody                  -                      200          405
ways-to-reach-us                      -     everybody                  -                      200          405
norm                                  -     everybody                  -                      200          405
minority-languages                    -     everybody                  -                      200          405
accessibility                         -     everybody                  -                      200          405
privacy                               -     everybody                  -                      200          405
picture                               here  everybody                  -                      200          405
words                                 -     everybody                  -                      200          405
guides:list                           -     everybody                  -                      200          405
guides:guide                          here  everybody                  -                      200          405
faq:list                              -     everybody                  -                      200          405
faq:topic                             here  everybody                  -                      200          405
faq:article                           here  everybody                  -                      200          405
faq:feedback                          here  everybody                  -                      200          403
faq:feedback-sent                     here  everybody                  -                      200          405
districts:list                        -     everybody                  -                      200          405
districts:find                        -     everybody                  -                      200          405
districts:district                    here  everybody                  -                      200          405
districts:district-calendar           here  everybody                  -                      200          405
districts:line                        here  everybody                  -                      200          405
districts:line                        city  everybody                  -                      200          405
districts:line-calendar               here  everybody                  -                      200          405
districts:line-calendar               city  everybody                  -                      200          405
callbacks:book                        -     everybody                  -                      200          405
callbacks:where                       -     everybody                  -                      302          405
callbacks:when                        -     everybody                  -                      302          405
callbacks:number                      -     everybody                  -                      302          403
callbacks:find                        -     everybody                  -                      200          403
callbacks:callback                    here  everybody                  -                      200          405
callbacks:prove                       here  everybody                  -                      302          403
callbacks:send-again                  here  everybody                  -                      302          403
callbacks:move                        here  everybody                  -                      200          403
callbacks:change-number               here  everybody                  -                      200          403
callbacks:prove-number                here  everybody                  -                      302          403
callbacks:cancel                      here  everybody                  -                      200          403
callbacks:calendar                    here  everybody                  -                      200          405
print:matter                          here  everybody                  -                      200          405
print:sheet                           here  everybody                  -                      200          405
print:brochure                        here  everybody                  -                      200          405

account_login                         -     everybody                  -                      200|302      200|302
account_logout                        -     everybody                  -                      200|sign-in  sign-in
account_inactive                      -     everybody                  -                      200          405
account_reauthenticate                -     signed-in                  -                      200          200
account_change_password               -     signed-in                  -                      200          200
account_reset_password                -     everybody                  -                      200          200
account_reset_password_done           -     everybody                  -                      200          405
account_reset_password_from_key       -     everybody                  -                      200          200
account_reset_password_from_key_done  -     everybody                  -                      200          405
mfa_index                             -     signed-in                  -                      200          405
mfa_authenticate                      -     everybody                  -                      302|sign-in  302|sign-in
mfa_reauthenticate                    -     signed-in                  -                      302          302
mfa_activate_totp                     -     signed-in                  -                      200|302      200|302
mfa_deactivate_totp                   -     signed-in                  -                      404          404
mfa_view_recovery_codes               -     signed-in                  -                      404          405
mfa_generate_recovery_codes           -     signed-in                  -                      200          200
mfa_download_recovery_codes           -     signed-in                  -                      404          404
accounts:profile                      -     signed-in                  -                      200          422
accounts:keep-alive                   -     signed-in                  -                      405          204
accounts:own-number                   -     agent                      -                      200          422
accounts:invitation                   -     everybody                  -                      200          200

people:list                           -     every-admin                -                      200          405
people:person                         here  admins-here+administrator  admins-there           200          405
people:invite                         -     administrator              -                      200          422
people:change                         here  administrator              -                      200          422
people:invite-again                   here  administrator              -                      405          302
people:disable                        here  administrator              -                      200          422
people:enable                         here  administrator              -                      405          302
people:reset-second-factor            here  administrator              -                      200          422
people:end-sessions                   here  administrator              -                      405          302
people:give-membership                -     every-admin                -                      200          422
people:take-membership                here  admins-here+administrator  admins-there           200          302

audit:events                          -     auditor                    -                      200          405
audit:copy                            -     auditor                    -                      200          422
audit:reviews                         -     auditor                    -                      200          405
audit:draw                            -     auditor                    -                      405          302
audit:review                          here  auditor                    -                      200          405
audit:sign                            here  auditor                    -                      200          302
audit:report                          here  auditor                    -                      200          405
audit:copy-review                     here  auditor                    -                      405          200
audit:decide                          here  auditor                    -                      405          422
audit:extract                         -     auditor                    -                      200          422
audit:extract-file                    -     auditor                    -                      405          422

desk                                  -     signed-in                  -                      200          405
lines                                 -     signed-in                  -                      200          405
desk-search                           -     signed-in                  -                      200          405
keys                                  -     signed-in                  -                      200          405
training                              -     agent                      -                      200          405
training-switch                       -     agent                      -                      405          302
urgent:page                           -     signed-in                  -                      200          405
urgent:district                       -     signed-in                  -                      405          422
urgent:mark                           -     agent                      -                      405          302
urgent:unmark                         -     agent                      -                      405          302
editor:articles                       -     editor                     -                      200          405
editor:create-article                 -     editor                     -                      200          422
editor:reviews-due                    -     editor                     -                      200          405
editor:article                        here  editor                     -                      200          405
editor:article-settings               here  editor                     -                      200          422
editor:withdraw-article               here  editor                     -                      200          302
editor:article-reviewed               here  editor                     -                      200          422
editor:begin-text                     here  editor                     -                      405          302
editor:history                        here  editor                     -                      200          405
editor:text                           here  editor                     -                      200          405
editor:write-text                     here  editor                     -                      200          422
editor:keep-text                      here  editor                     -                      405          422
editor:submit-text                    here  editor                     -                      405          422
editor:take-back-text                 here  editor                     -                      405          302
editor:give-back-text                 here  editor                     -                      200          422
editor:publish-text                   here  editor                     -                      200          422
editor:discard-text                   here  editor                     -                      200          422
editor:preview-text                   here  editor                     -                      200          405
editor:restore-text                   here  editor                     -                      200          302
editor:still-right                    here  editor                     -                      200          422
editor:native-reader                  here  editor                     -                      200          422
editor:feedback                       -     editor                     -                      200          405
editor:feedback-by-article            -     editor                     -                      200          405
editor:feedback-item                  here  editor                     -                      200          302
editor:reopen-feedback                here  editor                     -                      405          409
articles:article                      here  article-readers            -                      200          405
articles:topic                        here  article-readers            -                      200          405
editor:words                          -     editor                     -                      200          405
editor:add-word                       -     editor                     -                      200          422
editor:change-word                    here  editor                     -                      200          422
editor:remove-word                    here  editor                     -                      200          302
editor:pictures                       -     editor                     -                      200          405
editor:add-picture                    -     editor                     -                      200          422
editor:picture                        here  editor                     -                      200          422
editor:remove-picture                 here  editor                     -                      405          302
editor:links                          -     editor                     -                      200          405
editor:topics                         -     editor                     -                      200          405
editor:add-topic                      -     editor                     -                      200          422
editor:change-topic                   here  editor                     -                      200          422
articles:flag                         here  agents-and-leads           -                      200          422
editor:guides                         -     editor                     -                      200          405
editor:new-guide                      -     editor                     -                      200          422
editor:guide                          here  editor                     -                      200          405
editor:guide-version                  here  editor                     -                      200          405
editor:guide-file                     here  editor                     -                      200          405
editor:preview-guide                  here  editor                     -                      200          405
editor:begin-guide                    here  editor                     -                      405          302
editor:write-guide                    here  editor                     -                      200          422
editor:guide-texts                    here  editor                     -                      200          422
editor:publish-guide                  here  editor                     -                      200          422
editor:discard-guide                  here  editor                     -                      200          422
editor:exchange                       -     editor                     -                      200          405
editor:export                         -     editor                     -                      200|302      405
editor:hand-in                        -     editor                     -                      405          422
editor:import                         here  editor                     -                      200          405
editor:take-in                        here  editor                     -                      405          422
editor:drop-import                    here  editor                     -                      405          302
editor:norms                          -     editor                     -                      200          405
editor:norm-year                      here  editor                     -                      200          405
editor:norm-version                   here  editor                     -                      200          405
editor:try-norm                       here  editor                     -                      200          405
editor:propose-norm                   -     editor                     -                      200          422
editor:fill-norm                      -     editor                     -                      405          422
editor:publish-norm                   here  editor                     -                      200          302
editor:decline-norm                   here  editor                     -                      200          422
editor:searches                       -     editor                     -                      200          405
editor:answer-search                  here  editor                     -                      200          422
editor:dismiss-search                 here  editor                     -                      405          302
editor:synonyms                       -     editor                     -                      200          405
editor:add-synonyms                   -     editor                     -                      200          422
editor:change-synonyms                here  editor                     -                      200          422
editor:remove-synonyms                here  editor                     -                      200          302
news:list                             -     news-readers               -                      200          405
news:item                             here  news-readers               -                      200          405
news:mark-read                        here  news-readers               -                      405          400
news:create                           -     news-writers               -                      200          422
news:change                           here  news-writers               -                      200          422
news:end                              here  news-writers               -                      200          302
news:readers                          here  news-writers               -                      200          405

poll                                  -     agent                      -                      200          405
queues:overview                       -     leads+administrator        -                      200          405
queues:all                            -     leads+administrator        -                      200          405
queues:create                         -     leads+administrator        -                      200          422
queues:review                         -     leads+administrator        -                      200          405
queues:callback                       here  team_lead                  -                      200          405
queues:give                           here  team_lead                  -                      405          422
queues:prioritise                     here  team_lead                  -                      405          422
queues:withdraw                       here  team_lead                  -                      200          422
queues:settle                         here  team_lead                  -                      405          404
queues:put-back                       here  team_lead                  -                      405          409
queues:tick-off                       here  team_lead                  -                      405          409
queues:ring-again                     here  team_lead                  -                      405          409
queues:menu                           -     leads+administrator        -                      200          405
queues:begin-menu                     -     leads+administrator        -                      405          422
queues:menu-version                   here  leads+administrator        -                      200          405
queues:hear-menu                      here  leads+administrator        -                      200          405
queues:menu-beginning                 here  leads+administrator        -                      200          422
queues:write-menu                     here  leads+administrator        -                      200          422
queues:remove-menu                    here  leads+administrator        -                      405          409
queues:menu-texts                     here  leads+administrator        -                      200          422
queues:publish-menu                   here  leads+administrator        -                      200          422
queues:discard-menu                   here  leads+administrator        -                      200          422
queues:queue                          here  leads+administrator        -                      200          405
queues:change                         here  leads+administrator        -                      200          422
queues:retire                         here  leads+administrator        -                      200          422
queues:take-up                        here  leads+administrator        -                      405          302
queues:members                        here  leads+administrator        -                      200          422
queues:remove-member                  here  leads+administrator        -                      405          302
queues:slots                          here  leads+administrator        -                      200          302
queues:reckon-again                   here  leads+administrator        -                      405          422
queues:close                          here  leads+administrator        -                      200          422
desk-callbacks:list                   -     agents-and-leads           -                      200          405
desk-callbacks:callback               here  agents-and-leads           -                      200          405
desk-callbacks:take                   here  agent                      -                      405          302
desk-callbacks:decline                here  agent                      -                      405          409
desk-callbacks:dial                   here  agent                      -                      405          404
desk-callbacks:outcome                here  agent                      -                      405          422
desk-callbacks:unknown                here  agent                      -                      405          422
desk-callbacks:number                 here  agents-and-leads           -                      405          422
desk-callbacks:put-back               here  agents-and-leads           -                      405          409
desk-callbacks:move                   here  agents-and-leads           -                      200          302
desk-callbacks:cancel                 here  agents-and-leads           -                      405          302
desk-callbacks:book                   -     agents-and-leads           -                      200          422
desk-callbacks:book-beside            here  agent                      -                      405          302
desk-callbacks:heat                   -     agents-and-leads           -                      200          405
desk-callbacks:presence               -     agent                      -                      405          422
contacts:start                        -     agent                      -                      405          422
contacts:contact                      here  agent                      -                      200          405
contacts:save                         here  agent                      -                      405          302
contacts:typed                        here  agent                      -                      405          403
contacts:add-question                 here  agent                      -                      405          302
contacts:remove-question              here  agent                      -                      200          302
contacts:save-guide                   here  agent                      -                      405          404
contacts:remove-guide                 here  agent                      -                      405          302
contacts:safe-contact                 here  agent                      -                      200          422
contacts:remove-safe-contact          here  agent                      -                      405          302
contacts:use-source                    here  agent                      -                      405          404
contacts:take-back-source              here  agent                      -                      405          302
contacts:choose                       here  agent                      -                      405          422
contacts:close                        here  agent                      -                      405          422
contacts:past                         -     agents-and-leads           -                      200          405
contacts:find                         -     agents-and-leads           -                      405          422
contacts:orphaned                     -     team_lead                  -                      200          422
contacts:reassign                     here  team_lead                  agent                  200          200
contacts:take-over                    here  agent                      -                      405          302
contacts:read                         here  agents-and-leads           -                      405          422
contacts:correct                      here  agents-and-leads           -                      200          422
contacts:reopen                       here  agent                      -                      405          422
look-ups:contacts                     -     agent                      -                      200|302      405
look-ups:start                        here  agent                      -                      200          405
look-ups:begin                        here  agent                      -                      405          422
look-ups:confirm                      here  agent                      -                      405          422
look-ups:give-up                      here  agent                      -                      405          422
look-ups:partner                      here  agent                      -                      405          422
look-ups:find                         here  agent                      -                      405          422
look-ups:limits                       -     team_lead                  -                      200          405
look-ups:release                      here  team_lead                  -                      405          302
look-ups:refuse                       here  team_lead                  -                      200          422
look-ups:see-alert                    here  team_lead                  -                      405          302
styleguide                            -     signed-in                  -                      200          405

outbox:list                           -     leads+administrator        -                      200          405
outbox:send-again                     here  leads+administrator        -                      200          302
outbox:leave                          here  leads+administrator        -                      200          302
message-report                        -     everybody                  -                      405          404

district:start                        -     members+administrator      -                      200|302      405
district:home                         here  members-here               members-elsewhere      302          405
district:home                         city  administrator              district-members       302          405
district:hours                        here  members-here               members-elsewhere      200          405
district:hours                        city  administrator              district-members       200          405
district:line                         here  every-admin                -                      302          405
district:edit-hours                   here  admins-here                admins-elsewhere       200          422
district:edit-hours                   city  administrator              district-admins        200          422
district:change-rows                  here  admins-here                admins-elsewhere       302          200
district:change-rows                  city  administrator              district-admins        302          200
district:preview-hours                here  admins-here                admins-elsewhere       302          422
district:preview-hours                city  administrator              district-admins        302          422
district:remove-hours                 here  admins-here                admins-elsewhere       405          302
district:remove-hours                 city  administrator              district-admins        405          302
district:line-holidays                here  admins-here                admins-elsewhere       200          302
district:line-holidays                city  administrator              district-admins        200          302
district:closures                     here  admins-here                admins-elsewhere       200          422
district:closures                     city  administrator              district-admins        200          422
district:open-again                   here  admins-here                admins-elsewhere       405          302
district:open-again                   city  administrator              district-admins        405          302
district:history                      here  admins-here                admins-elsewhere       200          405
district:history                      city  administrator              district-admins        200          405
district:undo                         here  admins-here                admins-elsewhere       200          422
district:undo                         city  administrator              district-admins        200          422
district:holidays                     here  admins-here                admins-elsewhere       200          302
district:holidays                     city  administrator              district-admins        200          302
district:confirm-holidays             here  admins-here                admins-elsewhere       405          302
district:confirm-holidays             city  administrator              district-admins        405          302
district:lines                        here  members-here               members-elsewhere      200          405
district:lines                        city  administrator              district-members       200          405
district:create-line                  here  admins-here                admins-elsewhere       200          422
district:create-line                  city  administrator              district-admins        200          422
district:change-line                  here  admins-here                admins-elsewhere       200          422
district:change-line                  city  administrator              district-admins        200          422
district:create-unit                  here  admins-here                admins-elsewhere       200          422
district:create-unit                  city  administrator              district-admins        200          422
district:change-unit                  here  admins-here                admins-elsewhere       200          422
district:change-unit                  city  administrator              district-admins        200          422
district:close-unit                   here  admins-here                admins-elsewhere       200          422
district:close-unit                   city  administrator              district-admins        200          422
district:toll-free                    here  admins-here                admins-elsewhere       200          405
district:toll-free                    city  administrator              district-admins        200          405
district:create-toll-free             here  admins-here                admins-elsewhere       200          422
district:create-toll-free             city  administrator              district-admins        200          422
district:change-toll-free             here  admins-here                admins-elsewhere       200          422
district:change-toll-free             city  administrator              district-admins        200          422
district:agreement                    here  members-here               members-elsewhere      200          405
district:agreement                    city  administrator            district-members      200          405
"""

# What those who are let in get for the methods beside GET and POST.
MORE_METHODS = {
    **{
        (route, method): "405|403"
        for route in ("api:contacts", "api:callbacks")
        for method in ("PUT", "PATCH", "DELETE")
    },
    ("api:asked-callback", "DELETE"): "204",
    ("api:contact", "PATCH"): "415",
    ("api:question", "PATCH"): "415",
    ("api:question", "DELETE"): "422",  # the last one stays
}


class Row(NamedTuple):
    route: str
    of: str
    let_in: str
    hidden_from: str
    get: str
    post: str


ROWS = [Row(*line.split()) for line in TABLE.strip().splitlines()[1:] if line]
