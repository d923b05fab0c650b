#!/usr/bin/env python3
"""Writes the blocks of well-known classifiers as small ONNX files to src/test/resources/onnx/blocks.

NAME@VARIANT.onnx is what an exporter makes of network NAME; beside them are NAME.input.npy (three
images), NAME.logits.npy and NAME.gradient.npy, the gradient of each image's largest logit: what PyTorch
says in float64. Variants are torch.onnx.export's operator sets (with -raw: nothing folded, batch
normalisation kept; with -one: the number of images fixed to 1) or written by hand after the conventions
of tf2onnx. Needs onnx, numpy, torch and torchvision. Seeds are fixed: running it again gives the same files.
"""
import copy
import functools
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn
from torch.nn import functional as F
from torchvision.models import ConvNeXt, DenseNet, EfficientNet, MobileNetV2, MobileNetV3, VisionTransformer
from torchvision.models.convnext import CNBlockConfig
from torchvision.models.efficientnet import MBConvConfig
from torchvision.models.googlenet import BasicConv2d, Inception
from torchvision.models.mobilenetv3 import InvertedResidualConfig
from torchvision.models.resnet import BasicBlock, Bottleneck

OUT = Path(__file__).resolve().parent.parent / "src/test/resources/onnx/blocks"
CLASSES = 4


def lively(model):
    """Weights that keep signals alive, and statistics that show when they are folded wrongly."""
    generator = torch.Generator().manual_seed(1)
    for name, parameter in model.named_parameters():
        fan_in = parameter[0].numel() if parameter.dim() > 1 else 1
        parameter.data.normal_(0, 1.2 * fan_in ** -0.5 if parameter.dim() > 1 else 0.3, generator=generator)
        if parameter.dim() == 1 and name.endswith("weight"):
            parameter.data.add_(1)  # scales of normalisations
    for name, buffer in model.named_buffers():
        if name.endswith("running_mean"):
            buffer.normal_(0, 0.3, generator=generator)
        if name.endswith("running_var"):
            buffer.copy_(torch.rand(buffer.shape, generator=generator) + 0.5)
    return model.eval()


def store(name, model, x):
    """Input, and logits and gradient in float64."""
    exact = copy.deepcopy(model).double()
    leaf = x.double().requires_grad_(True)
    logits = exact(leaf)
    logits.max(dim=1).values.sum().backward()
    for what, values in [("input", x), ("logits", logits.detach()), ("gradient", leaf.grad)]:
        np.save(OUT / f"{name}.{what}.npy", values.numpy().astype(np.float32))


def images(size):
    return torch.randn(3, 3, size, size, generator=torch.Generator().manual_seed(2))


def export(name, model, size, *variants):
    lively(model)
    x = images(size)
    store(name, model, x)
    for variant in variants:
        opset, _, how = variant.partition("-")
        free = None if how == "one" else {"input": {0: "N"}, "logits": {0: "N"}}
        mode = torch.onnx.TrainingMode
        torch.onnx.export(
            model, x[:1], str(OUT / f"{name}@{variant}.onnx"), opset_version=int(opset),
            input_names=["input"], output_names=["logits"], dynamic_axes=free,
            do_constant_folding=how != "raw", training=mode.PRESERVE if how == "raw" else mode.EVAL)


class Head(nn.Module):
    """Features, mean over height and width, dense layer."""

    def __init__(self, features, channels):
        super().__init__()
        self.features = features
        self.dense = nn.Linear(channels, CLASSES)

    def forward(self, x):
        return self.dense(F.adaptive_avg_pool2d(self.features(x), 1).flatten(1))


