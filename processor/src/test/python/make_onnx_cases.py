"""Small ONNX files of one node each, with what ONNX's own reference evaluator computes of them.

Needs onnx (1.23 or later). Writes src/test/resources/onnx-cases in the official layout:
  cd processor && python3 src/test/python/make_onnx_cases.py
"""

import pathlib
import shutil

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

ROOT = pathlib.Path(__file__).parent.parent / "resources" / "onnx-cases" / "node"
RANDOM = np.random.default_rng(7)


def floats(*shape):
    return RANDOM.standard_normal(shape).astype(np.float32)


def ints(low, high, *shape):
    return RANDOM.integers(low, high, shape)


def case(name, operator, inputs, outputs=("y",), opset=22, expected=None, domain="", **attributes):
    """One node; an input None is left out. Expected values are the reference evaluator's, unless they are given."""
    names = [f"x{i}" if x is not None else "" for i, x in enumerate(inputs)]
    given = {n: np.asarray(x) for n, x in zip(names, inputs) if n}
    node = helper.make_node(operator, names, list(outputs), domain=domain, **attributes)
    infos = [
        helper.make_tensor_value_info(n, helper.np_dtype_to_tensor_dtype(x.dtype), x.shape) for n, x in given.items()
    ]
    loose = [onnx.ValueInfoProto(name=o) for o in outputs if o]
    opsets = [helper.make_opsetid("", opset)] + ([helper.make_opsetid(domain, 1)] if domain else [])
    graph = helper.make_graph([node], name, infos, loose)
    model = helper.make_model(graph, opset_imports=opsets, ir_version=10)
    values = expected if expected is not None else ReferenceEvaluator(model).run(None, given)
    values = [np.asarray(v) for v in values]
    del graph.output[:]
    for o, v in zip([o for o in outputs if o], values):
        graph.output.append(helper.make_tensor_value_info(o, helper.np_dtype_to_tensor_dtype(v.dtype), v.shape))
    model = helper.make_model(graph, opset_imports=opsets, ir_version=10, producer_name="")
    write(name, model, given, values)


def write(name, model, given, values):
    folder = ROOT / name / "test_data_set_0"
    folder.mkdir(parents=True)
    (ROOT / name / "model.onnx").write_bytes(model.SerializeToString())
    for i, (n, x) in enumerate(given.items()):
        (folder / f"input_{i}.pb").write_bytes(numpy_helper.from_array(x, n).SerializeToString())
    for i, v in enumerate(values):
        (folder / f"output_{i}.pb").write_bytes(numpy_helper.from_array(v, f"y{i}").SerializeToString())


