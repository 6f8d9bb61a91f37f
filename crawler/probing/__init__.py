"""`antara probe`: a few polite questions to each bureau, and what differs from what is expected.

Nobody has seen every host of today. The expectations stand as data in bureaus.toml; what a host
answers is compared with them before the first long crawl. docs/probe.md tells what a person reads.
"""
