#!/usr/bin/env python3
"""Writes one small network in many forms of ONNX files to src/test/resources/onnx/files.

The forms: functions of the file (nested, overloaded, with attributes given and left out, with an If inside), values in
one file or several beside the model, float16 and bfloat16, several outputs and inputs, weights behind a
DequantizeLinear, new operator sets. NAME@FORM.onnx is a form of network NAME; NAME.input.npy (three images),
NAME.logits.npy and NAME.gradient.npy, the gradient of each image's largest logit, are what PyTorch says in float64 with
the weights as the file has them.
Needs numpy, torch, onnx and onnxruntime (made with 2.15, 1.23 and 1.32). Seeds are fixed.
"""
import copy
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn
from torch.nn import functional as F

OUT = Path(__file__).resolve().parent.parent / "src/test/resources/onnx/files"
CLASSES, SIZE, OPSET = 6, 16, 20
HERE = "here"


class Net(nn.Module):
    """Two convolutions with other activations, blocks to channels, a mean, a dense layer."""

    def __init__(self):
        super().__init__()
        self.one, self.two = nn.Conv2d(3, 8, 3, padding=1), nn.Conv2d(32, 10, 3, padding=1, stride=2)
        self.dense = nn.Linear(10, CLASSES)

    def forward(self, x):
        x = F.leaky_relu(self.one(x), 0.1)
        x = F.leaky_relu(self.two(F.pixel_unshuffle(x, 2)), 0.25)
        return self.dense(x.mean((2, 3)))


def net(cast=None):
    torch.manual_seed(7)
    model = Net().eval()
    for parameter in model.parameters():
        parameter.data *= 1.5
        if cast:
            parameter.data = parameter.data.to(cast).float()
    return model


def expected(name, model):
    x = torch.randn(3, 3, SIZE, SIZE, generator=torch.Generator().manual_seed(2))
    exact, leaf = copy.deepcopy(model).double(), x.double().requires_grad_(True)
    logits = exact(leaf)
    logits.max(dim=1).values.sum().backward()
    for what, values in [("input", x), ("logits", logits.detach()), ("gradient", leaf.grad)]:
        np.save(OUT / f"{name}.{what}.npy", values.numpy().astype(np.float32))


def constants(model, kind=TensorProto.FLOAT):
    out = []
    for name, value in model.state_dict().items():
        array = value.numpy()
        if kind == TensorProto.BFLOAT16:
            bits = (np.ascontiguousarray(array).view(np.uint32) >> 16).astype(np.uint16)
            out.append(helper.make_tensor(name, kind, array.shape, bits.tobytes(), raw=True))
        elif kind == TensorProto.FLOAT16:
            out.append(numpy_helper.from_array(array.astype(np.float16), name))
        else:
            out.append(numpy_helper.from_array(array, name))
    return out


def node(operator, inputs, output, **attributes):
    outputs = output if isinstance(output, list) else [output]
    return helper.make_node(operator, inputs, outputs, name=f"{outputs[0]}_node", **attributes)


def ref(made, attribute, outer, kind):
    """Lets an attribute be that of the node that calls."""
    made.attribute.append(onnx.AttributeProto(name=attribute, ref_attr_name=outer, type=kind))
    return made


NODES = [
    node("Conv", ["x", "one.weight", "one.bias"], "a", pads=[1, 1, 1, 1]),
    node("LeakyRelu", ["a"], "b", alpha=0.1),
    # blocks as PyTorch orders them: the block's place behind the channel
    node("Reshape", ["b", "apart"], "c"),
    node("Transpose", ["c"], "d", perm=[0, 1, 3, 5, 2, 4]),
    node("Reshape", ["d", "joined"], "e"),
    node("Conv", ["e", "two.weight", "two.bias"], "f", pads=[1, 1, 1, 1], strides=[2, 2]),
    node("LeakyRelu", ["f"], "g", alpha=0.25),
    node("GlobalAveragePool", ["g"], "h"),
    node("Flatten", ["h"], "i"),
    node("Gemm", ["i", "dense.weight", "dense.bias"], "logits", transB=1)]

