"""Residents as we know them: what each answers, and where the guide has to lead them. Written out from the sources.

The letters are those of the answers in knowledge/guide_data/; beside each stands who it is.
"""

EU_RESIDENCE = """
answers    outcome                    who

a          danger                     is threatened by her husband, from Poland
b          child-alone                rings about a neighbour's child who is alone
c          need-tonight               Romanian, sleeps outdoors tonight
da         nordic                     Finnish pensioner
dbac       first-three-months         came from Italy three weeks ago, no work
dbaaa      worker                     came two months ago and cleans half time
dbaab      self-employed              came last month, drives with a firm of his own
dbabaa     family-member              new here; her husband works as a carpenter
dbad       unclear-work               new here, helps out at a friend's now and then
dbbaa      worker                     two years in the same kitchen, low pay
dbbab      self-employed              has had a firm for three years
dbbac      unclear-work               a few hours some weeks, no contract
dbbc       job-seeker                 five months here, applies for work every week
dbbba      ill                        broke his arm at the building site
dbbbbaa    lost-job-over-a-year       laid off after three years, is registered
dbbbbab    lost-job-not-enrolled      laid off after three years, has not registered
dbbbbba    lost-job-under-a-year      temporary work for eight months, ended last month
dbbbbbb    lost-job-six-months-over   eight months of work, without since last year
dbbbbc     unclear-lost-job           cannot say how long the work lasted
dbbbc      unclear-lost-job           left by herself to look after her mother
dbbda      student                    studies at the university, with an insurance
dbbdb      student-without-means      studies, the money has run out
dbbea      own-means                  Spanish pensioner with an insurance
dbbeb      own-means-not-enough       pensioner whose savings are gone
dbbfca     family-member              old mother whom her son supports; he works
dbbfbb     no-right                   19, the father he lives with has no right himself
dbbfac     unclear-family             does not know whether her partner has a right
dbbfd      unclear-family             a cousin
dbbg       no-right                   has been here for a year and done none of this
dbbh       unclear-situation          does not know which fits
dbcaa      permanent                  nine years as a nurse, never away for long
dbcabaa    worker                     five years, then three years in Germany, works here again
dbcac      unclear-five-years         cannot say how long she was away
dbcbc      job-seeker                 six years with long breaks, looks for work
dbcc       unclear-five-years         does not know whether the years count
dcaa       card-held                  wife from Brazil, has a residence card
dcbb       card-to-apply-for          daughter of 17 from Serbia, came in October
dccc       card-late                  father from Turkey, here for a year, never applied
dcd        unclear-family             a brother-in-law from outside the EU
dda        asylum-seeker              waits for an answer about asylum
ddb        other-rules                works here on a permit, from India
de         unclear-citizenship        has a Swiss and another passport
"""

BELONGING = """
answers    outcome                    who

a          danger                     her partner beats her now
b          child-alone                two small children are alone in the flat upstairs
c          need-tonight               has nowhere to sleep tonight
db         protected-identity         protected, does not want to say where she lives
dc         protected-identity         does not know whether the protection still holds
daaaa      lives-here                 lives and is registered in Farsta
daaab      registered-elsewhere       lives with a friend in Järva, registered in Farsta
daaaca     moved-here                 moved from Uppsala for good, not registered here yet
daaacb     temporary-stay             works in Stockholm in the week, home in Uppsala
daaacc     unclear-two-homes          lives half the time here, half in Gävle
daaad      not-registered             has lived here for years, registered nowhere
daaae      unclear                    does not know where he is registered
daaba      temporary-stay             student from Lund for a term
daabb      temporary-from-abroad      visits from Portugal, the money is gone
daabcaa    homeless-last-district     no home anywhere, registered in Skärholmen, met the district last month
daabd      unclear                    cannot say where the home is
daacaa     homeless-last-district     sleeps at friends', known to the district where he was registered
daacab     homeless-unit              last registered in Stockholm, no contact for four years
daacac     unclear-homeless           does not remember any contact
daacb      homeless-county            last registered in Botkyrka
daacc      unclear-homeless           has never been registered in Sweden
daada      placed-by-stockholm        placed in a home in Dalarna by Hässelby-Vällingby
daadb      placed-by-other            placed in Stockholm by Gotland
daadc      unclear-placed             does not know who decided
daae       unclear-institution        in prison in Norrtälje
daafa      danger                     has fled and needs a safe place today
daafb      fleeing-violence           fled from Malmö, stays with her sister
daafc      fleeing-violence           fled, does not know what she needs
daaga      moved-away                 moved to Solna while the district has her case
daagb      other-municipality         lives in Nacka
dabaa      lives-here                 rings for his old neighbour, who is registered at home
dabe       unclear-institution        rings for a mother who is in hospital
daca       child-lives                worried about a child in her class
dacba      child-moved-during-inquiry the family moved to Södertälje in the middle of the inquiry
dacbb      child-lives                the inquiry began after the move
dacca      placed-by-stockholm        the child lives in a foster home that a district decided
dacd       unclear-child              lives every other week in two municipalities
dace       other-municipality         the grandchild lives in Umeå
dad        child-self                 is 14 and calls for the first time
"""


def table(text: str) -> list[tuple[str, str, str]]:
    """Answer a table's lines: the answers, the outcome, and who it is."""
    lines = [line for line in text.strip().splitlines()[1:] if line]
    return [tuple(line.split(maxsplit=2)) for line in lines]  # type: ignore[misc]


RESIDENTS = [
    (guide, *line)
    for guide, text in {"eu-residence": EU_RESIDENCE, "belonging": BELONGING}.items()
    for line in table(text)
]
