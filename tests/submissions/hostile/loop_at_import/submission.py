"""Never gets to its end."""
from framework import *

while True:
    pass
