"""usage: figure.py lines|contours DIRECTORY FILE.svg

Two figures of the book as they are drawn with matplotlib, from the columns
that tests/bench/run has put into DIRECTORY.
"""

import sys

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt
import numpy as np

POINT = 1 / 72


def lines(data):
    fig, ax = plt.subplots(figsize=(390 * POINT, 240 * POINT))
    for k in range(6):
        n, ns = np.loadtxt(f"{data}/line-{k}", unpack=True)
        ax.loglog(n, ns, marker="o", markersize=3)
        ax.annotate(f"{k}", (n[-1], ns[-1]))
    ax.set_xlabel("parameters $n$")
    ax.set_ylabel("ns per parameter")
    ax.grid(axis="y")
    return fig


def contours(data):
    fig, panels = plt.subplots(1, 2, figsize=(390 * POINT, 216 * POINT))
    for ax, name, low in zip(panels, ("map", "valley"), (1e-2, 1e-4)):
        x, y, f = np.loadtxt(f"{data}/{name}", unpack=True)
        shape = (len(np.unique(y)), len(np.unique(x)))
        ax.contour(
            x.reshape(shape),
            y.reshape(shape),
            f.reshape(shape),
            levels=np.logspace(np.log10(low), 5, 14),
        )
        ax.set_xlim(x.min(), x.max())
        ax.set_ylim(y.min(), y.max())
        ax.plot(*np.loadtxt(f"{data}/path", unpack=True))
        ax.set_xlabel("$x$")
        ax.set_ylabel("$y$")
    return fig


what, where, out = sys.argv[1:]
{"lines": lines, "contours": contours}[what](where).savefig(out)
