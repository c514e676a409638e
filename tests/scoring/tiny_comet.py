"""Tiny real COMET checkpoints, made without a network, of the model classes in use.

With foretold weights:
`regression`     1.0 where translation and reference are the same, less the more they differ
`referenceless`  the same of translation and source
`xcomet`         marks the characters ~ (minor), # (major) and @ (critical) of the translation as errors
With random weights every kind works too, and `unified` (CometKiwi's class) only so.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Pieces = list[tuple[str, float]]  # with their log probabilities
_WIDTH, _LAYERS = 32, 2
_MARKS = {"~": 0, "#": 1, "@": 2}  # the dimension of the embedding that stands for each
_EMBEDDING = {"pool": "avg", "layer": "mix"}
_JOINT = {"sent_layer": "mix", "layer_transformation": "sparsemax", "word_layer": _LAYERS}
_KINDS: dict[str, tuple[str, dict[str, Any]]] = {
    "regression": ("regression_metric", _EMBEDDING),
    "referenceless": ("referenceless_regression_metric", _EMBEDDING),
    "unified": ("unified_metric", {**_JOINT, "input_segments": ["mt", "src"], "word_level_training": False}),
    "xcomet": ("xcomet_metric", {**_JOINT, "word_level_training": True}),
}


def make(kind: str, folder: Path, random: bool = False) -> Path:
    """A checkpoint of a kind in `folder`; the encoder's path in it is absolute."""
    import torch
    from comet.models import str2model

    identifier, own = _KINDS[kind]
    settings = {
        "nr_frozen_epochs": 0.3, "keep_embeddings_frozen": True, "encoder_model": "XLM-RoBERTa",
        "pretrained_model": str(encoder(folder / "encoder")), "hidden_sizes": [8, 4], "activations": "Tanh",
        "final_activation": None, "dropout": 0.1, "batch_size": 4, "layer_norm": False, **own,
    }  # fmt: skip
    torch.manual_seed(0)
    model = str2model[identifier](**settings, load_pretrained_weights=False, local_files_only=True)
    if not random:
        _foretell(model, kind)
    path = folder / f"{kind}{'-random' * random}" / "checkpoints" / "model.ckpt"
    save(model, identifier, settings, path)
    return path


def save(model: Any, identifier: str, settings: dict[str, Any], path: Path, **more: object) -> None:
    """Write a model as Lightning does, with its hparams.yaml beside."""
    import torch

    path.parent.mkdir(parents=True, exist_ok=True)
    hparams = "".join(f"{key}: {json.dumps(value)}\n" for key, value in settings.items())
    (path.parents[1] / "hparams.yaml").write_text(f"class_identifier: {identifier}\n{hparams}")
    kept = {key: value for key, value in dict(model.hparams).items() if key != "class_identifier"}
    state = {"state_dict": model.state_dict(), "pytorch-lightning_version": "2.0.0", "hparams_name": "kwargs"}
    torch.save({**state, "hyper_parameters": kept, **more}, path)


def encoder(
    folder: Path, width: int = _WIDTH, layers: int = _LAYERS, heads: int = 2, pieces: Pieces | None = None
) -> Path:
    """An XLM-R with a tokenizer of these pieces, or of single characters; ids 0 to 3 as in XLM-R."""
    folder.mkdir(parents=True, exist_ok=True)
    size = _tokenizer(folder, pieces or _characters())
    shape = {
        "model_type": "xlm-roberta", "architectures": ["XLMRobertaModel"], "vocab_size": size,
        "hidden_size": width, "num_hidden_layers": layers, "num_attention_heads": heads,
        "intermediate_size": 4 * width, "max_position_embeddings": 514, "type_vocab_size": 1,
        "layer_norm_eps": 1e-5, "bos_token_id": 0, "pad_token_id": 1, "eos_token_id": 2,
    }  # fmt: skip
    (folder / "config.json").write_text(json.dumps(shape))
    return folder.resolve()


def _characters() -> Pieces:
    letters = [chr(code) for code in range(0x21, 0x180) if chr(code).isprintable()]
    return [("\u2581", -2.0)] + [(letter, -5.0) for letter in letters if not letter.isspace()]


def _tokenizer(folder: Path, pieces: Pieces) -> int:
    from tokenizers import Tokenizer, pre_tokenizers, processors
    from tokenizers.models import Unigram

    vocabulary = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), *pieces, ("<mask>", 0.0)]
    tokenizer = Tokenizer(Unigram(vocabulary, unk_id=3))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="\u2581", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    names = {"bos_token": "<s>", "cls_token": "<s>", "eos_token": "</s>", "sep_token": "</s>"}
    names |= {"pad_token": "<pad>", "unk_token": "<unk>", "mask_token": "<mask>"}
    tokens = {"tokenizer_class": "XLMRobertaTokenizerFast", "model_max_length": 512, **names}
    (folder / "tokenizer_config.json").write_text(json.dumps(tokens))
    return len(vocabulary)


def _foretell(model: Any, kind: str) -> None:
    """Weights that pass embeddings through, and an estimator that reads the |difference| features alone."""
    import torch

    with torch.no_grad():
        for name, weights in model.encoder.model.named_parameters():
            weights.fill_(1.0 if name.endswith("LayerNorm.weight") else 0.0)
        table = model.encoder.model.embeddings.word_embeddings.weight
        table.copy_(torch.randn(table.shape, generator=torch.Generator().manual_seed(0)) * 0.5)
        linear = [part for part in model.estimator.ff if isinstance(part, torch.nn.Linear)]
        for part in linear:
            part.weight.zero_()
            part.bias.zero_()
        linear[-1].bias.fill_(1.0)
        if kind == "xcomet":
            _mark(model, table)
            return
        linear[0].weight[0, 3 * _WIDTH : 4 * _WIDTH] = 2.0 / _WIDTH
        linear[1].weight[0, 0] = 1.0
        linear[-1].weight[0, 0] = -1.0


def _mark(model: Any, table: Any) -> None:
    """Each mark has a dimension of its own, which the tagger reads."""
    tokenizer = model.encoder.tokenizer
    table[:, : len(_MARKS)] = 0.0
    model.hidden2tag.weight.zero_()
    model.hidden2tag.bias.zero_()
    model.hidden2tag.bias[0] = 6.0
    for mark, dimension in _MARKS.items():
        row = table[tokenizer.convert_tokens_to_ids(mark)]
        row.zero_()
        row[dimension] = 6.0
        model.hidden2tag.weight[dimension + 1, dimension] = 4.0
