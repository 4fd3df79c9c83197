"""The language of the window: Qt's translations of its own texts, and the sentences shared with the command line."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator, Signal

from sensus_verify.resources import resource
from sensus_verify.workflow.words import LANGUAGES, Words

NAMES = {"sv": "Svenska", "en": "English"}
"""Each language by its own name."""


class Language(QObject):
    """The language in force. `changed` comes when the window's own texts have changed too."""

    changed = Signal()

    def __init__(self, application: QCoreApplication, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self._translator: QTranslator | None = None
        self._compiled = b""  # kept: the translator reads from these bytes and does not copy them
        self.words = Words.load(name)
        self.locale = QLocale(name)
        self.choose(name)

    @property
    def name(self) -> str:
        """`sv` or `en`."""
        return self.words.language

    def choose(self, name: str) -> None:
        """Take another language at once, everywhere."""
        if name not in LANGUAGES:
            message = f"no language {name!r}"
            raise ValueError(message)
        if self._translator is not None:
            self._application.removeTranslator(self._translator)
        self.words = Words.load(name)
        self.locale = QLocale(name)
        translator = QTranslator()
        compiled = resource(f"i18n/{name}.qm").read_bytes()
        if not translator.load(compiled):
            message = f"i18n/{name}.qm cannot be read"
            raise RuntimeError(message)
        self._translator, self._compiled = translator, compiled
        QLocale.setDefault(self.locale)  # for the numbers inside the translations: "10 000 filer"
        self._application.installTranslator(translator)
        self.changed.emit()

    def size(self, count: int) -> str:
        """Return a number of bytes as people say it: "2,4 MB"."""
        return self.locale.formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
