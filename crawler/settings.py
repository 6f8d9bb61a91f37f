"""Scrapy's settings of this project: every number, and the order of the components.

What a person may want to change stands in `changeable`: in antara.toml beside the archive as
`download_delay = 10`, in the environment as ANTARA_DOWNLOAD_DELAY, or after a command as
`-s DOWNLOAD_DELAY=10`. `antara settings` prints all of it. What stands below the list is how
the crawler behaves towards a guest house and is changed here, with a reason.
"""

import os as _os
import sys as _sys
from typing import TYPE_CHECKING as _TYPE_CHECKING

from crawler import DISTRIBUTION as _DISTRIBUTION
from crawler import origins as _origins
from crawler.errors import ConfigError as _ConfigError
from crawler.origins import Setting as _Setting

if _TYPE_CHECKING:
    from scrapy.settings import BaseSettings

_MIB = 1024 * 1024

changeable = (
    _Setting(
        "ARCHIVE_PATH",
        "",
        "The archive's file. By default archive.db beside scrapy.cfg, else in the current folder.",
    ),
    _Setting(
        "CONTACT",
        "",
        "An e-mail address or web page where ANTARA reaches whoever crawls; part of the"
        " User-Agent. A live crawl does not start without it, nor antara serve for others.",
    ),
    _Setting(
        "OPERATOR",
        "",
        "Who runs the crawler and shows the archive: a person or an organisation, named on each"
        " page of antara serve beside the contact.",
    ),
    _Setting(
        "PURPOSE",
        "",
        "What exported texts are for: personal, research, newsroom or ai-training. antara export"
        " asks for it; docs/rights.md says what each means.",
        choices=("personal", "research", "newsroom", "ai-training"),
    ),
    _Setting(
        "GATEWAY",
        "",
        "http://host:port of a forward proxy that gets every request instead of the site: the"
        " sample site, a cache, a replay server. Empty: ask the site itself.",
    ),
    _Setting(
        "DOWNLOAD_DELAY",
        5.0,
        "Seconds between the beginnings of two requests to one host.",
        "seconds",
    ),
    _Setting(
        "DOWNLOAD_DELAY_JITTER",
        0.5,
        "Each delay is made longer or shorter at random by up to this part of it.",
    ),
    _Setting(
        "SLOWNESS_FACTOR",
        1.0,
        "After an answer, a host has at least so many times the seconds that it took as a pause.",
    ),
    _Setting(
        "ALLOWED_HOURS",
        "",
        "Hours in which bureaus are asked, by the clock of each bureau, as 22:00-05:00; several"
        " separated by commas. Empty: always. A bureau's own stand in antara.toml under [hours].",
    ),
    _Setting(
        "CONCURRENT_REQUESTS", 16, "Requests at the same time, over all hosts.", "requests", 1
    ),
    _Setting(
        "CONCURRENT_REQUESTS_PER_DOMAIN",
        1,
        "Requests at the same time to one host.",
        "requests",
        1,
    ),
    _Setting("DOWNLOAD_TIMEOUT", 30.0, "Seconds until an answer must be complete.", "seconds", 0.1),
    _Setting(
        "DOWNLOAD_MAXSIZE",
        5 * _MIB,
        "Bytes that an answer may have, as sent and again once decompressed.",
        "bytes",
        1024,
    ),
    _Setting("REDIRECT_MAX_TIMES", 5, "Redirects that are followed for one request.", "redirects"),
    _Setting("RETRY_TIMES", 3, "Further attempts after a failure that may pass.", "attempts"),
    _Setting(
        "BACKOFF_MAX",
        300.0,
        "Seconds that a host may make us wait by Retry-After or Crawl-delay.",
        "seconds",
    ),
    _Setting(
        "ROBOTS_MAX_AGE", 86400.0, "Seconds after which robots.txt is read again.", "seconds", 1
    ),
    _Setting(
        "ROBOTS_RETRY_AFTER",
        3600.0,
        "Seconds after which a robots.txt that could not be read is asked for again; until then"
        " nothing else is asked of its host.",
        "seconds",
    ),
    _Setting(
        "FIRST_CONTACT_DAYS", 2, "Days that the first crawl of a bureau reaches back.", "days"
    ),
    _Setting(
        "REACH_BACK_DAYS",
        8,
        "Days that a later crawl reaches back at most, to the last good run. A day more than a"
        " week: a weekly crawl may begin some hours late.",
        "days",
    ),
    _Setting(
        "REVISIT_DAYS",
        "1, 7",
        "Days from publication at which a held article is asked for again, separated by commas."
        " Empty: never.",
    ),
    _Setting(
        "CAPTURES",
        True,
        "Keep each answer as it came, in WARC files in the folder captures beside the archive.",
    ),
    _Setting(
        "CAPTURES_FILE_SIZE",
        256 * _MIB,
        "Bytes after which a WARC file is full and another one is begun.",
        "bytes",
        1024,
    ),
    _Setting("BATCH_SIZE", 100, "Articles written to the archive in one transaction.", "rows", 1),
    _Setting(
        "LOG_LEVEL",
        "WARNING",
        "How much the log tells: DEBUG, INFO, WARNING, ERROR or CRITICAL.",
        choices=("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"),
    ),
)

