import unittest

import numpy as np


class Box:
    def __init__(self, arr):
        self.arr = arr
        self.slope = None
        self.op = None

    def bp(self):
        if self.slope is None:
            self.slope = np.ones_like(self.arr)
        ops = [self.op]
        while ops:
            f = ops.pop()
            if f is None:
                continue
            f.x.slope = f.bwd(f.y.slope)
            ops.append(f.x.op)


class Op:
    def __call__(self, x):
        y = Box(np.asarray(self.fwd(x.arr)))
        y.op = self
        self.x, self.y = x, y
        return y


class P2(Op):
    def fwd(self, x):
        return x ** 2

    def bwd(self, g):
        return 2 * self.x.arr * g


class EX(Op):
    def fwd(self, x):
        return np.exp(x)

    def bwd(self, g):
        return np.exp(self.x.arr) * g


def p2(x):
    return P2()(x)


if __name__ == "__main__":
    class P2Test(unittest.TestCase):
        def test_fwd(self):
            self.assertEqual(P2()(Box(np.array(2.0))).arr, 4.0)

        def test_bwd(self):
            x = Box(np.array(3.0))
            y = P2()(x)
            y.bp()
            self.assertEqual(x.slope, 6.0)

    unittest.main()
