package org.segmentattribution.model.huggingface;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.LayerRule;
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
    implements LoadedClassifier {
  @Override
  public Shape inputShape() {
    return network.input();
  }

  @Override
  public NDArray logits(NDArray input, LayerRule rule) {
    return network.graph().forward(input, rule);
  }

  @Override
  public LayerGraph graph() {
    return network.graph();
  }

  @Override
  public NDManager newScope() {
    return network.newScope();
  }

  @Override
  public String device() {
    return TorchEngine.name(network.device());
  }

  @Override
  public void close() {
    network.close();
  }
}
