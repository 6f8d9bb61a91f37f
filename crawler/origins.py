"""Where the settings that a person may change come from, and what is wrong with them.

The later ones win: the default in `crawler.settings`; antara.toml beside the archive; the
environment, ANTARA_<NAME>; `-s NAME=VALUE` on the command line, which Scrapy applies. Every
mistake is a `ConfigError` of one line that names the setting, the place and the next step.
"""

from __future__ import annotations

import difflib
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

from crawler.budget import AllowedHours
from crawler.errors import ConfigError
from crawler.toml_mistakes import mistake

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from types import TracebackType

PREFIX = "ANTARA_"
NOT_SETTINGS = frozenset({"ANTARA_REAL_PAGES"})
"""Variables with our prefix that mean something to the tests only."""
TOML_NAME = "antara.toml"
HOURS_TABLE = "hours"
"""The table of antara.toml with allowed hours by bureau; Scrapy knows it as BUREAU_HOURS."""
SCHEDULE_TABLE = "schedule"
"""The table of antara.toml that `antara schedule` reads; no crawl needs it."""
ABOVE = "above the first [block]"
"""Where settings stand in antara.toml: what is written below a [block] belongs to that block."""
ARCHIVE_NAME = "archive.db"
CHECKOUT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting that a person may change.

    The type of the default is the type of the setting: str, bool, int or float. A number is
    at least `least`. `unit` completes "… is not a number of …".
    """

    name: str
    default: str | bool | int | float
    help: str
    unit: str = ""
    least: float = 0
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SettingInfo:
    """One line of `antara settings`."""

    name: str
    value: Any
    origin: str
    """"default", the path of antara.toml, "environment ANTARA_NAME", or "command line -s"."""
    default: Any
    help: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """The values that hold before the command line is read, and the origin of each."""

    values: dict[str, Any]
    origins: dict[str, str]


def load(settings: Iterable[Setting], environ: Mapping[str, str], folder: Path) -> Loaded:
    """Read antara.toml and the environment.

    Args:
        settings: what may be changed; ARCHIVE_PATH must be among them.
        environ: the environment, `os.environ` or a test's.
        folder: where the archive is unless the environment names another place.

    Returns:
        A value and an origin for each setting. ARCHIVE_PATH is absolute: one from antara.toml
        is relative to that file, one from the environment to the current folder.

    Raises:
        ConfigError: for an unknown name, a setting in a table, a wrong type, or an unreadable file.
    """
    known = {setting.name: setting for setting in settings}
    values: dict[str, Any] = {name: setting.default for name, setting in known.items()}
    origins = dict.fromkeys(known, "default")
    values["ARCHIVE_PATH"] = str(folder / ARCHIVE_NAME)
    values["BUREAU_HOURS"] = {}
    toml = toml_path(environ, folder)
    for key, value in read_toml(toml).items():
        name = key.upper()
        if isinstance(value, dict) and (stray := _stray(value, known)):
            raise ConfigError(f"{toml}: '{stray}' stands in [{key}]: move it {ABOVE}.")
        if key == SCHEDULE_TABLE:
            continue
        if key == HOURS_TABLE:
            values["BUREAU_HOURS"] = _hours(value, str(toml))
            continue
        if key != key.lower() or name not in known:
            words = [*(each.lower() for each in known), HOURS_TABLE, SCHEDULE_TABLE]
            raise ConfigError(f"{toml}: {unknown(key, words)}")
        values[name] = typed(known[name], value, f"{toml}: {key} = {_as_toml(value)}")
        origins[name] = str(toml)
        if name == "ARCHIVE_PATH":
            values[name] = str(absolute(values[name] or ARCHIVE_NAME, toml.parent))
    for variable, text in environ.items():
        if not variable.startswith(PREFIX) or variable in NOT_SETTINGS:
            continue
        if variable == f"{PREFIX}ARCHIVE_PATH" and not text.strip():
            continue  # no archive has no name
        name = variable.removeprefix(PREFIX)
        if name not in known:
            raise ConfigError(unknown(variable, [PREFIX + each for each in known], "variable"))
        values[name] = typed(known[name], text, f"{variable}='{text}'")
        origins[name] = f"environment {variable}"
        if name == "ARCHIVE_PATH":
            values[name] = str(absolute(text, Path.cwd()))
    return Loaded(values, origins)


def archive_folder() -> Path:
    """Return where the archive is by default: beside scrapy.cfg, else the current folder."""
    return CHECKOUT if (CHECKOUT / "scrapy.cfg").is_file() else Path.cwd()


def one_line(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Show a `ConfigError` that nobody catches without a traceback; for `sys.excepthook`."""
    if issubclass(kind, ConfigError):
        sys.stderr.write(f"{error}\n")
    else:
        sys.__excepthook__(kind, error, trace)


def describe(
    changeable: Iterable[Setting], loaded: Loaded, settings: BaseSettings | None = None
) -> list[SettingInfo]:
    """Return each changeable setting with its value and origin, in the order of the list.

    Args:
        changeable: the settings.
        loaded: what `load` returned.
        settings: Scrapy's settings of the running command, which know the command line.

    Raises:
        ConfigError: for a value after `-s` that is none of its type.
    """
    lines = []
    for setting in changeable:
        value, origin = loaded.values[setting.name], loaded.origins[setting.name]
        if settings is not None and from_command_line(settings, setting.name):
            given = settings[setting.name]
            value = typed(setting, given, f"-s {setting.name}='{given}'")
            origin = "command line -s"
            if setting.name == "ARCHIVE_PATH":
                value = str(absolute(value, Path.cwd()))
        default = setting.default
        if setting.name == "ARCHIVE_PATH":
            default = str(archive_folder() / ARCHIVE_NAME)
        lines.append(SettingInfo(setting.name, value, origin, default, setting.help))
    return lines


