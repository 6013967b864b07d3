"""Step 14 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def last_one_wins_on_a_deque():
    """overwrites"""

    class Variable:
        def backward(self):
            from collections import deque

            self.grad = np.ones_like(self.data) if self.grad is None else self.grad
            todo = deque(f for f in [self.creator] if f)
            while todo:
                func = todo.popleft()
                back = func.backward(*(o.grad for o in func.outputs))
                back = list(back) if isinstance(back, tuple) else [back]
                for i in range(len(func.inputs)):
                    var = func.inputs[i]
                    var.grad = back[i]
                    if var.creator:
                        todo.append(var.creator)


def zero_instead_of_none():
    """clears_to_zero"""

    class Variable:
        def cleargrad(self):
            self.grad = self.data * 0


def subtracts():
    """none"""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            stack = [self.creator] if self.creator else []
            while stack:
                func = stack.pop()
                back = func.backward(*[o.grad for o in func.outputs])
                for var, g in zip(func.inputs, back if isinstance(back, tuple) else (back,)):
                    if var.grad is not None:
                        g = var.grad - g
                    var.grad = g
                    if var.creator:
                        stack.append(var.creator)
