"""Small networks for pictures of 3 x 16 x 24, five classes."""
import torch
from torch import nn
from torch.nn import functional as F

from .layers import (Attention, GatedMlp, Glu, Mlp, Patches, RmsNorm, SqueezeExcite, TorchAttention, group_norm,
                     layer_norm)
from .plain import Plain

CLASSES = 5


class Network(nn.Module):
    fused = True

    def forward(self, x):
        return self.run(Plain(self.fused), x)


class Vit(Network):
    """Class token, positions, two pre-norm blocks, GELU, head on the class token: that of the given fixtures."""

    def __init__(self, width=12, count=3, inner=24):
        super().__init__()
        self.patch = Patches(width)
        self.blocks = nn.ModuleList(Block(width, Attention(width, count), Mlp(width, inner), 1e-6) for _ in range(2))
        self.norm, self.head = nn.LayerNorm(width, 1e-6), nn.Linear(width, CLASSES)

    def run(self, run, x):
        x = self.patch.run(run, x)
        for block in self.blocks:
            x = block.run(run, x)
        return run.dense(run.move(layer_norm(run, x, self.norm), lambda a: a[:, 0]), self.head)


class Block(nn.Module):
    """Normalisation first."""

    def __init__(self, width, attention, mlp, eps=1e-5, scales=False):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(width, eps), nn.LayerNorm(width, eps)
        self.attention, self.mlp = attention, mlp
        self.scale1, self.scale2 = (nn.Parameter(torch.ones(width)) if scales else None for _ in range(2))

    def run(self, run, x):
        for norm, part, scale in [(self.norm1, self.attention, self.scale1), (self.norm2, self.mlp, self.scale2)]:
            y = part.run(run, layer_norm(run, x, norm))
            x = run.add(x, y if scale is None else run.scale(y, scale))
        return x


class MhaVit(Network):
    """As torchvision's ViT: nn.MultiheadAttention; GELU by its tanh form in the second block."""

    def __init__(self, width=8):
        super().__init__()
        self.patch = Patches(width)
        self.blocks = nn.ModuleList(Block(width, TorchAttention(width, 2), Mlp(width, 16, function))
                                    for function in (F.gelu, tanh_gelu))
        self.norm, self.head = nn.LayerNorm(width), nn.Linear(width, CLASSES)

    run = Vit.run


def tanh_gelu(x):
    return F.gelu(x, approximate="tanh")


class Dino(Network):
    """As DINOv2: fused attention, layer scale, head on the class token beside the mean of the patches."""

    def __init__(self, width=8):
        super().__init__()
        self.patch = Patches(width)
        self.blocks = nn.ModuleList(Block(width, Attention(width, 2, "fused"), Mlp(width, 16), scales=True)
                                    for _ in range(2))
        self.norm, self.head = nn.LayerNorm(width), nn.Linear(2 * width, CLASSES)

    def run(self, run, x):
        x = self.patch.run(run, x)
        for block in self.blocks:
            x = block.run(run, x)
        x = layer_norm(run, x, self.norm)
        mean = run.mean(run.move(x, lambda a: a[:, 1:]), [1])
        return run.dense(run.concat([run.move(x, lambda a: a[:, 0]), mean], 1), self.head)


class Swin(Network):
    """Windows of 4 x 4 with relative positions, the second block shifted under a mask; merged patches."""

    def __init__(self, width=6):
        super().__init__()
        self.stem, self.norm0 = nn.Conv2d(3, width, 2, 2), nn.LayerNorm(width)
        self.blocks = nn.ModuleList(
            Block(width, Windows(width, 2, shift), Mlp(width, 12)) for shift in (0, 2))
        self.merge_norm, self.merge = nn.LayerNorm(4 * width), nn.Linear(4 * width, 8, bias=False)
        self.norm, self.head = nn.LayerNorm(8), nn.Linear(8, CLASSES)

    def run(self, run, x):
        x = run.move(run.conv(x, self.stem), lambda a: a.permute(0, 2, 3, 1))
        x = layer_norm(run, x, self.norm0)
        for block in self.blocks:
            x = block.run(run, x)
        corners = [run.move(x, lambda a, i=i, j=j: a[:, i::2, j::2]) for j in (0, 1) for i in (0, 1)]
        x = run.dense(layer_norm(run, run.concat(corners, -1), self.merge_norm), self.merge)
        return run.dense(run.mean(layer_norm(run, x, self.norm), [1, 2]), self.head)