class Functions(nn.Module):
    """Every function of a value by itself."""

    def __init__(self):
        super().__init__()
        self.stem, self.dense = nn.Conv2d(3, 12, 3), nn.Linear(12, CLASSES)

    def forward(self, x):
        a = torch.split(self.stem(x), 1, dim=1)
        done = [
            torch.sigmoid(a[0]), torch.tanh(a[1]), torch.erf(a[2]), F.gelu(a[3]), F.softplus(a[4]),
            F.hardsigmoid(a[5]), F.hardswish(a[6]), torch.exp(-a[7]), torch.sqrt(a[8] ** 2 + 0.1),
            torch.log(torch.abs(a[9]) + 1), F.silu(a[10]), F.relu6(3 * a[11])]
        return self.dense(torch.cat(done, 1).mean((2, 3)))


class Parts(nn.Module):
    """Channel shuffle, chunks, slices, indices, means over any axes, products, padded pooling."""

    def __init__(self):
        super().__init__()
        self.stem, self.dense = nn.Conv2d(3, 8, 3, padding=1), nn.Linear(20, CLASSES)

    def forward(self, x):
        x = F.relu(self.stem(x))
        n, _, h, w = x.size()
        x = x.view(n, 2, 4, h, w).transpose(1, 2).contiguous().view(n, 8, h, w)
        a, b = x.chunk(2, dim=1)
        gate = torch.sigmoid(b.mean((2, 3), keepdim=True))
        rows = (a * gate).mean(3)                      # N x 4 x H
        quotient = a[:, :, 1:-1, 2:] / (1 + b[:, :, 1:-1, 2:])
        difference = quotient - a.mean(1, keepdim=True)[:, :, 1:-1, 2:]
        pooled = F.max_pool2d(x, 3, stride=2, padding=1)
        return self.dense(torch.cat([
            rows[:, :, 3], rows[:, 1, :4], difference.mean((2, 3)), pooled.mean((-1, -2))], 1))


class Dilated(nn.Module):
    """Max pooling with dilation: pads, strides, kernels of one row."""

    def __init__(self):
        super().__init__()
        self.stem, self.dense = nn.Conv2d(3, 8, 3, padding=1), nn.Linear(8, CLASSES)

    def forward(self, x):
        x = F.max_pool2d(self.stem(x), (2, 3), stride=(1, 2), dilation=(3, 2), padding=1)
        x = F.max_pool2d(x, (1, 2), stride=1, dilation=(1, 3))
        x = F.max_pool2d(x, 2, stride=2, dilation=2, padding=1)
        return self.dense(x.mean((2, 3)))


class LastAxis(nn.Module):
    """Layer normalisation and dense layers on N x H x W x C, layer scale, as ConvNeXt has them."""

    def __init__(self):
        super().__init__()
        self.stem, self.norm = nn.Conv2d(3, 8, 4, stride=4), nn.LayerNorm(8)
        self.wide, self.narrow = nn.Linear(8, 16), nn.Linear(16, 8)
        self.scale, self.dense = nn.Parameter(torch.ones(8, 1, 1)), nn.Linear(8, CLASSES)

    def forward(self, x):
        x = self.stem(x)
        y = self.narrow(F.gelu(self.wide(self.norm(x.permute(0, 2, 3, 1))))).permute(0, 3, 1, 2)
        return self.dense((x + self.scale * y).mean((-2, -1)))


