package org.segmentattribution.command.ablate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.explain.ChunkExplainer;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.pipeline.ImageFailure;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.pipeline.Targets;
import org.segmentattribution.pipeline.Workers;
import org.segmentattribution.run.KeyedImage;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.run.Versions;
import org.segmentattribution.run.images.ImageSelection;

/**
 * A finished run of {@code sat explain} whose classifier and images are opened again, and are those
 * of the run.
 *
 * @param directory the run
 * @param explained its settings
 * @param images its images
 * @param explainer its classifier and segmenter
 */
public record UnchangedRun(
    RunDirectory directory,
    ExplainSettings explained,
    ImageSelection images,
    ChunkExplainer explainer) {

  /** A chunk of images and a hash of all that its rows depend on. */
  public record Chunk(List<ImageRecord> images, String hash) {}

  /** Refuses a run of another command. */
  public static void requireExplained(RunDirectory directory) {
    if (directory.manifest().kind() != RunKind.EXPLAIN) {
      throw new WrongInput(
          directory.folder()
              + " was made by '"
              + directory.manifest().kind()
              + "'; effects are measured on runs of explain");
    }
  }

  /**
   * Checks the classifier and the list of images.
   *
   * @throws WrongInput where one has changed since the run
   */
  public void requireSame() throws IOException {
    String version = directory.manifest().versions().get("sat");
    if (!Versions.product().equals(version)) {
      throw new WrongInput(
          directory.folder()
              + " was made by version "
              + version
              + ", and this is "
              + Versions.product()
              + "; start explain again");
    }
    Map<String, String> before = directory.manifest().inputs();
    Map<String, String> now =
        Map.of(
            "model", explainer.classifier().sha256(),
            "declaration", new Sha256().add(explainer.declaration()).hex(),
            "images", images.sha256());
    for (String name : new TreeSet<>(now.keySet())) {
      if (!now.get(name).equals(before.get(name))) {
        String what =
            switch (name) {
              case "model" -> "the file of the model";
              case "declaration" -> "the declaration of the model";
              default -> "the list of images, or the size of one,";
            };
        throw new WrongInput(
            directory.folder() + ": " + what + " has changed since the run; start explain again");
      }
    }
  }

  /** Returns classes and preprocessing. */
  public ModelDeclaration declaration() {
    return explainer.classifier().declaration();
  }

  /** Returns which classes are explained. */
  public Targets targets() {
    return Targets.of(explained.explainer().target(), declaration(), images.labels());
  }

  /** Returns what classifies filled pictures. */
  public RemovalPasses passes() {
    return new RemovalPasses(explainer.explainer(), explained.batch());
  }

  /** Cuts all images into chunks. */
  List<Chunk> chunks(String settings, Progress progress) throws IOException {
    return chunks(images.records(), settings, progress);
  }

  /**
   * Cuts images into chunks.
   *
   * @param some the images
   * @param settings all that rows depend on beside the images
   * @throws WrongInput where an image or its masks have changed since the run
   */
  public List<Chunk> chunks(List<ImageRecord> some, String settings, Progress progress)
      throws IOException {
    Map<String, String> before = new ConcurrentHashMap<>();
    KeyedImage.read(directory.folder()).forEach(image -> before.put(image.path(), image.key()));
    progress.start("checking", some.size());
    List<List<ImageRecord>> lists = new ArrayList<>();
    for (int from = 0; from < some.size(); from += explained.batch()) {
      int to = Math.min(some.size(), from + explained.batch());
      lists.add(some.subList(from, to));
    }
    List<Chunk> chunks =
        new Workers(explained.threads())
            .map(
                lists,
                list -> {
                  Sha256 hash = new Sha256().add(settings + "\n" + explained.batch());
                  for (KeyedImage image : explainer.keyed(list)) {
                    if (!image.key().equals(before.get(image.path()))) {
                      throw new WrongInput(
                          image.path()
                              + " has changed since "
                              + directory.folder()
                              + " explained it, or its masks have; start explain again");
                    }
                    hash.add("\n" + image.path() + "\n" + image.key());
                  }
                  progress.step(list.size(), "");
                  return new Chunk(list, hash.hex());
                });
    progress.finish();
    return chunks;
  }

  /** Decodes and segments images; those that the run could not use are left out. */
  public List<PreparedImage> prepared(List<ImageRecord> records) {
    List<PreparedImage> prepared = new ArrayList<>();
    for (ImageRecord image : records) {
      try {
        prepared.add(explainer.prepare(image));
      } catch (ImageFailure e) {
        // it is among the failures of the run
        continue;
      }
    }
    return prepared;
  }
}
