import numpy as np
from Variable.Base import Base as BaseVariable


def as_array(x):
    return np.array(x) if np.isscalar(x) else x


def as_variable(x):
    return x if isinstance(x, BaseVariable) else BaseVariable(as_array(x))
