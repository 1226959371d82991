"""Writes figures of scikit-learn for metrics.txt, beside which MetricFiguresTest holds our metrics.

    python make_metrics.py > ../resources/dev/nervure/processor/training/metrics.txt

Each case: a line `case NAME KIND COLUMNS`, lines `row OUTPUTS | TARGETS`, lines `figure NAME VALUE`.
KIND is class (logits and a class), yes_no (logits and 0 or 1 for each), or value.
"""
import sys
import warnings

import numpy as np
import sklearn
from sklearn import metrics as m

warnings.simplefilter("ignore")
rng = np.random.default_rng(7)


def emit(name, kind, outputs, targets, figures):
    outputs = np.asarray(outputs, np.float32)
    print(f"case {name} {kind} {outputs.shape[1]}")
    for o, t in zip(outputs, targets):
        print("row", *[repr(float(v)) for v in o], "|", *[repr(v) for v in np.atleast_1d(t).tolist()])
    for key, value in figures.items():
        print("figure", key, repr(float(value)))


def soft(z):
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def calibration_error(p, right, bins=15):
    bin_of = np.searchsorted(np.linspace(0, 1, bins + 1)[1:-1], p)
    return sum((bin_of == b).mean() * abs(p[bin_of == b].mean() - right[bin_of == b].mean())
               for b in range(bins) if (bin_of == b).any())


def ovr(function, scores, hot):
    return np.mean([function(hot[:, c], scores[:, c]) for c in range(hot.shape[1])])


def auc(y, s):
    return float("nan") if len(set(y)) < 2 else m.roc_auc_score(y, s)


def classes(name, z, y):
    z = np.asarray(z, np.float32).astype(float)
    k = z.shape[1]
    p, predicted, hot = soft(z), z.argmax(1), np.eye(k)[y]
    two = dict(average="binary", zero_division=0) if k == 2 else dict(average="macro", zero_division=0)
    figures = {"accuracy": m.accuracy_score(y, predicted)}
    for key, f in (("precision", m.precision_score), ("recall", m.recall_score), ("f1", m.f1_score)):
        figures[key] = f(y, predicted, **two)
        for average in ("macro", "micro", "weighted"):
            figures[f"{key}_{average}"] = f(y, predicted, average=average, zero_division=0)
        for c in range(k):
            figures[f"{key}_{c}"] = f(y == c, predicted == c, zero_division=0)
    figures["top2_accuracy"] = np.mean([list(np.argsort(-row, kind="stable")[:2]).count(c) for row, c in zip(z, y)])
    figures["roc_auc"] = auc(y == 1, z[:, 1] - z[:, 0]) if k == 2 else ovr(auc, p, hot)
    figures["pr_auc"] = m.average_precision_score(y == 1, z[:, 1] - z[:, 0]) if k == 2 else ovr(
        m.average_precision_score, p, hot)
    figures["log_loss"] = m.log_loss(y, p, labels=range(k))
    figures["perplexity"] = np.exp(figures["log_loss"])
    figures["brier"] = m.brier_score_loss(y, p[:, 1], pos_label=1) if k == 2 else ((p - hot) ** 2).sum(1).mean()
    figures["calibration_error"] = (calibration_error(p[:, 1], (y == 1).astype(float)) if k == 2 else
                                    calibration_error(p.max(1), (predicted == y).astype(float)))
    confusion = m.confusion_matrix(y, predicted, labels=range(k))
    for a in range(k):
        for b in range(k):
            figures[f"confusion_{a}_{b}"] = confusion[a, b]
    emit(name, "class", z, y, figures)


