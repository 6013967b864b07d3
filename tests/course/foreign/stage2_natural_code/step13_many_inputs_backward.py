"""Step 13 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def goes_on_with_what_the_loop_left():
    """the_last_branch_only"""

    class Variable:
        def backward(self):
            self.grad = np.ones_like(self.data) if self.grad is None else self.grad
            func = self.creator
            while func:
                back = func.backward(*(o.grad for o in func.outputs))
                back = back if isinstance(back, tuple) else (back,)
                for i, g in enumerate(back):
                    func.inputs[i].grad = g
                func = func.inputs[-1].creator


def from_the_last_input_to_the_first():
    """gradients_crosswise"""

    class Variable:
        def backward(self):
            self.grad = np.ones_like(self.data) if self.grad is None else self.grad
            todo = [self.creator] if self.creator else []
            while todo:
                func = todo.pop()
                back = func.backward(*(o.grad for o in func.outputs))
                back = list(back) if isinstance(back, tuple) else [back]
                for var in func.inputs:
                    var.grad = back.pop()
                    if var.creator:
                        todo.append(var.creator)


def each_its_share():
    """none"""

    class Add:
        def backward(self, gy):
            a, b = (v.data for v in self.inputs)
            return gy * a / (a + b), gy * b / (a + b)


def the_first_takes_it_all():
    """none"""

    class Add:
        def backward(self, gy):
            return gy, np.zeros_like(gy)


def twice_the_gradient():
    """none"""

    class Add:
        def backward(self, gy):
            both = gy + gy
            return both, both
