package org.segmentattribution.model.onnx;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.image.InputLayout;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.FittedDeclaration;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.OpenedModel;
import org.segmentattribution.model.OpeningFormatProvider;
import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.model.onnx.file.OnnxFile;
import org.segmentattribution.model.onnx.head.OutputChoice;

/** Opens ONNX files as networks of layers. */
public final class OnnxClassifierProvider implements OpeningFormatProvider {
  @Override
  public boolean reads(Path file) {
    return ModelFile.extension(file).equals("onnx");
  }

  @Override
  public String format() {
    return ".onnx";
  }

  @Override
  public OpenedModel open(ModelFile model) throws IOException {
    model.requireNoArchitecture();
    return new Opened(model, OnnxFile.read(model.file()));
  }

  private record Opened(ModelFile model, OnnxFile file) implements OpenedOnnx {
    @Override
    public LoadedClassifier load(ModelDeclaration declaration, Shape input) throws IOException {
      Preprocessing declared = declaration == null ? null : declaration.input();
      String flag = model.declared().form().layout();
      InputLayout layout =
          flag != null ? InputLayout.valueOf(flag) : declared == null ? null : declared.layout();
      OnnxNetwork network = build(layout, choice(declaration), input);
      try {
        ModelDeclaration fitting =
            FittedDeclaration.of(model.file(), declaration, network.classes(), network.head());
        return new OnnxClassifier(model.name(), file.sha256(), fitting, network.ofClasses());
      } catch (RuntimeException | IOException e) {
        network.close();
        throw e;
      }
    }

    private static OutputChoice choice(ModelDeclaration declaration) {
      return declaration == null
          ? OutputChoice.OPEN
          : new OutputChoice(declaration.output(), declaration.classes().size());
    }

    private OnnxNetwork build(InputLayout declared, OutputChoice choice, Shape input) {
      long[] dims = file.input().dims();
      Device device = TorchEngine.device(model.device());
      try {
        return OnnxNetwork.build(
            file.laidOut(declared, input), choice, (int) input.get(1), (int) input.get(2), device);
      } catch (IllegalArgumentException e) {
        if (declared != null || dims[1] != -1 || dims[3] != -1) {
          throw e;
        }
        throw new WrongInput(
            e.getMessage()
                + " (the file does not say where its channels are: if its input is N x H x W x C,"
                + " declare input.layout \"NHWC\")",
            e);
      }
    }
  }
}
