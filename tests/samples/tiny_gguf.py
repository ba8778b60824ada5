"""A GGUF chat model of some hundred kilobytes with random weights, made on the spot.

Llama architecture, byte-level tokens without merges, a chat template in its metadata. It writes
nonsense; that it loads, streams, counts and stops like a real one is the point.
"""

from __future__ import annotations

from pathlib import Path

import gguf
import numpy as np
import numpy.typing as npt

_WIDTH, _LAYERS, _HEADS, _HIDDEN, _CONTEXT = 64, 2, 4, 128, 4096
_SPECIAL = ("<|im_start|>", "<|im_end|>")
_TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}"
    "<|im_end|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def _byte_tokens() -> list[str]:
    """GPT-2's printable stand-ins for the 256 bytes."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    return [
        *(chr(byte) for byte in printable),
        *(chr(256 + index) for index in range(len(others))),
    ]


def _weights(random: np.random.Generator, *shape: int) -> npt.NDArray[np.float32]:
    return (random.standard_normal(shape) * 0.08).astype(np.float32)


def write_tiny_gguf(path: Path, seed: int = 1) -> Path:
    """Write the model to `path` and return it."""
    random = np.random.default_rng(seed)
    tokens = [*_byte_tokens(), *_SPECIAL]
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_context_length(_CONTEXT)
    writer.add_embedding_length(_WIDTH)
    writer.add_block_count(_LAYERS)
    writer.add_feed_forward_length(_HIDDEN)
    writer.add_head_count(_HEADS)
    writer.add_head_count_kv(_HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(_WIDTH // _HEADS)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("default")
    writer.add_token_list(tokens)
    normal, control = int(gguf.TokenType.NORMAL), int(gguf.TokenType.CONTROL)
    writer.add_token_types([normal] * (len(tokens) - 2) + [control] * 2)
    writer.add_token_merges(["a b"])
    writer.add_bos_token_id(len(tokens) - 2)
    writer.add_eos_token_id(len(tokens) - 1)
    writer.add_chat_template(_TEMPLATE)
    _add_tensors(writer, random, len(tokens))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _add_tensors(writer: gguf.GGUFWriter, random: np.random.Generator, vocabulary: int) -> None:
    embedding = _weights(random, vocabulary, _WIDTH)
    embedding[-2:] = 0  # the special tokens are never the likeliest
    writer.add_tensor("token_embd.weight", embedding)
    writer.add_tensor("output.weight", np.roll(embedding, 7, axis=0))
    writer.add_tensor("output_norm.weight", np.ones(_WIDTH, np.float32))
    for layer in range(_LAYERS):
        name = f"blk.{layer}."
        for norm in ("attn_norm", "ffn_norm"):
            writer.add_tensor(f"{name}{norm}.weight", np.ones(_WIDTH, np.float32))
        for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
            writer.add_tensor(f"{name}{part}.weight", _weights(random, _WIDTH, _WIDTH))
        for part in ("ffn_gate", "ffn_up"):
            writer.add_tensor(f"{name}{part}.weight", _weights(random, _HIDDEN, _WIDTH))
        writer.add_tensor(f"{name}ffn_down.weight", _weights(random, _WIDTH, _HIDDEN))
