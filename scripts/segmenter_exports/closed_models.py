"""Small models of fixed classes and their processors, of the sides and classes that `closed` asks for."""

import json
import pathlib

import transformers as t

CLASSES = ["sky", "water", "grass", "person", "horse", "rock", "boat"]
CHOSEN = {"side": None, "size": None}


def side(usual):
    """The side of pictures: as asked for, else the maker's."""
    return CHOSEN["side"] or usual


def sides(usual, wide=None):
    """Height and width of pictures: as asked for, else a square, or the maker's width."""
    if CHOSEN["size"]:
        return dict(zip(("height", "width"), CHOSEN["size"]))
    return {"height": side(usual), "width": wide or side(usual)}


def more_classes(count):
    """Makes the list of classes as long as asked for."""
    del CLASSES[count:]
    CLASSES.extend(f"thing {i}" for i in range(len(CLASSES), count))


def labels():
    return dict(
        num_labels=len(CLASSES),
        id2label=dict(enumerate(CLASSES)),
        label2id={name: i for i, name in enumerate(CLASSES)},
    )
SWIN = dict(embed_dim=12, depths=[1, 1, 1, 1], num_heads=[1, 2, 3, 4], window_size=4)
STAGES = ["stage1", "stage2", "stage3", "stage4"]
SMALL = dict(hidden_size=32, num_hidden_layers=4, num_attention_heads=2, intermediate_size=64, patch_size=16)


def swin():
    return t.SwinConfig(out_features=STAGES, **SWIN)


def segformer():
    config = t.SegformerConfig(
        depths=[1, 1, 1, 1], hidden_sizes=[8, 16, 24, 32], decoder_hidden_size=16, num_attention_heads=[1, 2, 3, 4], **labels()
    )
    size = sides(512)
    return t.SegformerForSemanticSegmentation(config), t.SegformerImageProcessor(size=size)


def segformer_b0():
    names = {i: f"class {i}" for i in range(150)}
    config = t.SegformerConfig(num_labels=150, id2label=names, label2id={v: k for k, v in names.items()})
    return t.SegformerForSemanticSegmentation(config), t.SegformerImageProcessor()


def upernet():
    backbone = t.ConvNextConfig(depths=[1, 1, 1, 1], hidden_sizes=[8, 16, 24, 32], out_features=STAGES)
    config = t.UperNetConfig(
        backbone_config=backbone, hidden_size=16, auxiliary_in_channels=24, auxiliary_channels=8, **labels()
    )
    # torch's older exporter cannot pool 16 places to 3, which 512 pixels would ask for
    size = sides(384)
    return t.UperNetForSemanticSegmentation(config), t.SegformerImageProcessor(size=size)


def dpt():
    config = t.DPTConfig(
        image_size=side(384), backbone_out_indices=[0, 1, 2, 3], neck_hidden_sizes=[8, 16, 16, 16], fusion_hidden_size=16, **SMALL, **labels()
    )
    return t.DPTForSemanticSegmentation(config), t.DPTImageProcessor(size=sides(384))


def beit():
    config = t.BeitConfig(
        image_size=side(384), out_indices=[1, 2, 3, 4], use_relative_position_bias=True, auxiliary_channels=8, **SMALL, **labels()
    )
    # torch's older exporter cannot pool the 10 places of 320 pixels to 3
    size = sides(384)
    return t.BeitForSemanticSegmentation(config), t.BeitImageProcessor(size=size, do_center_crop=False)


def mobilevit():
    """Its processor takes blue first, and values from 0 to 1."""
    config = t.MobileViTConfig(
        image_size=side(256), hidden_sizes=[16, 24, 32], neck_hidden_sizes=[8, 8, 16, 16, 24, 32, 64],
        num_attention_heads=2, aspp_out_channels=16, **labels()
    )
    # its patches are laid out for one size
    size = sides(256)
    return t.MobileViTForSemanticSegmentation(config), t.MobileViTImageProcessor(size=size, do_center_crop=False)


def mobilenet_v2():
    config = t.MobileNetV2Config(image_size=side(224), depth_multiplier=0.35, **labels())
    size = sides(224)
    return t.MobileNetV2ForSemanticSegmentation(config), t.MobileNetV2ImageProcessor(size=size, do_center_crop=False)


