package org.segmentattribution.cli.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.segmentattribution.cli.Called.sat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.cli.Called;
import org.segmentattribution.hub.FakeHub;

class ModelCommandTest {
  private static final Path CLIPSEG = Path.of("src/test/resources/segmenters/clipseg");
  private static final String NAME = "hf:" + FakeHub.REPOSITORY;

  private final String home = System.getProperty("user.home");
  @TempDir private Path folder;

  @BeforeEach
  void otherCache() {
    assumeTrue(System.getenv("XDG_CACHE_HOME") == null, "the cache is set by the environment");
    System.setProperty("user.home", folder.toString());
  }

  @AfterEach
  void ownCache() {
    System.setProperty("user.home", home);
  }

  private static FakeHub hub() throws IOException {
    FakeHub hub = new FakeHub();
    try (Stream<Path> files = Files.list(CLIPSEG)) {
      for (Path file : files.filter(f -> f.toString().matches(".*(json|onnx)")).toList()) {
        String name = file.getFileName().toString();
        hub.content.put(name.endsWith(".onnx") ? "onnx/" + name : name, Files.readAllBytes(file));
      }
    }
    return hub;
  }

  private static Called get(FakeHub hub, Object... more) {
    Object[] all =
        Stream.concat(Stream.of("model", "get", NAME, "--endpoint", hub.address()), Stream.of(more))
            .toArray();
    return sat(all);
  }

  @Test
  void twoCommandsLeadToMasks() throws IOException {
    Path photos = Files.createDirectory(folder.resolve("photos"));
    ImageIO.write(
        ImageIO.read(CLIPSEG.resolve("picture.png").toFile()),
        "png",
        photos.resolve("a.png").toFile());
    try (FakeHub hub = hub()) {
      Called got = get(hub, "--yes").ended(0);
      assertTrue(got.out().contains("licence:    apache-2.0"), got.out());
      assertTrue(got.out().contains("use it:  --segmenter tiny-clipseg"), got.out());
    }
    sat(
            "segment",
            "--images",
            photos,
            "--segmenter",
            "tiny-clipseg+grid:1x1",
            "--segments",
            "red,blue",
            "--threshold",
            "0",
            "--mask-cache",
            "none",
            "--out",
            folder.resolve("masks"))
        .ended(0);
    String found = Files.readString(folder.resolve("masks/detections.csv"));
    assertTrue(found.contains("red"), found);

    Called where = sat("model", "list", "--where").ended(0);
    assertTrue(where.out().contains("sat model remove tiny-clipseg"), where.out());
    sat("model", "remove", "tiny-clipseg").ended(0);
    assertTrue(sat("model", "list", "--where").out().startsWith("no model is in "));
    assertEquals(2, sat("model", "remove", "tiny-clipseg").code());
  }

  @Test
  void withoutATerminalTheAnswerIsYesByFlagOnly() throws IOException {
    assumeTrue(System.console() == null, "a terminal");
    try (FakeHub hub = hub()) {
      Called called = get(hub).ended(2);
      assertTrue(called.out().contains("files:      "), called.out());
      assertTrue(called.err().contains("there is no terminal for the question; --yes"));
      assertTrue(hub.fetched.isEmpty());
    }
  }

  @Test
  void aFileOfOthersCannotNameTheHubOrSayYes() throws IOException {
    Path config = folder.resolve("a.conf");
    Files.writeString(config, "endpoint = \"https://hub.example.org\"\n");
    Called called = sat("model", "get", "clipseg", "--config", config).ended(2);
    assertTrue(called.err().contains("--endpoint: a file names https://hub.example.org"));
    Files.writeString(config, "yes = true\n");
    called = sat("model", "get", "clipseg", "--config", config).ended(2);
    assertTrue(called.err().contains("'yes' is for the command line alone"), called.err());
  }

  @Test
  void theListSaysWhatWasNotVerified() {
    String list = sat("model", "list").ended(0).out();
    assertTrue(list.contains("hf:Xenova/clipseg-rd64-refined, not verified here"), list);
    assertFalse(list.contains("(on this machine)"), list);
  }

  @Test
  void aModelThatIsNotHereIsNamedInOneLine() throws IOException {
    ImageIO.write(
        new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB),
        "png",
        folder.resolve("a_1.png").toFile());
    for (String spec : new String[] {"clipseg", "onnx:clipseg", "grid:2x2+clipseg"}) {
      Called called =
          sat(
                  "segment",
                  "--images",
                  folder,
                  "--segmenter",
                  spec,
                  "--segments",
                  "sky",
                  "--out",
                  folder.resolve("m"))
              .ended(2);
      assertTrue(
          called.err().contains("is not on this machine; fetch it with: sat model get clipseg"),
          called.err());
    }
    assertTrue(sat("doctor", "--model", "clipseg").ended(2).err().contains("sat model get"));
  }
}
