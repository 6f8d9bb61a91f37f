"""Scrapy's downloader middlewares of this project; settings.py gives their order."""
