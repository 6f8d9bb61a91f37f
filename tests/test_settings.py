"""Where settings come from, and that a wrong one is told in one line."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.settings import Settings

from crawler import config, origins
from crawler import settings as module
from crawler.errors import ConfigError
from crawler.origins import Setting

BY_NAME = {setting.name: setting for setting in module.changeable}
CHECKOUT = Path(__file__).resolve().parent.parent


def scrapy_settings(**from_command_line: object) -> Settings:
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    for name, value in from_command_line.items():
        settings.set(name, value, priority="cmdline")
    return settings


def load(folder: Path, environ: dict[str, str] | None = None, toml: str | None = None):
    if toml is not None:
        (folder / "antara.toml").write_text(toml, encoding="utf-8")
    return origins.load(module.changeable, environ or {}, folder)


# --- antara.toml, the environment, the command line


def test_default(tmp_path):
    loaded = load(tmp_path)
    assert loaded.values["DOWNLOAD_DELAY"] == 5.0
    assert loaded.origins["DOWNLOAD_DELAY"] == "default"


def test_toml_wins_over_the_default(tmp_path):
    loaded = load(tmp_path, toml="download_delay = 10\ncontact = 'a@example.org'\n")
    assert loaded.values["DOWNLOAD_DELAY"] == 10.0
    assert isinstance(loaded.values["DOWNLOAD_DELAY"], float)
    assert loaded.values["CONTACT"] == "a@example.org"
    assert loaded.origins["CONTACT"] == str(tmp_path / "antara.toml")
    assert loaded.origins["GATEWAY"] == "default"


def test_environment_wins_over_toml(tmp_path):
    loaded = load(tmp_path, {"ANTARA_DOWNLOAD_DELAY": "2.5"}, "download_delay = 10")
    assert loaded.values["DOWNLOAD_DELAY"] == 2.5
    assert loaded.origins["DOWNLOAD_DELAY"] == "environment ANTARA_DOWNLOAD_DELAY"


def test_an_empty_gateway_in_the_environment_means_none(tmp_path):
    loaded = load(tmp_path, {"ANTARA_GATEWAY": ""}, "gateway = 'http://localhost:1'")
    assert loaded.values["GATEWAY"] == ""


def test_command_line_wins_and_is_told():
    lines = {line.name: line for line in module.describe(scrapy_settings(DOWNLOAD_DELAY="1.5"))}
    assert lines["DOWNLOAD_DELAY"].value == 1.5
    assert lines["DOWNLOAD_DELAY"].origin == "command line -s"
    assert lines["DOWNLOAD_DELAY"].default == 5.0
    assert lines["RETRY_TIMES"].origin == "default"


def test_describe_has_a_line_for_each_setting_with_help():
    lines = module.describe()
    assert [line.name for line in lines] == list(BY_NAME)
    assert all(line.help.endswith(".") for line in lines)


def test_every_value_reaches_scrapy():
    settings = scrapy_settings()
    for line in module.describe(settings):
        assert settings[line.name] == line.value, line.name


@given(st.floats(min_value=0, max_value=1e6, allow_nan=False))
def test_any_delay_round_trips_through_text(delay):
    assert origins.typed(BY_NAME["DOWNLOAD_DELAY"], str(delay), "") == delay


@pytest.mark.parametrize(
    ("environ", "message"),
    [
        (
            {"ANTARA_DOWNLOAD_DELAY": "abc"},
            "ANTARA_DOWNLOAD_DELAY='abc' is not a number of seconds.",
        ),
        ({"ANTARA_DOWNLOAD_DELAY": ""}, "ANTARA_DOWNLOAD_DELAY='' is not a number of seconds."),
        (
            {"ANTARA_DOWNLOAD_DELAY": "nan"},
            "ANTARA_DOWNLOAD_DELAY='nan' is not a number of seconds.",
        ),
        (
            {"ANTARA_DOWNLOAD_DELAY": "inf"},
            "ANTARA_DOWNLOAD_DELAY='inf' is not a number of seconds.",
        ),
        ({"ANTARA_DOWNLOAD_DELAY": "-1"}, "is less than 0, the least possible."),
        ({"ANTARA_BATCH_SIZE": "2.5"}, "ANTARA_BATCH_SIZE='2.5' is not a whole number of rows."),
        ({"ANTARA_BATCH_SIZE": "1e2"}, "ANTARA_BATCH_SIZE='1e2' is not a whole number of rows."),
        ({"ANTARA_BATCH_SIZE": "0"}, "is less than 1, the least possible."),
        ({"ANTARA_LOG_LEVEL": "LOUD"}, "ANTARA_LOG_LEVEL='LOUD' is none of DEBUG, INFO,"),
        (
            {"ANTARA_DOWNLOAD_DELEY": "1"},
            "Unknown variable 'ANTARA_DOWNLOAD_DELEY'. Did you mean 'ANTARA_DOWNLOAD_DELAY'?",
        ),
        ({"ANTARA_ZZZ": "1"}, "Unknown variable 'ANTARA_ZZZ'. Known: ANTARA_ARCHIVE_PATH, "),
    ],
)
def test_mistakes_in_the_environment(tmp_path, environ, message):
    with pytest.raises(ConfigError) as error:
        load(tmp_path, environ)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("download_deley = 1", "Unknown setting 'download_deley'. Did you mean 'download_delay'?"),
        ("DOWNLOAD_DELAY = 1", "Unknown setting 'DOWNLOAD_DELAY'."),
        ("download_delay = 'fast'", 'download_delay = "fast" is not a number of seconds.'),
        ("download_delay = true", "download_delay = true is not a number of seconds."),
        ("contact = 5", "contact = 5 is not a text in quotes."),
        ("[contact]\nmail = 'x'", "is not a text in quotes."),
        ("contact = ", "antara.toml is not valid TOML: Invalid value (at end of document)"),
        (
            "contact = you@example.org  # me",
            'not valid TOML: line 1: a text needs quotes, as in contact = "you@example.org".',
        ),
        ("\noperator = “Redaksi”", 'line 2: a text needs quotes, as in operator = "Redaksi".'),
        (
            "[schedule]\nlatest = every 2h\n",
            'line 2: a text needs quotes, as in latest = "every 2h".',
        ),
        (
            "allowed_hours = 22:00-05:00\n",
            'line 1: a text needs quotes, as in allowed_hours = "22:00-05:00".',
        ),
        ('contact = "a" "b"', "not valid TOML: Expected newline or end of document"),
        (
            '# mine\n\npurpose = "research"\n\noperator = "A"\n\n\n\npurpose = "personal"\n',
            "not valid TOML: 'purpose' stands twice, lines 3 and 9.",
        ),
        (
            '[schedule]\nlatest = "hourly"\n[hours]\nlatest = "x"\nbali = "x"\nbali = "y"',
            "'bali' stands twice, lines 5 and 6.",
        ),
        (
            '[schedule]\nlatest = "hourly"\n[schedule]\nlatest = "hourly"',
            "[schedule] stands twice, lines 1 and 3.",
        ),
        ("contact.a = 1\ncontact = 2", "not valid TOML: Cannot overwrite a value"),
        (
            '[schedule]\nlatest = "hourly"\npurpose = "research"',
            "'purpose' stands in [schedule]: move it above the first [block].",
        ),
        (
            '[hours]\nbali = "22:00-05:00"\ncontact = "a@example.org"',
            "'contact' stands in [hours]: move it above the first [block].",
        ),
        (
            '[export]\npurpose = "research"',
            "'purpose' stands in [export]: move it above the first [block].",
        ),
        ("[export]\nlimit = 3", "Unknown setting 'export'."),
    ],
)
def test_mistakes_in_toml(tmp_path, toml, message):
    with pytest.raises(ConfigError) as error:
        load(tmp_path, toml=toml)
    assert message in str(error.value)
    assert str(tmp_path / "antara.toml") in str(error.value)


def test_toml_that_is_no_text(tmp_path):
    (tmp_path / "antara.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="is not valid TOML"):
        load(tmp_path)


def test_yes_and_no():
    switch = Setting("SWITCH", False, "A switch.")
    assert origins.typed(switch, "yes", "") is True
    assert origins.typed(switch, "0", "") is False
    assert origins.typed(switch, True, "") is True
    with pytest.raises(ConfigError, match="is not yes or no"):
        origins.typed(switch, "perhaps", "SWITCH='perhaps'")


def test_variable_of_the_tests_is_no_setting(tmp_path):
    load(tmp_path, {"ANTARA_REAL_PAGES": "/somewhere", "OTHER": "x"})


# --- Where the archive is


def test_archive_is_in_the_folder_given(tmp_path):
    assert load(tmp_path).values["ARCHIVE_PATH"] == str(tmp_path / "archive.db")


def test_archive_named_in_toml_is_relative_to_it(tmp_path):
    loaded = load(tmp_path, toml="archive_path = 'data/berita.db'")
    assert loaded.values["ARCHIVE_PATH"] == str(tmp_path / "data" / "berita.db")


def test_toml_beside_the_archive_that_the_environment_names(tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "antara.toml").write_text("retry_times = 7", encoding="utf-8")
    environ = {"ANTARA_ARCHIVE_PATH": str(other / "x.db")}
    loaded = load(tmp_path, environ, "retry_times = 1")
    assert loaded.values["RETRY_TIMES"] == 7
    assert loaded.values["ARCHIVE_PATH"] == str(other / "x.db")


def test_archive_in_the_environment_is_relative_to_the_current_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    loaded = load(CHECKOUT / "nowhere", {"ANTARA_ARCHIVE_PATH": "x.db"})
    assert loaded.values["ARCHIVE_PATH"] == str(tmp_path / "x.db")


def test_empty_archive_path_is_the_default(tmp_path):
    loaded = load(tmp_path, {"ANTARA_ARCHIVE_PATH": ""})
    assert loaded.values["ARCHIVE_PATH"] == str(tmp_path / "archive.db")


def test_archive_folder_is_the_checkout_else_the_current_one(tmp_path, monkeypatch):
    assert origins.archive_folder() == CHECKOUT
    monkeypatch.setattr(origins, "CHECKOUT", tmp_path / "site-packages")
    monkeypatch.chdir(tmp_path)
    assert origins.archive_folder() == tmp_path


def test_archive_path_after_s_is_relative_to_the_current_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert config.archive_path(scrapy_settings(ARCHIVE_PATH="a.db")) == tmp_path / "a.db"


# --- May a crawl start


def test_a_live_crawl_without_contact_says_how_to_set_it():
    with pytest.raises(ConfigError) as error:
        config.check_ready(scrapy_settings(CONTACT=""))
    for way in ("antara.toml", "ANTARA_CONTACT", "-s CONTACT="):
        assert way in str(error.value)


@pytest.mark.parametrize("contact", ["arsip@example.org", "https://example.org/arsip"])
def test_a_live_crawl_with_contact_starts(contact):
    settings = scrapy_settings(CONTACT=contact, GATEWAY="")
    config.check_ready(settings)
    assert config.contact_of(settings) == contact
    assert config.gateway_of(settings) is None


@pytest.mark.parametrize(
    "contact",
    ["nobody", "a@b", "x@example.org\r\nX-Other: 1", "a@example.org) (b", "é@example.org", "@"],
)
def test_a_contact_that_is_none(contact):
    with pytest.raises(ConfigError, match="neither an e-mail address nor"):
        config.check_ready(scrapy_settings(CONTACT=contact))


@pytest.mark.parametrize(
    ("gateway", "host_and_port"),
    [
        ("http://127.0.0.1:8080", ("127.0.0.1", 8080)),
        ("http://localhost:1/", ("localhost", 1)),
    ],
)
def test_a_loopback_gateway_needs_no_contact(gateway, host_and_port):
    settings = scrapy_settings(CONTACT="", GATEWAY=gateway)
    config.check_ready(settings)
    assert config.contact_of(settings) == ""
    assert config.gateway_of(settings) == host_and_port


@pytest.mark.parametrize("gateway", ["http://10.0.0.7:8080", "http://cache.lan:3128"])
def test_another_gateway_needs_a_contact(gateway):
    with pytest.raises(ConfigError, match=r"CONTACT is empty.*above the first \[block\],"):
        config.check_ready(scrapy_settings(CONTACT="", GATEWAY=gateway))
    config.check_ready(scrapy_settings(CONTACT="a@example.org", GATEWAY=gateway))


@pytest.mark.parametrize(
    "gateway",
    [
        "127.0.0.1:8080",
        "https://127.0.0.1:8080",
        "http://127.0.0.1",
        "http://127.0.0.1:8080/path",
        "http://127.0.0.1:8080?q",
        "http://user@127.0.0.1:8080",
        "http://127.0.0.1:0",
        "http://127.0.0.1:99999",
        "http://127.0.0.1:http",
        "http://[::1]:8080",
        "http://:8080",
        "http://exa mple:80",
        "http://[",
    ],
)
def test_a_gateway_that_is_none(gateway):
    with pytest.raises(ConfigError) as error:
        config.check_ready(scrapy_settings(GATEWAY=gateway))
    assert str(error.value) == f"GATEWAY='{gateway}' is not of the form http://host:port."


@given(st.text())
def test_reading_a_gateway_never_raises_anything_else(text):
    try:
        host, port = config.parse_gateway(text)
    except ConfigError:
        return
    assert host
    assert 0 < port < 65536


def test_unknown_name_after_s():
    with pytest.raises(ConfigError) as error:
        config.check_ready(scrapy_settings(DONWLOAD_DELAY="1", CONTACT="a@example.org"))
    assert "Did you mean 'DOWNLOAD_DELAY'?" in str(error.value)


def test_wrong_value_after_s():
    with pytest.raises(ConfigError, match=r"-s DOWNLOAD_DELAY='abc' is not a number of seconds"):
        config.check_ready(scrapy_settings(DOWNLOAD_DELAY="abc", CONTACT="a@example.org"))


def test_scrapys_own_settings_may_follow_s():
    settings = scrapy_settings(LOG_FILE="x", DNS_TIMEOUT="5", CONTACT="a@example.org")
    config.check_ready(settings)
    assert (settings["LOG_FILE"], settings.getint("DNS_TIMEOUT")) == ("x", 5)


@pytest.mark.parametrize(
    "words", [("-m", "scrapy", "crawl", "latest"), ("-m", "crawler", "status")]
)
def test_a_wrong_variable_is_one_line_whoever_starts_the_command(words):
    done = subprocess.run(
        [sys.executable, *words],
        cwd=CHECKOUT,
        env={**os.environ, "ANTARA_DOWNLOAD_DELAY": "abc"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode != 0
    assert done.stderr == "ANTARA_DOWNLOAD_DELAY='abc' is not a number of seconds.\n"


# --- What is always so


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DOWNLOAD_VERIFY_CERTIFICATES", True),
        ("DOWNLOAD_FAIL_ON_DATALOSS", True),
        ("TELNETCONSOLE_ENABLED", False),
        ("REMOTE_CONTROL_ENABLED", False),
        ("COOKIES_ENABLED", False),
        ("METAREFRESH_ENABLED", False),
        ("HTTPPROXY_ENABLED", False),
        ("HTTPCACHE_ENABLED", False),
        ("REFERER_ENABLED", False),
        ("JOBDIR", None),
        ("DOWNLOAD_DELAY", 5.0),
        ("CONCURRENT_REQUESTS_PER_DOMAIN", 1),
        ("DOWNLOAD_TIMEOUT", 30.0),
        ("DOWNLOAD_MAXSIZE", 5 * 1024 * 1024),
        ("REDIRECT_MAX_TIMES", 5),
        ("RETRY_TIMES", 3),
    ],
)
def test_default_of(name, value, tmp_path):
    values = vars(module) | load(tmp_path).values
    assert values[name] == value


@pytest.mark.parametrize(
    "path",
    [
        *module.DOWNLOADER_MIDDLEWARES,
        module.DOWNLOAD_HANDLERS["https"],
        module.TWISTED_DNS_RESOLVER,
        module.DUPEFILTER_CLASS,
        *module.EXTENSIONS,
        *module.ITEM_PIPELINES,
    ],
)
def test_component_exists(path):
    modname, _, name = path.rpartition(".")
    assert hasattr(import_module(modname), name)


def test_a_wrong_variable_ends_a_command_with_one_line():
    done = subprocess.run(
        [sys.executable, "-m", "crawler", "settings"],
        env=os.environ | {"ANTARA_DOWNLOAD_DELAY": "abc"},
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.splitlines() == ["ANTARA_DOWNLOAD_DELAY='abc' is not a number of seconds."]


def test_the_file_that_was_read_is_named(antara, tmp_path, monkeypatch):
    monkeypatch.setenv("ANTARA_ARCHIVE_PATH", str(tmp_path / "archive.db"))
    toml = tmp_path / "antara.toml"
    assert antara("settings").err == f"There is no {toml}.\n"
    assert antara("settings", "--json").err == ""
    toml.write_text("download_delay = 10\n")
    assert antara("settings").err == f"Read: {toml}\n"
    # An archive that -s names has no file of its own.
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "antara.toml").touch()
    other = ("-s", f"ARCHIVE_PATH={tmp_path / 'other' / 'archive.db'}")
    assert antara("settings", *other, archive=False).err == f"Read: {toml}\n"
