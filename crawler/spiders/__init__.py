"""The spiders: intents such as "what is newest", composed of ways. Never one per bureau.

A spider says what is asked for and when. What a page means is read by `crawler.ways` (listings)
and `crawler.layouts` (articles); what is kept is the archive's.
"""