def control():
    """Loops, branches and functions of the file itself."""
    value, node = helper.make_tensor_value_info, helper.make_node
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("own", 1)]
    x = {"x": floats(2, 3)}
    body = helper.make_graph(
        [node("Mul", ["h", "half"], ["m"]), node("Add", ["m", "x"], ["next"]), node("Identity", ["go"], ["on"]),
         node("Identity", ["next"], ["each"])],
        "body",
        [value("i", TensorProto.INT64, []), value("go", TensorProto.BOOL, []), value("h", TensorProto.FLOAT, [2, 3])],
        [value("on", TensorProto.BOOL, []), value("next", TensorProto.FLOAT, [2, 3]), value("each", TensorProto.FLOAT, [2, 3])])
    consts = [numpy_helper.from_array(np.array(3), "times"), numpy_helper.from_array(np.array(True), "yes"),
              numpy_helper.from_array(np.array(0.5, np.float32), "half")]
    loop = helper.make_graph(
        [node("Loop", ["times", "yes", "x"], ["y", "all"], body=body)], "loop", [value("x", TensorProto.FLOAT, [2, 3])],
        [value("y", TensorProto.FLOAT, [2, 3]), value("all", TensorProto.FLOAT, [3, 2, 3])], consts)
    model = helper.make_model(loop, opset_imports=opsets[:1], ir_version=8)
    each = [x["x"]]
    for _ in range(3):
        each.append(each[-1] * np.float32(0.5) + x["x"])
    write("loop_that_reads_around", model, x, [each[-1], np.stack(each[1:])])
    function = helper.make_function(
        "own", "Gate", ["a", "b"], ["c"], [node("Sigmoid", ["a"], ["s"]), node("Mul", ["s", "b"], ["c"])], opsets[:1])
    outer = helper.make_function("own", "Twice", ["a"], ["c"],
        [node("Gate", ["a", "a"], ["g"], domain="own"), node("Gate", ["g", "a"], ["c"], domain="own")], opsets)
    graph = helper.make_graph([node("Twice", ["x"], ["y"], domain="own")], "functions",
        [value("x", TensorProto.FLOAT, [2, 3])], [value("y", TensorProto.FLOAT, [2, 3])])
    model = helper.make_model(graph, opset_imports=opsets, functions=[function, outer], ir_version=8)
    write("functions_within_functions", model, x, ReferenceEvaluator(model).run(None, x))
    ab = {"a": floats(2, 2), "b": floats(2, 2)}
    graph = helper.make_graph(
        [node("Mul", ["a", "b"], ["p"]), node("Sub", ["p", "a"], ["z"]),
         node("Gradient", ["a", "b"], ["da", "db"], domain="ai.onnx.preview.training", xs=["a", "b"], y="z")],
        "gradient", [value(n, TensorProto.FLOAT, [2, 2]) for n in "ab"],
        [value(n, TensorProto.FLOAT, [2, 2]) for n in ("z", "da", "db")])
    model = helper.make_model(graph, ir_version=8,
                              opset_imports=[opsets[0], helper.make_opsetid("ai.onnx.preview.training", 1)])
    write("gradient_of_product", model, ab, [ab["a"] * ab["b"] - ab["a"], ab["b"] - 1, ab["a"]])
    branches = [helper.make_graph([node(op, ["x"], [out])], op, [], [value(out, TensorProto.FLOAT, [2, 3])])
                for op, out in (("Relu", "r"), ("Tanh", "t"))]
    graph = helper.make_graph(
        [node("Shape", ["x"], ["s"]), node("Gather", ["s", "at"], ["d"]), node("Equal", ["d", "three"], ["c"]),
         node("If", ["c"], ["y"], then_branch=branches[0], else_branch=branches[1])],
        "branch", [value("x", TensorProto.FLOAT, [2, 3])], [value("y", TensorProto.FLOAT, [2, 3])],
        [numpy_helper.from_array(np.array(1), "at"), numpy_helper.from_array(np.array(3), "three")])
    model = helper.make_model(graph, opset_imports=opsets[:1], ir_version=8)
    write("branch_by_shape", model, x, ReferenceEvaluator(model).run(None, x))


