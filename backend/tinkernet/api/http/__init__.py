"""What all routes share: how requests are read, how they are refused, and what surrounds them."""
