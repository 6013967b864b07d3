from mine.exp import Exp
from mine.function import Function
from mine.square import Square
from mine.variable import Variable
