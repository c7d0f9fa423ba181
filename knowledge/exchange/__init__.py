"""Articles out to a file and back: for translation agencies, for other systems, and for work in a spreadsheet.

A file is a table with one row per text. What comes in is compared with what is there and shown before anything happens; it
becomes drafts, which a colleague reads and publishes like any other. One wrong row, and nothing changes.
"""
