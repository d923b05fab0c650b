package org.segmentattribution.saliency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.file.AddedServices;

@SuppressWarnings("try") // the jar is there while the block runs
class MethodCatalogueTest {
  private static final List<String> OWN =
      List.of(
          "gradient",
          "input-x-gradient",
          "integrated-gradients",
          "smoothgrad",
          "smoothgrad-squared",
          "gradient-shap",
          "lrp-z",
          "lrp-epsilon",
          "lrp-alpha1beta0",
          "lrp-alpha2beta1",
          "lrp-gamma",
          "lrp-flat",
          "lrp-wsquare",
          "attn-lrp",
          "cp-lrp",
          "deep-taylor",
          "deep-taylor-bounded",
          "epsilon-plus",
          "epsilon-plus-flat",
          "epsilon-gamma-box",
          "epsilon-alpha2beta1-flat",
          "sequential-preset-a-flat",
          "guided-backprop",
          "deconvnet",
          "grad-cam",
          "attention-rollout",
          "occlusion",
          "deep-lift",
          "deep-lift-rescale");

  @TempDir Path folder;

  /** A method of a jar's. */
  public static final class Ones implements AttributionMethodProvider {
    @Override
    public List<AvailableMethod> methods() {
      return List.of(
          new AvailableMethod("ones", "1 everywhere", p -> batch -> batch.input().onesLike()));
    }
  }

  /** A method under a name of the program's. */
  public static final class SecondGradient implements AttributionMethodProvider {
    @Override
    public List<AvailableMethod> methods() {
      return List.of(
          new AvailableMethod("gradient", "another", p -> batch -> batch.input().onesLike()));
    }
  }

  private AddedServices add(Class<?> provider) throws IOException {
    return AddedServices.of(folder, AttributionMethodProvider.class, provider);
  }

  private static String unknown(String name) {
    return assertThrows(IllegalArgumentException.class, () -> SaliencyMethods.named(name))
        .getMessage();
  }

  @Test
  void methodsOfJarsFollowThoseOfTheProgram() throws IOException {
    assertEquals(OWN, SaliencyMethods.names());
    try (AddedServices jar = add(Ones.class)) {
      List<String> all = new ArrayList<>(OWN);
      all.add("ones");
      assertEquals(all, SaliencyMethods.names());
      assertEquals("1 everywhere", SaliencyMethods.summary("ones"));
    }
  }

  @Test
  void errorsListAllMethods() throws IOException {
    assertEquals(
        "method 'lrp' is not known; known: "
            + String.join(", ", OWN)
            + ", ensemble:A+B, auto; did you mean \"lrp-z\"?",
        unknown("lrp"));
    assertFalse(unknown("ones").contains(", ones"));
    try (AddedServices jar = add(Ones.class)) {
      assertTrue(unknown("lrp").contains("deep-lift-rescale, ones, ensemble:A+B, auto"));
    }
  }

  @Test
  void aNameThatExistsIsRefusedInOneLine() throws IOException {
    try (AddedServices jar = add(SecondGradient.class)) {
      assertEquals(
          "extension: two methods have the name 'gradient'; rename one", unknown("gradient"));
    }
  }
}
