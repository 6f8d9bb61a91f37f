"""The command line, one module a command; Scrapy finds them here (COMMANDS_MODULE).

A command is a subclass of `crawler.commandline.AntaraCommand` called `Command`; its name is
the module's.
"""
