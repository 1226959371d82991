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
    resize()
    remainders()
    einsum()
    nothing()
    functions_of_one()
    of_several()
    of_axes()
    of_images()
    whole_numbers()
    training()
    floats_as_well()
    versions()
    # cells whose gates are coupled or clipped, a condition that is the same everywhere, parts of no size
    x, w, r, bias = floats(4, 2, 3), floats(1, 20, 3), floats(1, 20, 5), floats(1, 40)
    case("lstm_coupled", "LSTM", [x, w, r, bias], ("y", "h"), opset=14, hidden_size=5, input_forget=1,
         expected=recurrent("LSTM", x, w, r, bias, coupled=True))
    case("lstm_clipped", "LSTM", [x, w, r, bias], ("y", "h"), opset=14, hidden_size=5, clip=0.4,
         expected=recurrent("LSTM", x, w, r, bias, clip=0.4))
    case("where_repeated", "Where", [np.full((2, 3), True), floats(3), floats(2, 3)], opset=16)
    case("castlike_known", "CastLike", [np.array([1, 2, 3]), floats(2, 2)], opset=19)
    x = floats(2, 5)
    case("split_nothing", "Split", [x, np.array([2, 0, 3])], ("a", "", "c"), opset=18, axis=1, expected=[x[:, :2], x[:, 2:]])
    # integers and booleans where floats are usual
    whole = ints(-3, 4, 3, 4).astype(np.int32)
    case("sign_ints", "Sign", [whole], opset=13, expected=[np.sign(whole)])
    case("relu_ints", "Relu", [whole], opset=14, expected=[np.maximum(whole, 0)])
    case("trilu_bools", "Trilu", [np.full((3, 4), True)], opset=14, upper=0, expected=[np.tri(3, 4, dtype=bool)])


def resize():
    """Images of other sizes, by every mode and way of counting."""
    small, image = floats(1, 2, 3, 4), floats(1, 1, 6, 8)
    factors = lambda *f: np.array((1, 1) + f, np.float32)
    for how in ("half_pixel", "half_pixel_symmetric", "pytorch_half_pixel", "align_corners", "asymmetric"):
        for mode in ("linear", "cubic", "nearest"):
            short = how.replace("_pixel", "").replace("_", "")
            case(f"resize_{mode}_{short}_up", "Resize", [small, None, factors(2, 2.6)], opset=19, mode=mode,
                 coordinate_transformation_mode=how)
            case(f"resize_{mode}_{short}_down", "Resize", [image, None, None, np.array([1, 1, 4, 3])], opset=19, mode=mode,
                 coordinate_transformation_mode=how)
    case("resize_linear_factors_down", "Resize", [image, None, factors(0.6, 0.7)], opset=19, mode="linear")
    case("resize_linear_factors_corners", "Resize", [image, None, factors(0.6, 0.7)], opset=19, mode="linear",
         coordinate_transformation_mode="align_corners")
    for rounding in ("floor", "ceil", "round_prefer_ceil"):
        case(f"resize_nearest_{rounding}", "Resize", [small, None, None, np.array([1, 2, 7, 8])], opset=19, mode="nearest",
             nearest_mode=rounding)
    case("resize_cubic_a", "Resize", [small, None, factors(2, 2)], opset=19, mode="cubic", cubic_coeff_a=-0.5)
    case("resize_cubic_exclude", "Resize", [image, None, factors(0.8, 1.4)], opset=19, mode="cubic", cubic_coeff_a=-0.5,
         exclude_outside=1)
    for mode in ("linear", "cubic"):
        case(f"resize_{mode}_antialias", "Resize", [image, None, factors(0.6, 0.6)], opset=19, mode=mode, antialias=1)
        case(f"resize_{mode}_antialias_sizes", "Resize", [image, None, None, np.array([1, 1, 2, 9])], opset=19, mode=mode,
             antialias=1)
        case(f"resize_{mode}_antialias_exclude", "Resize", [image, None, factors(0.3, 0.5)], opset=19, mode=mode, antialias=1,
             exclude_outside=1)
    roi = np.array([0, 0, 0.4, -0.1, 1, 1, 0.7, 1.2], np.float32)
    case("resize_crop", "Resize", [image, roi, None, np.array([1, 1, 3, 5])], opset=19, mode="linear",
         coordinate_transformation_mode="tf_crop_and_resize", extrapolation_value=10.0)
    case("resize_crop_axes", "Resize", [image, np.array([0.2, 0.4, 0.7, 0.9], np.float32), None, np.array([3, 5])], opset=19,
         mode="linear", coordinate_transformation_mode="tf_crop_and_resize", axes=[3, 2])
    for policy in ("not_larger", "not_smaller"):
        for mode in ("nearest", "linear"):
            case(f"resize_{mode}_{policy}", "Resize", [small, None, None, np.array([7, 8])], opset=19, mode=mode, axes=[2, 3],
                 keep_aspect_ratio_policy=policy)
    case("resize_channels", "Resize", [floats(1, 3, 4), None, np.array([1, 2, 0.5], np.float32)], opset=19, mode="linear")
    case("upsample_nearest", "Upsample", [small, factors(2, 3)], opset=9, mode="nearest", expected=[
        small.repeat(2, axis=2).repeat(3, axis=3)])


