"""What is taken home: scripts, notebooks, weights, ONNX, configs and points, with the way back for some.

Pure functions of a snapshot; no I/O.
"""
