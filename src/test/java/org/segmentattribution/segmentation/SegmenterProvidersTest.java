package org.segmentattribution.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.api.SegmenterProvider;
import org.segmentattribution.file.AddedServices;
import org.segmentattribution.file.Extensions;
import org.segmentattribution.segmentation.masks.Pngs;

@SuppressWarnings("try") // the jar is there while the block runs
class SegmenterProvidersTest {
  private static final String BUILT_IN =
      "masks:DIR, masks:FILE.json, onnx:FILE, onnx:FOLDER, dinox, dinox:universal,"
          + " grid:ROWSxCOLUMNS";

  @TempDir Path folder;

  /** The whole picture under a name, {@code whole:NAME}. */
  public static class Whole implements SegmenterProvider {
    @Override
    public String scheme() {
      return "whole";
    }

    @Override
    public List<String> forms() {
      return List.of("whole:NAME");
    }

    @Override
    public boolean asksModel() {
      return false;
    }

    @Override
    public void check(String argument) {
      if (argument.startsWith("-")) {
        throw new IllegalArgumentException("whole:" + argument + " is no name");
      }
    }

    @Override
    public Segmenter open(String argument, SegmenterOptions options) {
      return new Segmenter() {
        @Override
        public List<Detection> segment(String stem, RgbImage image) {
          Mask all = Mask.of(image.width(), image.height(), (x, y) -> true);
          return List.of(new Detection(argument, all, 1));
        }

        @Override
        public Set<String> unknownNames(Collection<String> names) {
          Set<String> unknown = new TreeSet<>(names);
          unknown.remove(argument);
          return unknown;
        }

        @Override
        public String unknownMessage(Set<String> names) {
          return "whole:" + argument + " has no " + String.join(", ", names);
        }
      };
    }
  }

  /** A scheme without an argument, such as {@code dinox}. */
  public static final class Alone extends Whole {
    @Override
    public String scheme() {
      return "alone";
    }

    @Override
    public List<String> forms() {
      return List.of("alone");
    }

    @Override
    public boolean needsArgument() {
      return false;
    }

    @Override
    public void check(String argument) {
      assertEquals("", argument);
    }
  }

  /** Takes a scheme of the program's. */
  public static final class SecondGrid extends Whole {
    @Override
    public String scheme() {
      return "grid";
    }
  }

  private AddedServices add(Class<?>... providers) throws IOException {
    return AddedServices.of(folder, SegmenterProvider.class, providers);
  }

  private static String refusal(String spec) {
    return assertThrows(IllegalArgumentException.class, () -> SegmenterSpec.parse(spec))
        .getMessage();
  }

  @Test
  void theRefusalListsAllForms() throws IOException {
    assertEquals(
        "segmenter 'photos' is none of "
            + BUILT_IN
            + ", the name of a model that was fetched, or several joined by +",
        refusal("photos"));
    try (AddedServices jar = add(Whole.class, Alone.class)) {
      assertEquals(
          "segmenter 'photos' is none of "
              + BUILT_IN
              + ", whole:NAME, alone, the name of a model that was fetched, or several joined by +",
          refusal("photos"));
    }
  }

  @Test
  void aFolderWithoutASchemeIsNamedWithOne() {
    String message = refusal(folder.toString());
    assertTrue(message.endsWith("write masks:" + folder + " or onnx:" + folder), message);
  }

  @Test
  void schemesOfJarsAreJoinedLikeOthers() throws IOException {
    try (AddedServices jar = add(Whole.class, Alone.class)) {
      assertEquals(
          List.of(
              new SegmenterSpec.Part("alone", ""),
              new SegmenterSpec.Part("whole", "a+b"),
              new SegmenterSpec.Part("grid", "2x2"),
              new SegmenterSpec.Part("alone", "")),
          SegmenterSpec.parse("alone + whole:a+b+grid:2x2+alone").parts());
      assertEquals("whole:-a is no name", refusal("grid:2x2+whole:-a"));
    }
  }

  @Test
  void aSchemeThatExistsIsRefusedInOneLine() throws IOException {
    try (AddedServices jar = add(SecondGrid.class)) {
      assertEquals(
          "extension: "
              + SecondGrid.class.getName()
              + " has the scheme 'grid', which"
              + " org.segmentattribution.segmentation.grid.GridProvider has; rename it",
          refusal("grid:3x3"));
    }
    assertEquals(1, SegmenterSpec.parse("grid:3x3").parts().size());
  }

  @Test
  void theProgramsOwnComeFirstInAFixedOrder() throws IOException {
    List<String> own =
        Extensions.builtIn(SegmenterProvider.class).stream()
            .map(SegmenterProvider::scheme)
            .toList();
    assertEquals(List.of("masks", "onnx", "dinox", "grid"), own);
    try (AddedServices jar = add(Whole.class)) {
      List<SegmenterProvider> added = Extensions.added(SegmenterProvider.class);
      assertEquals(List.of("whole"), added.stream().map(SegmenterProvider::scheme).toList());
      List<SegmenterProvider> all = Extensions.all(SegmenterProvider.class);
      assertEquals("whole", all.get(all.size() - 1).scheme());
      assertEquals(own.size() + 1, all.size());
    }
    assertTrue(Extensions.added(SegmenterProvider.class).isEmpty());
  }

  @Test
  void onlyModelsTakeAnyName() throws IOException {
    assertFalse(SegmenterSpec.parse("masks:a+grid:2x2").asksModel());
    assertTrue(SegmenterSpec.parse("masks:a+dinox").asksModel());
    try (AddedServices jar = add(Whole.class)) {
      SegmenterSpec spec = SegmenterSpec.parse("whole:all+grid:1x2");
      assertFalse(spec.asksModel());
      List<Detection> found =
          spec.open(SegmenterOptions.of(List.of("all", "r1c1"))).segment("a", Pngs.image(2, 1));
      assertEquals(List.of("all", "r1c1", "r1c2"), found.stream().map(Detection::name).toList());
      Exception e =
          assertThrows(
              IllegalArgumentException.class,
              () -> spec.open(SegmenterOptions.of(List.of("all", "tail"))));
      assertEquals("whole:all has no tail", e.getMessage());
    }
  }

  @Test
  void aNameThatCannotBeLoadedIsOneLine() throws IOException {
    Path services = folder.resolve("META-INF/services");
    try (AddedServices jar = add(Whole.class)) {
      Files.writeString(services.resolve(SegmenterProvider.class.getName()), "org.example.Missing");
      String message = refusal("grid:3x3");
      assertTrue(message.startsWith("extension: "), message);
      assertTrue(message.contains("org.example.Missing"), message);
      assertEquals(1, message.lines().count());
    }
  }
}
