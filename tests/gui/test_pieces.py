"""Long words may be broken where a reader would break them, and stay the same words."""

from __future__ import annotations

import pytest

from sensus_verify.gui.views.pieces import breakable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("en vanlig mening med korta ord", "en vanlig mening med korta ord"),
        ("trainedAlgorithmicMedia", "trained|Algorithmic|Media"),
        ("Iptc4xmpExt:DigitalSourceType", "Iptc4xmp|Ext:|Digital|Source|Type"),
        ("x" * 45, "|".join(["x" * 20, "x" * 20, "x" * 5])),
    ],
)
def test_only_long_words_are_given_breaks(text, shown):
    assert breakable(text) == shown.replace("|", "\u200b")
    assert breakable(text).replace("\u200b", "") == text