def from_command_line(settings: BaseSettings, name: str) -> bool:
    """Tell whether `-s` gave this setting, or an option that Scrapy makes a setting of."""
    return settings.getpriority(name) == SETTINGS_PRIORITIES["cmdline"]


def toml_path(environ: Mapping[str, str], folder: Path) -> Path:
    """Return where antara.toml is, or would be: beside the archive.

    Args:
        environ: the environment, `os.environ` or a test's.
        folder: where the archive is unless the environment names another place.
    """
    named = environ.get(f"{PREFIX}ARCHIVE_PATH", "")
    return (absolute(named, Path.cwd()).parent if named.strip() else folder) / TOML_NAME


def read_toml(path: Path) -> dict[str, Any]:
    """Return what an antara.toml holds; nothing when there is none.

    Raises:
        ConfigError: when it cannot be read or is no TOML.
    """
    text = ""
    try:
        text = path.read_text(encoding="utf-8")
        return tomllib.loads(text)
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not valid TOML: {mistake(text, str(error))}") from error
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}") from error


def _stray(table: Mapping[str, Any], known: Collection[str]) -> str | None:
    """Return the setting that stands in a table of antara.toml, None when none does.

    A line that is added at the end of the file belongs to its last table, and would mean nothing
    to anybody. No table has a key with the name of a setting.
    """
    return next((key for key in table if key.upper() in known), None)


def _hours(table: Any, place: str) -> dict[str, str]:
    """Check the table [hours]: bureaus that exist, and spans of hours.

    Raises:
        ConfigError: naming the bureau.
    """
    # Only here: the file of the bureaus is read for this table alone.
    from crawler.bureaus import load_bureaus, unknown_bureau

    if not isinstance(table, dict):
        raise ConfigError(
            f"{place}: hours = {_as_toml(table)}: {HOURS_TABLE} is a table, as [hours] with lines "
            'such as sumsel = "22:00-05:00". For all bureaus write allowed_hours.'
        )
    for bureau, text in table.items():
        shown = f"{place}: [hours] {bureau} = {_as_toml(text)}"
        if bureau not in load_bureaus():
            raise ConfigError(f"{place}: [hours] {unknown_bureau(bureau)}")
        if not isinstance(text, str):
            raise ConfigError(f"{shown} is not a text in quotes.")
        parsed_hours(text, shown)
    return dict(table)


def parsed_hours(text: str, shown: str) -> AllowedHours:
    """Read spans of hours that a person wrote.

    Raises:
        ConfigError: for anything else; it begins with `shown`.
    """
    try:
        return AllowedHours.parse(text)
    except ConfigError as error:
        raise ConfigError(f"{shown}: {error}") from error


def typed(setting: Setting, value: Any, shown: str) -> Any:
    """Return the value as the type of the setting's default, or say what it is not."""
    wanted = type(setting.default)
    if wanted is bool:
        if isinstance(value, bool):
            return value
        word = str(value).strip().lower()
        if word in {"1", "true", "yes", "on", "0", "false", "no", "off"}:
            return word in {"1", "true", "yes", "on"}
        raise ConfigError(f"{shown} is not yes or no.")
    if wanted is str:
        if not isinstance(value, str):
            raise ConfigError(f"{shown} is not a text in quotes.")
        if setting.choices and value.strip() not in setting.choices:
            raise ConfigError(f"{shown} is none of {', '.join(setting.choices)}.")
        return value.strip()
    return _number(setting, value, shown)


def _number(setting: Setting, value: Any, shown: str) -> int | float:
    whole = isinstance(setting.default, int)
    unit = f" of {setting.unit}" if setting.unit else ""
    what = f"a {'whole ' if whole else ''}number{unit}"
    try:
        if isinstance(value, bool):
            raise ValueError
        number = float(int(value) if whole and isinstance(value, str) else value)
        # No limit here is meant to be infinite, and "nan" is less than nothing.
        if not abs(number) < 1e12 or (whole and number != int(number)):
            raise ValueError
    except (TypeError, ValueError) as error:
        raise ConfigError(f"{shown} is not {what}.") from error
    if number < setting.least:
        raise ConfigError(f"{shown} is less than {setting.least:g}, the least possible.")
    return int(number) if whole else number


def _as_toml(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


def absolute(path: str, folder: Path) -> Path:
    """Return a path that a person wrote, relative to a folder, `~` understood."""
    try:
        return (folder / Path(path.strip()).expanduser()).absolute()
    except RuntimeError as error:
        raise ConfigError(f"'{path}': there is no such user's folder.") from error


def unknown(word: str, known: Collection[str], thing: str = "setting") -> str:
    """Say that a word is not known, and the nearest one that is."""
    near = difflib.get_close_matches(word, known, n=1)
    guess = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(known)}."
    return f"Unknown {thing} '{word}'. {guess}"
