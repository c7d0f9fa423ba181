"""A city's identity provider, for tests: allauth's own, with people of its own, as a program of its own."""

PASSWORD = "known to the provider only"
CLIENT = {"id": "contactcenter", "secret": "shared with the contact centre"}
# Address, and whether the provider has verified it.
PEOPLE = {
    "invited@example.org": True,
    "disabled@example.org": True,
    "stranger@example.org": True,
    "unverified@example.org": False,
}
