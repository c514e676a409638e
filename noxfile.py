"""The few verbs of the project: `nox -l` lists them, `nox -s tests` runs one, `nox` runs what a commit needs."""

from __future__ import annotations

import hashlib
from pathlib import Path

import nox

nox.options.sessions = ["lint", "tests"]
nox.options.reuse_existing_virtualenvs = True


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests, without COMET; arguments go to pytest."""
    session.install("-e", ".[dev,ray]")
    session.run("python", "-m", "pytest", *session.posargs)


@nox.session
def coverage(session: nox.Session) -> None:
    """Run the tests and report the lines and branches that no test reaches."""
    session.install("-e", ".[comet,dev]", "coverage>=7.10")
    session.run("coverage", "erase")
    session.run("coverage", "run", "-m", "pytest", *session.posargs)
    session.run("coverage", "combine", "-q")
    session.run("coverage", "report", "--skip-covered", "--show-missing")


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, formatting and types."""
    session.install("-e", ".[dev]")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("mypy")


@nox.session
def docs(session: nox.Session) -> None:
    """Build the documentation and the manual page into docs/_build."""
    session.install("-e", ".[docs]")
    session.run("sphinx-build", "-W", "-q", "docs", "docs/_build/html")
    session.run("sphinx-build", "-W", "-q", "-b", "man", "docs", "docs/_build/man")


@nox.session
def wheel(session: nox.Session) -> None:
    """Build the wheel twice, compare, and test it where nothing but the wheel is installed."""
    session.install("build")
    digests = []
    for folder in ("dist", "dist/again"):
        session.run(
            "python", "-m", "build", "--wheel", "--outdir", folder, silent=True, env={"SOURCE_DATE_EPOCH": "315532800"}
        )
        (built,) = Path(folder).glob("*.whl")
        digests.append(hashlib.sha256(built.read_bytes()).hexdigest())
    if digests[0] != digests[1]:
        session.error("two builds of one commit differ")
    session.run("python", "-m", "venv", "--clear", f"{session.virtualenv.location}/clean", silent=True)
    python = f"{session.virtualenv.location}/clean/bin/python"
    session.run(python, "-m", "pip", "install", "-q", str(next(Path("dist").glob("*.whl"))), "pytest", external=True)
    session.run(python, "-m", "pytest", "-q", "--noconftest", "ci/test_wheel.py", external=True)


@nox.session
def audit(session: nox.Session) -> None:
    """Look for insecure code, and for known holes in what is installed."""
    session.install("-e", ".", "bandit", "pip-audit")
    session.run("bandit", "-q", "-c", "pyproject.toml", "-r", "tqcheck")
    # Strict, and without what no index has (this package): else it passes where it could look up nothing at all.
    installed = Path(session.create_tmp(), "installed.txt")
    listed = session.run("python", "-m", "pip", "freeze", "--exclude-editable", silent=True)
    installed.write_text(str(listed), encoding="utf-8")
    session.run("pip-audit", "--strict", "--no-deps", "--disable-pip", "-r", str(installed))


@nox.session
def sbom(session: nox.Session) -> None:
    """Write the bill of materials of an installation, in CycloneDX, to dist/sbom.json."""
    session.install(".", "cyclonedx-bom")
    Path("dist").mkdir(exist_ok=True)
    session.run("cyclonedx-py", "environment", "--pyproject", "pyproject.toml", "-o", "dist/sbom.json")


@nox.session
def mutate(session: nox.Session) -> None:
    """Change the code in one place after another and list the changes that no test notices (see scripts/mutate.py)."""
    session.install("-e", ".[dev]")
    rules = ["tests/laws/test_examples.py", "tests/laws/test_robustness.py", "tests/rules", "tests/annotate"]
    for given in (
        ["tqcheck/annotate/quantities", "tests/annotate/test_quantities.py", "--sample", "300"],
        ["tqcheck/align", "tests/test_align.py", "tests/test_align_path.py", "tests/test_align_damage.py"],
        ["tqcheck/rules", *rules, "tests/test_false_alarms.py", "--sample", "400"],
    ):
        session.run("python", "scripts/mutate.py", *(session.posargs or given))
        if session.posargs:
            break


@nox.session
def fuzz(session: nox.Session) -> None:
    """Fuzz each target for a while: `nox -s fuzz -- -max_total_time=600` (see tests/fuzz)."""
    session.install("-e", ".[docx,html]", "atheris")
    for target in sorted(Path("tests/fuzz").glob("fuzz_*.py")):
        session.run("python", str(target), *(session.posargs or ["-max_total_time=60", "-max_len=96"]))
