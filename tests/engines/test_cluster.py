"""Work spread by Ray: what this machine alone would find, whatever dies on the way."""

from __future__ import annotations

import functools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli.conftest import put, tqcheck
from tests.test_bitexts import rows
from tests.test_filtering import lines, tsv
from tqcheck import bitexts
from tqcheck.bitexts import Interrupted, examine_bitext
from tqcheck.config import Config
from tqcheck.engines import Workers, cluster
from tqcheck.errors import TqcheckError
from tqcheck.readers.bitext import Row
from tqcheck.scoring.estimate import available

WORKERS = Workers(2, "ray")
QUICK = Config(select=("number", "repeated-word", "spacing"))
# Not by importing it: what is set in the environment before that counts.
needs_ray = pytest.mark.skipif(not find_spec("ray"), reason="the extra `ray` is not installed")


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """A cluster of this machine, which takes some seconds to start, for all tests."""
    os.environ.pop("RAY_ADDRESS", None)
    ray = cluster.connected(2, None)
    yield ray.get_runtime_context().gcs_address
    ray.shutdown()


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bitexts, "_ROWS", 8)


@needs_ray
@pytest.mark.usefixtures("address", "small_parts")
@pytest.mark.parametrize(("doc", "config"), [(None, Config()), ("a", QUICK)])
def test_report_is_that_of_this_machine_alone_though_a_worker_is_killed(doc: str | None, config: Config) -> None:
    def disturbed() -> Iterator[Row]:
        for row in rows(100, doc):
            if row.row == 70:
                _kill_a_worker()
            yield row

    spread = examine_bitext(disturbed(), "a.tsv", config, workers=WORKERS)
    assert spread.findings
    assert spread == examine_bitext(rows(100, doc), "a.tsv", config)


def _kill_a_worker() -> None:
    """Kill, with no chance to say so, a process that is at work; one that waits for work where all are too quick."""
    for attempt in range(200):
        wanted = b"ray::_do" if attempt < 40 else b"ray::"
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                name = (folder / "cmdline").read_bytes()
            except OSError:
                continue
            if name.startswith(wanted):
                os.kill(int(folder.name), signal.SIGKILL)
                return
        time.sleep(0.05)
    raise AssertionError("there is no worker")


@needs_ray
@pytest.mark.usefixtures("address", "small_parts")
@pytest.mark.skipif(not available("pt", "en"), reason="no sentence encoder is installed")
def test_estimate_is_that_of_this_machine_alone() -> None:
    config = Config(metrics=("estimate",), select=("spacing",))
    spread, alone = (examine_bitext(rows(60), "a.tsv", config, workers=one) for one in (WORKERS, Workers()))
    assert spread.scores["estimate"].value
    assert spread == alone


@needs_ray
@pytest.mark.usefixtures("address")
def test_process_that_keeps_a_model_begins_again_where_it_died(tmp_path: Path) -> None:
    then = functools.partial(_die_once, folder=tmp_path)
    found = list(WORKERS.ordered(abs, [-1, -2, -3], then))
    assert found == [(-1, 10), (-2, 20), (-3, 30)]
    assert (tmp_path / "-2").exists()


def _die_once(item: int, result: int, device: str, *, folder: Path) -> int:
    if item == -2 and not (folder / "-2").exists():
        (folder / "-2").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return result * 10


@needs_ray
@pytest.mark.usefixtures("address")
def test_process_that_always_dies_is_told() -> None:
    with pytest.raises(TqcheckError, match="died again and again"):
        list(WORKERS.ordered(_die, [1]))


def _die(number: int) -> int:
    os._exit(1)


@needs_ray
@pytest.mark.usefixtures("address")
def test_error_of_a_worker_is_raised_when_its_turn_comes() -> None:
    results = WORKERS.ordered(_odd, [1, 3, 4, 5])
    assert [next(results), next(results)] == [(1, 1), (3, 3)]
    with pytest.raises(TqcheckError, match="a.tsv:4: 4 is even; take another"):
        next(results)


