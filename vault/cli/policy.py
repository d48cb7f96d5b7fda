"""`cocoon policy`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from vault.cli.answer import Answer, table
from vault.cli.context import Context
from vault.cli.grammar import Nouns, noun, verb

if TYPE_CHECKING:
    from vault.app.release.policies import Setting


def register(nouns: Nouns) -> None:
    """Declare the commands."""
    verbs = noun(nouns, "policy", "What is judged before anything leaves.")
    verb(verbs, "list", "All policies and their levels.", _list)
    change = verb(verbs, "set", "Set a policy to off, warn or block (owners).", _set)
    change.add_argument("code", metavar="CODE")
    change.add_argument("level", metavar="off|warn|block")
    change.add_argument("--threshold", default="", metavar="PERCENT", help="too-much-at-once only")


def _as_json(setting: Setting) -> dict[str, Any]:
    value = {
        "code": setting.code,
        "level": setting.level,
        "sentence": setting.english,
        "korean": setting.korean,
        "default": setting.default,
        "fixed": not setting.settable,
        "settable": list(setting.settable),
    }
    return value | ({"threshold": int(setting.threshold)} if setting.threshold else {})


def _list(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.release.policies import listed

    settings = listed(context.open().state)
    rows = [
        (
            setting.code,
            setting.level if setting.settable else f"{setting.level} (fixed)",
            setting.english + (f" ({setting.threshold} %)" if setting.threshold else ""),
        )
        for setting in settings
    ]
    return Answer(
        {"policies": [_as_json(setting) for setting in settings]},
        table(rows, ("policy", "level", "rule")),
    )


def _set(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.release.policies import set_level

    setting = set_level(
        context.open(), arguments.code, arguments.level, threshold=arguments.threshold
    )
    threshold = f", limit {setting.threshold} %" if setting.threshold else ""
    return Answer(
        _as_json(setting), [f"{setting.code}: {setting.level}{threshold}. {setting.english}"]
    )
