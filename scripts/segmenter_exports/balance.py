"""Makes the answers of networks with random weights differ over a picture, so that masks hold something."""

import torch


def spread(model, seed):
    """Scales the weights and moves the biases of the whole network."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, weights in model.named_parameters():
            if weights.dim() > 1:
                weights.mul_(2.0)
            elif name.endswith("bias"):
                weights.add_(0.3 * torch.randn(weights.shape, generator=generator))


def pictures(seed, high, wide, count=4):
    """Smooth coloured noise in a network's values."""
    generator = torch.Generator().manual_seed(seed)
    coarse = torch.randn(count, 3, 9, 12, generator=generator)
    return torch.nn.functional.interpolate(coarse, (high, wide), mode="bicubic", align_corners=False)


def standardise(module, run, scale):
    """Changes the last linear step of a module so that each of its channels has mean 0 and this deviation.

    Then every class is the best one in some places. The step is linear or a convolution: channels come last or second.
    """
    made = []
    hook = module.register_forward_hook(lambda _, __, out: made.append(out.detach().float()))
    with torch.no_grad():
        run()
    hook.remove()
    channels = module.weight.shape[0]
    second = isinstance(module, torch.nn.Conv2d)
    values = [m.movedim(1, -1) if second else m for m in made]
    rows = torch.cat([m.reshape(-1, channels) for m in values])
    mean, deviation = rows.mean(0), rows.std(0).clamp(min=1e-6)
    with torch.no_grad():
        if module.bias is None:
            module.bias = torch.nn.Parameter(torch.zeros(channels))
        factor = scale / deviation
        module.weight.mul_(factor.reshape(-1, *[1] * (module.weight.dim() - 1)))
        module.bias.copy_((module.bias - mean) * factor)


def share_out(model, factor):
    """Enlarges the weights of a decoder's attention, so that its queries look at different places."""
    with torch.no_grad():
        for name, weights in model.named_parameters():
            if "decoder.layers" in name and "attn." in name and name.endswith("_proj.weight"):
                weights.mul_(factor)
