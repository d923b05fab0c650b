package org.segmentattribution.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.Head;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.saliency.Explainer;

class TargetsTest {
  private static final ModelDeclaration MODEL = TestBatches.declaration(Head.SOFTMAX);

  private static String refused(String target, ModelDeclaration model, String... labels) {
    return assertThrows(WrongInput.class, () -> Targets.of(target, model, Set.of(labels)))
        .show(key -> "--" + key);
  }

  @ParameterizedTest
  @CsvSource({
    "dog, cat, 1",
    "Katze, dog, 0",
    "2, dog, 2",
    "label, n02, 1",
    "label, Katze, 0",
    "label, cow, 2",
    "predicted, cow, -1"
  })
  void aTargetIsALabelAClassOrWhatIsPredicted(String target, String label, int index) {
    Targets targets = Targets.of(target, MODEL, Set.of(label));
    assertEquals(index, targets.of(TestBatches.record("a", label)));
    assertFalse(targets.positives());
  }

  @Test
  void aLabelIsShownAsTheClassItMeans() {
    Targets targets = Targets.of("predicted", MODEL, Set.of());
    assertEquals("cat", targets.label(TestBatches.record("a", "Katze")));
    assertEquals("unicorn", targets.label(TestBatches.record("a", "unicorn")));
    assertEquals(-1, targets.labelIndex(TestBatches.record("a", "unicorn")));
    assertEquals(Explainer.PREDICTED, targets.of(TestBatches.record("a", "cat")));
  }

  @Test
  void anUnknownLabelIsRefusedWithWhatToDo() {
    String said = refused("label", MODEL, "dog", "unicorn");
    assertTrue(said.startsWith("--target label: the model has no class 'unicorn'; "), said);
    assertTrue(said.contains("--class") && said.contains("--target predicted"), said);
    said = refused("label", MODEL, "7");
    assertTrue(said.contains("\"aliases\": {\"7\": INDEX}"), said);
    Targets.of("predicted", MODEL, Set.of("unicorn"));
  }

  @Test
  void anUnknownClassIsRefused() {
    assertEquals(
        "--target unicorn is neither label, predicted, positives nor a class of the model",
        refused("unicorn", MODEL));
    assertTrue(refused("3", MODEL).startsWith("--target 3 is neither"), "0 to 2 are classes");
    assertTrue(refused("-1", MODEL).startsWith("--target -1 is neither"));
  }

  @Test
  void positivesNeedAModelThatDecidesEachClassByItself() {
    assertTrue(
        Targets.of("positives", TestBatches.declaration(Head.SIGMOID), Set.of()).positives());
    for (Head head : List.of(Head.SOFTMAX, Head.LOGITS)) {
      String said = refused("positives", TestBatches.declaration(head));
      assertTrue(said.startsWith("--target positives: the model's classes exclude"), said);
      assertTrue(said.contains("--head sigmoid"), said);
    }
  }

  @Test
  void aLabelThatTwoClassesShareIsRefusedWhateverTheTarget() {
    ModelDeclaration cranes =
        new ModelDeclaration(
            List.of("crane", "crane", "dog"), Map.of(), Preprocessing.simple(8, 8));
    for (String target : List.of("label", "predicted", "dog")) {
      String said = refused(target, cranes, "crane");
      assertTrue(
          said.startsWith("--images: class 'crane' may be 'crane (0)' or 'crane (1)'"), said);
    }
    assertTrue(refused("crane", cranes).startsWith("--target crane: 'crane' may be"));
  }
}
