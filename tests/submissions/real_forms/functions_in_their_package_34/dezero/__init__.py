from dezero.core import Config, Function, Variable, as_variable, no_grad, setup_variable, using_config

import dezero.functions

setup_variable()