def yes_no(name, z, y):
    z = np.asarray(z, np.float32).astype(float)
    k = z.shape[1]
    p, predicted = sigmoid(z), (z > 0).astype(int)
    average = dict(average="macro", zero_division=0)
    if k == 1:
        average = dict(average="binary", zero_division=0)
    flat = (lambda a: a[:, 0]) if k == 1 else (lambda a: a)
    figures = {"accuracy": (predicted == y).mean()}
    for key, f in (("precision", m.precision_score), ("recall", m.recall_score), ("f1", m.f1_score)):
        figures[key] = f(flat(y), flat(predicted), **average)
        for c in range(k):
            figures[f"{key}_{c}"] = f(y[:, c], predicted[:, c], zero_division=0)
    if k > 1:
        figures["f1_micro"] = m.f1_score(y, predicted, average="micro", zero_division=0)
        figures["f1_weighted"] = m.f1_score(y, predicted, average="weighted", zero_division=0)
    figures["roc_auc"] = ovr(auc, z, y)
    figures["pr_auc"] = ovr(m.average_precision_score, z, y)
    figures["log_loss"] = np.mean([m.log_loss(y[:, c], p[:, c], labels=[0, 1]) for c in range(k)])
    if abs(z).max() > 30:  # scikit-learn cuts probabilities off at 2e-16; ours are of logits
        figures["log_loss"] = np.logaddexp(0, -z * (2 * y - 1)).mean()
    figures["brier"] = ((p - y) ** 2).mean()
    figures["calibration_error"] = calibration_error(p.ravel(), y.ravel().astype(float))
    if k == 1 and len(set(y[:, 0])) == 2:
        fpr, tpr, _ = m.roc_curve(y[:, 0], z[:, 0], drop_intermediate=False)
        precision, recall, _ = m.precision_recall_curve(y[:, 0], z[:, 0])
        for i in range(len(fpr)):
            figures[f"roc_x_{i}"], figures[f"roc_y_{i}"] = fpr[i], tpr[i]
        for i in range(len(recall)):
            figures[f"pr_x_{len(recall) - 1 - i}"] = recall[i]
            figures[f"pr_y_{len(recall) - 1 - i}"] = precision[i]
    emit(name, "yes_no", z, y.astype(float), figures)


def values(name, z, y):
    z, y = np.asarray(z, np.float32).astype(float), np.asarray(y, np.float32).astype(float)
    emit(name, "value", z, y, {
        "mae": m.mean_absolute_error(y, z),
        "rmse": np.sqrt(((y - z) ** 2).mean()),
        "r2": m.r2_score(y, z),
        "mape": m.mean_absolute_percentage_error(y, z),
        "quantile_0.9": m.mean_pinball_loss(y, z, alpha=np.float32(0.9)),
        "quantile_0.25": m.mean_pinball_loss(y, z, alpha=0.25),
    })


print(f"# scikit-learn {sklearn.__version__}, by processor/src/test/python/make_metrics.py")
y = rng.integers(0, 4, 60)
classes("four_classes", rng.normal(size=(60, 4)) + 1.2 * np.eye(4)[y], y)
classes("rare_class_never_predicted", rng.normal(size=(40, 3)) - [0, 0, 9], np.r_[rng.integers(0, 2, 38), 2, 2])
classes("class_that_never_occurs", rng.normal(size=(30, 3)), rng.integers(0, 2, 30))
y = rng.integers(0, 2, 50)
classes("two_classes", rng.normal(size=(50, 2)) + np.eye(2)[y], y)
classes("ties", np.round(rng.normal(size=(40, 3))), rng.integers(0, 3, 40))
classes("only_class_0", rng.normal(size=(10, 2)), np.zeros(10, int))
y = rng.integers(0, 2, (50, 1))
yes_no("one_logit", rng.normal(size=(50, 1)) + y, y)
y = rng.integers(0, 2, (40, 1))
yes_no("one_logit_with_ties", np.round(rng.normal(size=(40, 1)) + y), y)
yes_no("no_yes", rng.normal(size=(12, 1)), np.zeros((12, 1), int))
yes_no("only_yes", rng.normal(size=(12, 1)), np.ones((12, 1), int))
yes_no("large_logits", rng.normal(size=(20, 1)) * 30, rng.integers(0, 2, (20, 1)))
yes_no("three_labels", rng.normal(size=(40, 3)), rng.integers(0, 2, (40, 3)))
values("numbers", rng.normal(size=(30, 1)), rng.normal(size=(30, 1)) + 3)
values("two_numbers", rng.normal(size=(30, 2)), rng.normal(size=(30, 2)) - 2)
values("perfect", np.arange(1, 6).reshape(5, 1), np.arange(1, 6).reshape(5, 1))
sys.stdout.flush()
