"""Graphs of constants with the signatures of other models, which no contract of segments may take for its own.

python -m segmenter_exports.signatures src/test/resources/segmenter-signatures
"""
import pathlib
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper

FLOAT, INT64 = TensorProto.FLOAT, TensorProto.INT64
IMAGE = ("images", FLOAT, [1, 3, 32, 32])
GRAPHS = {
    # the third output of RF-DETR-Seg has no name of its own
    "rf-detr-seg": ([("input", FLOAT, [1, 3, 32, 32])],
                    [("dets", FLOAT, [1, 5, 4]), ("labels", FLOAT, [1, 5, 3]), ("4245", FLOAT, [1, 5, 8, 8])]),
    "classifier": ([IMAGE], [("logits", FLOAT, [1, 10])]),
    "classifier-planes": ([IMAGE], [("logits", FLOAT, [1, 10, 1, 1])]),
    "evf-sam": ([IMAGE, ("images_evf", FLOAT, [1, 3, 16, 16]), ("input_ids", INT64, [1, 8])],
                [("pred_masks", FLOAT, [1, 1, 8, 8])]),
    "sam3-whole": ([IMAGE, ("input_ids", INT64, [1, 32]), ("attention_mask", INT64, [1, 32])],
                   [("pred_masks", FLOAT, [1, 5, 8, 8]), ("pred_boxes", FLOAT, [1, 5, 4]),
                    ("pred_logits", FLOAT, [1, 5]), ("presence_logits", FLOAT, [1, 1])]),
}


def main(out):
    out.mkdir(parents=True, exist_ok=True)
    for name, (inputs, outputs) in GRAPHS.items():
        nodes = []
        for port, _, shape in outputs:
            size = onnx.numpy_helper.from_array(np.array(shape, np.int64))
            nodes += [helper.make_node("Constant", [], [f"{port}_shape"], value=size),
                      helper.make_node("ConstantOfShape", [f"{port}_shape"], [port])]
        info = lambda ports: [helper.make_tensor_value_info(*port) for port in ports]
        graph = helper.make_graph(nodes, name, info(inputs), info(outputs))
        onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8),
                  out / f"{name}.onnx")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
