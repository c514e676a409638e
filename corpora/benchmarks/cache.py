"""How much faster an unchanged repository is checked again: `python corpora/benchmarks/cache.py [ARTICLES]`.

It fills a temporary folder with articles made from the sample articles (paragraphs drawn anew for each, so that no two
are alike), runs `tqcheck check` twice, and prints both times and their ratio. Ratios are what counts: the times depend
on the machine.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SAMPLES = Path(__file__).parents[1] / "pt-en"
CONFIGURATION = """\
source-lang = "pt"
target-lang = "en"
fail-on = "never"
[[pairs]]
source = "pt/*.md"
target = "en/*.md"
"""


def main(articles: int = 1000) -> None:
    """Print the times of the first and the second run, and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        words = fill(Path(folder), articles)
        first, second = run(Path(folder)), run(Path(folder))
    print(f"{articles} articles, {words} words: first run {first:.1f} s, again {second:.2f} s, 1/{first / second:.0f}")


def fill(folder: Path, articles: int) -> int:
    """Write the articles and return the number of their words."""
    texts = ([read(sample / f"{side}.txt") for side in ("source", "target")] for sample in sorted(SAMPLES.iterdir()))
    paragraphs = [pair for source, target in texts if len(source) == len(target) for pair in zip(source, target)]
    draw = random.Random(1)
    (folder / "tqcheck.toml").write_text(CONFIGURATION, encoding="utf-8")
    words = 0
    for number in range(articles):
        chosen = draw.sample(paragraphs, 14)
        for side, language in enumerate(("pt", "en")):
            path = folder / language / f"{number}.md"
            path.parent.mkdir(exist_ok=True)
            path.write_text("\n\n".join(pair[side] for pair in chosen) + "\n", encoding="utf-8")
        words += sum(len(pair[1].split()) for pair in chosen)
    return words


def read(path: Path) -> list[str]:
    """The paragraphs of a sample."""
    return [one for one in path.read_text(encoding="utf-8").split("\n") if one.strip()]


def run(folder: Path) -> float:
    """The seconds that a check of the folder takes."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "tqcheck", "check", "--format", "concise"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
