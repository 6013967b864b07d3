import heapq

import numpy as np


class Knoten:
    def __init__(self, wert):
        self.wert = wert
        self.abl = None
        self.herkunft = None
        self.rang = 0

    def entstanden_aus(self, regel):
        self.herkunft = regel
        self.rang = regel.rang + 1

    def loeschen(self):
        self.abl = None

    def rueckwaerts(self):
        if self.abl is None:
            self.abl = np.ones_like(self.wert)
        schlange, bekannt, zaehler = [], set(), 0

        def anstellen(regel):
            nonlocal zaehler
            if regel is not None and regel not in bekannt:
                bekannt.add(regel)
                zaehler += 1
                heapq.heappush(schlange, (-regel.rang, zaehler, regel))

        anstellen(self.herkunft)
        while schlange:
            regel = heapq.heappop(schlange)[2]
            steigungen = regel.zurueck(*[aus.abl for aus in regel.hinaus])
            if not isinstance(steigungen, tuple):
                steigungen = (steigungen,)
            for ein, steigung in zip(regel.hinein, steigungen):
                ein.abl = steigung
                anstellen(ein.herkunft)


class Regel:
    def __call__(self, *knoten):
        werte = self.rechne(*[k.wert for k in knoten])
        if not isinstance(werte, tuple):
            werte = (werte,)
        self.rang = max(k.rang for k in knoten)
        self.hinein = knoten
        self.hinaus = [Knoten(np.asarray(w)) for w in werte]
        for k in self.hinaus:
            k.entstanden_aus(self)
        return self.hinaus if len(self.hinaus) > 1 else self.hinaus[0]

    def rechne(self, *werte):
        raise NotImplementedError()

    def zurueck(self, *steigungen):
        raise NotImplementedError()


class Quadrat(Regel):
    def rechne(self, x):
        return x ** 2

    def zurueck(self, s):
        return 2 * self.hinein[0].wert * s


class Summe(Regel):
    def rechne(self, a, b):
        return a + b

    def zurueck(self, s):
        return s, s


x = Knoten(np.array(2.0))
a = Quadrat()(x)
y = Summe()(Quadrat()(a), Quadrat()(a))
y.rueckwaerts()
print(y.wert, x.abl)
