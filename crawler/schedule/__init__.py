"""Crawls that start by themselves: the block [schedule] of antara.toml as timers or a crontab.

`times` and `plan` read the block, `home` knows where everything is, `systemd` and `cron` write
what the two systems understand: all of that is pure. `programs` alone runs systemctl, loginctl
and crontab; `install` puts things in place with it, and takes them away.
"""
