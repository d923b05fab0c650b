package org.segmentattribution.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Extensions;
import org.segmentattribution.file.models.InstalledModels;

/** Finds the {@link ModelFormatProvider} that reads a model. */
final class ModelFormats {
  private ModelFormats() {}

  /**
   * Returns the provider of a file or folder. Those of jars are asked first: one may read files of
   * a known extension in its own way.
   *
   * @throws WrongInput in one line, if it does not exist or none reads it
   */
  static ModelFormatProvider of(ModelFile model) {
    Path file = model.file();
    if (!Files.isDirectory(file) && (model.zeroShot() != null || !Files.isRegularFile(file))) {
      throw new WrongInput(
          file
              + (model.zeroShot() == null ? ": no such file" : ": no such folder")
              + InstalledModels.ofUser().hint(file));
    }
    return Stream.concat(
            Extensions.added(ModelFormatProvider.class).stream(),
            Extensions.builtIn(ModelFormatProvider.class).stream())
        .filter(provider -> provider.reads(model))
        .findFirst()
        .orElseThrow(
            () ->
                new WrongInput(
                    file
                        + ": not "
                        + all()
                        + "; export it to ONNX: torch.onnx.export(model, x, 'model.onnx')"));
  }

  private static String all() {
    List<String> all =
        Extensions.all(ModelFormatProvider.class).stream()
            .sorted(Comparator.comparing(ProvidedClassifier.Provider.class::isInstance))
            .map(ModelFormatProvider::format)
            .filter(format -> !format.isEmpty())
            .toList();
    int last = all.size() - 1;
    return String.join(", ", all.subList(0, last)) + " or " + all.get(last);
  }
}
