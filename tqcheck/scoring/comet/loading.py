"""Load a COMET checkpoint, without running code that it may carry.

A checkpoint is a pickle, which can run anything when it is loaded. torch's restricted loader reads weights and plain
values alone; what it refuses is loaded only for a user who says that the file is to be trusted.
"""

from __future__ import annotations

import inspect
import logging
import pickle  # nosec B403
import sys
import warnings
import zipfile
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tqcheck.errors import TqcheckError
from tqcheck.scoring.comet.models import Checkpoint, needs_extra

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHATTY = ("pytorch_lightning", "lightning", "lightning.pytorch", "lightning_fabric", "transformers", "comet")


def load(checkpoint: Checkpoint, *, trust: bool = False, download: bool = False) -> Any:
    """The model in a checkpoint, ready to score (`eval`). `download` allows its encoder's tokenizer to be fetched.

    Raises `TqcheckError` where it is no checkpoint of COMET 2, would run code, or does not fit into memory.
    """
    needs_extra()
    path = str(checkpoint.path)
    with quiet():
        try:
            return _load(checkpoint.path, trust, download)
        except TqcheckError:
            raise
        except MemoryError:
            raise _no_memory(path) from None
        except Exception as error:
            reason = " ".join(str(error).split())[:200] or type(error).__name__
            if out_of_memory(error):
                raise _no_memory(path) from None
            remedy = "give a model.ckpt of COMET 2, with its hparams.yaml in the folder above"
            raise TqcheckError(f"the checkpoint cannot be loaded ({reason})", path=path, remedy=remedy) from None


def out_of_memory(error: BaseException) -> bool:
    """Whether torch ran out of memory: it raises a RuntimeError that says so."""
    text = str(error).casefold()
    return isinstance(error, MemoryError) or "out of memory" in text or "allocate memory" in text


def _no_memory(path: str) -> TqcheckError:
    remedy = "COMET needs about 2.5 times the checkpoint's size: close other programs or take a smaller model"
    return TqcheckError("out of memory while the model was loaded", path=path, remedy=remedy)


def _load(path: Path, trust: bool, download: bool) -> Any:
    settings = _hparams(path)
    state = _state(path, trust)
    from comet.models import str2model

    model_class = str2model.get(settings.get("class_identifier"))
    if model_class is None or not isinstance(state, dict) or not isinstance(state.get("state_dict"), dict):
        raise ValueError("it is no COMET model")
    arguments = _arguments(model_class, state.get("hyper_parameters") or {}, settings)
    try:
        model = model_class(**arguments, load_pretrained_weights=False, local_files_only=not download)
    except OSError:  # transformers' way to say that a tokenizer or configuration is not here
        encoder = arguments.get("pretrained_model")
        remedy = f"run again with --download, or write its folder into {path.parents[1] / 'hparams.yaml'}"
        problem = f"the tokenizer and configuration of the encoder {encoder} are not on this machine"
        raise TqcheckError(problem, path=str(path), remedy=remedy) from None
    lacking = model.load_state_dict(state["state_dict"], strict=False).missing_keys
    if weights := [name for name in lacking if not name.endswith("position_ids")]:
        raise ValueError(f"it lacks weights, such as {weights[0]}")
    model.mc_dropout = False
    return model.eval()


def _hparams(path: Path) -> dict[str, Any]:
    import yaml

    file = path.resolve().parents[1] / "hparams.yaml"
    if not file.is_file():
        file = path.parents[1] / "hparams.yaml" if len(path.parents) > 1 else file
    if not zipfile.is_zipfile(path):
        raise ValueError("it is no file of torch")
    found = yaml.safe_load(file.read_text(encoding="utf-8"))
    if not isinstance(found, dict):
        raise ValueError("its hparams.yaml holds no settings")
    return found


def _state(path: Path, trust: bool) -> Any:
    import torch

    try:
        return torch.load(path, map_location="cpu", weights_only=not trust, mmap=True)  # nosec B614
    except pickle.UnpicklingError as error:
        if trust:
            raise
        found = str(error).partition("GLOBAL ")[2].split(" ")[0] or "objects"
        problem = f"the checkpoint cannot be loaded safely (it holds more than weights: {found})"
        remedy = "loading it could run code: give --trust-checkpoint only if you trust where it comes from"
        raise TqcheckError(problem, path=str(path), remedy=remedy) from None


def _arguments(model_class: Any, stored: dict[str, Any], settings: dict[str, Any]) -> dict[str, Any]:
    """What the model is made with: as stored, with the encoder's place as hparams.yaml names it, for moved folders."""
    named = inspect.signature(model_class.__init__).parameters
    found = {name: value for name, value in {**settings, **stored}.items() if name in named}
    if settings.get("pretrained_model"):
        found["pretrained_model"] = settings["pretrained_model"]
    if settings.get("layer_transformation") == "sparsemax_patch":  # as COMET does since 2.2.4
        found["layer_transformation"] = "softmax"
    for name in ("load_pretrained_weights", "local_files_only", "class_identifier"):
        found.pop(name, None)
    return found


@contextmanager
def quiet() -> Iterator[None]:
    """Keep COMET and Lightning from writing to the terminal and from configuring the root logger."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    with warnings.catch_warnings(), redirect_stdout(sys.stderr):
        warnings.simplefilter("ignore")
        for name in _CHATTY:
            logging.getLogger(name).setLevel(logging.ERROR)
        try:
            yield
        finally:
            root.handlers[:] = handlers
            root.setLevel(level)