def maskformer():
    decoder = t.DetrConfig(
        use_timm_backbone=False,
        use_pretrained_backbone=False,
        backbone=None,
        backbone_config=t.ResNetConfig(),
        d_model=32,
        encoder_layers=1,
        decoder_layers=2,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=16,
        decoder_ffn_dim=16,
        num_queries=10,
    )
    config = t.MaskFormerConfig(
        fpn_feature_size=32, mask_feature_size=32, backbone_config=swin(), decoder_config=decoder, **labels()
    )
    # torch's older exporter writes the padding of Swin's windows down for one size
    processor = t.MaskFormerImageProcessor(size=sides(256, side(256) * 3 // 2), size_divisor=32)
    return t.MaskFormerForInstanceSegmentation(config), processor


def universal(kind):
    sizes = dict(
        hidden_dim=32, encoder_feedforward_dim=16, encoder_layers=1, decoder_layers=2, num_attention_heads=2,
        dim_feedforward=16, num_queries=10, backbone_config=swin(),
    )
    if kind == "mask2former":
        config = t.Mask2FormerConfig(feature_size=32, mask_feature_size=32, **sizes, **labels())
        return t.Mask2FormerForUniversalSegmentation(config)
    config = t.OneFormerConfig(
        mask_dim=32, conv_dim=32, text_encoder_width=32, text_encoder_num_layers=1, text_encoder_vocab_size=100,
        text_encoder_proj_layers=1, **sizes, **labels(),
    )
    return t.OneFormerForUniversalSegmentation(config)


def mask2former():
    return universal("mask2former"), t.Mask2FormerImageProcessor(size=sides(384))


def mask2former_things():
    """Trained for COCO's 80 things: it has no stuff."""
    names = (pathlib.Path(__file__).parents[2] / NAMES / "coco.txt").read_text().split("\n")[:80]
    config = t.Mask2FormerConfig(
        feature_size=32, mask_feature_size=32, hidden_dim=32, encoder_feedforward_dim=16, encoder_layers=1,
        decoder_layers=2, num_attention_heads=2, dim_feedforward=16, num_queries=10, backbone_config=swin(),
        num_labels=80, id2label=dict(enumerate(names)), label2id={name: i for i, name in enumerate(names)},
    )
    model = t.Mask2FormerForUniversalSegmentation(config)
    return model, t.Mask2FormerImageProcessor(size=sides(384))


NAMES = "src/main/resources/org/segmentattribution/segmentation/onnx/fixed/names"


def oneformer_processor():
    """Its class names come from a file of the hub, so the processor cannot be read back from a folder."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        classes = {str(i): {"isthing": i > 2, "name": name} for i, name in enumerate(CLASSES)}
        (pathlib.Path(folder) / "classes.json").write_text(json.dumps(classes))
        pictures = t.OneFormerImageProcessor(
            repo_path=folder, class_info_file="classes.json", num_text=5, size=sides(256, side(256) * 3 // 2)
        )
    vocabulary = {"<|startoftext|>": 0, "<|endoftext|>": 1}
    for word in "the</w> task</w> is</w> semantic</w>".split():
        vocabulary[word] = len(vocabulary)
    for letter in "abcdefghijklmnopqrstuvwxyz":
        vocabulary[letter] = len(vocabulary)
        vocabulary[letter + "</w>"] = len(vocabulary)
    merges, known = [], set(vocabulary)
    for word in ("the", "task", "is", "semantic"):
        begun = word[0]
        for i, letter in enumerate(word[1:]):
            last = i == len(word) - 2
            merges.append((begun, letter + ("</w>" if last else "")))
            begun += letter
            if not last and begun not in known:
                vocabulary[begun] = len(vocabulary)
                known.add(begun)
    tokenizer = t.CLIPTokenizer(vocab=vocabulary, merges=merges)
    processor = t.OneFormerProcessor(image_processor=pictures, tokenizer=tokenizer)
    processor.size = pictures.size
    return processor


def oneformer():
    return universal("oneformer"), oneformer_processor()


def eomt_model():
    config = t.EomtConfig(image_size=side(256), num_blocks=2, num_queries=10, num_upscale_blocks=1, **SMALL, **labels())
    return t.EomtForUniversalSegmentation(config)


def eomt_split():
    """As the semantic checkpoints: squares along the longer side."""
    size = {"shortest_edge": side(256), "longest_edge": None}
    return eomt_model(), t.EomtImageProcessor(size=size, do_split_image=True, do_pad=False)


def eomt_pad():
    """As the panoptic checkpoints: black at the right and bottom."""
    size = {"shortest_edge": side(256), "longest_edge": side(256)}
    return eomt_model(), t.EomtImageProcessor(size=size, do_split_image=False, do_pad=True)


def detr_config(kind):
    backbone = t.ResNetConfig(
        embedding_size=8, hidden_sizes=[8, 16, 16, 32], depths=[1, 1, 1, 1], layer_type="basic", out_features=STAGES
    )
    return kind(
        use_timm_backbone=False,
        use_pretrained_backbone=False,
        backbone=None,
        backbone_config=backbone,
        d_model=128,
        encoder_layers=1,
        decoder_layers=2,
        encoder_attention_heads=8,
        decoder_attention_heads=8,
        encoder_ffn_dim=16,
        decoder_ffn_dim=16,
        num_queries=10,
        **labels(),
    )


def detr_sides():
    return sides(320) if CHOSEN["size"] else {"shortest_edge": side(320), "longest_edge": side(320) * 5 // 3}


def detr():
    return t.DetrForSegmentation(detr_config(t.DetrConfig)), t.DetrImageProcessor(size=detr_sides())


def conditional_detr():
    model = t.ConditionalDetrForSegmentation(detr_config(t.ConditionalDetrConfig))
    return model, t.ConditionalDetrImageProcessor(size=detr_sides())


def torchvision_model(build):
    """torchvision's processor is a preset: shorter side 520, without a file; one of transformers says the same."""
    model = build(weights=None, weights_backbone=None, num_classes=len(CLASSES), aux_loss=True)
    return model, t.SegformerImageProcessor(size={"shortest_edge": side(320)}, default_to_square=False)


def deeplab():
    from torchvision.models import segmentation

    return torchvision_model(segmentation.deeplabv3_mobilenet_v3_large)


def fcn():
    from torchvision.models import segmentation

    return torchvision_model(segmentation.fcn_resnet50)


def lraspp():
    from torchvision.models import segmentation

    model = segmentation.lraspp_mobilenet_v3_large(weights=None, weights_backbone=None, num_classes=len(CLASSES))
    return model, t.SegformerImageProcessor(size={"shortest_edge": side(320)}, default_to_square=False)


SMALL_ONES = [
    segformer, upernet, dpt, beit, mobilevit, mobilenet_v2, maskformer, mask2former, mask2former_things, oneformer, eomt_split, eomt_pad, detr,
    conditional_detr, lraspp, deeplab,
]
LARGE = [segformer_b0, fcn]
QUERIES = [("class_predictor", 1.5), ("model.pixel_level_module.decoder.mask_projection", 0.6)]

DETR = [
    ("detr.model.input_projection", 1),
    *((f"mask_head.fpn_stages.{i}.fpn_adapter", 0.5) for i in range(3)),
    ("detr.class_labels_classifier", 3),
    ("mask_head.output_conv", 3),
]

"""The steps whose answers are balanced, and their deviation."""
LAST = {
    "segformer": [("decode_head.classifier", 2)],
    "upernet": [("decode_head.classifier", 2)],
    "dpt": [("head.head.4", 2)],
    "mobilevit": [("segmentation_head.classifier.convolution", 2)],
    "mobilenet": [("segmentation_head.classifier.convolution", 2)],
    "beit": [("decode_head.classifier", 2)],
    "maskformer": [
        ("model.transformer_module.input_projection", 1),
        ("class_predictor", 3),
        ("mask_embedder.2.0", 1),
        ("model.pixel_level_module.decoder.mask_projection", 0.6),
    ],
    "mask2former": QUERIES,
    "oneformer": [("model.transformer_module.decoder.class_embed", 1.5), QUERIES[1]],
    "eomt": [("class_predictor", 1.5)],
    "detr": DETR,
    "conditional": [(name.replace("detr.", "conditional_detr."), deviation) for name, deviation in DETR],
    "deeplab": [("classifier.4", 2), ("aux_classifier.4", 2)],
    "fcn": [("classifier.4", 2), ("aux_classifier.4", 2)],
    "lraspp": [("classifier.low_classifier", 1), ("classifier.high_classifier", 2)],
}
"""By how much the decoder's attention is enlarged: the queries of these are nearly equal otherwise."""
SHARED_OUT = {"maskformer": 40, "detr": 10}
