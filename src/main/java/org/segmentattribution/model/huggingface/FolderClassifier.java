package org.segmentattribution.model.huggingface;

import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.onnx.NetworkClassifier;
import org.segmentattribution.model.onnx.OnnxNetwork;

/**
 * A classifier of the weights of a folder. It has the layers of an ONNX network, but no file that
 * ONNX Runtime could run.
 *
 * @param name of the folder
 * @param sha256 of its configuration and weights
 * @param declaration classes and preprocessing
 * @param network owned; closed with this
 */
record FolderClassifier(
    String name, String sha256, ModelDeclaration declaration, OnnxNetwork network)
    implements NetworkClassifier {}
