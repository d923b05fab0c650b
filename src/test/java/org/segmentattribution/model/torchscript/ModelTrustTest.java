package org.segmentattribution.model.torchscript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.DeclarationFlags;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.MemoryGrowth;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.ModelTrust;

/** TorchScript runs only where somebody said so. */
class ModelTrustTest {
  @TempDir Path folder;

  private static LoadedClassifier load(Path file, ModelTrust trust) throws IOException {
    return Classifiers.loadFor(
        new ModelFile(file, null, "cpu", DeclarationFlags.NONE, true, trust), 3, 12, 14);
  }

  private static ModelTrust pinned(String sha256) {
    return new ModelTrust(true, sha256, ModelTrust.PASS, 0);
  }

  private static String refusal(Path file, ModelTrust trust) {
    String line =
        assertThrows(IllegalArgumentException.class, () -> load(file, trust)).getMessage();
    assertEquals(1, line.lines().count(), line);
    assertTrue(line.startsWith(file + ": "), line);
    return line;
  }

  @Test
  void codeRunsOnlyWhereItIsTrusted() throws IOException {
    Path victim = folder.resolve("victim.bin");
    Path script = folder.resolve("evil.pt");
    ChangedScript.write(script, "torch.save(input, \"" + victim + "\")");
    String sha256 = new Sha256().add(script).hex();
    String line = refusal(script, ModelTrust.NONE);
    assertTrue(line.contains("trust-model " + sha256), line);
    String other = refusal(script, pinned("0".repeat(64)));
    assertTrue(other.contains("its SHA-256 is " + sha256 + ", not 000"), other);
    assertFalse(Files.exists(victim));
    // what trust means: the code does run then
    load(script, pinned(sha256.toUpperCase(Locale.ROOT))).close();
    assertTrue(Files.exists(victim));
  }

  @Test
  void aPinIsOfSixtyFourDigits() {
    for (String wrong : List.of("true", "abc", "g".repeat(64), "0".repeat(63))) {
      assertThrows(IllegalArgumentException.class, () -> pinned(wrong), wrong);
    }
  }

  @Test
  void whatUnpacksToMuchMoreIsRefusedBefore() throws IOException {
    Path bomb = ChangedScript.write(folder.resolve("bomb.pt"), 300 << 20);
    assertTrue(Files.size(bomb) < 1 << 20);
    String line = refusal(bomb, pinned(""));
    assertTrue(line.contains("unpacks from 0 to 300 MiB"), line);
    load(ChangedScript.write(folder.resolve("small.pt"), 1 << 20), pinned("")).close();
  }

  @Test
  void otherFormatsNeedNoTrust() throws IOException {
    Path file = Fixtures.resource("weights/softmax.pt");
    assertTrue(refusal(file, ModelTrust.NONE).contains("run no code"));
    assertFalse(
        assertThrows(
                IllegalArgumentException.class,
                () -> load(Fixtures.resource("weights/pickled.pt"), ModelTrust.NONE))
            .getMessage()
            .contains("trust-model"));
  }

  @Test
  void aPassBeyondItsBoundsEndsTheProcess() throws InterruptedException {
    Queue<String> said = new ConcurrentLinkedQueue<>();
    PassWatch watch = new PassWatch(why -> said.add(why.toString()));
    Path file = Path.of("m.pt");
    watch.run(file, new ModelTrust(true, "", Duration.ofSeconds(60), 0), () -> sleep(300));
    assertTrue(said.isEmpty(), said::toString);
    watch.run(file, new ModelTrust(true, "", Duration.ofMillis(50), 0), () -> sleep(400));
    assertTrue(said.remove().startsWith("m.pt: a pass takes longer than 0.05 s"));
    Assumptions.assumeTrue(MemoryGrowth.measurable(), "resident memory is read from /proc");
    said.clear();
    watch.run(file, new ModelTrust(true, "", Duration.ofSeconds(60), 1 << 20), () -> sleep(400));
    assertTrue(said.remove().startsWith("m.pt: a pass takes more than 0.0 GiB"));
  }

  private static Void sleep(long millis) {
    try {
      Thread.sleep(millis);
      return null;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
