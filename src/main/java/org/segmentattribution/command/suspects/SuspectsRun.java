package org.segmentattribution.command.suspects;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.ablate.UnchangedRun;
import org.segmentattribution.command.explain.ChunkExplainer;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.pipeline.Workers;
import org.segmentattribution.report.find.ClassPart;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.run.EffectChunks;
import org.segmentattribution.run.RunCheck;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunLock;
import org.segmentattribution.run.images.ImageSelection;
import org.segmentattribution.saliency.PlaceFeatures;
import org.segmentattribution.suspect.SearchFile;
import org.segmentattribution.suspect.SearchedImage;
import org.segmentattribution.suspect.Suspect;
import org.segmentattribution.suspect.Suspects;
import org.segmentattribution.suspect.SuspectsCsv;
import org.segmentattribution.table.SatCsv;

/**
 * {@code sat suspects}: finds what attribution lies on outside the named segments of a finished
 * run, and adds it to the run.
 *
 * @param run folder of the run
 * @param explained the settings of the run
 * @param settings how suspects are looked for
 * @param names names suspects; null for no names
 * @param adopt suspects that become segments, {@code NUMBER=NAME}
 */
public record SuspectsRun(
    Path run,
    ExplainSettings explained,
    SuspectsSettings settings,
    SuspectNames names,
    List<String> adopt) {
  private static final int PRINTED = 5;

  /** What was found in another way, by an earlier version, is looked for again. */
  private static final String WAY = "tree of weighted regions ";

  /**
   * What was found.
   *
   * @param lines what people read
   * @param adopted folders of the masks of suspects that became segments
   */
  public record Found(List<String> lines, List<Path> adopted) {}

  /** Least part of an image that must be searchable, on average. */
  private static final double LEAST = 0.005;

  /**
   * Finds suspects that are not found yet, and writes masks of those that are adopted.
   *
   * @throws WrongInput where the run is of another kind or not finished, something that it depends
   *     on has changed, or its masks leave nothing to search
   */
  public Found find(Progress progress) throws IOException {
    List<Adoption> adoptions = Adoption.read(adopt);
    return RunLock.holding(run, () -> alone(adoptions, progress));
  }

  private Found alone(List<Adoption> adoptions, Progress progress) throws IOException {
    RunDirectory directory = RunDirectory.read(run);
    UnchangedRun.requireExplained(directory);
    RunCheck.tables(run.resolve("sat.csv"), progress::note);
    requireNew(adoptions);
    ImageSelection images = explained.images().open();
    try (ChunkExplainer explainer = ChunkExplainer.open(explained, images)) {
      UnchangedRun opened = new UnchangedRun(directory, explained, images, explainer);
      opened.requireSame();
      PlaceFeatures features = PlaceFeatures.of(explainer.classifier(), settings.layer());
      List<UnchangedRun.Chunk> chunks =
          opened.chunks(images.records(), WAY + settings.ofSearch(), progress);
      Sha256 hash = new Sha256().add(settings.asMap() + "\n" + names);
      chunks.forEach(chunk -> hash.add(chunk.hash()));
      String key = hash.hex();
      List<String> before = SuspectsRecord.linesIn(directory, key);
      List<String> lines = before == null ? made(opened, chunks, features, key, progress) : before;
      List<Path> adopted = new ArrayList<>();
      for (Adoption adoption : adoptions) {
        adopted.add(
            adoption.write(opened, SuspectsCsv.count(run.resolve(SuspectsCsv.FILE)), progress));
      }
      return new Found(lines, adopted);
    }
  }

  /** A second segment of a name would be mixed with the first. */
  private void requireNew(List<Adoption> adoptions) throws IOException {
    if (adoptions.isEmpty()) {
      return;
    }
    Set<String> known = new HashSet<>();
    SatCsv.read(run.resolve("sat.csv"), row -> known.add(row.segment()));
    for (Adoption adoption : adoptions) {
      if (known.contains(adoption.name())) {
        throw WrongInput.of(
            "{adopt} %s=%s: the run has a segment of that name; choose another",
            adoption.rank(), adoption.name());
      }
    }
  }

  private List<String> made(
      UnchangedRun opened,
      List<UnchangedRun.Chunk> chunks,
      PlaceFeatures features,
      String key,
      Progress progress)
      throws IOException {
    if (features == null) {
      progress.note(
          "note: no layer of this model can be read; regions are compared by colour and shape alone");
    }
    List<String> lines = new ArrayList<>();
    RunCheck.rebuild(
        run,
        progress::note,
        of -> {
          List<SearchedImage> images = searched(opened, chunks, features, progress);
          requirePart(images);
          List<Suspect> suspects = new Suspects(images, settings.least(), settings.seed()).ranked();
          Map<Integer, String> named =
              names == null ? Map.of() : names.of(opened, suspects, progress);
          SuspectsCsv.write(of.path(SuspectsCsv.FILE), suspects, named);
          SuspectsCsv.writeRegions(of.path(SuspectsCsv.REGIONS), suspects);
          new SuspectsPage(opened, of, settings).write(images, suspects, named);
          lines.addAll(lines(suspects, named));
          new SuspectsRecord(settings.asMap(), key, lines).write(of);
        });
    EffectChunks.deleteSuspects(opened.directory());
    return lines;
  }

  private void requirePart(List<SearchedImage> images) {
    double part = images.stream().mapToDouble(SearchedImage::outside).average().orElse(0);
    if (part < LEAST) {
      throw WrongInput.of(
          "%s: its segments cover the images, so nothing is left to search; name those that are no"
              + " objects with {background}",
          run);
    }
  }

  private static List<String> lines(List<Suspect> suspects, Map<Integer, String> named) {
    List<String> lines = new ArrayList<>();
    if (suspects.isEmpty()) {
      lines.add("no suspects: no regions outside the named segments are alike in enough images");
    }
    for (Suspect of : suspects.subList(0, Math.min(PRINTED, suspects.size()))) {
      Map.Entry<String, Double> most = of.classes().entrySet().iterator().next();
      lines.add(
          String.format(
              Locale.ROOT,
              "suspect %d%s: %d regions in %d images, %s, %s of all attribution, separation %.2f,"
                  + " stability %.2f%s",
              of.number(),
              named.containsKey(of.number()) ? " (" + named.get(of.number()) + ")" : "",
              of.regions().size(),
              of.images(),
              plain(ClassPart.text(most)),
              plain(NumberText.percent(of.strength().share())),
              of.strength().alike().separation(),
              of.strength().alike().stability(),
              of.strength().isClear() ? "" : " (no clear suspect)"));
    }
    return lines;
  }

  private static String plain(String text) {
    return text.replace('\u00a0', ' ');
  }

  private List<SearchedImage> searched(
      UnchangedRun opened,
      List<UnchangedRun.Chunk> chunks,
      PlaceFeatures features,
      Progress progress)
      throws IOException {
    ChunkSearch search = ChunkSearch.in(opened, settings, features);
    EffectChunks folders = EffectChunks.ofSuspects(opened.directory());
    progress.start("searching", opened.images().records().size());
    List<List<SearchedImage>> parts =
        new Workers(explained.threads())
            .map(
                chunks,
                chunk -> {
                  Path folder =
                      folders.get(
                          chunk.hash(), to -> SearchFile.write(to, search.of(chunk.images())));
                  progress.step(chunk.images().size(), "");
                  return SearchFile.read(folder);
                });
    progress.finish();
    return parts.stream().flatMap(List::stream).toList();
  }
}
