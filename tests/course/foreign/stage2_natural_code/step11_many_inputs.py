"""Step 11 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def out_is_the_first():
    """adds_into_the_first"""

    class Add:
        def forward(self, arrays):
            total, *others = arrays
            for other in others:
                np.add(total, other, out=total)
            return [total]


def opens_the_boxes_for_good():
    """remembers_arrays"""

    class Function:
        def __call__(self, inputs):
            arrays = []
            for var in inputs:
                arrays.append(var.data)
            results = []
            for array in self.forward(arrays):
                var = Variable(as_array(array))
                var.creator = self
                results.append(var)
            self.inputs, self.outputs = arrays, results
            return results


def each_input_once():
    """none"""

    class Function:
        def __call__(self, inputs):
            inputs = list(dict.fromkeys(inputs))
            outputs = [Variable(as_array(y)) for y in self.forward([v.data for v in inputs])]
            for var in outputs:
                var.set_creator(self)
            self.inputs, self.outputs = inputs, outputs
            return outputs


def pair_by_pair():
    """none"""

    class Add:
        def forward(self, xs):
            left, right = xs
            return [np.array([a + b for a, b in zip(np.ravel(left), np.ravel(right))])]


def each_output_by_itself():
    """none"""

    class Function:
        def __call__(self, inputs):
            self.inputs = inputs
            made = []
            for y in self.forward([v.data for v in inputs]):
                self.outputs = [Variable(as_array(y))]
                self.outputs[0].set_creator(self)
                made += self.outputs
            return made