def remainders():
    a, b = np.array([-4.3, 7.2, 5.0, 4.3, -7.2, 8.0], np.float32), np.array([2.1, -3.4, 8.0, -2.1, 3.4, 5.0], np.float32)
    whole, by = np.array([-4, 7, 5, 4, -7, 8]), np.array([2, -3, 8, -2, 3, 5])
    case("mod_floats", "Mod", [a, b], opset=13, fmod=1, expected=[np.fmod(a, b)])
    case("mod_ints", "Mod", [whole, by], opset=13, expected=[np.mod(whole, by)])
    case("mod_ints_like_floats", "Mod", [whole, by], opset=13, fmod=1, expected=[np.fmod(whole, by)])
    case("mod_bytes", "Mod", [np.arange(12, dtype=np.uint8).reshape(3, 4), np.array([5], np.uint8)], opset=13)
    eighths = ints(-9_000, 9_000, 40).astype(np.float32) / 8
    case("mod_eighths", "Mod", [eighths, np.array([0.75], np.float32)], opset=13, fmod=1,
         expected=[np.fmod(eighths, np.float32(0.75))])


def einsum():
    a, b = floats(2, 3, 4), floats(2, 4, 5)
    case("einsum_products", "Einsum", [a, b], opset=12, equation="bij, bjk -> bik")
    case("einsum_diagonal", "Einsum", [floats(2, 3, 3)], opset=12, equation="...ii ->...i")
    case("einsum_trace", "Einsum", [floats(4, 4)], opset=12, equation="ii")
    case("einsum_inner", "Einsum", [floats(5), floats(5)], opset=12, equation="i,i")
    case("einsum_sum", "Einsum", [floats(3, 4)], opset=12, equation="ij->i")
    case("einsum_turned", "Einsum", [floats(3, 4)], opset=12, equation="ji")
    case("einsum_dots", "Einsum", [floats(2, 1, 3, 4), floats(5, 4, 2)], opset=12, equation="...ij,...jk->...ik")
    case("einsum_dots_without_arrow", "Einsum", [floats(2, 3, 4), floats(4, 2)], opset=12, equation="...ij,jk")
    case("einsum_three", "Einsum", [floats(2, 3), floats(3, 4), floats(4, 5)], opset=12, equation="ab,bc,cd->ad")
    case("einsum_outer", "Einsum", [floats(2), floats(3)], opset=12, equation="i,j->ij")


def nothing():
    """Parts without numbers."""
    case("slice_nothing", "Slice", [floats(4, 3, 2), np.array([9]), np.array([10]), np.array([1])], opset=13)
    value, node = helper.make_tensor_value_info, helper.make_node
    consts = [numpy_helper.from_array(np.array([5]), "five"), numpy_helper.from_array(np.array([1]), "one")]
    graph = helper.make_graph(
        [node("Slice", ["x", "five", "five", "one"], ["none"]), node("Concat", ["none", "x"], ["y"], axis=1)], "concat",
        [value("x", TensorProto.FLOAT, [2, 3])], [value("y", TensorProto.FLOAT, [2, 3])], consts)
    x = floats(2, 3)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    write("concat_with_nothing", model, {"x": x}, [x])
    graph = helper.make_graph(
        [node("Constant", [], ["c"], value_floats=[1.0, 2.0, 3.0]), node("Add", ["x", "c"], ["y"])], "constant",
        [value("x", TensorProto.FLOAT, [2, 3])], [value("y", TensorProto.FLOAT, [2, 3])])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    write("constant_added", model, {"x": x}, [x + np.array([1, 2, 3], np.float32)])


