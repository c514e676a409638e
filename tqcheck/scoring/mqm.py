"""The MQM score: what the findings weigh against the length of the text.

After the raw linear model of MQM 2.0 (Lommel et al. 2024, "The Multi-Range Theory of Translation Quality
Measurement"), with a profile's weights:

    points  = sum of severity weight * category weight over the findings     (absolute penalty total)
    penalty = points / target words * per                                    (normed penalty total)
    score   = max(0, 100 - penalty)

With `per` 100 this is MQM's overall quality score. Linear scores over-penalise short texts (arXiv 2511.13467): with the
defaults one major finding fails a text of under 25 words.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Protocol

from tqcheck import __version__
from tqcheck.errors import TqcheckError
from tqcheck.model import SEVERITIES, Score, Severity

if TYPE_CHECKING:
    from tqcheck.config import Config, Profile

WEIGHTS: Mapping[Severity, float] = {"minor": 1.0, "major": 5.0, "critical": 25.0}
PASS_MARK = 80.0
DEFAULT = "default"


class Weighed(Protocol):
    """Anything with a severity and an MQM error type, such as `accuracy/omission`."""

    @property
    def severity(self) -> Severity:
        """Minor, major or critical."""

    @property
    def mqm(self) -> str:
        """Dimension and error type, with a slash."""


def mqm(findings: Iterable[Weighed], words: int, profile: Profile | None = None, name: str = DEFAULT) -> Score:
    """The score of a text of `words` target words, 0 to 100; 100 is a text without findings.

    Every finding counts, repeats too. An empty text scores 100 without findings and 0 with one. `parts` of the score
    are the penalty points by MQM dimension. `name` is the profile's, for the signature.
    """
    if profile is None:
        from tqcheck.config import Profile

        profile = Profile()
    found = list(findings)
    parts: defaultdict[str, float] = defaultdict(float)
    for one in found:
        parts[one.mqm.partition("/")[0]] += _points(one, profile)
    points = sum(parts.values())
    value = max(0.0, 100.0 - profile.per * points / words) if words else (0.0 if points else 100.0)
    fatal = profile.critical_fails and any(one.severity == "critical" for one in found)
    signature = f"{_told(profile, name)}|words:{words}|points:{points:g}|tqcheck:{__version__}"
    passed = value >= profile.pass_mark and not fatal
    return Score(round(value, 2), signature, passed, parts={key: round(parts[key], 4) for key in sorted(parts)})


def _points(finding: Weighed, profile: Profile) -> float:
    """Severity weight times the weight of the closest category named: the error type's, else its dimension's."""
    kinds = (finding.mqm, finding.mqm.partition("/")[0])
    category = next((profile.categories[kind] for kind in kinds if kind in profile.categories), 1.0)
    return profile.weights[finding.severity] * category


def _told(profile: Profile, name: str) -> str:
    weights = "/".join(f"{profile.weights[severity]:g}" for severity in SEVERITIES)
    categories = ",".join(f"{kind}={weight:g}" for kind, weight in sorted(profile.categories.items()))
    parts = ["mqm", f"profile:{name}", f"weights:{weights}", f"per:{profile.per:g}words", f"pass:{profile.pass_mark:g}"]
    if categories:
        parts.append(f"categories:{categories}")
    if profile.critical_fails:
        parts.append("critical:fails")
    return "|".join(parts)


def profile_of(config: Config) -> tuple[Profile, str]:
    """The profile that the settings choose, with its name. Raises `TqcheckError` where there is none of that name.

    The settings `weights` and `pass_mark` change the default profile, and no other.
    """
    from tqcheck.config import Profile

    name = config.mqm_profile
    if name in config.mqm_profiles:
        return config.mqm_profiles[name], name
    if name == DEFAULT:
        return Profile(weights=config.weights, pass_mark=config.pass_mark), name
    shipped = profiles()
    if name not in shipped:
        known = ", ".join(sorted({*shipped, *config.mqm_profiles}))
        raise TqcheckError(f"there is no MQM profile {name!r}", remedy=f"choose one of {known}, or define it")
    return shipped[name], name


@functools.cache
def profiles() -> dict[str, Profile]:
    """The profiles that come with tqcheck, by name."""
    import sys

    from tqcheck.config import Profile

    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    text = (files("tqcheck.scoring") / "mqm-profiles.toml").read_text(encoding="utf-8")
    tables: dict[str, dict[str, Any]] = tomllib.loads(text)
    return {
        name: Profile(**{key.replace("-", "_"): value for key, value in table.items()})
        for name, table in tables.items()
    }
