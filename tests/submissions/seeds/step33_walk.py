def f(x):
    y = x**4 - 2 * x**2
    return y


x = Variable(np.array(2.0))
for i in range(10):
    print(i, x)
    y = f(x)
    x.cleargrad()
    y.backward(create_graph=True)
    gx = x.grad
    x.cleargrad()
    gx.backward()
    gx2 = x.grad
    if i == 0:
        print("first", gx.data, "second", gx2.data)
    x.data = x.data - gx.data / gx2.data
print("end", x.data)
