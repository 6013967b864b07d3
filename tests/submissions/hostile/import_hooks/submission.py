"""Puts itself in front of every import that follows."""
import builtins
import sys

from framework import *

seen = []
original = builtins.__import__


class Finder:
    def find_spec(self, name, path=None, target=None):
        seen.append(name)


def importing(name, *arguments, **options):
    seen.append(name)
    return original(name, *arguments, **options)


sys.meta_path.insert(0, Finder())
sys.path_hooks.insert(0, lambda path: seen.append(path))
sys.path.insert(0, "/tmp")
builtins.__import__ = importing
