#!/usr/bin/env python3
"""Writes small ONNX files as PyTorch exports them, each with a .safetensors of what PyTorch itself computes, and index.json.

`NAME.onnx` comes from torch.onnx.export: the TorchScript exporter (dynamo=False), or, where the name ends in `_dynamo`, the
exporter that has been PyTorch's default since 2.9. `NAME.safetensors` holds
  in.<input>, out.<output>          under the names in the ONNX file
  loss                              the sum, over the float outputs, of the mean of their squares
  grad_in.<input>, grad.<parameter> d loss / d float inputs and parameters (PyTorch's names and layouts)
  state.<name>                      parameters and buffers (PyTorch's names and layouts) before the call; after.<name>: running statistics after it
  again.in.*, again.out.*           where axes are dynamic: the same file at another size
index.json says, for every initializer of the file, which parameter it is and how it is laid out ("initializers").

Usage: make_onnx.py OUT_DIR [NAME …]   (PyTorch 2.13, onnx; onnxscript for *_dynamo; onnxruntime, if there, checks every file)
"""
import collections, json, logging, math, os, struct, sys, pathlib, warnings
import numpy as np, onnx, torch
from torch import nn
import torch.nn.functional as F

warnings.filterwarnings("ignore"); logging.disable(logging.WARNING); torch.set_num_threads(1)
OUT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "."); ONLY = set(sys.argv[2:])
DT = {torch.float32: "F32", torch.int64: "I64", torch.int32: "I32", torch.bool: "BOOL"}
INDEX = []
EVAL, TRAIN, KEEP = torch.onnx.TrainingMode.EVAL, torch.onnx.TrainingMode.TRAINING, torch.onnx.TrainingMode.PRESERVE


def save(path, tensors):
    header, blobs, offset = {}, [], 0
    for name, t in tensors.items():
        raw = t.detach().contiguous().numpy().tobytes()
        header[name] = {"dtype": DT[t.dtype], "shape": list(t.shape), "data_offsets": [offset, offset + len(raw)]}
        blobs.append(raw); offset += len(raw)
    h = json.dumps(header).encode(); h += b" " * (-len(h) % 8)
    path.write_bytes(struct.pack("<Q", len(h)) + h + b"".join(blobs))


def R(*s, scale=1.0, seed=0):
    g = torch.Generator().manual_seed(seed + sum(s)); return torch.randn(*s, generator=g) * scale


def ids(*s, n, seed=0):
    g = torch.Generator().manual_seed(seed + sum(s)); return torch.randint(0, n, s, generator=g)


class Fn(nn.Module):
    def __init__(s, fn, /, **mods):
        super().__init__(); s._fn = fn
        for k, m in mods.items(): setattr(s, k, m)
    def forward(s, *a): return s._fn(s, *a)


def layouts(module):
    """Bytes of every form in which an exporter may store a parameter -> (parameter, layout)."""
    r = {}
    def put(t, who, how): r.setdefault(t.detach().contiguous().numpy().tobytes(), {"from": who, "layout": how})
    for k, p in module.state_dict().items():
        put(p, k, "same")
        if p.dim() == 2: put(p.t(), k, "transposed")
    order = {nn.LSTM: ([0, 3, 1, 2], "gates i f g o -> i o f c"), nn.GRU: ([1, 0, 2], "gates r z n -> z r h"), nn.RNN: ([0], "one gate")}
    for path, m in module.named_modules():
        if type(m) not in order: continue
        perm, how = order[type(m)]; g = lambda t: torch.cat([t.chunk(len(perm))[i] for i in perm])
        for l in range(m.num_layers):
            dirs = [f"_l{l}"] + ([f"_l{l}_reverse"] if m.bidirectional else []); at = lambda w, d: getattr(m, w + d)
            name = lambda w: [f"{path}.{w}{d}" for d in dirs]; stacked = f", stacked [{len(dirs)}, …]"
            for w in ("weight_ih", "weight_hh"): put(torch.stack([g(at(w, d)) for d in dirs]), name(w), how + stacked)
            put(torch.stack([torch.cat([g(at("bias_ih", d)), g(at("bias_hh", d))]) for d in dirs]), name("bias_ih") + name("bias_hh"), how + ", input and recurrent bias joined" + stacked)
    return r


def case(name, *a, **k):
    if ONLY and name not in ONLY: return
    try: one(name, *a, **k)
    except Exception as e: print(f"  !! {name}: {type(e).__name__} {str(e)[-300:]}", flush=True); (OUT / f"{name}.onnx").unlink(missing_ok=True)


