"""Tiny real COMET checkpoints, made without a network and with weights whose scores can be foretold.

`regression`: 1.0 where translation and reference are the same, less the more they differ.
`referenceless`: the same of translation and source.
"""

from __future__ import annotations

import json
from pathlib import Path

_WIDTH, _LAYERS = 32, 2
_KINDS = {"regression": "regression_metric", "referenceless": "referenceless_regression_metric"}


def make(kind: str, folder: Path) -> Path:
    """A checkpoint of a kind in `folder`; the encoder's path in it is absolute."""
    import torch
    from comet.models import str2model

    settings = {
        "nr_frozen_epochs": 0.3, "keep_embeddings_frozen": True, "encoder_model": "XLM-RoBERTa",
        "pretrained_model": str(_encoder(folder / "encoder")), "hidden_sizes": [8, 4], "activations": "Tanh",
        "final_activation": None, "dropout": 0.1, "batch_size": 4, "layer_norm": False, "pool": "avg", "layer": "mix",
    }  # fmt: skip
    torch.manual_seed(0)
    model = str2model[_KINDS[kind]](**settings, load_pretrained_weights=False, local_files_only=True)
    _foretell(model)
    path = folder / kind / "checkpoints" / "model.ckpt"
    path.parent.mkdir(parents=True)
    hparams = "".join(f"{key}: {json.dumps(value)}\n" for key, value in settings.items())
    (folder / kind / "hparams.yaml").write_text(f"class_identifier: {_KINDS[kind]}\n{hparams}")
    kept = {key: value for key, value in dict(model.hparams).items() if key != "class_identifier"}
    state = {"state_dict": model.state_dict(), "pytorch-lightning_version": "2.0.0", "hparams_name": "kwargs"}
    torch.save({**state, "hyper_parameters": kept}, path)
    return path


def _encoder(folder: Path) -> Path:
    """An XLM-R of two narrow layers, with a tokenizer of single characters; ids 0 to 3 as in XLM-R."""
    from tokenizers import Tokenizer, pre_tokenizers, processors
    from tokenizers.models import Unigram

    folder.mkdir(parents=True, exist_ok=True)
    letters = [chr(code) for code in range(0x21, 0x180) if chr(code).isprintable()]
    vocabulary = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("\u2581", -2.0)]
    vocabulary += [(letter, -5.0) for letter in letters if not letter.isspace()] + [("<mask>", 0.0)]
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
    shape = {
        "model_type": "xlm-roberta", "architectures": ["XLMRobertaModel"], "vocab_size": len(vocabulary),
        "hidden_size": _WIDTH, "num_hidden_layers": _LAYERS, "num_attention_heads": 2, "intermediate_size": 64,
        "max_position_embeddings": 514, "type_vocab_size": 1, "layer_norm_eps": 1e-5, "bos_token_id": 0,
        "pad_token_id": 1, "eos_token_id": 2,
    }  # fmt: skip
    (folder / "config.json").write_text(json.dumps(shape))
    return folder.resolve()


def _foretell(model: object) -> None:
    """Weights that pass embeddings through, and an estimator that reads the |difference| features alone."""
    import torch

    with torch.no_grad():
        encoder = model.encoder.model  # type: ignore[attr-defined]
        for name, weights in encoder.named_parameters():
            weights.fill_(1.0 if name.endswith("LayerNorm.weight") else 0.0)
        table = encoder.embeddings.word_embeddings.weight
        table.copy_(torch.randn(table.shape, generator=torch.Generator().manual_seed(0)) * 0.5)
        linear = [part for part in model.estimator.ff if isinstance(part, torch.nn.Linear)]  # type: ignore[attr-defined]
        for part in linear:
            part.weight.zero_()
            part.bias.zero_()
        linear[0].weight[0, 3 * _WIDTH : 4 * _WIDTH] = 2.0 / _WIDTH
        linear[1].weight[0, 0] = 1.0
        linear[-1].weight[0, 0] = -1.0
        linear[-1].bias.fill_(1.0)
