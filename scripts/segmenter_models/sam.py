"""SAM encoders and decoders: the masks of a box are the pixels in it that have the colour of its middle.

The embedding holds the picture at a quarter of the side, as 4 x 4 pixels a cell. Candidates: the whole box, the
colour in the box (which gets the highest predicted IoU), the colour anywhere, everything else. The box of a point
is 64 x 64.
"""
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from . import common

SIDE = 128
LOW = SIDE // 4
GAIN, LEVEL = 7.07, 3.37
MEAN, STD = [123.675, 116.28, 103.53], [58.395, 57.12, 57.375]


def middle(x):
    return torch.tensor(x).reshape(1, 3, 1, 1)


def fold(x):
    """[1, 3, h, w] to [1, 48, h / 4, w / 4]."""
    n, c, h, w = x.shape
    return x.reshape(n, c, h // 4, 4, w // 4, 4).permute(0, 1, 3, 5, 2, 4).reshape(n, c * 16, h // 4, w // 4)


def unfold(x):
    n, c, h, w = x.shape
    return x.reshape(n, 3, 4, 4, h, w).permute(0, 1, 4, 2, 5, 3).reshape(n, 3, h * 4, w * 4)


class Encoder(nn.Module):
    """layout: original (normalised), raw (height x width x 3 of 0 to 255), hub, sam2."""

    def __init__(self, layout):
        super().__init__()
        self.layout = layout
        self.register_buffer("mean", middle(MEAN))
        self.register_buffer("std", middle(STD))
        self.register_buffer("where", torch.linspace(-1, 1, 48 * (LOW // 4) ** 2).reshape(1, 48, LOW // 4, LOW // 4))

    def forward(self, x):
        if self.layout == "raw":
            x = (x.permute(2, 0, 1)[None] - self.mean) / self.std
            x = F.pad(x, (0, SIDE - x.shape[3], 0, SIDE - x.shape[2]))
        small = F.avg_pool2d((x * self.std + self.mean) / 255, 4)
        folded = fold(small)
        if self.layout == "hub":
            return folded, self.where + 0 * folded
        if self.layout == "sam2":
            half = F.avg_pool2d(small, 2)
            return torch.cat([small, small.mean(1, keepdim=True)], 1), torch.cat([half, half], 1), folded
        return folded


class Masks(nn.Module):
    """Picture [1, 3, 32, 32] and boxes or points in pixels of 128 to four candidates [1, 4, 32, 32]."""

    def __init__(self):
        super().__init__()
        self.register_buffer("at", (torch.arange(LOW) + 0.5) * 4)

    def forward(self, rgb, points, labels):
        of = lambda k: (labels == k).to(rgb)[..., None]
        first, last, single = [(points * of(k)).sum(-2) for k in (2, 3, 1)]  # [1, 2]
        boxed = of(2).sum(-2)
        centre = boxed * (first + last) / 2 + (1 - boxed) * single
        near = lambda axis: ((self.at - centre[:, axis:axis + 1]).abs() <= 4).to(rgb)
        weight = near(1)[:, None, :, None] * near(0)[:, None, None, :]
        colour = (rgb * weight).sum((2, 3), keepdim=True) / weight.sum((2, 3), keepdim=True)
        within = lambda axis: (
            (self.at >= first[:, axis:axis + 1] - 3) & (self.at <= last[:, axis:axis + 1] + 3)).to(rgb)
        inside = within(1)[:, None, :, None] * within(0)[:, None, None, :]
        close = lambda axis: ((self.at - centre[:, axis:axis + 1]).abs() <= 32).to(rgb)
        around = close(1)[:, None, :, None] * close(0)[:, None, None, :]
        inside = inside * boxed[..., None, None] + around * (1 - boxed[..., None, None])
        alike = (((rgb - colour) ** 2).sum(1, keepdim=True) < 0.13).to(rgb)
        spread = ((rgb - colour) ** 2).mean((1, 2, 3))[:, None]
        iou = torch.tensor([[0.4, 0.9, 0.7, 0.1]]).to(rgb) - 0.1 * spread
        return GAIN * torch.cat([inside, alike * inside, alike, 1 - alike], 1) - LEVEL, iou


class Original(nn.Module):
    def __init__(self):
        super().__init__()
        self.masks = Masks()

    def forward(self, image_embeddings, point_coords, point_labels, mask_input, has_mask_input, orig_im_size):
        low, iou = self.masks(unfold(image_embeddings), point_coords, point_labels)
        low = low + has_mask_input * mask_input
        size = orig_im_size.to(torch.int64)
        scale = SIDE / orig_im_size.max()
        h, w = torch.floor(orig_im_size * scale + 0.5).to(torch.int64)
        full = F.interpolate(low, (SIDE, SIDE), mode="bilinear", align_corners=False)[..., :h, :w]
        return F.interpolate(full, (size[0], size[1]), mode="bilinear", align_corners=False), iou, low


class Hub(nn.Module):
    """No boxes: the label of a point is 1, 0 or -1."""

    def __init__(self):
        super().__init__()
        self.masks = Masks()

    def forward(self, input_points, input_labels, image_embeddings, image_positional_embeddings):
        labels = input_labels[:, 0]
        low, iou = self.masks(unfold(image_embeddings), input_points[:, 0], labels * (labels == 1))
        low = low + 0 * image_positional_embeddings.mean()
        return iou[:, None, 1:], low[:, None, 1:]


class HubBoxes(Hub):
    def forward(self, input_boxes, image_embeddings, image_positional_embeddings):
        labels = torch.tensor([[2, 3]])
        low, iou = self.masks(unfold(image_embeddings), input_boxes.reshape(1, 2, 2), labels)
        low = low + 0 * image_positional_embeddings.mean()
        return iou[:, None, 1:], low[:, None, 1:]


class Sam2(nn.Module):
    def __init__(self):
        super().__init__()
        self.masks = Masks()

    def forward(self, image_embed, high_res_feats_0, high_res_feats_1, point_coords, point_labels, mask_input,
                has_mask_input):
        low, iou = self.masks(high_res_feats_0[:, :3], point_coords, point_labels)
        low = low + has_mask_input * mask_input
        difference = (high_res_feats_1.mean() - image_embed.mean()).abs()  # 0 for features of one picture
        return low[:, 1:], iou[:, 1:] - difference


FILES = {
    "original": ("mobile_sam.encoder.onnx", "mobile_sam.decoder.onnx"),
    "raw": ("sam_vit_b.encoder.onnx", "sam_vit_b.decoder.onnx"),
    "hub": ("vision_encoder.onnx", "prompt_encoder_mask_decoder.onnx"),
    "hub-boxes": ("vision_encoder.onnx", "prompt_encoder_mask_decoder.onnx"),
    "sam2": ("sam2_hiera_tiny.encoder.onnx", "sam2_hiera_tiny.decoder.onnx"),
}


class Pair:
    """An encoder and a decoder in one folder."""

    def __init__(self, layout):
        self.layout, self.files = layout, FILES[layout]
        self.encoder = Encoder("hub" if layout == "hub-boxes" else layout)
        kinds = {"original": Original, "raw": Original, "hub": Hub, "hub-boxes": HubBoxes, "sam2": Sam2}
        self.decoder = kinds[layout]()
        self.names = {"original": ["image_embeddings"], "raw": ["image_embeddings"], "sam2": [
            "high_res_feats_0", "high_res_feats_1", "image_embed"]}.get(
                layout, ["image_embeddings", "image_positional_embeddings"])

    def frame(self, image):
        """Height and width of the picture in the encoder's frame."""
        h, w = image.shape[:2]
        scale = SIDE / max(h, w)
        return (SIDE, SIDE) if self.layout == "sam2" else (int(h * scale + 0.5), int(w * scale + 0.5))

    def image(self, image):
        h, w = self.frame(image)
        planes = common.resized(image, h, w)
        if self.layout == "raw":
            return {"input_image": planes.transpose(1, 2, 0)}
        x = (planes - np.reshape(MEAN, (3, 1, 1))) / np.reshape(STD, (3, 1, 1))
        name = {"original": "images", "sam2": "image"}.get(self.layout, "pixel_values")
        return {name: np.pad(x, ((0, 0), (0, SIDE - h), (0, SIDE - w)))[None]}

    def prompt(self, box, image):
        """What the decoder gets beside the embeddings for a box x0, y0, x1, y1 in the picture's pixels."""
        h, w = self.frame(image)
        corners = np.reshape(box, (2, 2)) * (w / image.shape[1], h / image.shape[0])
        zeros = {"mask_input": np.zeros((1, 1, LOW, LOW)), "has_mask_input": np.zeros(1)}
        if self.layout == "hub":
            return {"input_points": corners.mean(0).reshape(1, 1, 1, 2), "input_labels": np.ones((1, 1, 1), np.int64)}
        if self.layout == "hub-boxes":
            return {"input_boxes": corners.reshape(1, 1, 4)}
        points = {"point_coords": corners[None], "point_labels": np.array([[2.0, 3.0]]), **zeros}
        return points if self.layout == "sam2" else {**points, "orig_im_size": np.array(image.shape[:2], np.float64)}

    def write(self, folder, image):
        single = lambda feeds: {k: v.astype(np.float32) if v.dtype == np.float64 else v for k, v in feeds.items()}
        inputs = self.image(image)
        free = {"input_image": {0: "image_height", 1: "image_width"}} if self.layout == "raw" else None
        common.export(folder, self.files[0], self.encoder, single(inputs), self.names, free)
        embeddings = common.infer(folder, None, self.encoder, inputs)
        feeds = self.feeds(embeddings, [10, 10, 50, 40], image)
        outputs = ["iou_scores", "pred_masks"] if self.layout.startswith("hub") else ["masks", "iou_predictions"]
        free = {"point_coords": {1: "num_points"}, "point_labels": {1: "num_points"}, "input_points": {
            1: "point_batch_size", 2: "nb_points_per_image"}, "input_labels": {
                1: "point_batch_size", 2: "nb_points_per_image"}}
        free = {k: v for k, v in free.items() if k in feeds}
        shapes = None
        if self.layout in ("original", "raw"):
            outputs, shapes = outputs + ["low_res_masks"], {"masks": [1, 4, "height", "width"]}
        common.export(folder, self.files[1], self.decoder, single(feeds), outputs, free, shapes)

    def feeds(self, embeddings, box, image):
        held = dict(zip(self.names, embeddings))
        if self.layout == "sam2":
            return {"image_embed": held["image_embed"], "high_res_feats_0": held["high_res_feats_0"],
                    "high_res_feats_1": held["high_res_feats_1"], **self.prompt(box, image)}
        if self.layout.startswith("hub"):
            return {**self.prompt(box, image), **held}
        return {**held, **self.prompt(box, image)}

    def cut(self, folder, boxes, image):
        """The masks of boxes in the picture's pixels."""
        embeddings = common.infer(folder, self.files[0], self.encoder, self.image(image))
        found = []
        for box in boxes:
            out = common.infer(folder, self.files[1], self.decoder, self.feeds(embeddings, box, image))
            if self.layout.startswith("hub"):
                iou, masks = out[0][0, 0], out[1][0, 0]
            else:
                iou, masks = out[1][0], out[0][0]
            plane = masks[iou.argmax()]
            if self.layout.startswith("hub"):
                h, w = self.frame(image)
                plane = common.bilinear(common.bilinear(plane, SIDE, SIDE)[:h, :w], *image.shape[:2])
            elif self.layout == "sam2":
                plane = common.bilinear(plane, *image.shape[:2])
            found.append(common.apart(plane, 0) > 0)
        return found
