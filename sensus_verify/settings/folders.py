"""Where the program keeps its data: the platform's own folders, moved by HOME and the XDG variables."""

from __future__ import annotations

from pathlib import Path

NAME = "sensus-verify"


def data_folder() -> Path:
    """Return the folder for data that the user installs, such as trust lists."""
    from platformdirs import user_data_path

    return user_data_path(NAME, appauthor=False)


def settings_folder() -> Path:
    """Return the folder for settings."""
    from platformdirs import user_config_path

    return user_config_path(NAME, appauthor=False)


def trust_folder() -> Path:
    """Return the folder of the installed trust lists."""
    return data_folder() / "trust"