def main():
    shutil.rmtree(ROOT, ignore_errors=True)
    control()
    # places through several axes
    case("gathernd_rows", "GatherND", [floats(3, 4, 2), np.array([[0], [-1], [1]])], opset=13)
    case("gathernd_cells", "GatherND", [floats(3, 4), np.array([[[0, 1], [2, -2]]])], opset=13)
    case("gathernd_batch", "GatherND", [floats(2, 3, 4), np.array([[[1], [0]], [[2], [-1]]])], opset=13, batch_dims=1)
    case("gathernd_ints", "GatherND", [ints(-9, 9, 2, 2, 3), np.array([[0, 1], [1, 0]])], opset=13)
    case("gathernd_batch2", "GatherND", [floats(2, 2, 3), np.array([[[0], [2]], [[1], [1]]])], opset=13, batch_dims=2)
    case("gatherelements_ints", "GatherElements", [ints(0, 50, 3, 4), np.array([[0, -1, 2], [1, 1, 0], [3, 0, -4]])], opset=13, axis=1)
    past, update = floats(2, 3, 5, 4), floats(2, 3, 2, 4)
    for mode, where in (("linear", [0, 3]), ("circular", [4, 2])):
        want = past.copy()
        for b, w in enumerate(where):
            for u in range(2):
                want[b, :, (w + u) % 5] = update[b, :, u]
        case(f"tensorscatter_{mode}", "TensorScatter", [past, update, np.array(where)], opset=24, expected=[want], mode=mode)
    # one-hot rows of places that are none
    want = np.full((3, 4), -1, np.float32)
    want[0, 2], want[1, 3] = 2, 2
    case("onehot_none", "OneHot", [np.array([2, -1, 7]), np.array(4), np.array([-1, 2], np.float32)], opset=11, expected=[want])
    # products and reductions
    case("pow_ints", "Pow", [np.array([1, -2, 3, 7]), np.array([4, 5, 6, 3])], opset=15)
    case("pow_int_float", "Pow", [np.array([2, 3, 5], np.int32), np.array([2.5, 3, 0.5], np.float32)], opset=15)
    case("pow_float_int", "Pow", [np.array([1.5, -2, 3], np.float32), np.array([2, 3, -1])], opset=15)
    for which in ("Max", "Min"):
        x = np.array([[[True, False], [True, True]], [[False, False], [True, False]]])
        want = x.max(axis=1, keepdims=True) if which == "Max" else x.min(axis=1, keepdims=True)
        case(f"reduce_{which.lower()}_bools", f"Reduce{which}", [x, np.array([1])], opset=20, expected=[want], keepdims=1)
    empty = np.zeros((2, 0, 3), np.float32)
    for op, start in (("Sum", 0), ("Prod", 1), ("Max", -np.inf), ("Min", np.inf), ("SumSquare", 0), ("L1", 0), ("L2", 0)):
        want = np.full((2, 1, 3), start, np.float32)
        case(f"reduce_{op.lower()}_of_none", f"Reduce{op}", [empty, np.array([1])], opset=20, expected=[want], keepdims=1)
    case("reduce_log_sum_noop", "ReduceLogSum", [np.abs(floats(2, 3)) + 1, np.array([], np.int64)], opset=18,
         keepdims=1, noop_with_empty_axes=1, expected=None)
    for op in ("CumSum",):
        for exclusive in (0, 1):
            for reverse in (0, 1):
                case(f"cumsum_{exclusive}{reverse}", op, [floats(3, 4), np.array(-1)], opset=14,
                     exclusive=exclusive, reverse=reverse)
        case("cumsum_ints", op, [ints(-5, 5, 2, 3).astype(np.int32), np.array(0)], opset=14, exclusive=1)
    case("topk_least", "TopK", [floats(3, 5, 2), np.array([3])], ("v", "i"), opset=11, axis=1, largest=0)
    case("topk_ints", "TopK", [ints(0, 4, 2, 6), np.array([4])], ("v", "i"), opset=11, axis=-1, largest=1)
    case("argmin_last", "ArgMin", [ints(0, 3, 3, 6).astype(np.int32)], opset=13, axis=1, keepdims=0, select_last_index=1)
    a, b = floats(2, 3), floats(2, 3)
    case("swiglu_alpha", "SwiGLU", [a, b], opset=28, expected=[a / (1 + np.exp(-0.7 * a)) * b], alpha=0.7)
    case("div_ints", "Div", [np.array([7, -7, 9], np.int32), np.array([2, 2, -4], np.int32)], opset=14,
         expected=[np.array([3, -3, -2], np.int32)])
    # windows
    case("maxpool_places", "MaxPool", [floats(2, 2, 5, 6)], ("y", "i"), opset=12, kernel_shape=[2, 3], strides=[2, 1],
         pads=[0, 1, 1, 1])
    case("maxpool_places_columns", "MaxPool", [floats(1, 2, 4, 4)], ("y", "i"), opset=12, kernel_shape=[2, 2],
         strides=[2, 2], storage_order=1)
    case("maxpool_bytes", "MaxPool", [ints(0, 255, 1, 1, 5, 5).astype(np.uint8)], opset=12, kernel_shape=[3, 3],
         pads=[1, 1, 1, 1])
    case("maxpool_3d_dilated", "MaxPool", [floats(1, 1, 5, 5, 5)], opset=12, kernel_shape=[2, 2, 2], dilations=[2, 1, 2])
    case("maxpool_ceil_uneven", "MaxPool", [floats(1, 2, 6, 7)], opset=12, kernel_shape=[3, 2], strides=[2, 2],
         ceil_mode=1, pads=[1, 0, 0, 1])
    case("averagepool_dilated_ceil", "AveragePool", [floats(1, 1, 7, 7)], opset=19, kernel_shape=[2, 2], strides=[2, 2],
         dilations=[2, 2], ceil_mode=1, count_include_pad=1)
    case("averagepool_same_lower", "AveragePool", [floats(2, 2, 5, 5)], opset=19, kernel_shape=[2, 2], auto_pad="SAME_LOWER")
    case("conv_uneven", "Conv", [floats(2, 2, 6, 5), floats(4, 1, 3, 2), floats(4)], group=2, pads=[2, 0, 1, 1], strides=[1, 2])
    for name, more in (("plain", {}), ("strided", dict(strides=[2, 1, 2], pads=[1, 0, 1, 0, 1, 1], output_padding=[1, 0, 0])),
                       ("grouped", dict(group=2, dilations=[2, 1, 1]))):
        groups = more.get("group", 1)
        x, w, bias = floats(1, 2, 2, 3, 2), floats(2, 2, 2, 2, 3), floats(2 * groups)
        case(f"convtranspose_3d_{name}", "ConvTranspose", [x, w, bias], expected=[transposed(x, w, bias, **more)], **more)
    # norms
    x = floats(3, 4, 2, 2)
    s, bias, mean, var = np.abs(floats(4)) + 0.5, floats(4), floats(4), np.abs(floats(4)) + 0.5
    own, spread = x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3))
    wide = [v.reshape(1, 4, 1, 1) for v in (own, spread, s, bias)]
    y = (x - wide[0]) / np.sqrt(wide[1] + 1e-2) * wide[2] + wide[3]
    case("batchnorm_training", "BatchNormalization", [x, s, bias, mean, var], ("y", "m", "v"), opset=15, epsilon=1e-2,
         momentum=0.8, training_mode=1, expected=[y.astype(np.float32), mean * 0.8 + own * 0.2, var * 0.8 + spread * 0.2])
    x = floats(2, 3, 4)
    case("lpnorm", "LpNormalization", [x], opset=22, expected=[x / np.abs(x).sum(axis=1, keepdims=True)], axis=1, p=1)
    # recurrence: gates of any kind, both directions
    for op, gates in (("GRU", 3), ("LSTM", 4), ("RNN", 1)):
        x = floats(4, 2, 3)
        w, r, bias = floats(2, gates * 5, 3), floats(2, gates * 5, 5), floats(2, 2 * gates * 5)
        want = recurrent(op, x, w, r, bias)
        case(f"{op.lower()}_both", op, [x, w, r, bias], ("y", "h"), opset=14, hidden_size=5, direction="bidirectional",
             expected=want)
        case(f"{op.lower()}_reverse", op, [x, w[:1], r[:1], bias[:1]], ("y", "h"), opset=14, hidden_size=5,
             direction="reverse", expected=recurrent(op, x, w[:1], r[:1], bias[:1], back=True))
    # attention
    q, k, v = floats(2, 6, 4, 8), floats(2, 3, 6, 8), floats(2, 3, 6, 5)
    case("attention_grouped_bias", "Attention", [q, k, v, floats(2, 1, 4, 6)], ("y", "", "", "s"), opset=23,
         qk_matmul_output_mode=1)
    case("attention_row_of_booleans", "Attention", [q, k, v, RANDOM.random((4, 6)) < 0.7], opset=23, is_causal=1)
    case("attention_past", "Attention", [q, k, v, None, floats(2, 3, 3, 8), floats(2, 3, 3, 5)], ("y", "k", "v"), opset=23,
         is_causal=1, softcap=2.0)
    case("attention_flat", "Attention", [floats(2, 4, 24), floats(2, 6, 12), floats(2, 6, 15)], opset=23, q_num_heads=6,
         kv_num_heads=3, scale=0.2)
    case("attention_lengths", "Attention", [q, k, v, None, None, None, np.array([6, 5])], opset=24, is_causal=1)
    case("attention_window", "Attention", [q, k, v], opset=27, left_window_size=1, right_window_size=2)
    case("attention_window_causal", "Attention", [q, k, v, None, None, None, np.array([6, 5])], opset=27, is_causal=1,
         left_window_size=2)
    # others
    case("trilu_ints", "Trilu", [ints(0, 9, 2, 3, 4), np.array(-1)], opset=14, upper=0)
    case("where_ints", "Where", [np.array([[True], [False]]), ints(0, 9, 2, 3), ints(0, 9, 3)], opset=16)
    case("matmul_row", "MatMul", [floats(4), floats(3, 4, 2)], opset=13)
    case("matmul_column", "MatMul", [floats(2, 3, 4, 5), floats(5)], opset=13)
    case("gemm_matrix", "Gemm", [floats(3, 4), floats(3, 5), floats(4, 1)], opset=13, transA=1, alpha=0.5, beta=2.0)
    case("range_down", "Range", [np.int32(9), np.int32(-2), np.int32(-4)], opset=11)
    case("concat_bools", "Concat", [RANDOM.random((2, 2)) < 0.5, RANDOM.random((2, 1)) < 0.5], opset=13, axis=1)


