package org.segmentattribution.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.file.AddedServices;
import org.segmentattribution.file.Extensions;

@SuppressWarnings("try") // the jar is there while the block runs
class ClassifierProvidersTest {
  @TempDir Path folder;

  /** Reads files whose names begin with {@code my}, whatever their extension. */
  public static final class MyFormat implements ModelFormatProvider {
    @Override
    public boolean reads(Path file) {
      return file.getFileName().toString().startsWith("my");
    }

    @Override
    public String format() {
      return ".mine";
    }

    @Override
    public OpenedModel open(ModelFile model) {
      return new OpenedModel() {
        @Override
        public LoadedClassifier load(ModelDeclaration declaration, Shape input) {
          throw new IllegalArgumentException("loaded for " + input);
        }

        @Override
        public long[] inputShape() {
          return new long[] {3, 8, 9};
        }
      };
    }

    @Override
    public LoadedClassifier load(ModelFile model, ModelDeclaration declaration, Shape input) {
      throw new AssertionError("opened first");
    }
  }

  private AddedServices add() throws IOException {
    return AddedServices.of(folder.resolve("jar"), ModelFormatProvider.class, MyFormat.class);
  }

  private ModelFile model(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "x");
    return new ModelFile(file, null, "cpu");
  }

  private static String refusal(ModelFile model) {
    return assertThrows(IllegalArgumentException.class, () -> Classifiers.loadFor(model, 3, 4, 5))
        .getMessage();
  }

  @Test
  void theRefusalListsAllFormats() throws IOException {
    ModelFile other = model("net.h5");
    String export = "; export it to ONNX: torch.onnx.export(model, x, 'model.onnx')";
    assertEquals(other.file() + ": not .onnx, .safetensors or .pt" + export, refusal(other));
    try (AddedServices jar = add()) {
      assertEquals(
          other.file() + ": not .onnx, .safetensors, .pt or .mine" + export, refusal(other));
    }
  }

  @Test
  void jarsAreAskedFirst() throws IOException {
    ModelFile mine = model("my.onnx");
    try (AddedServices jar = add()) {
      assertEquals("loaded for (3, 4, 5)", refusal(mine));
      assertEquals(List.of(3L, 8L, 9L), sizes(mine));
    }
  }

  private static List<Long> sizes(ModelFile model) throws IOException {
    return Arrays.stream(Classifiers.inputShape(model)).boxed().toList();
  }

  @Test
  void theProgramsOwnFormatsHaveAFixedOrder() {
    assertEquals(
        List.of(".onnx", ".safetensors", ".pt"),
        Extensions.builtIn(ModelFormatProvider.class).stream()
            .map(ModelFormatProvider::format)
            .filter(format -> !format.isEmpty()) // the one that asks the jars of api.tensor
            .toList());
  }

  @Test
  void onlySafetensorsTakeAnArchitecture() throws IOException {
    Path file = model("net.onnx").file();
    assertEquals(
        file + ": holds its network; arch goes with .safetensors alone",
        refusal(new ModelFile(file, "vgg16", "cpu")));
    Path weights = model("net.safetensors").file();
    assertEquals(
        weights
            + ": does not say which size its input has; declare it in net.safetensors.json,"
            + " or give input an .npy array C x H x W",
        assertThrows(
                IllegalArgumentException.class,
                () -> Classifiers.inputShape(new ModelFile(weights, "vgg16", "cpu")))
            .getMessage());
  }
}
