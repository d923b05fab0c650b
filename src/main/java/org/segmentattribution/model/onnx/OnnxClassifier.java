package org.segmentattribution.model.onnx;

import org.segmentattribution.model.ModelDeclaration;

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
    implements NetworkClassifier {

  @Override
  public String takenOff() {
    return network.takenOff();
  }

  @Override
  public boolean takesBytes() {
    return network.origin().input().bytes();
  }
}
