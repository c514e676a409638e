"""Where a COMET model is: a file, a folder, the hub's local cache, or, when allowed, the hub."""

from __future__ import annotations

import csv
import functools
import hashlib
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path

from tqcheck.errors import TqcheckError

_INSIDE = Path("checkpoints", "model.ckpt")


@dataclass(frozen=True)
class Checkpoint:
    """A checkpoint file, the name it goes by, and what the user must know of its licence."""

    path: Path
    name: str
    notice: str = ""

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the file."""
        digest = hashlib.sha256()
        with self.path.open("rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
        return digest.hexdigest()


@functools.cache
def known() -> dict[str, dict[str, str]]:
    """The public models by name, with what they read, size, licence and encoder."""
    table = (files("tqcheck.scoring.comet") / "models.tsv").read_text(encoding="utf-8")
    return {row["name"]: row for row in csv.DictReader(table.splitlines(), delimiter="\t")}


def find(model: str, download: bool = False) -> Checkpoint:
    """The checkpoint that `model` names. Raises `TqcheckError` where it is not here and may not be downloaded.

    The error says what to download, its size and licence, and where to put it.
    """
    path = Path(model)
    if path.is_file():
        return Checkpoint(path, _local_name(path))
    if path.is_dir():
        for inside in (path / _INSIDE, path / "model.ckpt"):
            if inside.is_file():
                return Checkpoint(inside, _local_name(inside))
        raise TqcheckError("no checkpoint in this folder", path=model, remedy="it must hold checkpoints/model.ckpt")
    if path.suffix == ".ckpt" or model.count("/") != 1 or model.startswith((".", "/", "~")):
        raise TqcheckError("there is no such checkpoint", path=model, remedy="give a model.ckpt or a name on the hub")
    needs_extra()
    return _of_hub(model, download)


def _local_name(path: Path) -> str:
    parents = path.resolve().parents
    return parents[1].name if parents[0].name == "checkpoints" else parents[0].name


def needs_extra() -> None:
    """Raises `TqcheckError` where unbabel-comet is not installed."""
    import importlib.util

    if importlib.util.find_spec("comet") is None:
        raise TqcheckError("COMET is not installed", remedy='pip install "tqcheck[comet]"')


def _of_hub(model: str, download: bool) -> Checkpoint:
    from huggingface_hub import try_to_load_from_cache

    found = try_to_load_from_cache(model, _INSIDE.as_posix())
    if isinstance(found, str):
        return Checkpoint(Path(found), model, _licence_notice(model))
    if not download:
        remedy = f"run again with --download, or give its model.ckpt with --model; the hub's cache is {_cache()}"
        raise TqcheckError(f"the model {model} is not on this machine ({described(model)})", remedy=remedy)
    return Checkpoint(_downloaded(model) / _INSIDE, model, _licence_notice(model))


def described(model: str) -> str:
    """Size and licence of a model, and what must be done before the hub hands it out."""
    row = known().get(model)
    if row is None:
        return "its size and licence stand on its page on the hub: look before you download"
    words = [f"about {row['size']}", f"licence {row['licence']}"]
    if row["commercial"] == "no":
        words.append("not for commercial use")
    if row["gated"] == "yes":
        words.append(f"gated: accept its licence at https://huggingface.co/{model} and log in with `hf auth login`")
    return ", ".join([*words, f"and its encoder's tokenizer, {row['encoder']}"])


def _licence_notice(model: str) -> str:
    row = known().get(model)
    return f"{model} is licensed {row['licence']}: not for commercial use" if row and row["commercial"] == "no" else ""


def _cache() -> str:
    from huggingface_hub.constants import HF_HUB_CACHE

    return str(HF_HUB_CACHE)


def _downloaded(model: str) -> Path:
    """From the hub, directly: COMET's own download hides why it failed."""
    import click
    from huggingface_hub import snapshot_download

    click.echo(f"downloading {model}: {described(model)}", err=True)
    try:
        return Path(snapshot_download(model))  # nosec B615
    except Exception as error:  # the hub raises dozens of kinds; all mean that there is no model
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        remedy = "check name, network, disk, and that you accepted its licence; or give a local model.ckpt"
        raise TqcheckError(f"the model {model} could not be downloaded ({reason})", remedy=remedy) from None