class Attention(nn.Module):
    """Self-attention over patches with a class token and positions, written with plain operators."""

    def __init__(self):
        super().__init__()
        self.stem, self.token = nn.Conv2d(3, 8, 4, stride=4), nn.Parameter(torch.zeros(1, 1, 8))
        self.positions = nn.Parameter(torch.zeros(1, 17, 8))
        self.norm, self.qkv, self.out = nn.LayerNorm(8), nn.Linear(8, 24), nn.Linear(8, 8)
        self.dense = nn.Linear(8, CLASSES)

    def forward(self, x):
        x = self.stem(x).flatten(2).transpose(1, 2)
        x = torch.cat([self.token.expand(x.shape[0], -1, -1), x], 1) + self.positions
        n, t, c = x.shape
        q, k, v = self.qkv(self.norm(x)).reshape(n, t, 3, 2, c // 2).permute(2, 0, 3, 1, 4)
        weights = ((q * (c // 2) ** -0.5) @ k.transpose(-2, -1)).softmax(-1)
        x = x + self.out((weights @ v).transpose(1, 2).reshape(n, t, c))
        return self.dense(x[:, 0])


class Vgg(nn.Module):
    """As torchvision's VGG: convolutions with batch normalisation, pooling to a fixed size, dropout."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(inplace=True), nn.MaxPool2d(2),
            nn.Conv2d(8, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(inplace=True), nn.MaxPool2d(2))
        self.classifier = nn.Sequential(
            nn.Linear(8 * 16, 12), nn.ReLU(), nn.Dropout(), nn.BatchNorm1d(12), nn.Linear(12, CLASSES))

    def forward(self, x):
        x = F.adaptive_avg_pool2d(self.features(x), 4)
        return self.classifier(torch.flatten(x, 1))


def torchvision_blocks():
    norm = functools.partial(nn.BatchNorm2d, eps=1e-3)
    export("vgg", Vgg(), 16, "9", "13", "13-raw", "17-raw", "13-one")
    basic = nn.Sequential(
        BasicBlock(3, 6, 2, nn.Sequential(nn.Conv2d(3, 6, 1, 2, bias=False), nn.BatchNorm2d(6))),
        Bottleneck(6, 2, 1, nn.Sequential(nn.Conv2d(6, 8, 1, bias=False), nn.BatchNorm2d(8))))
    export("resnet", Head(basic, 8), 12, "9", "13-raw")
    export("densenet", DenseNet(4, (2, 2), 8, 2, num_classes=CLASSES), 32, "9", "13", "13-raw")
    inception = nn.Sequential(
        BasicConv2d(3, 8, kernel_size=3, stride=2), nn.MaxPool2d(3, stride=2, ceil_mode=True),
        Inception(8, 4, 2, 4, 2, 4, 2))
    export("inception", Head(inception, 14), 20, "11", "13-raw")
    setting = [[1, 8, 1, 1], [4, 8, 1, 1], [4, 12, 1, 2]]
    features = MobileNetV2(CLASSES, 0.1, setting).features[:-1]  # without 1280 channels
    export("mobilenet_v2", Head(features, 8), 16, "9", "13", "13-raw")
    config = functools.partial(InvertedResidualConfig, width_mult=1.0)
    blocks = [config(8, 3, 16, 8, True, "RE", 1, 1), config(8, 5, 16, 12, True, "HS", 2, 1)]
    export("mobilenet_v3", MobileNetV3(blocks, 16, CLASSES, norm_layer=norm), 16, "11", "14", "14-raw", "17")
    config = functools.partial(MBConvConfig, width_mult=1.0, depth_mult=1.0)
    blocks = [config(1, 3, 1, 8, 8, 1), config(4, 5, 2, 8, 8, 2)]
    export("efficientnet", EfficientNet(blocks, 0.0, num_classes=CLASSES, norm_layer=norm), 16, "13", "17-raw")
    blocks = [CNBlockConfig(8, 12, 1), CNBlockConfig(12, None, 1)]
    export("convnext", ConvNeXt(blocks, num_classes=CLASSES), 16, "11", "13", "17", "17-raw")
    export("vit", VisionTransformer(16, 8, 1, 2, 8, 16, num_classes=CLASSES), 16,
           "11", "13", "14", "17", "17-raw")
    export("functions", Functions(), 12, "13", "14", "17-raw")
    export("parts", Parts(), 12, "10", "13", "13-raw", "13-one")
    export("dilated", Dilated(), 15, "10", "13")
    export("last-axis", LastAxis(), 16, "9", "13", "17", "17-one")
    export("attention", Attention(), 16, "13", "17", "17-raw", "13-one")


class Graph:
    """Nodes and constants of a file that is written by hand."""

    def __init__(self):
        self.nodes, self.constants = [], []

    def constant(self, name, value):
        array = value.detach().numpy() if isinstance(value, torch.Tensor) else np.asarray(value)
        self.constants.append(numpy_helper.from_array(array, name))
        return name

    def add(self, op, name, *inputs, **attributes):
        self.nodes.append(helper.make_node(op, list(inputs), [f"{name}:0"], name=name, **attributes))
        return f"{name}:0"

    def save(self, file, dims, opset):
        graph = helper.make_graph(
            self.nodes, file,
            [helper.make_tensor_value_info(self.nodes[0].input[0], TensorProto.FLOAT, dims)],
            [helper.make_tensor_value_info(self.nodes[-1].output[0], TensorProto.FLOAT, [dims[0], CLASSES])],
            self.constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], producer_name="tf2onnx")
        model.ir_version = 7
        onnx.save(model, OUT / f"{file}.onnx")


class Keras(nn.Module):
    """The network that keras_graph writes; flattens channels last."""

    def __init__(self):
        super().__init__()
        self.conv, self.norm = nn.Conv2d(3, 6, 3, bias=False), nn.BatchNorm2d(6, eps=1e-3)
        self.deep, self.point = nn.Conv2d(6, 6, 3, groups=6, padding=1), nn.Conv2d(6, 8, 1)
        self.squeeze, self.excite = nn.Linear(8, 4), nn.Linear(4, 8)
        self.wide, self.dense = nn.Linear(8 * 9, 10), nn.Linear(10, CLASSES)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.norm(self.conv(F.pad(x, (0, 1, 0, 1))))), 2)
        x = self.point(F.relu6(self.deep(x)))
        gate = torch.sigmoid(self.excite(F.relu(self.squeeze(x.mean((2, 3))))))
        x = F.max_pool2d(x * gate[:, :, None, None], 2)
        return self.dense(torch.tanh(self.wide(x.permute(0, 2, 3, 1).flatten(1))))


def keras_graph(model, last, opset, file):
    """What tf2onnx writes for a Keras model: an input N x H x W x C (or not), names of the call."""
    g, name = Graph(), "StatefulPartitionedCall/model/{}".format

    def dense(x, label, layer):
        x = g.add("MatMul", name(f"{label}/MatMul"), x, g.constant(name(f"{label}/kernel"), layer.weight.t()))
        return g.add("Add", name(f"{label}/BiasAdd"), x, g.constant(name(f"{label}/bias"), layer.bias))

    x = "input_1"
    if last:
        x = g.add("Transpose", name("conv/Conv2D__6"), x, perm=[0, 3, 1, 2])
    x = g.add("Pad", name("pad/Pad"), x, g.constant("pads", np.array([0, 0, 0, 0, 0, 0, 1, 1], np.int64)))
    x = g.add("Conv", name("conv/Conv2D"), x, g.constant(name("conv/W"), model.conv.weight),
              kernel_shape=[3, 3], strides=[1, 1], auto_pad="VALID", dilations=[1, 1], group=1)
    n = model.norm
    x = g.add("BatchNormalization", name("bn/FusedBatchNormV3"), x, *[
        g.constant(name(f"bn/{label}"), value) for label, value in [
            ("gamma", n.weight), ("beta", n.bias), ("mean", n.running_mean), ("var", n.running_var)]],
        epsilon=1e-3)
    x = g.add("Relu", name("relu/Relu"), x)
    x = g.add("MaxPool", name("pool/MaxPool"), x, kernel_shape=[2, 2], strides=[2, 2], auto_pad="VALID")
    x = g.add("Conv", name("deep/depthwise"), x, g.constant(name("deep/W"), model.deep.weight),
              g.constant(name("deep/b"), model.deep.bias), kernel_shape=[3, 3], auto_pad="SAME_UPPER", group=6)
    x = g.add("Relu", name("relu6/Relu"), x)
    x = g.add("Min", name("relu6/Relu6"), x, g.constant("six", np.float32(6)))
    x = g.add("Conv", name("point/Conv2D"), x, g.constant(name("point/W"), model.point.weight))
    bias = model.point.bias.reshape(1, 8, 1, 1)
    x = g.add("Add", name("point/BiasAdd"), x, g.constant(name("point/b"), bias))
    moved = g.add("Transpose", name("gap/Mean__20"), x, perm=[0, 2, 3, 1])
    gate = g.add("ReduceMean", name("gap/Mean"), moved, axes=[1, 2], keepdims=0)
    gate = g.add("Relu", name("se/Relu"), dense(gate, "squeeze", model.squeeze))
    gate = g.add("Sigmoid", name("se/Sigmoid"), dense(gate, "excite", model.excite))
    shape = g.add("Shape", name("reshape/Shape"), gate)
    shape = g.add("Cast", name("reshape/Shape__31"), shape, to=TensorProto.INT32)
    one, zero = g.constant("one", np.array([1], np.int64)), g.constant("zero", np.array([0], np.int64))
    shape = g.add("Slice", name("reshape/strided_slice"), shape, zero, one, zero)
    shape = g.add("Concat", name("reshape/packed"), shape,
                  g.constant("tail", np.array([1, 1, 8], np.int32)), axis=0)
    shape = g.add("Cast", name("reshape/Reshape__33"), shape, to=TensorProto.INT64)
    gate = g.add("Reshape", name("reshape/Reshape"), gate, shape)
    x = g.add("Mul", name("multiply/mul"), moved, gate)
    x = g.add("Transpose", name("pool2/MaxPool__40"), x, perm=[0, 3, 1, 2])
    x = g.add("MaxPool", name("pool2/MaxPool"), x, kernel_shape=[2, 2], strides=[2, 2])
    x = g.add("Transpose", name("pool2/MaxPool__42"), x, perm=[0, 2, 3, 1])
    x = g.add("Reshape", name("flatten/Reshape"), x, g.constant("flat", np.array([-1, 72], np.int64)))
    x = dense(g.add("Tanh", name("wide/Tanh"), dense(x, "wide", model.wide)), "logits", model.dense)
    g.add("Softmax", name("predictions/Softmax"), x, axis=-1 if opset > 12 else 1)
    g.save(file, ["unk__43", 14, 14, 3] if last else ["unk__43", 3, 14, 14], opset)


class Gelu(nn.Module):
    """The network that gelu_graph writes."""

    def __init__(self):
        super().__init__()
        self.stem, self.norm, self.dense = nn.Conv2d(3, 4, 4), nn.LayerNorm(4), nn.Linear(4, CLASSES)

    def forward(self, x):
        x = F.gelu(self.stem(x))
        x = self.norm(F.gelu(x, approximate="tanh").mean((2, 3)))
        return self.dense(x)


def gelu_graph(model):
    """Gelu as an operator of its own, since operator set 20."""
    g = Graph()
    x = g.add("Conv", "stem", "input", g.constant("w", model.stem.weight), g.constant("b", model.stem.bias))
    x = g.add("Gelu", "gelu", x)
    x = g.add("Gelu", "gelu-tanh", x, approximate="tanh")
    x = g.add("ReduceMean", "mean", x, g.constant("axes", np.array([2, 3], np.int64)), keepdims=0)
    x = g.add("LayerNormalization", "norm", x, g.constant("scale", model.norm.weight),
              g.constant("shift", model.norm.bias))
    g.add("Gemm", "dense", x, g.constant("dw", model.dense.weight), g.constant("db", model.dense.bias), transB=1)
    g.save("gelu@20", ["N", 3, 12, 12], 20)


def by_hand():
    model = lively(Keras())
    store("keras", model, images(14))
    keras_graph(model, True, 13, "keras@nhwc")
    keras_graph(model, False, 12, "keras@nchw")
    model = lively(Gelu())
    store("gelu", model, images(12))
    gelu_graph(model)


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.iterdir():
        old.unlink()
    torchvision_blocks()
    by_hand()
