from dezero.core import Function
