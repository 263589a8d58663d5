"""Adam as it is written with NumPy: what a step costs there.

Prints two rows, `small NS` and `large GBS`: nanoseconds a step on Beale's
function, and GB/s that a step of ten million parameters moves, both counted as
in steps.c. The time is the processor's, on one of them. With --quick as an
argument it does a thousandth of the work.
"""

import sys
from statistics import median
from time import process_time

import numpy as np

QUICK = "--quick" in sys.argv
ROUNDS, STEPS, LARGE = (1, 50, 10_000) if QUICK else (5, 5000, 10_000_000)
RATE, BETA1, BETA2, EPSILON = 1e-3, 0.9, 0.999, 1e-8


class Adam:
    """Without a temporary array in a step but two that it keeps."""

    def __init__(self, n):
        self.m, self.v = np.zeros(n), np.zeros(n)
        self.a, self.b = np.empty(n), np.empty(n)
        self.power1 = self.power2 = 1.0

    def step(self, x, g):
        m, v, a, b = self.m, self.v, self.a, self.b
        self.power1 *= BETA1
        self.power2 *= BETA2
        root = (1 - self.power2) ** 0.5
        rate = RATE * root / (1 - self.power1)
        np.multiply(g, 1 - BETA1, out=a)
        m *= BETA1
        m += a
        np.multiply(g, g, out=a)
        a *= 1 - BETA2
        v *= BETA2
        v += a
        np.sqrt(v, out=a)
        a += EPSILON * root
        np.divide(m, a, out=b)
        b *= rate
        x -= b


def beale(p):
    x, y = p
    y2 = y * y
    y3 = y2 * y
    a = 1.5 - x + x * y
    b = 2.25 - x + x * y2
    c = 2.625 - x + x * y3
    g = np.array(
        [
            2 * (a * (y - 1) + b * (y2 - 1) + c * (y3 - 1)),
            2 * x * (a + 2 * y * b + 3 * y2 * c),
        ]
    )
    return a * a + b * b + c * c, g


def small():
    x = np.array([3.0, 4.0])
    adam = Adam(2)
    start = process_time()
    for _ in range(STEPS):
        f, g = beale(x)
        if not np.isfinite(f) or np.max(np.abs(g)) < 1e-12:
            break
        adam.step(x, g)
    return 1e9 * (process_time() - start) / STEPS


def large(adam, x, g):
    start = process_time()
    adam.step(x, g)
    return 1e-9 * 7 * 8 * LARGE / (process_time() - start)


def main():
    adam, x, g = Adam(LARGE), np.ones(LARGE), np.full(LARGE, 0.001)
    adam.step(x, g)  # touch every page
    print(f"small\t{median(small() for _ in range(ROUNDS)):.4g}")
    print(f"large\t{median(large(adam, x, g) for _ in range(ROUNDS)):.4g}")


main()
