"""Writes a small random model in the layout of Hugging Face, in two shards of BF16, and what PyTorch computes with it.

The network is written here in PyTorch alone, from the architecture's description: no library of models is needed.
Run in this folder: python3 make_llama.py
"""

import json
import math
import pathlib
import struct

import torch

FOLDER = pathlib.Path(__file__).parent / "../resources/dev/nervure/examples/stories/llama"
TOKENS, WIDTH, HIDDEN, LAYERS, HEADS, MEMORY_HEADS, LONGEST, THETA, EPS = 96, 32, 48, 2, 4, 2, 64, 10000.0, 1e-5
SIZE = WIDTH // HEADS


def shapes():
    yield "model.embed_tokens.weight", (TOKENS, WIDTH)
    for layer in range(LAYERS):
        at = f"model.layers.{layer}."
        yield at + "input_layernorm.weight", (WIDTH,)
        yield at + "self_attn.q_proj.weight", (WIDTH, WIDTH)
        yield at + "self_attn.k_proj.weight", (MEMORY_HEADS * SIZE, WIDTH)
        yield at + "self_attn.v_proj.weight", (MEMORY_HEADS * SIZE, WIDTH)
        yield at + "self_attn.o_proj.weight", (WIDTH, WIDTH)
        yield at + "post_attention_layernorm.weight", (WIDTH,)
        yield at + "mlp.gate_proj.weight", (HIDDEN, WIDTH)
        yield at + "mlp.up_proj.weight", (HIDDEN, WIDTH)
        yield at + "mlp.down_proj.weight", (WIDTH, HIDDEN)
    yield "model.norm.weight", (WIDTH,)
    yield "lm_head.weight", (TOKENS, WIDTH)


def random_weights():
    torch.manual_seed(11)
    return {
        name: (1 + 0.2 * torch.randn(shape) if len(shape) == 1 else torch.randn(shape) / math.sqrt(shape[1])).bfloat16()
        for name, shape in shapes()
    }


def norm(x, weight):
    return x * torch.rsqrt((x * x).mean(-1, keepdim=True) + EPS) * weight


def rotate(x):
    """Turns the pairs (i, i + SIZE / 2) of each head: [heads, places, SIZE]."""
    half = SIZE // 2
    frequencies = THETA ** (-torch.arange(half, dtype=x.dtype) / half)
    angles = torch.arange(x.shape[1], dtype=x.dtype)[:, None] * frequencies
    first, second = x[..., :half], x[..., half:]
    return torch.cat(
        [first * angles.cos() - second * angles.sin(), second * angles.cos() + first * angles.sin()], -1
    )


def attention(x, w, at):
    def heads(name, count):
        return (x @ w[at + name + ".weight"].T).view(len(x), count, SIZE).transpose(0, 1)

    q, k, v = rotate(heads("q_proj", HEADS)), rotate(heads("k_proj", MEMORY_HEADS)), heads("v_proj", MEMORY_HEADS)
    k, v = (m.repeat_interleave(HEADS // MEMORY_HEADS, 0) for m in (k, v))
    scores = q @ k.transpose(1, 2) / math.sqrt(SIZE)
    ahead = torch.ones(len(x), len(x)).triu(1).bool()
    mixed = scores.masked_fill(ahead, -math.inf).softmax(-1) @ v
    return mixed.transpose(0, 1).reshape(len(x), WIDTH) @ w[at + "o_proj.weight"].T


def logits(tokens, w):
    x = w["model.embed_tokens.weight"][tokens]
    for layer in range(LAYERS):
        at = f"model.layers.{layer}."
        x = x + attention(norm(x, w[at + "input_layernorm.weight"]), w, at + "self_attn.")
        y = norm(x, w[at + "post_attention_layernorm.weight"])
        gate, up = (y @ w[at + f"mlp.{part}_proj.weight"].T for part in ("gate", "up"))
        x = x + (torch.nn.functional.silu(gate) * up) @ w[at + "mlp.down_proj.weight"].T
    return norm(x, w["model.norm.weight"]) @ w["lm_head.weight"].T


def data(tensor):
    if tensor.dtype == torch.bfloat16:
        return "BF16", tensor.view(torch.int16).numpy().tobytes()
    return ("F32", tensor.numpy().tobytes()) if tensor.dtype == torch.float32 else ("I64", tensor.numpy().tobytes())


def write(file, tensors):
    header, body = {"__metadata__": {"format": "pt"}}, b""
    for name, tensor in tensors.items():
        kind, values = data(tensor.contiguous())
        header[name] = {
            "dtype": kind,
            "shape": list(tensor.shape),
            "data_offsets": [len(body), len(body) + len(values)],
        }
        body += values
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    (FOLDER / file).write_bytes(struct.pack("<Q", len(text)) + text + body)


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    weights = random_weights()
    names = list(weights)
    cut = next(i for i, name in enumerate(names) if name.startswith("model.layers.1."))
    shards = {f"model-{n + 1:05d}-of-00002.safetensors": part for n, part in enumerate((names[:cut], names[cut:]))}
    for file, part in shards.items():
        write(file, {name: weights[name] for name in part})
    index = {
        "metadata": {"total_size": sum(2 * w.numel() for w in weights.values())},
        "weight_map": {name: file for file, part in shards.items() for name in part},
    }
    (FOLDER / "model.safetensors.index.json").write_text(json.dumps(index, indent=2) + "\n")
    config = {
        "architectures": ["LlamaForCausalLM"],
        "hidden_act": "silu",
        "hidden_size": WIDTH,
        "intermediate_size": HIDDEN,
        "max_position_embeddings": LONGEST,
        "model_type": "llama",
        "num_attention_heads": HEADS,
        "num_hidden_layers": LAYERS,
        "num_key_value_heads": MEMORY_HEADS,
        "rms_norm_eps": EPS,
        "rope_theta": THETA,
        "tie_word_embeddings": False,
        "torch_dtype": "bfloat16",
        "vocab_size": TOKENS,
    }
    (FOLDER / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    tokens = torch.randint(TOKENS, (40,))
    exact = {name: weight.double() for name, weight in weights.items()}
    write("expected.safetensors", {"tokens": tokens, "logits": logits(tokens, exact).float()})


if __name__ == "__main__":
    main()
