"""Known-wrong ways of writing step 2."""


def returns_the_array():
    """The result leaves the function as a bare array: it was taken out of one box and not put into another."""

    class Function:
        def __call__(self, input):
            return self.forward(input.data)


def returns_nothing():
    """The new variable is made and then dropped: a function without a return gives None."""

    class Function:
        def __call__(self, input):
            x = input.data
            y = self.forward(x)
            Variable(y)


def reuses_the_input():
    """The result is put into the box that came in, so the input is lost and the output is the same object."""

    class Function:
        def __call__(self, input):
            input.data = self.forward(input.data)
            return input


def writes_into_the_array():
    """forward writes its result over the array that it was given, so whoever holds that array finds other numbers in it."""

    class Square:
        def forward(self, x):
            x *= x
            return x


def empties_the_input():
    """The box that came in is emptied on the way: after the call it holds something else than before."""

    class Function:
        def __call__(self, input):
            x = input.data
            input.data = None
            return Variable(self.forward(x))


def hands_the_variable_to_forward():
    """forward is given the box itself, so every forward has to open it, and one that expects an array fails."""

    class Function:
        def __call__(self, input):
            return Variable(self.forward(input))

    class Square:
        def forward(self, x):
            return x.data**2


def boxes_it_twice():
    """forward puts its result into a box, and `__call__` puts that box into another one."""

    class Square:
        def forward(self, x):
            return Variable(x**2)


def opens_and_closes_in_forward():
    """Boxes are opened and closed in forward, which every function would have to repeat; `__call__` only passes things on."""

    class Function:
        def __call__(self, input):
            return self.forward(input)

    class Square:
        def forward(self, x):
            return Variable(x.data**2)


def squares_in_call():
    """The square is computed in `__call__`, which all functions share, so every function is a square."""

    class Function:
        def __call__(self, input):
            return Variable(input.data**2)


def computes_twice():
    """forward runs twice in each call; the second result is right, but the work is done double."""

    class Function:
        def __call__(self, input):
            self.forward(input.data)
            return Variable(self.forward(input.data))


def one_output_for_all_calls():
    """The function keeps one output variable and fills it anew at each call, so an earlier result changes afterwards."""

    class Function:
        def __call__(self, input):
            y = self.forward(input.data)
            if not hasattr(self, "output"):
                self.output = Variable(y)
            self.output.data = y
            return self.output


def remembers_the_first_result():
    """The function computes once and gives that result for every later input too."""

    class Function:
        def __call__(self, input):
            if not hasattr(self, "y"):
                self.y = self.forward(input.data)
            return Variable(self.y)


def doubles():
    """x is multiplied by two instead of by itself; at 0 and at 2 both come to the same."""

    class Square:
        def forward(self, x):
            return x * 2


def matrix_product():
    """The numbers are multiplied and summed up as in a product of matrices, not squared one by one."""

    class Square:
        def forward(self, x):
            return np.dot(x, x)


def exclusive_or():
    """In Python the sign ^ is not a power: it combines the bits of whole numbers."""

    class Square:
        def forward(self, x):
            return x ^ 2


def silent_base_class():
    """The forward of Function does nothing and says nothing, so a subclass that forgets its own goes on with None."""

    class Function:
        def forward(self, x):
            pass


def the_base_class_computes():
    """The forward of Function gives back what it got, so a subclass that forgets its own looks as if it worked."""

    class Function:
        def forward(self, x):
            return x


def returns_the_exception():
    """The exception is returned like a result, and a result is what it becomes: nothing is raised."""

    class Function:
        def forward(self, x):
            return NotImplementedError()


def raises_a_constant():
    """NotImplemented is a constant that operators use, not an exception: raising it is an error of another kind."""

    class Function:
        def forward(self, x):
            error = NotImplemented
            raise error
