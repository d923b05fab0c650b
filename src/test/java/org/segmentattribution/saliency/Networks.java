package org.segmentattribution.saliency;

import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.onnx.OnnxClassifier;
import org.segmentattribution.model.onnx.OnnxNetwork;

/** Classifiers for tests, with numbered classes. */
public final class Networks {
  private Networks() {}

  public static LoadedClassifier classifier(String resource, int height, int width) {
    return classifier(Fixtures.network(resource, height, width), height, width);
  }

  public static LoadedClassifier classifier(OnnxNetwork network, int height, int width) {
    List<String> classes = new ArrayList<>();
    for (int k = 0; k < network.classes(); k++) {
      classes.add("class " + k);
    }
    ModelDeclaration declaration =
        new ModelDeclaration(classes, Preprocessing.simple(height, width));
    return new OnnxClassifier("test", "0", declaration, network);
  }
}
