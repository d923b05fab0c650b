package org.segmentattribution.command.aggregate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.command.explain.PhotographFiles;
import org.segmentattribution.report.page.Block;
import org.segmentattribution.report.part.LitPicture;
import org.segmentattribution.report.part.PicturePair;
import org.segmentattribution.report.part.PicturePairs;
import org.segmentattribution.report.photograph.Photograph;
import org.segmentattribution.report.photograph.PhotographIndex;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.run.RunDirectory;

/** Photographs of two runs in which another segment comes first. */
final class TurnedPhotographs {
  private static final int SHOWN = 6;

  private TurnedPhotographs() {}

  private record Turned(Photograph a, Photograph b) {
    double clear() {
      return Math.abs(a.first().share()) + Math.abs(b.first().share());
    }
  }

  /**
   * Returns how many there are, and the clearest of them: those whose first segments have the
   * largest shares. Empty where a run keeps no photographs of this method, or where none has
   * turned.
   *
   * @param methodA method of the first run
   * @param methodB method of the second
   */
  static List<Block> of(Path a, Path b, String methodA, String methodB) throws IOException {
    if (!isRun(a) || !isRun(b)) {
      return List.of();
    }
    RunDirectory runA = RunDirectory.read(a);
    RunDirectory runB = RunDirectory.read(b);
    PhotographIndex first = PhotographFiles.read(runA);
    PhotographIndex second = PhotographFiles.read(runB);
    if (!first.method().equals(methodA) || !second.method().equals(methodB)) {
      return List.of();
    }
    Map<String, Photograph> ofB = new HashMap<>();
    second.photographs().forEach(p -> ofB.putIfAbsent(p.image(), p));
    List<Turned> turned = new ArrayList<>();
    int compared = 0;
    for (Photograph p : first.photographs()) {
      Photograph other = ofB.remove(p.image());
      if (other != null && !p.alone() && !other.alone()) {
        compared++;
        if (!p.first().segment().equals(other.first().segment())) {
          turned.add(new Turned(p, other));
        }
      }
    }
    if (turned.isEmpty()) {
      return List.of();
    }
    List<PicturePair> pairs = new ArrayList<>();
    for (Turned t :
        turned.stream()
            .sorted(
                Comparator.comparingDouble((Turned t) -> -t.clear())
                    .thenComparing(t -> t.a().image()))
            .limit(SHOWN)
            .toList()) {
      pairs.add(
          new PicturePair(
              t.a().image(),
              LitPicture.of(t.a(), PhotographFiles.uri(runA, t.a().id())),
              LitPicture.of(t.b(), PhotographFiles.uri(runB, t.b().id()))));
    }
    boolean some =
        first.photographs().size() < first.tables()
            || second.photographs().size() < second.tables();
    return List.of(
        new Block.Text(
            "In %s of %s%s.%s"
                .formatted(
                    NumberText.count(turned.size()),
                    NumberText.count(compared),
                    some ? " that both runs keep" : "",
                    turned.size() > SHOWN ? " The clearest:" : "")),
        new Block.Pairs(new PicturePairs("A", "B", "the class", pairs)));
  }

  private static boolean isRun(Path run) {
    return Files.isRegularFile(run.resolve("run.json"));
  }
}