def one(name, module, inputs, about, outputs=("y",), opset=17, mode=EVAL, dynamic=None, again=None, dynamo=False, fold=True, random=False, **kw):
    torch.manual_seed(sum(map(ord, name)))
    for n, p in module.named_parameters():
        nn.init.uniform_(p, -0.3, 0.3)
        if p.dim() == 1 and n.endswith("weight"): nn.init.uniform_(p, 0.7, 1.3)
    for n, b in module.named_buffers():
        if "running_mean" in n: nn.init.uniform_(b, -0.5, 0.5)
        if "running_var" in n: nn.init.uniform_(b, 0.5, 1.5)
    module.train(mode == TRAIN)
    before = {k: v.clone() for k, v in module.state_dict().items()}; forms = layouts(module)
    path = OUT / f"{name}.onnx"
    common = dict(input_names=list(inputs), output_names=list(outputs), opset_version=opset)
    plain = {k: v.clone() for k, v in inputs.items()}
    if dynamo:
        shapes = tuple({a: torch.export.Dim(s) for a, s in dynamic[k].items()} if k in dynamic else None for k in inputs) if dynamic else None
        if shapes and isinstance(module, Fn): shapes = (shapes,)
        torch.onnx.export(module, tuple(plain.values()), str(path), dynamo=True, external_data=False, dynamic_shapes=shapes, verbose=False, **common)
    else:
        torch.onnx.export(module, tuple(plain.values()), str(path), dynamo=False, training=mode, do_constant_folding=fold, dynamic_axes=dynamic, **common)
    module.load_state_dict(before); module.train(mode == TRAIN)
    def run(given, prefix, rec):
        ins = {k: (v.clone().requires_grad_(True) if v.dtype == torch.float32 else v) for k, v in given.items()}
        o = module(*ins.values()); o = list(o) if isinstance(o, (tuple, list)) else [o]
        rec.update({f"{prefix}in.{k}": v for k, v in ins.items()}); rec.update({f"{prefix}out.{k}": v for k, v in zip(outputs, o)})
        return ins, o
    rec = {}; was = module.training
    if random: module.eval()
    ins, o = run(inputs, "", rec); loss = sum((v * v).mean() for v in o if v.dtype == torch.float32)
    module.zero_grad()  # a pair shares its module
    if loss.requires_grad: loss.backward()
    rec["loss"] = loss.reshape(1)
    rec.update({f"grad_in.{k}": v.grad for k, v in ins.items() if v.grad is not None})
    rec.update({f"grad.{k}": p.grad if p.grad is not None else torch.zeros_like(p) for k, p in module.named_parameters()})
    rec.update({f"state.{k}": v for k, v in before.items() if v.dtype in DT and "num_batches" not in k})
    if mode == TRAIN and not random: rec.update({f"after.{k}": v for k, v in module.state_dict().items() if "running" in k})
    if again: module.load_state_dict(before); run(again, "again.", rec)
    save(OUT / f"{name}.safetensors", rec)
    if "external" in kw:
        m = onnx.load(str(path)); onnx.save(m, str(path), save_as_external_data=True, all_tensors_to_one_file=True, location=f"{name}.data", size_threshold=64)
    m = onnx.load(str(path), load_external_data=False)
    for n in [*m.graph.node, *(n for f in m.functions for n in f.node)]:  # stack traces name the exporting machine's folders
        keep = [x for x in n.metadata_props if "stack_trace" not in x.key]; del n.metadata_props[:]; n.metadata_props.extend(keep); n.doc_string = ""
    for i in m.graph.initializer if mode == TRAIN else ():  # the exporter's own training-mode pass has moved the running statistics: put them back
        if i.name in before: i.CopyFrom(onnx.numpy_helper.from_array(before[i.name].numpy(), i.name))
    path.write_bytes(m.SerializeToString())
    m = onnx.load(str(path)); g = m.graph; ops = collections.Counter()
    def count(g):
        for n in g.node:
            ops[(n.domain + "::" if n.domain else "") + n.op_type] += 1
            for a in n.attribute:
                if a.type == onnx.AttributeProto.GRAPH: count(a.g)
    count(g)
    for f in m.functions: count(f)
    init = {}
    for i in g.initializer:
        raw = onnx.numpy_helper.to_array(i).tobytes()
        init[i.name] = forms.get(raw) or {"from": None, "layout": "computed by the exporter" if i.data_type == 1 and len(raw) > 4 else "constant"}
    entry = {"case": name, "about": about, "exporter": "dynamo" if dynamo else "TorchScript", "opset": {o.domain or "ai.onnx": o.version for o in m.opset_import}, "ir": m.ir_version, "training": mode == TRAIN, "nodes": sum(ops.values()), "ops": dict(ops.most_common()),
             "inputs": {k: [str(v.dtype)[6:], *v.shape] for k, v in inputs.items()}, "dynamic": {k: {str(a): s for a, s in v.items()} for k, v in (dynamic or {}).items()}, "initializers": init}
    try:
        import onnxruntime as ort
        o_ = ort.SessionOptions(); o_.log_severity_level = 3; se = ort.InferenceSession(str(path), o_); worst = 0.0
        for pre in ("", "again.") if again else ("",):
            have = {i.name for i in se.get_inputs()}
            res = se.run(list(outputs), {k: (inputs if not pre else again)[k].numpy() for k in inputs if k in have})
            for k, v in zip(outputs, res):
                e = rec[f"{pre}out.{k}"].detach().numpy()
                assert v.shape == e.shape and v.dtype == e.dtype, (name, k, v.shape, e.shape, v.dtype, e.dtype)
                worst = max(worst, float(np.abs(v.astype(np.float64) - e).max()) if v.size else 0.0)
        entry["onnxruntime"] = {"version": ort.__version__, "max_abs_difference": float(f"{worst:.2g}")}
        if worst > 1e-4 and not random: print("  !!", name, worst)
    except ImportError: pass
    except Exception as e: entry["onnxruntime"] = {"error": str(e)[:200]}; print("  !!", name, str(e)[:300])
    INDEX.append(entry); print(f"{name:28} {path.stat().st_size:7} B {entry['nodes']:4} nodes {entry.get('onnxruntime', {}).get('max_abs_difference', '-')}  {dict(ops.most_common(7))}", flush=True)


