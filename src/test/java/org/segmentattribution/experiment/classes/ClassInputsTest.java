package org.segmentattribution.experiment.classes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.Failure;
import org.segmentattribution.api.InputNote;
import org.segmentattribution.run.InputAccount;
import org.segmentattribution.run.InputCounts;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.run.RunManifest;
import org.segmentattribution.table.FailureCsv;

/** A data set of ten files: six dogs, three cats and a text, explained class by class. */
class ClassInputsTest {
  private static final String OTHER = "left out by class";

  @TempDir Path folder;

  private static InputNote left(String path, String reason) {
    return new InputNote("file", path, false, reason);
  }

  /** A finished run of so many images with these notes and failures. */
  private Path run(String name, int chosen, List<InputNote> notes, String... failed)
      throws IOException {
    RunDirectory run =
        RunDirectory.open(
            folder.resolve(name), RunManifest.begin(RunKind.EXPLAIN, Map.of(), Map.of(), "cpu", 1));
    InputAccount account = new InputAccount("file", chosen, notes);
    account.write(run.folder());
    List<Failure> failures = new ArrayList<>();
    for (String image : failed) {
      failures.add(new Failure(image, "decode", "broken"));
    }
    FailureCsv.write(run.path("failures.csv"), failures);
    run.finish(
        run.manifest().done(Map.of("inputs", account.counts(failed.length).json()), Map.of()));
    return run.folder();
  }

  private static List<InputNote> notes(String label, int images, InputNote... more) {
    List<InputNote> notes = new ArrayList<>(List.of(more));
    for (int i = 0; i < images; i++) {
      notes.add(left(label + i + ".jpg", OTHER));
    }
    return notes;
  }

  private InputCounts join(Path... runs) throws IOException {
    Path out = Files.createDirectories(folder.resolve("out"));
    return ClassInputs.join(List.of(runs), out);
  }

  /** Each class leaves the other out; only what no class used is left. */
  @Test
  void whatOneClassUsedIsUsed() throws IOException {
    InputNote text = left("notes.txt", "no image");
    Path dogs = run("dogs", 6, notes("cat", 3, text), "dog1.jpg");
    Path cats = run("cats", 3, notes("dog", 6, text));
    InputCounts counts = join(dogs, cats);
    assertEquals(10, counts.files());
    assertEquals(8, counts.images());
    assertEquals(1, counts.failed());
    assertEquals(1, counts.unused());
    assertEquals(Map.of("no image", 1), counts.reasons());
    assertEquals(List.of(text), InputAccount.read(folder.resolve("out")));
    assertEquals(counts.files(), counts.images() + counts.failed() + counts.unused());
  }

  /** A class that nobody asked for is left out by every run. */
  @Test
  void whatNoClassUsedIsLeftOutOnce() throws IOException {
    Path dogs = run("dogs", 6, notes("cat", 4));
    Path fish = run("fish", 0, notes("cat", 4, notes("dog", 6).toArray(new InputNote[0])));
    InputCounts counts = join(dogs, fish);
    assertEquals(10, counts.files());
    assertEquals(6, counts.images());
    assertEquals(4, counts.unused());
    assertEquals(Map.of(OTHER, 4), counts.reasons());
  }

  /** Where the runs say why differently, the reason other than --class is the one to know. */
  @Test
  void theBetterReasonIsKept() throws IOException {
    InputNote why = left("cat0.jpg", "not a picture: broken");
    Path dogs = run("dogs", 9, List.of(left("cat0.jpg", OTHER)));
    Path cats = run("cats", 9, List.of(why));
    assertEquals(Map.of("not a picture", 1), join(dogs, cats).reasons());
    assertEquals(List.of(why), InputAccount.read(folder.resolve("out")));
    join(cats, dogs);
    assertEquals(List.of(why), InputAccount.read(folder.resolve("out")));
  }

  /** An image that fails in two runs has failed once; notes on what was used are kept once. */
  @Test
  void nothingIsCountedTwice() throws IOException {
    InputNote turned = new InputNote("rotation", "dog1.jpg", true, "turned upright");
    Path one = run("one", 10, List.of(turned), "dog1.jpg", "dog2.jpg");
    Path two = run("two", 10, List.of(turned), "dog2.jpg");
    InputCounts counts = join(one, two);
    assertEquals(2, counts.failed());
    assertEquals(10, counts.files());
    assertEquals(Map.of("rotation", 1), counts.noted());
    assertEquals(List.of(turned), InputAccount.read(folder.resolve("out")));
  }
}
