"""Right up to a line that is no Python."""
from framework import Function, Variable, np

x = Variable(np.array(1.0)


def add(x0, x1):
    return None
