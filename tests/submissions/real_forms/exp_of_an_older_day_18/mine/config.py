class Config:
    enable_backprop = True
