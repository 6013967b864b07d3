"""One call that never returns and never looks at signals."""
import itertools

import framework
from framework import *


class Add(framework.Add):
    def backward(self, gy):
        return sum(itertools.repeat(1))


def add(x0, x1):
    return Add()(x0, x1)
