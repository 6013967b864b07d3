class Variable:

    def __init__(self, data):
        self.data = data


def numerical_diff(fn, at, eps=1e-4):
    below = fn(Variable(at.data)).data
    above = fn(Variable(at.data + eps)).data
    return (above - below) / eps


def cube(v):
    return Variable(v.data ** 3)


if __name__ == "__main__":
    print(numerical_diff(cube, Variable(2.0)))  # about 12