def _odd(number: int) -> int:
    if number % 2 == 0:
        raise TqcheckError(f"{number} is even", path="a.tsv", line=number, remedy="take another")
    return number


@needs_ray
@pytest.mark.usefixtures("address")
def test_items_are_read_as_there_is_room_for_them() -> None:
    read: list[int] = []

    def items() -> Iterator[int]:
        for item in range(100):
            read.append(item)
            yield item

    results = WORKERS.ordered(abs, items())
    assert next(results) == (0, 0)
    assert len(read) < 10
    results.close()  # type: ignore[attr-defined]


@needs_ray
@pytest.mark.usefixtures("address", "small_parts")
def test_interrupt_keeps_what_is_done() -> None:
    def interrupted() -> Iterator[Row]:
        yield from rows(80)
        raise KeyboardInterrupt

    with pytest.raises(Interrupted) as caught:
        examine_bitext(interrupted(), "a.tsv", QUICK, workers=WORKERS)
    done = caught.value.done
    assert 0 < done.segments <= 80
    assert done.findings == examine_bitext(rows(done.segments), "a.tsv", QUICK).findings


SMALL = """
import sys
from tqcheck import bitexts
from tqcheck.filtering import run
bitexts._ROWS = 5
run._EVERY = 0
from tqcheck.cli.app import run as cli
sys.exit(cli([*sys.argv[1:], "--no-config"]))
"""


@needs_ray
def test_filter_that_was_interrupted_goes_on_without_the_cluster(tmp_path: Path, address: str) -> None:
    pairs = [("A ponte tem 120 metros.", "The bridge is 210 metres long."), ("Sim.", "Yes.")] * 200
    path = tsv(tmp_path, pairs)
    common = ["filter", str(path), "--select", "number", "-o"]
    begun = [sys.executable, "-c", SMALL, *common, str(tmp_path / "cut"), "--engine", "ray", "--ray-address", address]
    process = subprocess.Popen(begun, stderr=subprocess.PIPE, start_new_session=True)
    progress = tmp_path / "cut" / "web.tsv.progress.json"
    while process.poll() is None and not (progress.exists() and b'"at": null' not in progress.read_bytes()):
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does it
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130, told.decode()
    assert 0 < len(lines(tmp_path / "cut" / "web.kept.tsv")) < 201
    for folder in ("cut", "whole"):
        assert tqcheck(*common, tmp_path / folder, "--no-config").returncode == 0
    for kind in ("kept", "dropped"):
        assert lines(tmp_path / "cut" / f"web.{kind}.tsv") == lines(tmp_path / "whole" / f"web.{kind}.tsv")


@needs_ray
@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("127.0.0.1:9", b"no Ray cluster answers at 127.0.0.1:9"),
        ("ray://127.0.0.1:9", b"no Ray cluster answers at ray://127.0.0.1:9"),
        ("somewhere", b"'somewhere' is no address of a Ray cluster; give HOST:PORT"),
    ],
)
def test_cluster_that_does_not_answer_is_told(tmp_path: Path, place: str, told: bytes) -> None:
    done = tqcheck("check", tsv(tmp_path, [("Sim.", "Yes.")]), "--engine", "ray", "--ray-address", place, "--no-config")
    assert done.returncode == 2
    assert told in done.stderr


def test_lack_of_ray_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(TqcheckError, match=r'needs Ray; pip install "tqcheck\[ray\]"'):
        list(WORKERS.ordered(abs, [1]))


def test_article_is_no_work_for_a_cluster(tmp_path: Path) -> None:
    source, target = put(tmp_path, "a.txt", "Sim.\n"), put(tmp_path, "b.txt", "Yes.\n")
    done = tqcheck("check", source, target, "--engine", "ray", "--no-config")
    assert done.returncode == 2
    assert b"checks bitexts alone" in done.stderr
