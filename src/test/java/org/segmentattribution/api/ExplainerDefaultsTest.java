package org.segmentattribution.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.command.TestCalls;
import org.segmentattribution.dataset.scene.SceneClass;

/** An embedded explainer of which nothing is said does what the command does. */
class ExplainerDefaultsTest {
  private static final Config COMMAND = ConfigFactory.parseFile(new File("config/reference.conf"));

  @TempDir Path folder;
  private Path zebra;

  @BeforeEach
  void draw() throws IOException {
    zebra = folder.resolve("1.png");
    TestCalls.draw(zebra, SceneClass.ZEBRA, 1);
  }

  private List<SegmentAttribution> rows(UnaryOperator<SegmentExplainer.Builder> more)
      throws IOException {
    SegmentExplainer.Builder builder =
        more.apply(SegmentExplainer.builder().model(TestCalls.MODEL).segmenter("grid:3x3"));
    try (SegmentExplainer explainer = builder.build()) {
      return explainer.explain(new ImageRecord("1", "1.png", zebra, "horse", "")).rows();
    }
  }

  private static SegmentExplainer.Builder asTheCommand(SegmentExplainer.Builder builder) {
    COMMAND.getStringList("method").forEach(builder::method);
    return builder
        .target(COMMAND.getString("target"))
        .channels(COMMAND.getString("channels"))
        .padding(COMMAND.getInt("pad"))
        .device(COMMAND.getString("device"))
        .batch(COMMAND.getInt("batch"))
        .seed(COMMAND.getLong("seed"))
        .selfCheck(COMMAND.getString("self-check").equals("on"));
  }

  @Test
  void defaultsAreThoseOfTheCommand() throws IOException {
    List<SegmentAttribution> plain = rows(builder -> builder);
    assertEquals(9, plain.size());
    assertEquals(plain, rows(ExplainerDefaultsTest::asTheCommand));
    assertEquals("horse", plain.get(0).target(), "the label, not what is predicted");
    assertEquals("lrp-z", plain.get(0).method());
  }

  /** Each setting changes the rows, so that the test above could fail. */
  @Test
  void otherSettingsGiveOtherRows() throws IOException {
    List<SegmentAttribution> plain = rows(builder -> builder);
    assertNotEquals(plain, rows(builder -> builder.padding(3)));
    assertNotEquals(plain, rows(builder -> builder.padding(2, PadShape.DIAMOND)));
    assertNotEquals(plain, rows(builder -> builder.channels("l2")));
    assertNotEquals(plain, rows(builder -> builder.target("zebra")));
    assertNotEquals(plain, rows(builder -> builder.method("gradient")));
    assertEquals(plain, rows(builder -> builder.batch(1).threads(2)), "how, not what");
  }

  @Test
  void whatIsMissingOrOutOfRangeIsNamed() {
    assertTrue(refused(SegmentExplainer.builder()).startsWith("model: "));
    SegmentExplainer.Builder builder = SegmentExplainer.builder().model(TestCalls.MODEL);
    assertTrue(refused(builder).startsWith("segmenter: "));
    builder.segmenter("grid:2x2");
    assertEquals("pad: must not be negative", refused(builder.padding(-1)));
    assertEquals("batch: must be at least 1", refused(builder.padding(0).batch(0)));
    assertEquals("threads: must be at least 1", refused(builder.batch(1).threads(0)));
    assertTrue(refused(builder.threads(1).target("cow")).startsWith("target cow"));
    assertTrue(refused(builder.target("label").channels("red")).startsWith("channels"));
  }

  private static String refused(SegmentExplainer.Builder builder) {
    return assertThrows(WrongInput.class, () -> builder.build().close()).getMessage();
  }
}
