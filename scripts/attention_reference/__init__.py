"""Relevance through attention, normalisation, gates and smooth activations, layer by layer in float64.

A network of `networks` is one program over an executor. `plain.Plain` runs it with PyTorch's own layers (what
is exported as ONNX). `tape.Tape` runs it on recorded values and then hands relevance back, one layer at a time:
no gradient is used anywhere.
"""