def both(name, module, inputs, about, **kw):
    """The same module through both exporters (dynamo writes opset 18 or later)."""
    case(name, module, inputs, about, **kw)
    case(f"{name}_dynamo", module, inputs, about, dynamo=True, **{**kw, "opset": max(18, kw.get("opset", 18))})


class ResBlock(nn.Module):
    def __init__(s, i, o, stride):
        super().__init__(); s.conv1 = nn.Conv2d(i, o, 3, stride, 1, bias=False); s.bn1 = nn.BatchNorm2d(o); s.conv2 = nn.Conv2d(o, o, 3, 1, 1, bias=False); s.bn2 = nn.BatchNorm2d(o)
        s.down = nn.Sequential(nn.Conv2d(i, o, 1, stride, bias=False), nn.BatchNorm2d(o))
    def forward(s, x): return F.relu(s.bn2(s.conv2(F.relu(s.bn1(s.conv1(x))))) + s.down(x))


class RmsNorm(nn.Module):
    """As Hugging Face's Llama writes it (the TorchScript exporter has no rule for nn.RMSNorm)."""
    def __init__(s, d, eps): super().__init__(); s.weight, s.eps = nn.Parameter(torch.ones(d)), eps
    def forward(s, x): return s.weight * (x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + s.eps))


