package org.segmentattribution.model.onnx;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.LayerRule;

/**
 * A classifier from an ONNX file.
 *
 * @param name file name without extension
 * @param sha256 of the file, and of the files beside it that it keeps values in
 * @param declaration from the JSON beside it
 * @param network owned; closed with this
 */
public record OnnxClassifier(
    String name, String sha256, ModelDeclaration declaration, OnnxNetwork network)
    implements LoadedClassifier {

  @Override
  public Shape inputShape() {
    return network.input();
  }

  @Override
  public String takenOff() {
    return network.takenOff();
  }

  @Override
  public boolean takesBytes() {
    return network.origin().input().bytes();
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
