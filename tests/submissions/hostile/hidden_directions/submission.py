"""Hides code behind marks of direction and letters that look alike."""
from framework import *

аdd = add  # ‮⁦ a Cyrillic letter ⁩


def add(x0, x1):
    raise ValueError("‮⁦ seen ⁩")
