from .core import Variable, Function, no_grad, using_config