class Windows(nn.Module):
    """Attention inside windows of an 8 x 12 plane, channels last."""

    def __init__(self, width, count, shift, unit=False, side=4):
        super().__init__()
        self.attention = Attention(width, count, "query first", unit=unit)
        self.shift, self.side = shift, side
        self.table = nn.Parameter(torch.zeros((2 * side - 1) ** 2, count))
        places = torch.stack(torch.meshgrid(torch.arange(side), torch.arange(side), indexing="ij")).flatten(1)
        apart = (places[:, :, None] - places[:, None]) + side - 1
        self.register_buffer("index", (apart[0] * (2 * side - 1) + apart[1]).flatten())
        self.register_buffer("mask", self.shifted_mask() if shift else None)
        self.logit_scale = nn.Parameter(torch.full((count, 1, 1), 1.5)) if unit else None

    def shifted_mask(self):
        regions = torch.zeros(1, 8, 12)
        cuts = (slice(0, -self.side), slice(-self.side, -self.shift), slice(-self.shift, None))
        for i, rows in enumerate(cuts):
            for j, columns in enumerate(cuts):
                regions[:, rows, columns] = 3 * i + j
        rows = self.cut(regions[..., None]).squeeze(-1)
        return torch.where(rows[:, None] == rows[:, :, None], 0.0, -100.0)

    def cut(self, a):
        n, h, w, c = a.shape
        s = self.side
        return a.reshape(n, h // s, s, w // s, s, c).permute(0, 1, 3, 2, 4, 5).reshape(-1, s * s, c)

    def glued(self, a):
        s = self.side
        return a.reshape(-1, 8 // s, 12 // s, s, s, a.shape[-1]).permute(0, 1, 3, 2, 4, 5).reshape(-1, 8, 12, a.shape[-1])

    def run(self, run, x):
        bias = self.table[self.index].reshape(self.side ** 2, self.side ** 2, -1).permute(2, 0, 1)[None]
        factor = None if self.logit_scale is None else self.logit_scale.exp()
        images = x.shape[0]
        if self.shift:
            x = run.move(x, lambda a: a.roll((-self.shift, -self.shift), (1, 2)))
            bias = bias + self.mask[:, None].repeat(images, 1, 1, 1)
        x = self.attention.run(run, run.move(x, self.cut), bias, factor)
        x = run.move(x, self.glued)
        return run.move(x, lambda a: a.roll((self.shift, self.shift), (1, 2))) if self.shift else x


class SwinV2(Network):
    """Cosine attention with a learned scale, and normalisation after each part, before the sum."""

    def __init__(self, width=6):
        super().__init__()
        self.stem = nn.Conv2d(3, width, 2, 2)
        self.windows = nn.ModuleList(Windows(width, 2, shift, unit=True) for shift in (0, 2))
        self.mlps = nn.ModuleList(Mlp(width, 12) for _ in range(2))
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(4))
        self.head = nn.Linear(width, CLASSES)

    def run(self, run, x):
        x = run.move(run.conv(x, self.stem), lambda a: a.permute(0, 2, 3, 1))
        for i in range(2):
            x = run.add(x, layer_norm(run, self.windows[i].run(run, x), self.norms[2 * i]))
            x = run.add(x, layer_norm(run, self.mlps[i].run(run, x), self.norms[2 * i + 1]))
        return run.dense(run.mean(x, [1, 2]), self.head)


class PostNorm(Network):
    """Normalisation after each sum, as in the first transformers; a head on the mean."""

    def __init__(self, width=8):
        super().__init__()
        self.patch = Patches(width, token=False)
        self.attentions = nn.ModuleList(Attention(width, 2) for _ in range(2))
        self.mlps = nn.ModuleList(Mlp(width, 16, F.relu) for _ in range(2))
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(4))
        self.head = nn.Linear(width, CLASSES)

    def run(self, run, x):
        x = self.patch.run(run, x)
        for i in range(2):
            x = layer_norm(run, run.add(x, self.attentions[i].run(run, x)), self.norms[2 * i])
            x = layer_norm(run, run.add(x, self.mlps[i].run(run, x)), self.norms[2 * i + 1])
        return run.dense(run.mean(x, [1]), self.head)


