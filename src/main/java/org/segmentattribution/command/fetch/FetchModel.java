package org.segmentattribution.command.fetch;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.segmentattribution.api.RunFailed;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.file.models.FolderRemoval;
import org.segmentattribution.file.models.InstalledFile;
import org.segmentattribution.file.models.InstalledModel;
import org.segmentattribution.file.models.InstalledModelFile;
import org.segmentattribution.file.models.ModelSource;
import org.segmentattribution.hub.Hub;
import org.segmentattribution.hub.HubFile;
import org.segmentattribution.hub.HubListing;
import org.segmentattribution.hub.HubTiming;
import org.segmentattribution.hub.choice.FileChoice;
import org.segmentattribution.pipeline.Progress;

/** Fetches a model from a hub into a folder, whole or not at all. */
public final class FetchModel {
  /** Bytes that a disk must have besides what is fetched. */
  private static final long SPARE = 16_000_000;

  private static final String WEIGHTS = ".safetensors";

  private final FetchSettings settings;
  private final Hub hub;

  /** Prepares a call; nothing is asked or fetched yet. */
  public FetchModel(FetchSettings settings, HubTiming timing) {
    this.settings = settings;
    hub = new Hub(settings.endpoint(), settings.token(), timing);
  }

  /**
   * Fetches the model, unless it is there and whole: then nothing is asked of the hub.
   *
   * @param allows decides, by the plan, whether anything is fetched
   * @throws WrongInput where there is no such model or folder
   * @throws RunFailed where the hub does not send it whole and right
   */
  public Fetched run(Predicate<FetchPlan> allows, Progress progress) throws IOException {
    FetchTarget target = FetchTarget.of(settings);
    InstalledModel present = target.present();
    // the folder may be one that nobody may write to, as in an image of a container
    if (present != null
        && !settings.update()
        && isAsked(present, target)
        && present.damage().isEmpty()) {
      return new Fetched(present, false, ModelUse.of(target.folder()));
    }
    prepare(target);
    FetchLock lock = FetchLock.take(settings.installed().home(), target.folder(), progress);
    try {
      return locked(target, allows, progress);
    } finally {
      lock.close();
    }
  }

  private Fetched locked(FetchTarget target, Predicate<FetchPlan> allows, Progress progress)
      throws IOException {
    InstalledModel present = target.present();
    boolean usable = present != null && isUndamaged(present, progress);
    if (usable && !settings.update() && isAsked(present, target)) {
      return new Fetched(present, false, ModelUse.of(target.folder()));
    }
    HubListing listing = hub.listing(target.repository());
    if (usable && present.source().commit().equals(listing.commit()) && isVariant(present)) {
      return new Fetched(present, false, ModelUse.of(target.folder()));
    }
    return fetch(target, listing, allows, progress);
  }

  private boolean isAsked(InstalledModel present, FetchTarget target) {
    String revision = target.repository().revision();
    ModelSource source = present.source();
    return source.repository().equals(target.repository().id())
        && isVariant(present)
        && (source.revision().equals(revision) || source.commit().equals(revision));
  }

  private boolean isVariant(InstalledModel present) {
    String variant = present.source().variant();
    return variant.isEmpty() || variant.equals(settings.variant());
  }

  private static boolean isUndamaged(InstalledModel present, Progress progress) throws IOException {
    String damage = present.damage();
    if (!damage.isEmpty()) {
      progress.note(damage + "; the model is fetched again");
    }
    return damage.isEmpty();
  }

  private static void prepare(FetchTarget target) throws IOException {
    Path parent = target.folder().getParent();
    try {
      Files.createDirectories(parent);
    } catch (FileSystemException e) {
      throw target.refuse("cannot be made: " + e.getMessage());
    }
    if (!Files.isWritable(parent)) {
      throw target.isOut()
          ? target.refuse("cannot be made: " + parent + " may not be written to")
          : WrongInput.of("%s may not be written to; {out} takes another folder", parent);
    }
  }

  private Fetched fetch(
      FetchTarget target, HubListing listing, Predicate<FetchPlan> allows, Progress progress)
      throws IOException {
    FileChoice chosen = FileChoice.of(listing, settings.variant());
    List<HubFile> files = new ArrayList<>();
    for (HubFile file : chosen.files()) {
      files.add(hub.described(listing, file));
    }
    FileChoice choice = chosen.with(files);
    PartFolder part = new PartFolder(target.folder());
    long left = Math.max(0, choice.bytes() - part.kept(listing.commit(), files));
    requireSpace(target, left);
    if (!allows.test(new FetchPlan(listing, choice, target.folder(), left))) {
      return new Fetched(null, false, ModelUse.SEGMENTER);
    }
    part.open(listing.commit());
    List<InstalledFile> fetched = files(listing, files, part, progress);
    ModelSource source =
        new ModelSource(
            settings.endpoint().toString(),
            target.repository().id(),
            target.repository().revision(),
            listing.commit(),
            choice.variant());
    InstalledModelFile.write(
        new InstalledModel(part.folder(), target.name(), source, listing.licence(), fetched));
    part.finish();
    return new Fetched(
        InstalledModelFile.read(target.folder()), true, ModelUse.of(target.folder()));
  }

  private List<InstalledFile> files(
      HubListing listing, List<HubFile> files, PartFolder part, Progress progress)
      throws IOException {
    long bytes = files.stream().mapToLong(file -> Math.max(0, file.size())).sum();
    List<InstalledFile> fetched = new ArrayList<>();
    List<String> unchecked = new ArrayList<>();
    progress.start("fetching (kB)", FetchProgress.units(bytes));
    FetchProgress counted = new FetchProgress(progress);
    for (HubFile file : files) {
      if (file.name().endsWith(WEIGHTS)) {
        requireReadable(listing, part);
      }
      Path place = part.place(file);
      if (part.has(file)) {
        counted.accept(file.size(), file.name());
      } else {
        HubFile got = hub.fetch(listing, file, place, step -> counted.accept(step, file.name()));
        if (got.hash().isEmpty()) {
          unchecked.add(file.path());
        }
      }
      fetched.add(new InstalledFile(file.path(), Files.size(place), new Sha256().add(place).hex()));
    }
    progress.finish();
    if (!unchecked.isEmpty()) {
      progress.note(
          "the hub has no hash for "
              + String.join(", ", unchecked)
              + ": only the sizes were compared");
    }
    return fetched;
  }

  /** Refuses weights without a graph before they are fetched, unless they are of a classifier. */
  private static void requireReadable(HubListing listing, PartFolder part) throws IOException {
    if (ModelUse.of(part.folder()) == ModelUse.SEGMENTER) {
      FolderRemoval.delete(part.folder());
      throw new WrongInput(
          listing.repository().id()
              + " has weights without a graph, and its config.json says no classifier: a segmenter"
              + " is read as ONNX; name a repository that has .onnx, or export it (docs/segments.md)");
    }
  }

  private static void requireSpace(FetchTarget target, long bytes) throws IOException {
    FileStore disk = Files.getFileStore(target.folder().getParent());
    long free = disk.getUsableSpace();
    if (free < bytes + SPARE) {
      throw new RunFailed(
          "%s: the disk has %d MB free, but %d MB are needed"
              .formatted(target.folder(), free / 1_000_000, (bytes + SPARE) / 1_000_000));
    }
  }
}