SHAPES = [numpy_helper.from_array(np.array(values, np.int64), name) for name, values in [
    ("apart", [-1, 8, SIZE // 2, 2, SIZE // 2, 2]), ("joined", [-1, 32, SIZE // 2, SIZE // 2])]]


def write(name, nodes, values, kind=TensorProto.FLOAT, outputs=None, inputs=(), functions=(), opset=OPSET, **more):
    graph = helper.make_graph(
        nodes, "net",
        [helper.make_tensor_value_info("x", kind, ["N", 3, SIZE, SIZE]), *inputs],
        outputs or [helper.make_tensor_value_info("logits", kind, ["N", CLASSES])], values)
    imports = [helper.make_opsetid("", opset)]
    if functions:
        imports.append(helper.make_opsetid(HERE, 1))
    model = helper.make_model(graph, opset_imports=imports, functions=list(functions), ir_version=10)
    if opset < 26:
        onnx.checker.check_model(model)
    onnx.save_model(model, OUT / f"{name}.onnx", **more)


def function(name, inputs, outputs, nodes, attributes=(), defaults=(), overload=""):
    imports = [helper.make_opsetid("", OPSET), helper.make_opsetid(HERE, 1)]
    made = helper.make_function(
        HERE, name, inputs, outputs, nodes, imports, list(attributes), list(defaults), overload=overload)
    return made


def call(operator, inputs, output, overload="", **attributes):
    made = node(operator, inputs, output, domain=HERE, **attributes)
    made.overload = overload
    return made


def functions(slope_name, parts_name, overloads=("", "")):
    """Deep calls Block and Parts; the alpha of Parts is given, that of Slope is a default."""
    real = onnx.AttributeProto.FLOAT
    ints = onnx.AttributeProto.INTS
    slope = ref(helper.make_node("LeakyRelu", ["x"], ["y"], name="slope"), "alpha", "alpha", real)
    act = function(
        slope_name, ["x"], ["y"], [slope], defaults=[helper.make_attribute("alpha", 0.25)], overload=overloads[0])
    # the same by other means: max(x, 0) + alpha * min(x, 0), chosen by an If whose condition is known
    branch = helper.make_graph(
        [helper.make_node("Constant", [], ["zero"], value_float=0.0),
         helper.make_node("Max", ["x", "zero"], ["high"]), helper.make_node("Min", ["x", "zero"], ["low"]),
         helper.make_node("Mul", ["low", "slope"], ["down"]), helper.make_node("Add", ["high", "down"], ["sum"])],
        "then", [], [helper.make_tensor_value_info("sum", TensorProto.FLOAT, None)])
    other = helper.make_graph(
        [helper.make_node("Identity", ["x"], ["same"])], "else", [],
        [helper.make_tensor_value_info("same", TensorProto.FLOAT, None)])
    parts = function(
        parts_name, ["x"], ["y"],
        [ref(helper.make_node("Constant", [], ["slope"]), "value_float", "alpha", real),
         helper.make_node("Size", ["slope"], ["size"]),
         helper.make_node("Cast", ["size"], ["known"], to=TensorProto.BOOL),
         helper.make_node("If", ["known"], ["y"], then_branch=branch, else_branch=other)],
        attributes=["alpha"], overload=overloads[1])
    conv = ref(
        helper.make_node("Conv", ["x", "w", "b"], ["y"], name="conv", pads=[1, 1, 1, 1]), "strides", "strides", ints)
    one = function(
        "Block", ["x", "w", "b"], ["y", "same"], [conv, helper.make_node("Identity", ["x"], ["same"])],
        attributes=["strides"])
    deep = function(
        "Deep", ["x", "w", "b"], ["y"],
        [helper.make_node("Block", ["x", "w", "b"], ["a", ""], domain=HERE, strides=[1, 1]),
         call(parts_name, ["a"], "y", overloads[1], alpha=0.1)])
    return [act, parts, one, deep]


def all_functions(model):
    # ONNX Runtime 1.28 knows no overloads
    for form, names, overloads in [("functions", ("Slope", "Parts"), ("", "")),
                                   ("overloads", ("Act", "Act"), ("slope", "parts"))]:
        nodes = [
            call("Deep", ["x", "one.weight", "one.bias"], "b"), *NODES[2:5],
            call("Block", ["e", "two.weight", "two.bias"], ["f", "e_again"], strides=[2, 2]),
            call(names[0], ["f"], "g", overloads[0]), *NODES[7:]]
        write(f"net@{form}", nodes, constants(model) + SHAPES, functions=functions(*names, overloads))
    # the file ends in a softmax inside a function: its logits are no value of the file's own graph
    last = function(
        "Last", ["x", "w", "b"], ["p"],
        [helper.make_node("Gemm", ["x", "w", "b"], ["y"], name="dense", transB=1),
         helper.make_node("Softmax", ["y"], ["p"], name="soft", axis=1)])
    write("net@function-end", NODES[:-1] + [call("Last", ["i", "dense.weight", "dense.bias"], "logits")],
          constants(model) + SHAPES, functions=[last])


def beside(model):
    values = constants(model) + SHAPES
    write("net@data", NODES, values, save_as_external_data=True, location="net.data", size_threshold=100)
    write("net@shards", NODES, values, save_as_external_data=True, all_tensors_to_one_file=False, size_threshold=100)
    model = onnx.load(OUT / "net@shards.onnx", load_external_data=False)
    for i, tensor in enumerate(t for t in model.graph.initializer if t.external_data):
        for entry in tensor.external_data:
            if entry.key == "location":
                (OUT / entry.value).rename(OUT / f"net.shard{i}")
                entry.value = f"net.shard{i}"
    onnx.save(model, OUT / "net@shards.onnx")


def outputs(model):
    probabilities = helper.make_node("Softmax", ["logits"], ["scores"], axis=1)
    label = helper.make_node("ArgMax", ["logits"], ["label"], axis=1, keepdims=0)
    row = helper.make_node("Gemm", ["i", "aux", "dense.bias"], ["aux_row"], transB=1)
    info = helper.make_tensor_value_info
    aux = numpy_helper.from_array(np.ones((CLASSES, 10), np.float32), "aux")
    real, values = TensorProto.FLOAT, constants(model) + SHAPES
    write("net@hidden", NODES, values, outputs=[
        info("g", real, ["N", 10, 4, 4]), info("i", real, ["N", 10]), info("logits", real, ["N", CLASSES])])
    write("net@labels", NODES + [label, probabilities], values, outputs=[
        info("label", TensorProto.INT64, ["N"]), info("scores", real, ["N", CLASSES]),
        info("logits", real, ["N", CLASSES])])
    renamed = [copy.deepcopy(n) for n in NODES]
    renamed[-1].output[0] = "main_row"
    write("net@twins", renamed + [row], values + [aux], outputs=[
        info("aux_row", real, ["N", CLASSES]), info("main_row", real, ["N", CLASSES])])
    # a second input that no output needs, and one whose value is in the file
    write("net@inputs", NODES, values, inputs=[
        info("mask", TensorProto.INT64, ["N", 7]), info("dense.bias", real, [CLASSES])])


def dequantised():
    model, values, nodes = net(), [], []
    for name, value in model.state_dict().items():
        if value.dim() == 1:
            continue
        flat = value.reshape(len(value), -1)
        scale = flat.abs().amax(1) / 127
        whole = (flat / scale[:, None]).round().clamp(-127, 127).to(torch.int8)
        value.copy_((whole.float() * scale[:, None]).reshape(value.shape))
        values += [numpy_helper.from_array(whole.reshape(value.shape).numpy(), name + ".whole"),
                   numpy_helper.from_array(scale.numpy(), name + ".scale")]
        nodes.append(node("DequantizeLinear", [name + ".whole", name + ".scale"], name, axis=0))
    expected("whole", model)
    values += [c for c in constants(model) if "bias" in c.name] + SHAPES
    write("whole@dequantised", nodes + NODES, values)


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.iterdir():
        old.unlink()
    model = net()
    expected("net", model)
    all_functions(model)
    beside(model)
    outputs(model)
    for cast, name, kind in [(torch.float16, "half", TensorProto.FLOAT16), (torch.bfloat16, "brain", TensorProto.BFLOAT16)]:
        rounded = net(cast)
        expected(name, rounded)
        write(f"{name}@all", NODES, constants(rounded, kind) + SHAPES, kind)
        # weights alone: each is cast before it is used
        values = constants(rounded, kind)
        casts = []
        for value in values:
            casts.append(node("Cast", [value.name + ".16"], value.name, to=TensorProto.FLOAT))
            value.name += ".16"
        write(f"{name}@weights", casts + NODES, values + SHAPES)
    newest = [*NODES[:2], node("SpaceToDepth", ["b"], "e", blocksize=2, mode="CRD"), *NODES[5:]]
    write("net@28", newest, constants(model), opset=28)
    write("net@23", NODES, constants(model) + SHAPES, opset=23)
    dequantised()
    check()


def check():
    """ONNX Runtime of this machine says the same, where it knows the operator set."""
    import onnxruntime
    for file in sorted(OUT.glob("*.onnx")):
        name = file.name.split("@")[0]
        x, logits = (np.load(OUT / f"{name}.{what}.npy") for what in ("input", "logits"))
        try:
            session = onnxruntime.InferenceSession(str(file))
            kind = session.get_inputs()[0].type
            x = x.astype(np.float16) if "float16" in kind else x
            names = [o.name for o in session.get_outputs()]
            if "bfloat16" in kind:
                continue
            want = "main_row" if "main_row" in names else "logits"
            made = session.run([want], {"x": x, **({"mask": np.zeros((3, 7), np.int64)} if "inputs" in file.name else {})})
            got = made[0].astype(np.float64)
            if "end" in file.name:
                logits = torch.from_numpy(logits).softmax(1).numpy()
            print(file.name, np.abs(got - logits).max() / np.abs(logits).max())
        except Exception as problem:  # an older runtime, or one without this type
            print(file.name, "not run:", str(problem).splitlines()[0][:150])


if __name__ == "__main__":
    main()
