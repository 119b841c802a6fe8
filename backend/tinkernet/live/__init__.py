"""Sessions with an audience: networks that train while people watch and steer them."""
