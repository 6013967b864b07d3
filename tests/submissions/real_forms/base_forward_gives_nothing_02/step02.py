import numpy as np

class Variable:
    def __init__(self, data):
        self.data = data

class Function:
    def __call__(self, input):
        x = input.data
        y = self.forward(x)
        return Variable(y)

    def forward(self):
        return None

class Square(Function):
    def forward(self, x):
        return x**2

f = Square()
print(f(Variable(np.array(3.0))).data)