def versions():
    """The versions of each operator's definition, for the table in docs/onnx.md."""
    all = {}
    for schema in onnx.defs.get_all_schemas_with_history():
        name = schema.domain + "." * bool(schema.domain) + schema.name
        all.setdefault(name, set()).add(schema.since_version)
    lines = [name + " " + ", ".join(map(str, sorted(numbers))) for name, numbers in sorted(all.items())
             if not name.startswith("ai.onnx.ml")]
    (ROOT.parent / "versions.txt").write_text("\n".join(lines) + "\n")


def functions_of_one():
    x, positive = floats(3, 4), np.abs(floats(3, 4)) + np.float32(0.2)
    for op in ("Abs", "Ceil", "Cos", "Elu", "Erf", "Exp", "Floor", "Gelu", "HardSigmoid", "HardSwish", "LeakyRelu", "Mish", "Neg",
               "Round", "Selu", "Sigmoid", "Sign", "Sin", "Softplus", "Softsign", "Identity", "Tanh", "Relu", "ThresholdedRelu"):
        case(f"each_{op.lower()}", op, [x], opset=22)
    for op in ("Log", "Sqrt", "Reciprocal"):
        case(f"each_{op.lower()}", op, [positive], opset=13)
    case("each_celu", "Celu", [x], opset=12, alpha=1.7)
    case("each_gelu_tanh", "Gelu", [x], opset=20, approximate="tanh")
    case("each_swish", "Swish", [x], opset=24, alpha=0.6, expected=[x / (1 + np.exp(-0.6 * x)).astype(np.float32)])
    case("each_prelu", "PRelu", [x, floats(4)], opset=16)
    case("each_clip", "Clip", [x, np.float32(-0.5), np.float32(0.8)], opset=13)
    case("each_cast", "Cast", [x], opset=19, to=TensorProto.INT32)
    case("each_castlike", "CastLike", [x, ints(0, 9, 2)], opset=19)
    case("each_isnan", "IsNaN", [np.array([1, np.nan, -np.inf], np.float32)], opset=20)
    case("each_not", "Not", [x > 0], opset=1)
    case("each_dropout", "Dropout", [x], opset=13)


def of_several():
    a, b = floats(2, 3, 4), floats(3, 1)
    for op in ("Max", "Min", "Sum", "Mean"):
        case(f"several_{op.lower()}", op, [a, b, floats(4)], opset=13)
    for op in ("Greater", "GreaterOrEqual", "Less", "LessOrEqual"):
        case(f"pair_{op.lower()}", op, [a, b], opset=16)
    for op in ("And", "Or", "Xor"):
        case(f"pair_{op.lower()}", op, [a > 0, b > 0], opset=7)


