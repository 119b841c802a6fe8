"""The vocabulary of the wire: the models of all that the server answers, and of what it is asked with."""
