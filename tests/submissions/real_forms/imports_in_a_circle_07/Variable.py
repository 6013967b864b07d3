class Variable:
    def __init__(self, data):
        self.data = data
        self.grad = None
        self.creator = None

    def set_creator(self, f):
        self.creator = f

    def backward(self):
        f = self.creator
        if f is not None:
            f.input.grad = f.backward(self.grad)
            f.input.backward()
