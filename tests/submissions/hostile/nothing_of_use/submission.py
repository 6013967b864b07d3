"""Holds no framework at all."""
print("hello")
