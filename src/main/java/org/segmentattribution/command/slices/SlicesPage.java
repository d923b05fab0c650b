package org.segmentattribution.command.slices;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.segmentattribution.command.RunProvenance;
import org.segmentattribution.command.explain.PhotographFiles;
import org.segmentattribution.report.page.Entry;
import org.segmentattribution.report.page.RunDetails;
import org.segmentattribution.report.page.RunFile;
import org.segmentattribution.report.page.slice.SlicesReport;
import org.segmentattribution.report.part.LitPicture;
import org.segmentattribution.report.part.ShownPicture;
import org.segmentattribution.report.photograph.Photograph;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.slice.Correction;
import org.segmentattribution.slice.SliceKind;
import org.segmentattribution.slice.SliceResult;
import org.segmentattribution.slice.SliceSearch;
import org.segmentattribution.slice.SlicedImage;
import org.segmentattribution.slice.SlicedImages;
import org.segmentattribution.slice.SlicesCsv;

/**
 * Collects what the page of a run's slices shows.
 *
 * @param directory the run
 * @param target which class was explained: {@code label}, {@code predicted}, {@code positives}, or
 *     a class
 * @param images of the method
 * @param search how slices were compared
 */
record SlicesPage(RunDirectory directory, String target, SlicedImages images, SliceSearch search) {
  private static final List<RunFile> FILES =
      List.of(
          new RunFile(SlicesCsv.FILE, "a row a slice"),
          new RunFile("report.html", "the page of the run"));

  /** Photographs of a slice. */
  private static final int SHOWN = 6;

  SlicesReport report(SliceSearch.Found found, int withoutTable) throws IOException {
    Object model = directory.manifest().configuration().get("model");
    String name =
        model == null ? "the model" : model.toString().replaceAll(".*[/\\\\]|\\.[a-z]+$", "");
    SlicesReport.Facts facts =
        new SlicesReport.Facts(
            name,
            images.method(),
            object(),
            (int) images.images().stream().map(SlicedImage::image).distinct().count(),
            search.correction() == Correction.HOLM
                ? "Holm\u2019s procedure"
                : "Benjamini and Hochberg\u2019s procedure");
    RunDetails of = RunProvenance.of(directory, FILES);
    List<Entry> settings =
        List.of(
            new Entry("method", images.method()),
            new Entry("min-images", Integer.toString(search.least())),
            new Entry("adjust", search.correction().text()),
            new Entry("seed", Long.toString(search.seed())));
    return new SlicesReport(
        facts,
        found,
        photographs(SlicesReport.named(found)),
        doubts(found, withoutTable),
        new RunDetails(of.failures(), settings, FILES, of.provenance()));
  }

  private String object() {
    return switch (target) {
      case "label", "positives" -> "";
      case "predicted" -> "the model\u2019s answer";
      default -> target;
    };
  }

  private List<String> doubts(SliceSearch.Found found, int withoutTable) {
    List<String> doubts = new ArrayList<>();
    if (target.equals("positives")) {
      doubts.add(
          "The run explains every class above one half, and a label names one class: whether the"
              + " others are right is unknown, so slices compare how sure the model is.");
    } else if (images.images().stream().anyMatch(image -> image.right() == null)) {
      doubts.add(
          "Some photographs have no label that the model knows. A class with such photographs has no"
              + " accuracy here, and is compared by how sure the model is.");
    }
    if (images.images().stream().anyMatch(image -> Double.isNaN(image.confidence()))) {
      doubts.add(
          "The run is of an earlier version, which kept no probability of the explained class: how"
              + " sure the model is, is not compared.");
    }
    if (found.small() > 0) {
      doubts.add(
          NumberText.count(found.small())
              + " slices are left out: they, or the rest of their class, have fewer than "
              + search.least()
              + " photographs.");
    }
    if (withoutTable > 0) {
      doubts.add(
          "In "
              + NumberText.photographs(withoutTable)
              + " no segment was found. A run keeps no prediction of them, so they are in no slice.");
    }
    long unclear = images.images().stream().filter(i -> !i.unclear().isEmpty()).count();
    if (unclear > 0) {
      doubts.add(
          NumberText.photographs((int) unclear)
              + " had a segment that the model does not see (skipped-segments.csv). They are neither"
              + " with nor without it.");
    }
    doubts.add(
        "\u201cWithout\u201d means that the segmenter was asked for the segment and found none; it may"
            + " have missed it.");
    doubts.add(
        "For or against: both come from the pass that gave the answer. Where a segment speaks against"
            + " the class, the answer is wrong more often by itself; such a slice says which segment"
            + " pulls it away.");
    doubts.add(
        "First or not: photographs with one segment are left out, since it is always first there.");
    return doubts;
  }

  private Map<Integer, List<ShownPicture>> photographs(List<SliceResult> named) throws IOException {
    Map<String, Photograph> kept = new HashMap<>();
    for (Photograph one : PhotographFiles.read(directory).photographs()) {
      kept.put(one.image() + '\0' + one.answer().className(), one);
    }
    Map<Integer, List<ShownPicture>> shown = new HashMap<>();
    for (int i = 0; i < named.size(); i++) {
      SliceResult result = named.get(i);
      List<Photograph> some =
          result.members().stream()
              .map(image -> kept.get(image.image() + '\0' + image.className()))
              .filter(Objects::nonNull)
              .sorted(
                  Comparator.comparing((Photograph p) -> !isWrong(p))
                      .thenComparing(p -> -p.answer().confidence())
                      .thenComparing(Photograph::image))
              .limit(SHOWN)
              .toList();
      List<ShownPicture> pictures = new ArrayList<>();
      for (Photograph one : some) {
        pictures.add(picture(one, result));
      }
      shown.put(i, pictures);
    }
    return shown;
  }

  private ShownPicture picture(Photograph photograph, SliceResult result) throws IOException {
    String lit =
        result.slice().kind() == SliceKind.NOT_FIRST
            ? photograph.first().segment()
            : result.slice().segment();
    Photograph.Answer answer = photograph.answer();
    String said = "said " + answer.predicted() + ", " + NumberText.share(answer.confidence());
    String line =
        answer.right() == null
            ? said
            : answer.right()
                ? "\u2713 right, " + NumberText.share(answer.confidence())
                : "\u2717 " + said;
    return new ShownPicture(
        LitPicture.of(photograph, PhotographFiles.uri(directory, photograph.id()), lit),
        line,
        isWrong(photograph),
        photograph.image().substring(photograph.image().lastIndexOf('/') + 1));
  }

  private static boolean isWrong(Photograph photograph) {
    return Boolean.FALSE.equals(photograph.answer().right());
  }
}