def of_axes():
    x = floats(2, 3, 4)
    case("softmax_middle", "Softmax", [x], opset=13, axis=1)
    case("softmax_flat", "Softmax", [x], opset=11, axis=1, expected=[
        (np.exp(x.reshape(2, 12)) / np.exp(x.reshape(2, 12)).sum(axis=1, keepdims=True)).reshape(x.shape)])
    case("logsoftmax_middle", "LogSoftmax", [x], opset=13, axis=1)
    case("hardmax_middle", "Hardmax", [x], opset=13, axis=1)
    case("argmax_kept", "ArgMax", [x], opset=13, axis=-1)
    case("reducemean_axes", "ReduceMean", [x, np.array([0, -1])], opset=18, keepdims=0)
    case("reducelogsumexp_axis", "ReduceLogSumExp", [x, np.array([1])], opset=18)
    case("reshape_zero_and_rest", "Reshape", [x, np.array([0, -1])], opset=14)
    case("flatten_middle", "Flatten", [x], opset=21, axis=2)
    case("transpose_turned", "Transpose", [x], opset=21, perm=[2, 0, 1])
    case("squeeze_axes", "Squeeze", [floats(1, 3, 1), np.array([0, -1])], opset=13)
    case("unsqueeze_axes", "Unsqueeze", [x, np.array([0, -1])], opset=13)
    case("expand_both", "Expand", [floats(3, 1), np.array([2, 1, 4])], opset=13)
    case("tile_axes", "Tile", [floats(2, 3), np.array([2, 3])], opset=13)
    case("split_uneven", "Split", [floats(2, 5)], ("a", "b", "c"), opset=18, axis=1, num_outputs=3)
    case("size_of", "Size", [x], opset=21)
    case("constantofshape_sevens", "ConstantOfShape", [np.array([2, 3])], opset=21,
         value=numpy_helper.from_array(np.array([7], np.float32)))
    case("eyelike_shifted", "EyeLike", [floats(3, 4)], opset=9, k=1)
    for mode in ("constant", "edge", "reflect", "wrap"):
        case(f"pad_{mode}", "Pad", [x, np.array([0, 2, 1, 1])] + ([np.float32(0.5)] if mode == "constant" else [None])
             + [np.array([1, -1])], opset=21, mode=mode)
    case("pad_ints", "Pad", [ints(0, 9, 2, 3), np.array([1, 0, 0, 2])], opset=21)
    case("layernorm_axes", "LayerNormalization", [x, floats(3, 4), floats(3, 4)], opset=17, axis=1)
    rms = x / np.sqrt((x * x).mean(axis=-1, keepdims=True) + np.float32(1e-5))
    weight = floats(4)
    case("rmsnorm_last", "RMSNormalization", [x, weight], opset=23, expected=[rms * weight])
    angles = floats(2, 3, 2)
    turned = floats(2, 5, 3, 4)
    first, second = turned[..., :2], turned[..., 2:]
    c, s = np.cos(angles)[:, None], np.sin(angles)[:, None]
    case("rotary_halves", "RotaryEmbedding", [turned, np.cos(angles), np.sin(angles)], opset=23,
         expected=[np.concatenate([c * first - s * second, s * first + c * second], axis=-1)])


def of_images():
    x = floats(2, 4, 4, 6)
    case("instancenorm_image", "InstanceNormalization", [x, floats(4), floats(4)], opset=22)
    groups = x.reshape(2, 2, -1)
    normal = (groups - groups.mean(axis=2, keepdims=True)) / np.sqrt(groups.var(axis=2, keepdims=True) + 1e-5)
    scale, bias = floats(4), floats(4)
    case("groupnorm_image", "GroupNormalization", [x, scale, bias], opset=21, num_groups=2, expected=[
        (normal.reshape(x.shape) * scale.reshape(4, 1, 1) + bias.reshape(4, 1, 1)).astype(np.float32)])
    case("globalaveragepool_image", "GlobalAveragePool", [x], opset=22)
    case("globalmaxpool_image", "GlobalMaxPool", [x], opset=22)
    for mode in ("DCR", "CRD"):
        case(f"depthtospace_{mode.lower()}", "DepthToSpace", [x], opset=13, blocksize=2, mode=mode)
    case("spacetodepth_image", "SpaceToDepth", [x], opset=13, blocksize=2)
    x, w, past = floats(2, 3, 5), floats(3, 1, 3), floats(2, 3, 2)
    whole = np.concatenate([past, x], axis=2)
    conv = sum(whole[:, :, k:k + 5] * w[:, :, k] for k in range(3))
    case("causalconv_past", "CausalConvWithState", [x, w, None, past], ("y", "state"), opset=27, expected=[conv, whole[:, :, -2:]])


def whole_numbers():
    """Numbers of 8 bits: by their definitions."""
    byte = lambda *shape: ints(0, 255, *shape).astype(np.uint8)
    scale, zero = np.float32(0.05), np.uint8(120)
    case("quantize_bytes", "QuantizeLinear", [floats(3, 4), scale, zero], opset=21)
    case("dequantize_bytes", "DequantizeLinear", [byte(3, 4), scale, zero], opset=21)
    case("dynamicquantize", "DynamicQuantizeLinear", [floats(3, 4)], ("y", "s", "z"), opset=11)
    a, b = byte(3, 4), byte(4, 2)
    whole = (a.astype(np.int32) - 120) @ (b.astype(np.int32) - 7)
    case("matmulinteger_zeros", "MatMulInteger", [a, b, zero, np.uint8(7)], opset=10, expected=[whole])
    image, kernel = byte(1, 1, 4, 4), byte(1, 1, 2, 2)
    moved, k = image.astype(np.int32) - 120, kernel.astype(np.int32) - 7
    met = sum(moved[:, :, i:i + 3, j:j + 3] * k[0, 0, i, j] for i in range(2) for j in range(2))
    case("convinteger_zeros", "ConvInteger", [image, kernel, zero, np.uint8(7)], opset=10, expected=[met])
    out = lambda x, s, z: np.clip(np.rint(x / s) + z, 0, 255).astype(np.uint8)
    wide = np.float32(20)
    case("qlinearmatmul_bytes", "QLinearMatMul", [a, scale, zero, b, np.float32(0.1), np.uint8(7), wide, np.uint8(100)], opset=10,
         expected=[out(whole * (0.05 * 0.1), 20, 100)])
    case("qlinearconv_bytes", "QLinearConv", [image, scale, zero, kernel, np.float32(0.1), np.uint8(7), wide, np.uint8(100)],
         opset=10, expected=[out(met * (0.05 * 0.1), 20, 100)])


