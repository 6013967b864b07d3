# 前の章のファイルは日本語の名前なので、ここに写した
import numpy as np


class Variable:
    def __init__(self, data):
        self.data = data


class Function:
    def __call__(self, input):
        x = input.data
        return Variable(self.forward(x))

    def forward(self, x):
        raise NotImplementedError


class Square(Function):
    def forward(self, x):
        return x * x


class Exp(Function):
    def forward(self, x):
        return 2.718281828**x  # e はこれで十分のはず?


print(Square()(Exp()(Square()(Variable(np.array(0.5))))).data)