def transposed(x, w, bias, strides=(1, 1, 1), dilations=(1, 1, 1), pads=(0,) * 6, output_padding=(0, 0, 0), group=1):
    """A transposed convolution by its definition."""
    n, c = x.shape[:2]
    m = w.shape[1] * group
    full = [(x.shape[2 + i] - 1) * strides[i] + dilations[i] * (w.shape[2 + i] - 1) + 1 + output_padding[i] for i in range(3)]
    y = np.zeros((n, m, *full))
    for b, i, j in np.ndindex(n, c, w.shape[1]):
        out = i // (c // group) * w.shape[1] + j
        for place in np.ndindex(*x.shape[2:]):
            for kernel in np.ndindex(*w.shape[2:]):
                at = tuple(p * s + k * d for p, s, k, d in zip(place, strides, kernel, dilations))
                y[(b, out, *at)] += x[(b, i, *place)] * w[(i, j, *kernel)]
    cut = tuple(slice(pads[i], full[i] - pads[3 + i]) for i in range(3))
    return (y[(slice(None), slice(None), *cut)] + bias.reshape(1, m, 1, 1, 1)).astype(np.float32)


def recurrent(op, x, w, r, bias, back=False):
    """The cells of ONNX by their definition: all states, and the last ones."""
    sigmoid = lambda z: 1 / (1 + np.exp(-z))
    units, steps = r.shape[2], len(x)
    y = np.zeros((steps, len(w), x.shape[1], units), np.float32)
    for d in range(len(w)):
        h, c = np.zeros((2, x.shape[1], units))
        first, second = np.split(bias[d], 2)
        order = range(steps - 1, -1, -1) if back or d == 1 else range(steps)
        for t in order:
            a, u = x[t] @ w[d].T + first, h @ r[d].T + second
            if op == "RNN":
                h = np.tanh(a + u)
            elif op == "LSTM":
                i, o, f, g = np.split(a + u, 4, axis=1)
                c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
                h = sigmoid(o) * np.tanh(c)
            else:
                z, reset, _ = np.split(sigmoid(a + u), 3, axis=1)
                fresh = np.tanh(a[:, 2 * units:] + (reset * h) @ r[d][2 * units:].T + second[2 * units:])
                h = (1 - z) * fresh + z * h
            y[t, d] = h
    last = np.stack([y[0 if back or d == 1 else -1, d] for d in range(len(w))])
    return [y, last]


if __name__ == "__main__":
    main()
