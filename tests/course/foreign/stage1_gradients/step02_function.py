"""Step 2 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def unboxes_at_the_end():
    """returns_the_array"""

    class Function:
        def __call__(self, var):
            box = Variable(None)
            box.data = self.forward(var.data)
            return box.data


def tries_it_out_first():
    """computes_twice"""

    class Function:
        def __call__(self, var):
            if self.forward(var.data) is None:
                raise ValueError("forward gives nothing")
            result = self.forward(var.data)
            return Variable(result)


def keeps_the_sign():
    """none"""

    class Square:
        def forward(self, x):
            return x * np.abs(x)


def number_by_number_into_a_row():
    """none"""

    class Square:
        def forward(self, x):
            result = []
            for number in np.ravel(x):
                result.append(number * number)
            return np.array(result)