try:
    _loaded = _origins.load(changeable, _os.environ, _origins.archive_folder())
except _ConfigError:
    # `antara` shows it as one line; `scrapy crawl` knows nothing of it and would trace it back.
    _sys.excepthook = _origins.one_line
    raise
globals().update(_loaded.values)


def describe(settings: "BaseSettings | None" = None) -> list[_origins.SettingInfo]:
    """Return each changeable setting with its value, origin, default and meaning.

    Args:
        settings: Scrapy's settings of the running command; without them the command line's
            `-s` is not known.

    Raises:
        ConfigError: for a value after `-s` that is none of its type.
    """
    return _origins.describe(changeable, _loaded, settings)


# --- The project

BOT_NAME = _DISTRIBUTION
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"
COMMANDS_MODULE = "crawler.commands"

# --- The components and their order

DOWNLOADER_MIDDLEWARES = {
    # From the engine to the network, and back the other way round.
    # The address is judged first, so that a foreign one is not even asked for its robots.txt.
    "crawler.middlewares.guard.Guard": 50,
    "crawler.middlewares.robots.Robots": 100,
    "crawler.middlewares.tdmrep.Tdmrep": 110,
    "crawler.middlewares.identity.Identity": 500,
    # 550: Scrapy's RetryMiddleware
    "crawler.middlewares.incomplete.Completeness": 570,
    "crawler.middlewares.refreshes.Refreshes": 580,
    "crawler.middlewares.compression.Compression": 590,
    "crawler.middlewares.redirects.Redirects": 600,
    # Replaced by ours. A spider's flags switch Scrapy's own offsite filter off, its robots.txt
    # fails open, its decompression passes cut-off streams, its redirects need a Referer.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    # Not wanted. The one for cookies would bring a list of public suffixes that is downloaded.
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
}
ITEM_PIPELINES = {
    "pipelines.normalise.Normalise": 100,
    "pipelines.validate.Validate": 200,
    "pipelines.deduplicate.Deduplicate": 300,
    "pipelines.store.Store": 400,
}
EXTENSIONS = {
    "crawler.pace.Pace": 50,
    "crawler.manners.HostLedger": 60,
    "crawler.extensions.ArchiveExtension": 100,
    "crawler.captures.extension.Captures": 110,  # once the archive is open
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.spiderstate.SpiderState": None,
    "scrapy.extensions.throttle.AutoThrottle": None,
}
DOWNLOAD_HANDLERS = {
    "http": "crawler.handlers.GatewayHandler",
    "https": "crawler.handlers.GatewayHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
TWISTED_DNS_RESOLVER = "crawler.resolver.PublicResolver"
DNS_TIMEOUT = 10

# --- Manners

ROBOTSTXT_OBEY = True  # what `scrapy settings` shows; our own middleware always obeys
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "id,en;q=0.5",
}
RETRY_HTTP_CODES = [408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524]
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # the summary and the frontier tell
REFERER_ENABLED = False
COOKIES_ENABLED = False
METAREFRESH_ENABLED = False
HTTPPROXY_ENABLED = False  # a proxy in the environment would change the way of every request
HTTPCACHE_ENABLED = False

# --- Safety

DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_FAIL_ON_DATALOSS = True
DOWNLOAD_WARNSIZE = 0  # the site's own 404 page has 800 KB: nothing to warn of
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# --- The frontier in the archive remembers what was asked, not Scrapy

DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
JOBDIR = None