def training():
    logs, classes, weights = floats(3, 5, 2), ints(0, 5, 3, 2), np.abs(floats(5))
    for reduction in ("none", "sum", "mean"):
        case(f"nll_{reduction}", "NegativeLogLikelihoodLoss", [logs, classes, weights], opset=22, reduction=reduction, ignore_index=2)
        case(f"softmaxloss_{reduction}", "SoftmaxCrossEntropyLoss", [logs, classes, weights], ("y", "logs"), opset=13,
             reduction=reduction, ignore_index=2)
    domain = "ai.onnx.preview.training"
    rate, x, g, v, h = np.float32(0.1), floats(3), floats(3), floats(3), np.abs(floats(3))
    step = np.array(4)
    moved = 0.9 * v + 0.3 * (g + 0.01 * x)
    case("momentum_later", f"Momentum", [rate, step, x, g, v], ("x", "v"), domain=domain, alpha=0.9, beta=0.3, mode="standard",
         norm_coefficient=0.01, expected=[x - rate * moved, moved])
    grown, slow = h + g * g, rate / (1 + 4 * np.float32(0.1))
    case("adagrad_later", "Adagrad", [rate, step, x, g, h], ("x", "h"), domain=domain, decay_factor=0.1, epsilon=1e-5,
         norm_coefficient=0.0, expected=[x - slow * g / (np.sqrt(grown) + np.float32(1e-5)), grown])
    v1, h1 = 0.9 * v + np.float32(0.1) * g, 0.99 * h + np.float32(0.01) * g * g
    corrected = rate * np.sqrt(1 - 0.99**4) / (1 - 0.9**4)
    case("adam_later", "Adam", [rate, step, x, g, v, h], ("x", "v", "h"), domain=domain, alpha=0.9, beta=0.99, epsilon=1e-5,
         norm_coefficient=0.0, expected=[z.astype(np.float32) for z in (x - corrected * v1 / (np.sqrt(h1) + 1e-5), v1, h1)])


def floats_as_well():
    """Operators whose other cases have no floats to differentiate by."""
    x, y = floats(2, 3), np.abs(floats(3)) + np.float32(0.5)
    case("sub_floats", "Sub", [x, y], opset=14)
    case("div_floats", "Div", [x, y], opset=14)
    case("pow_floats", "Pow", [np.abs(x) + np.float32(0.3), y], opset=15)
    case("where_floats", "Where", [x > 0, x, y], opset=16)
    case("concat_floats", "Concat", [x, floats(2, 1)], opset=13, axis=-1)
    case("trilu_floats", "Trilu", [floats(3, 4)], opset=14)
    case("gather_floats", "Gather", [x, np.array([[2, 0], [1, -1]])], opset=13, axis=1)
    case("gatherelements_floats", "GatherElements", [x, np.array([[0, 2, -1], [1, 1, 0]])], opset=13, axis=1)
    for op in ("Sum", "Prod", "Max", "Min", "SumSquare", "L1", "L2"):
        case(f"reduce_{op.lower()}_floats", f"Reduce{op}", [x, np.array([1])], opset=20, keepdims=0)


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


def recurrent(op, x, w, r, bias, back=False, clip=np.inf, coupled=False):
    """The cells of ONNX by their definition: all states, and the last ones. An LSTM may clip, and couple its gates."""
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
                i, o, f, g = np.split(np.clip(a + u, -clip, clip), 4, axis=1)
                c = (1 - sigmoid(i) if coupled else sigmoid(f)) * c + sigmoid(i) * np.tanh(g)
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