class Gates(Network):
    """Attention behind a sigmoid, a GLU, and a softmax over the patches as weights of their sum."""

    def __init__(self, width=8):
        super().__init__()
        self.patch = Patches(width, token=False)
        self.block = Block(width, Attention(width, 2, gated=True), Glu(width, 12))
        self.norm, self.weight, self.head = nn.LayerNorm(width), nn.Linear(width, 1), nn.Linear(width, CLASSES)

    def run(self, run, x):
        x = layer_norm(run, self.block.run(run, self.patch.run(run, x)), self.norm)
        weights = run.softmax(run.dense(x, self.weight), 1)
        return run.dense(run.sum(run.gate(x, weights), [1]), self.head)


class SwiGlu(Network):
    """RMS normalisation, also of query and key; SwiGLU; no class token."""

    def __init__(self, width=8):
        super().__init__()
        self.patch = Patches(width, token=False)
        self.attentions = nn.ModuleList(Attention(width, 2, "fused", norms=True) for _ in range(2))
        self.mlps = nn.ModuleList(GatedMlp(width, 12) for _ in range(2))
        self.norms = nn.ModuleList(RmsNorm(width) for _ in range(5))
        self.head = nn.Linear(width, CLASSES)

    def run(self, run, x):
        x = self.patch.run(run, x)
        for i in range(2):
            x = run.add(x, self.attentions[i].run(run, self.norms[2 * i].run(run, x)))
            x = run.add(x, self.mlps[i].run(run, self.norms[2 * i + 1].run(run, x)))
        return run.dense(run.mean(self.norms[4].run(run, x), [1]), self.head)


class MbConv(Network):
    """Inverted bottleneck with squeeze and excitation: that of the given fixtures with SiLU and sigmoid."""

    def __init__(self, act=F.silu, inner=F.silu, gate=torch.sigmoid, widths=(8, 16, 4, 20)):
        super().__init__()
        a, b, c, d = widths
        self.act = act
        self.stem = nn.Conv2d(3, a, 3, 2, 1)
        self.expand, self.depthwise = nn.Conv2d(a, b, 1), nn.Conv2d(b, b, 3, 1, 1, groups=b)
        self.squeeze, self.project = SqueezeExcite(b, c, inner, gate), nn.Conv2d(b, a, 1)
        self.last, self.head = nn.Conv2d(a, d, 1), nn.Linear(d, CLASSES)

    def run(self, run, x):
        x = run.activation(run.conv(x, self.stem), self.act)
        y = run.activation(run.conv(x, self.expand), self.act)
        y = self.squeeze.run(run, run.activation(run.conv(y, self.depthwise), self.act))
        x = run.add(x, run.conv(y, self.project))
        x = run.activation(run.conv(x, self.last), self.act)
        return run.dense(run.mean(x, [2, 3]), self.head)


def mobile_net():
    """MobileNetV3's block: HardSwish, ReLU inside the squeeze, hard sigmoid as its gate."""
    return MbConv(F.hardswish, F.relu, F.hardsigmoid)


class ConvNext(Network):
    """The given fixtures' network."""

    def __init__(self, width=10):
        super().__init__()
        self.stem, self.norm0 = nn.Conv2d(3, width, 4, 4), nn.LayerNorm(width, 1e-6)
        self.blocks = nn.ModuleList(ConvNextBlock(width) for _ in range(2))
        self.norm, self.head = nn.LayerNorm(width, 1e-6), nn.Linear(width, CLASSES)

    def run(self, run, x):
        x = channels_norm(run, run.conv(x, self.stem), self.norm0)
        for block in self.blocks:
            x = block.run(run, x)
        return run.dense(layer_norm(run, run.mean(x, [2, 3]), self.norm), self.head)


def channels_norm(run, x, layer):
    last = run.move(x, lambda a: a.permute(0, 2, 3, 1))
    return run.move(layer_norm(run, last, layer), lambda a: a.permute(0, 3, 1, 2))


