import numpy as np


class Kasten:
    def __init__(self, inhalt, name=None):
        self.inhalt = inhalt
        self.name = name
        self.steigung = None
        self.vater = None
        self.stufe = 0

    @property
    def shape(self):
        return self.inhalt.shape

    @property
    def ndim(self):
        return self.inhalt.ndim

    @property
    def size(self):
        return self.inhalt.size

    @property
    def dtype(self):
        return self.inhalt.dtype

    def __len__(self):
        return self.inhalt.size

    def __repr__(self):
        if self.inhalt is None:
            return "kasten(None)"
        return "kasten(" + str(self.inhalt).replace("\n", "\n" + " " * 7) + ")"
