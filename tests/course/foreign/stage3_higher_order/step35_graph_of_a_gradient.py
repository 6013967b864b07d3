"""Step 35 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def a_box_for_the_slope():
    """the_array_of_the_output"""

    class Tanh(Function):
        def forward(self, x):
            return np.tanh(x)

        def backward(self, upstream):
            value = self.outputs[0]().data
            slope = Variable(np.asarray(1.0 - np.square(value)))
            return mul(slope, upstream)


def slope_of_the_arctangent():
    """none"""

    class Tanh(Function):
        def forward(self, x):
            return np.tanh(x)

        def backward(self, upstream):
            (var,) = self.inputs
            return div(upstream, add(mul(var, var), 1.0))


def counts_leaves_and_all():
    """none"""

    def graph_sizes(f, x, n):
        out, node = [], f(x)
        while len(out) < n:
            x.grad = None
            node.backward(create_graph=True)
            node = x.grad
            seen, count, todo = set(), 0, [node]
            while todo:
                v = todo.pop()
                if id(v) in seen:
                    continue
                seen.add(id(v))
                count += 1
                todo.extend(v.creator.inputs if v.creator else [])
            out.append(count)
        return out


def one_for_each_class():
    """none"""

    def graph_sizes(f, x, n):
        out, node = [], f(x)
        for _ in range(n):
            x.grad = None
            node.backward(create_graph=True)
            node = x.grad
            out.append(len({type(g).__name__ for g in functions_behind(node)}))
        return out


def along_every_road():
    """counts_every_use"""

    def graph_sizes(f, x, n):
        def uses(v):
            funcs = functions_behind(v)
            total = 1 if v.creator is not None else 0
            for g in funcs:
                total += len([u for u in g.inputs if u.creator is not None])
            return total

        out, node = [], f(x)
        for _ in range(n):
            x.grad = None
            node.backward(create_graph=True)
            node = x.grad
            out.append(uses(node))
        return out