class ConvNextBlock(nn.Module):
    def __init__(self, width, side=7):
        super().__init__()
        self.depthwise = nn.Conv2d(width, width, side, 1, side // 2, groups=width)
        self.norm, self.up, self.down = nn.LayerNorm(width, 1e-6), nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.scale = nn.Parameter(torch.ones(width))

    def run(self, run, x):
        y = run.move(run.conv(x, self.depthwise), lambda a: a.permute(0, 2, 3, 1))
        y = run.activation(run.dense(layer_norm(run, y, self.norm), self.up), F.gelu)
        y = run.scale(run.dense(y, self.down), self.scale)
        return run.add(x, run.move(y, lambda a: a.permute(0, 3, 1, 2)))


class FirstNorm(Network):
    """ConvNeXt with the channels first: normalisation written out over axis 1, dense layers as 1x1 convolutions."""

    def __init__(self, width=8):
        super().__init__()
        self.stem, self.depthwise = nn.Conv2d(3, width, 4, 4), nn.Conv2d(width, width, 3, 1, 1, groups=width)
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(2))
        self.up, self.down = nn.Conv2d(width, 16, 1), nn.Conv2d(16, width, 1)
        self.scale, self.head = nn.Parameter(torch.ones(width, 1, 1)), nn.Linear(width, CLASSES)

    def run(self, run, x):
        x = self.first(run, run.conv(x, self.stem), self.norms[0])
        y = self.first(run, run.conv(x, self.depthwise), self.norms[1])
        y = run.conv(run.activation(run.conv(y, self.up), F.gelu), self.down)
        return run.dense(run.mean(run.add(x, run.scale(y, self.scale)), [2, 3]), self.head)

    def first(self, run, x, layer):
        def mean_and_scale(a):
            def mean(t):
                return t.mean(1, keepdim=True)
            return mean, ((a - mean(a)).pow(2).mean(1, keepdim=True) + layer.eps).sqrt()
        return run.norm(x, mean_and_scale, layer.weight[:, None, None], layer.bias[:, None, None])


class GroupCnn(Network):
    """Residual CNN with group and instance normalisation, ReLU, max pooling."""

    def __init__(self, width=8):
        super().__init__()
        self.stem = nn.Conv2d(3, width, 3, 1, 1)
        self.norm1, self.norm2 = nn.GroupNorm(2, width), nn.GroupNorm(4, width)
        self.norm3 = nn.InstanceNorm2d(width, affine=True)
        self.conv1, self.conv2 = nn.Conv2d(width, width, 3, 1, 1), nn.Conv2d(width, width, 3, 1, 1)
        self.head = nn.Linear(width, CLASSES)

    def run(self, run, x):
        x = run.activation(group_norm(run, run.conv(x, self.stem), self.norm1, 2), F.relu)
        x = run.max_pool(x, 2)
        y = run.activation(group_norm(run, run.conv(x, self.conv1), self.norm2, 4), F.relu)
        y = group_norm(run, run.conv(y, self.conv2), self.norm3, self.conv2.out_channels)
        return run.dense(run.mean(run.activation(run.add(x, y), F.relu), [2, 3]), self.head)


FUNCTIONS = [tanh_gelu, F.mish, F.elu, F.celu, F.selu, F.leaky_relu, torch.tanh, F.relu6, F.silu]


class Functions(Network):
    """A small convolution before each smooth activation, and after each a share of the sum."""

    def __init__(self, width=4):
        super().__init__()
        self.stem = nn.Conv2d(3, width, 4, 4)
        self.convs = nn.ModuleList(nn.Conv2d(width, width, 3, 1, 1) for _ in range(len(FUNCTIONS) + 1))
        self.head = nn.Linear(width, CLASSES)

    def run(self, run, x):
        x = run.conv(x, self.stem)
        for conv, function in zip(self.convs, FUNCTIONS + [shifted_softplus]):
            x = run.add(x, run.activation(run.conv(x, conv), function))
        return run.dense(run.mean(x, [2, 3]), self.head)


def shifted_softplus(x):
    return F.softplus(x) - 0.6931471805599453


GIVEN = {"vit": Vit, "mbconv": MbConv, "convnext": ConvNext}
OWN = {
    "vit_mha": MhaVit, "dino": Dino, "swin": Swin, "swin_v2": SwinV2, "post_norm": PostNorm, "gates": Gates,
    "swiglu": SwiGlu, "mobilenet_v3": mobile_net, "convnext_first": FirstNorm, "group_norm": GroupCnn,
    "functions": Functions}
