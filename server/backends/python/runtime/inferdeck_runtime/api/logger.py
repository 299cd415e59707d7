"""`pb_utils.Logger`: lines for the server's log."""

from __future__ import annotations

import enum
import sys

from .. import connection


class LogLevel(enum.Enum):
    INFO = "info"
    WARNING = "warn"
    ERROR = "error"
    VERBOSE = "verbose"


class Logger:
    """Outside the server, lines go to the error output."""

    INFO = LogLevel.INFO
    WARNING = LogLevel.WARNING
    ERROR = LogLevel.ERROR
    VERBOSE = LogLevel.VERBOSE

    @staticmethod
    def log(message, level: LogLevel = LogLevel.INFO) -> None:
        if connection.is_open():
            connection.channel().send({"type": "log", "level": level.value, "message": str(message)})
        else:
            print(f"{level.name}: {message}", file=sys.stderr)

    @staticmethod
    def log_info(message) -> None:
        Logger.log(message, LogLevel.INFO)

    @staticmethod
    def log_warn(message) -> None:
        Logger.log(message, LogLevel.WARNING)

    @staticmethod
    def log_error(message) -> None:
        Logger.log(message, LogLevel.ERROR)

    @staticmethod
    def log_verbose(message) -> None:
        Logger.log(message, LogLevel.VERBOSE)
