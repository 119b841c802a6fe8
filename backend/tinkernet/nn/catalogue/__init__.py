"""What there is to choose from: one table a file, one entry an idea.

An entry carries all that is about it: how it computes in torch and in the kernel, what exported code and ONNX
models have of it, and what the config must know. `tinkernet.names` is written from these tables.
"""
