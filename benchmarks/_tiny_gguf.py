"""A language model of a few hundred thousand random weights, as a GGUF file: it knows nothing, and everything around it is real.

    python benchmarks/_tiny_gguf.py FILE [SEED]

Needs the `gguf` package. Its tokens are the 256 bytes, so it can write any text.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

WIDTH, LAYERS, HEADS, INNER, CONTEXT = 64, 2, 4, 128, 16_384
TEMPLATE = "{% for message in messages %}[{{ message['role'] }}] {{ message['content'] }}\n{% endfor %}[assistant] "


def write(file: Path, *, seed: int) -> None:
    """The model, the same for the same seed."""
    from gguf import GGUFWriter, TokenType

    rng = np.random.default_rng(seed)
    tokens = [b"<unk>", b"<s>", b"</s>", *(f"<0x{byte:02X}>".encode() for byte in range(256))]
    writer = GGUFWriter(file, "llama")
    writer.add_name("random")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores([0.0] * len(tokens))
    writer.add_token_types([TokenType.UNKNOWN, TokenType.CONTROL, TokenType.CONTROL, *([TokenType.BYTE] * 256)])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_chat_template(TEMPLATE)

    def drawn(*shape: int) -> np.ndarray:
        return rng.normal(0, 0.4, shape).astype(np.float32)

    def ones() -> np.ndarray:
        return np.ones(WIDTH, dtype=np.float32)

    writer.add_tensor("token_embd.weight", drawn(len(tokens), WIDTH))
    writer.add_tensor("output_norm.weight", ones())
    writer.add_tensor("output.weight", drawn(len(tokens), WIDTH))
    for layer in range(LAYERS):
        name = f"blk.{layer}"
        writer.add_tensor(f"{name}.attn_norm.weight", ones())
        writer.add_tensor(f"{name}.ffn_norm.weight", ones())
        for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
            writer.add_tensor(f"{name}.{part}.weight", drawn(WIDTH, WIDTH))
        writer.add_tensor(f"{name}.ffn_gate.weight", drawn(INNER, WIDTH))
        writer.add_tensor(f"{name}.ffn_up.weight", drawn(INNER, WIDTH))
        writer.add_tensor(f"{name}.ffn_down.weight", drawn(WIDTH, INNER))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    write(Path(sys.argv[1]), seed=int(sys.argv[2]) if len(sys.argv) > 2 else 0)