class Llama(nn.Module):
    """RMS norm, rotary positions on half pairs, 4 query on 2 key/value heads, SwiGLU; as Hugging Face writes it."""
    def __init__(s, v=17, d=16, h=4, kv=2, f=24):
        super().__init__(); s.h, s.kv, s.k = h, kv, d // h
        s.embed = nn.Embedding(v, d); s.n1, s.n2, s.n3 = (RmsNorm(d, 1e-6) for _ in range(3))
        s.q, s.kk, s.v, s.o = nn.Linear(d, d, False), nn.Linear(d, kv * s.k, False), nn.Linear(d, kv * s.k, False), nn.Linear(d, d, False)
        s.gate, s.up, s.down = nn.Linear(d, f, False), nn.Linear(d, f, False), nn.Linear(f, d, False)
        s.register_buffer("inv_freq", 1 / 10000 ** (torch.arange(0, s.k, 2) / s.k), persistent=False)
    def forward(s, i):
        b, t = i.shape; x = s.embed(i); y = s.n1(x)
        a = torch.outer(torch.arange(t).float(), s.inv_freq); a = torch.cat([a, a], -1); cos, sin = a.cos(), a.sin()
        rot = lambda z: z * cos + torch.cat([-z[..., z.shape[-1] // 2:], z[..., :z.shape[-1] // 2]], -1) * sin
        q, k, v = (z.view(b, t, n, s.k).transpose(1, 2) for z, n in ((s.q(y), s.h), (s.kk(y), s.kv), (s.v(y), s.kv)))
        q, k = rot(q), rot(k); k, v = (z.repeat_interleave(s.h // s.kv, 1) for z in (k, v))
        w = q @ k.transpose(2, 3) / math.sqrt(s.k) + torch.triu(torch.full((t, t), -1e9), 1)
        x = x + s.o((w.softmax(-1) @ v).transpose(1, 2).reshape(b, t, -1)); y = s.n2(x)
        return F.linear(s.n3(x + s.down(F.silu(s.gate(y)) * s.up(y))), s.embed.weight)


class Gpt(nn.Module):
    def __init__(s, v=19, d=16, t=12):
        super().__init__(); s.tok, s.pos = nn.Embedding(v, d), nn.Embedding(t, d); s.ln1, s.ln2, s.ln3 = (nn.LayerNorm(d) for _ in range(3)); s.qkv, s.proj = nn.Linear(d, 3 * d), nn.Linear(d, d); s.up, s.down = nn.Linear(d, 4 * d), nn.Linear(4 * d, d)
    def forward(s, i):
        b, t = i.shape; x = s.tok(i) + s.pos(torch.arange(t, device=i.device)); d = x.shape[-1]
        q, k, v = (z.view(b, t, 2, d // 2).transpose(1, 2) for z in s.qkv(s.ln1(x)).split(d, 2))
        x = x + s.proj(F.scaled_dot_product_attention(q, k, v, is_causal=True).transpose(1, 2).contiguous().view(b, t, d))
        return F.linear(s.ln3(x + s.down(F.gelu(s.up(s.ln2(x)), approximate="tanh"))), s.tok.weight)


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    B = {0: "batch"}; BT = {0: "batch", 1: "time"}
    # dense
    both("mlp", nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 16), nn.Tanh(), nn.Linear(16, 3)), {"x": R(4, 8)}, "dense, ReLU, dense, tanh, dense")
    for o in (11, 13, 18): case(f"mlp_opset{o}", nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 3), nn.Softmax(-1)), {"x": R(4, 8)}, "dense, ReLU, dense, softmax", opset=o)
    both("mlp_dynamic_batch", nn.Sequential(nn.Linear(8, 12), nn.Sigmoid(), nn.Linear(12, 3, bias=False)), {"x": R(4, 8)}, "dynamic batch; a dense layer without bias", dynamic={"x": B, "y": B}, again={"x": R(7, 8)})
    case("mlp_3d", Fn(lambda s, x: s.b(F.relu(s.a(x))), a=nn.Linear(6, 10), b=nn.Linear(10, 4)), {"x": R(2, 5, 6)}, "dense on every time step: MatMul and Add instead of Gemm, weights transposed")
    case("external_data", nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 3)), {"x": R(4, 8)}, "weights in external_data.data beside the file", external=True)
    case("two_inputs", Fn(lambda s, u, v: s.o(torch.cat([F.relu(s.a(u)), F.silu(s.b(v))], -1)), a=nn.Linear(5, 8), b=nn.Linear(3, 6), o=nn.Linear(14, 2)), {"user": R(4, 5), "item": R(4, 3)}, "two inputs, concat", dynamic={"user": B, "item": B, "score": B}, outputs=("score",), again={"user": R(1, 5), "item": R(1, 3)})
    case("two_heads", Fn(lambda s, x: (lambda h: (F.log_softmax(s.c(h), -1), torch.sigmoid(s.r(h)).squeeze(-1)))(F.elu(s.a(x))), a=nn.Linear(6, 10), c=nn.Linear(10, 4), r=nn.Linear(10, 1)), {"x": R(5, 6)}, "two outputs of one trunk, the second squeezed", outputs=("class", "value"))
    case("softmax_argmax", Fn(lambda s, x: (lambda z: (F.softmax(z, -1), z.argmax(-1)))(s.a(x)), a=nn.Linear(7, 5)), {"x": R(6, 7, scale=2)}, "probabilities and an integer output", outputs=("probability", "label"))
    case("shared_layer", Fn(lambda s, u, v: (s.e(u) - s.e(v)) ** 2, e=nn.Linear(6, 10)), {"u": R(3, 6), "v": R(3, 6, seed=4)}, "one layer on two inputs; squared difference (Pow)")
    case("batch_norm1d_eval", nn.Sequential(nn.Linear(6, 8, bias=False), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 2)), {"x": R(4, 6)}, "batch norm after a dense layer, which the exporter does not fold")
    case("activations", Fn(lambda s, x: (lambda z: torch.stack([F.leaky_relu(z, .1), F.elu(z, .7), F.selu(z), F.softplus(z), F.softsign(z), F.silu(z), F.mish(z), F.hardswish(z), F.hardsigmoid(z), s.p(z), F.celu(z), F.logsigmoid(z), F.hardtanh(z, -.8, .9), F.relu6(z)]))(s.a(x)), a=nn.Linear(5, 9), p=nn.PReLU()), {"x": R(3, 5, scale=4)}, "fourteen activations, stacked")
    both("gelu", Fn(lambda s, x: F.gelu(s.a(x)) + F.gelu(s.b(x), approximate="tanh"), a=nn.Linear(6, 8), b=nn.Linear(6, 8)), {"x": R(3, 6, scale=2)}, "both GELUs, written out below opset 20")
    case("gelu_opset20", Fn(lambda s, x: F.gelu(s.a(x)) + F.gelu(s.b(x), approximate="tanh"), a=nn.Linear(6, 8), b=nn.Linear(6, 8)), {"x": R(3, 6, scale=2)}, "both GELUs as the Gelu operator", opset=20)
    case("dropout_train", nn.Sequential(nn.Linear(6, 12), nn.ReLU(), nn.Dropout(0.25), nn.Linear(12, 3)), {"x": R(4, 6)}, "Dropout with training_mode true in the file; out and gradients are those of evaluation (dropout off)", mode=TRAIN, random=True)
    # convolution
    conv = lambda: nn.Sequential(nn.Conv2d(1, 6, 3, padding=1, bias=False), nn.BatchNorm2d(6), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 8, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, 4))
    both("cnn_bn_eval", conv(), {"x": R(2, 1, 10, 10)}, "batch norm folded into the convolution by the exporter")
    case("cnn_bn_kept", conv(), {"x": R(2, 1, 10, 10)}, "the same in evaluation with BatchNormalization kept", mode=KEEP, dynamic={"x": B, "y": B}, again={"x": R(3, 1, 10, 10)})
    case("cnn_bn_train", conv(), {"x": R(4, 1, 10, 10)}, "BatchNormalization with training_mode 1: batch statistics, running statistics as further outputs of the node", mode=TRAIN)
    both("resnet_block", ResBlock(4, 8, 2), {"x": R(2, 4, 8, 8)}, "two convolutions, strided, projection on the skip")
    case("mobilenet_block", Fn(lambda s, x: x + s.m(x), m=nn.Sequential(nn.Conv2d(4, 12, 1, bias=False), nn.BatchNorm2d(12), nn.ReLU6(), nn.Conv2d(12, 12, 3, padding=1, groups=12, bias=False), nn.BatchNorm2d(12), nn.ReLU6(), nn.Conv2d(12, 4, 1, bias=False), nn.BatchNorm2d(4))), {"x": R(2, 4, 7, 7, scale=3)}, "inverted residual; ReLU6 is Clip with constants as inputs")
    case("mobilenetv3_block", Fn(lambda s, x: (lambda h: s.o(h * F.hardsigmoid(s.b(F.relu(s.a(F.adaptive_avg_pool2d(h, 1)))))))(F.hardswish(s.d(x))), d=nn.Conv2d(6, 6, 5, stride=2, padding=2, groups=6), a=nn.Conv2d(6, 3, 1), b=nn.Conv2d(3, 6, 1), o=nn.Conv2d(6, 4, 1)), {"x": R(2, 6, 9, 9, scale=2)}, "depthwise 5x5, squeeze and excitation, hard swish")
    case("depthwise_separable", nn.Sequential(nn.Conv2d(4, 8, 3, groups=4, dilation=2, padding=2), nn.LeakyReLU(0.2), nn.Conv2d(8, 5, 1)), {"x": R(2, 4, 9, 8)}, "depthwise with multiplier 2 and dilation, pointwise")
    case("conv1d_causal", Fn(lambda s, x: s.b(F.relu(s.a(F.pad(x, (4, 0))))), a=nn.Conv1d(2, 6, 3, dilation=2), b=nn.Conv1d(6, 1, 1)), {"x": R(2, 2, 15)}, "left padding written as Pad", dynamic={"x": {0: "batch", 2: "time"}, "y": {0: "batch", 2: "time"}}, again={"x": R(1, 2, 23)})
    case("conv_transpose", nn.Sequential(nn.ConvTranspose2d(3, 4, 3, stride=2, padding=1, output_padding=1), nn.ReLU(), nn.ConvTranspose2d(4, 2, 2, stride=2, groups=2)), {"x": R(2, 3, 4, 5)}, "with output padding; with groups")
    case("unet_small", Fn(lambda s, x: (lambda e: s.o(torch.cat([e, F.relu(s.u(F.relu(s.m(F.max_pool2d(e, 2)))))], 1)))(F.relu(s.e(x))), e=nn.Conv2d(1, 4, 3, padding=1), m=nn.Conv2d(4, 6, 3, padding=1), u=nn.ConvTranspose2d(6, 4, 2, stride=2), o=nn.Conv2d(8, 1, 1)), {"x": R(1, 1, 8, 12)}, "skip by concat")
    case("pooling", Fn(lambda s, x: s.c(torch.cat([F.max_pool2d(x, 3, 2, 1), F.avg_pool2d(x, 3, 2, 1), F.avg_pool2d(x, 3, 2, 1, count_include_pad=False), F.max_pool2d(x, 2, 2, ceil_mode=True)[..., :5, :5], F.adaptive_avg_pool2d(x, 5)[..., :5, :5]], 1)), c=nn.Conv2d(15, 2, 1)), {"x": R(2, 3, 10, 10)}, "max and average pooling, padded, ceil mode, adaptive")
    case("resize", Fn(lambda s, x: s.c(torch.cat([F.interpolate(x, scale_factor=2, mode="nearest"), F.interpolate(x, size=(8, 10), mode="bilinear", align_corners=False), F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=True)], 1)), c=nn.Conv2d(6, 2, 1)), {"x": R(1, 2, 4, 5)}, "nearest, bilinear half-pixel, bilinear with aligned corners")
    case("resize_dynamic", Fn(lambda s, x: s.c(F.interpolate(x, scale_factor=2, mode="nearest")), c=nn.Conv2d(2, 2, 1)), {"x": R(1, 2, 4, 5)}, "nearest, dynamic height and width: the sizes are a Shape, Slice, Concat chain", dynamic={"x": {2: "height", 3: "width"}, "y": {2: "h2", 3: "w2"}}, again={"x": R(1, 2, 6, 3)})
    case("nhwc", Fn(lambda s, x: s.f(F.relu(s.b(F.relu(s.a(x.permute(0, 3, 1, 2))))).permute(0, 2, 3, 1).reshape(x.shape[0], -1)), a=nn.Conv2d(3, 4, 3), b=nn.Conv2d(4, 5, 3, stride=2), f=nn.Linear(3 * 2 * 5, 4)), {"image": R(2, 9, 8, 3)}, "channels last outside, as Keras exports: Transpose around the convolutions, flattened in HWC order")
    # normalisation
    norm = lambda: Fn(lambda s, x: s.g(s.b(x)) + s.a(x), a=nn.LayerNorm(12), b=nn.Linear(12, 12), g=nn.LayerNorm((5, 12)))
    for o in (13, 17): case(f"layer_norm_opset{o}", norm(), {"x": R(3, 5, 12)}, "over the last axis, and over the last two; " + ("written out" if o < 17 else "LayerNormalization"), opset=o)
    both("group_norm", nn.Sequential(nn.Conv2d(3, 6, 3), nn.GroupNorm(2, 6), nn.ReLU(), nn.Conv2d(6, 4, 1), nn.InstanceNorm2d(4, affine=True)), {"x": R(2, 3, 7, 7)}, "group norm (InstanceNormalization between Reshapes), instance norm")
    case("rms_norm", Fn(lambda s, x: s.n(s.a(x)), a=nn.Linear(6, 10), n=RmsNorm(10, 1e-6)), {"x": R(3, 6)}, "written out in the model")
    case("rms_norm_dynamo", Fn(lambda s, x: s.n(s.a(x)), a=nn.Linear(6, 10), n=nn.RMSNorm(10, eps=1e-6)), {"x": R(3, 6)}, "nn.RMSNorm below opset 23", dynamo=True, opset=18)
    case("opset23_dynamo", Fn(lambda s, x: F.gelu(s.n(s.l(s.a(x)))), a=nn.Linear(6, 10), n=nn.RMSNorm(10, eps=1e-6), l=nn.LayerNorm(10)), {"x": R(3, 6)}, "LayerNormalization, RMSNormalization and Gelu as operators", dynamo=True, opset=23)
    case("attention_opset23_dynamo", Gpt(), {"ids": ids(2, 7, n=19)}, "the network of gpt_dynamic, fixed sizes: the Attention operator", dynamo=True, opset=23, outputs=("logits",))
    # recurrence
    for kind, cls in (("lstm", nn.LSTM), ("gru", nn.GRU), ("rnn", nn.RNN)):
        (both if kind != "rnn" else case)(f"{kind}_batch_first", Fn(lambda s, x: s.f(s.r(x)[0]), r=cls(4, 6, batch_first=True), f=nn.Linear(6, 2)), {"x": R(3, 7, 4)}, "batch first: Transpose around; dense on every step")
        case(f"{kind}_bidirectional", Fn(lambda s, x: s.r(x)[0], r=cls(4, 5, bidirectional=True)), {"x": R(7, 3, 4)}, "time first, both directions: output [time, direction, batch, unit] transposed and reshaped")
    case("lstm_last_dynamic", Fn(lambda s, x: s.f(s.r(x)[0][:, -1]), r=nn.LSTM(4, 6, batch_first=True), f=nn.Linear(6, 2)), {"x": R(3, 7, 4)}, "last step, batch and time dynamic: the zero state is a Shape, Gather, Concat, ConstantOfShape or Expand chain", dynamic={"x": BT, "y": B}, again={"x": R(2, 11, 4)})
    case("lstm_state", Fn(lambda s, x, h, c: (lambda o: (o[0], o[1][0], o[1][1]))(s.r(x, (h, c))), r=nn.LSTM(4, 6)), {"x": R(5, 2, 4), "h0": R(1, 2, 6), "c0": R(1, 2, 6, seed=2)}, "initial state in, last state out (a streaming step)", outputs=("y", "hn", "cn"))
    case("lstm_2layer_bidirectional", Fn(lambda s, x: s.f(s.r(x)[0].mean(1)), r=nn.LSTM(4, 5, 2, batch_first=True, bidirectional=True), f=nn.Linear(10, 3)), {"x": R(2, 6, 4)}, "two layers, both directions, mean over time")
    case("gru_hidden", Fn(lambda s, x: s.f(s.r(x)[1].squeeze(0)), r=nn.GRU(4, 6, batch_first=True), f=nn.Linear(6, 2)), {"x": R(3, 7, 4)}, "last hidden state (Y_h) to a dense layer")
    # attention
    D, H, T = 12, 3, 6
    causal = torch.triu(torch.full((T, T), -math.inf), 1)
    both("encoder_post_norm", Fn(lambda s, x: s.block(x), block=nn.TransformerEncoderLayer(D, H, 20, 0.0, "gelu", batch_first=True)), {"x": R(2, T, D)}, "attention, add, norm, feed-forward, add, norm")
    case("encoder_pre_norm", Fn(lambda s, x: s.block(x), block=nn.TransformerEncoderLayer(D, H, 20, 0.0, "relu", batch_first=True, norm_first=True)), {"x": R(2, T, D)}, "norm first", opset=14)
    case("encoder_3layers", nn.TransformerEncoder(nn.TransformerEncoderLayer(D, H, 20, 0.0, "relu", batch_first=True), 3, enable_nested_tensor=False), {"x": R(2, T, D)}, "three equal blocks: an importer should find the repetition; the batch is dynamic (this exporter bakes the length into nn.MultiheadAttention even where it is declared dynamic)", dynamic={"x": B, "y": B}, again={"x": R(3, T, D)})
    case("encoder_3layers_dynamo", nn.TransformerEncoder(nn.TransformerEncoderLayer(D, H, 20, 0.0, "relu", batch_first=True), 3, enable_nested_tensor=False), {"x": R(2, T, D)}, "the same, batch and time dynamic", dynamic={"x": BT, "y": BT}, again={"x": R(3, 9, D)}, dynamo=True, opset=18)
    case("mha_padded", Fn(lambda s, x, keep: s.a(x, x, x, key_padding_mask=~keep, need_weights=False)[0], a=nn.MultiheadAttention(D, H, batch_first=True)), {"x": R(2, T, D), "keep": torch.tensor([[True] * 6, [True] * 4 + [False] * 2])}, "a boolean mask as input")
    case("mha_causal_weights", Fn(lambda s, x: s.a(x, x, x, attn_mask=causal, need_weights=True), a=nn.MultiheadAttention(D, H, batch_first=True)), {"x": R(2, T, D)}, "causal mask with -inf as a constant; averaged attention weights are the second output", outputs=("y", "weights"))
    case("mha_cross", Fn(lambda s, x, m: s.a(x, m, m, need_weights=False)[0], a=nn.MultiheadAttention(D, H)), {"x": R(T, 2, D), "memory": R(4, 2, D)}, "time first, query from x, key and value from memory")
    both("gpt_dynamic", Gpt(), {"ids": ids(2, 7, n=19)}, "token and position embedding, causal scaled_dot_product_attention, tied output", dynamic={"ids": BT, "logits": BT}, outputs=("logits",), again={"ids": ids(1, 12, n=19)})
    both("llama_block", Llama(), {"ids": ids(2, 6, n=17)}, "RMS norm, rotary positions, 4 query heads on 2 key/value heads, SwiGLU, tied output", outputs=("logits",))
    case("einsum_attention", Fn(lambda s, x: torch.einsum("bhqk,bkhd->bqhd", torch.einsum("bqhd,bkhd->bhqk", s.q(x).view(2, 5, 2, 4), s.k(x).view(2, 5, 2, 4)).div(2.0).softmax(-1), s.v(x).view(2, 5, 2, 4)).flatten(2), q=nn.Linear(8, 8), k=nn.Linear(8, 8), v=nn.Linear(8, 8)), {"x": R(2, 5, 8)}, "attention by Einsum")
    # integers, masks, shape chains
    def pool(s, i, m): k = m.unsqueeze(-1).float(); return F.normalize((s.e(i) * k).sum(1) / k.sum(1).clamp(min=1e-9), dim=-1)
    both("embedding_mean_pool", Fn(pool, e=nn.Embedding(23, 10)), {"input_ids": ids(3, 5, n=23), "attention_mask": torch.tensor([[1, 1, 1, 1, 1], [1, 1, 1, 0, 0], [1, 0, 0, 0, 0]])}, "sentence-transformers' mean pooling and L2 normalisation", dynamic={"input_ids": BT, "attention_mask": BT, "sentence": B}, outputs=("sentence",), again={"input_ids": ids(2, 8, n=23), "attention_mask": torch.tensor([[1] * 8, [1] * 6 + [0] * 2])})
    case("cast_where", Fn(lambda s, x, n: (lambda h, m: torch.where(m.unsqueeze(-1), h, torch.full_like(h, -1e4)).max(1)[0] + n.float().unsqueeze(-1) * 0.1)(s.a(x), torch.arange(6).unsqueeze(0) < n.unsqueeze(1)), a=nn.Linear(4, 7)), {"x": R(3, 6, 4), "length": torch.tensor([6, 2, 4])}, "mask from lengths (Range or constant, Less), Where, Cast of integers, max over time")
    case("masked_fill", Fn(lambda s, x, m: s.a(x).masked_fill(m == 0, float("-inf")).softmax(-1), a=nn.Linear(5, 6)), {"x": R(2, 5), "mask": torch.tensor([[1, 1, 1, 1, 0, 0], [1, 0, 1, 0, 1, 1]])}, "Equal, Not or Cast, Where with -inf, softmax")
    case("shape_chain", Fn(lambda s, x: (lambda b, c, h, w: s.f(F.relu(s.c(x)).view(b, 2, 3, h * w).permute(0, 2, 1, 3).reshape(b, 3, -1).mean(1).view(b, 2 * h * w)))(*x.shape), c=nn.Conv2d(2, 6, 3, padding=1), f=nn.Linear(32, 3)), {"x": R(2, 2, 4, 4)}, "view and reshape from x.shape with a dynamic batch: Shape, Gather, Unsqueeze, Concat, Reshape", dynamic={"x": B, "y": B}, again={"x": R(5, 2, 4, 4)})
    case("slice_pad_split", Fn(lambda s, x: (lambda a, b, c: s.f(torch.cat([F.pad(a, (1, 2)), b.flip(-1)[..., :4], c[:, ::2].repeat(1, 2, 1)[:, :6], x[:, :, 1:-3]], -1)))(*x.split([2, 5, 3], -1)), f=nn.Linear(5 + 4 + 3 + 6, 2)), {"x": R(2, 6, 10)}, "Split with unequal parts, Pad, reversed and strided Slice, Tile")
    axes = lambda: Fn(lambda s, x: torch.cat([x.sum(1), x.mean(1), x.amax(1), x.pow(2).sum(1).sqrt(), x.unsqueeze(2).squeeze(2).var(1), F.softmax(s.f(x), 1).clamp(0.05, 0.5).sum(1), *(z.sum(1) for z in x.chunk(2, 1)), x.std(1), x.logsumexp(1), x.norm(dim=1)], -1), f=nn.Linear(4, 4))
    for o in (11, 13, 17, 18): case(f"axes_opset{o}", axes(), {"x": R(2, 6, 4)}, "reductions, Squeeze, Unsqueeze, Softmax, Clip, Split: operators whose axes or limits moved from attributes to inputs", opset=o)
    (OUT / "index.json").write_text("[\n" + ",\n".join(json.dumps(e) for e in INDEX) + "\n]\n") if not ONLY else None
    print(len(INDEX), "cases")


if __name__ == "__main__":
    main()
