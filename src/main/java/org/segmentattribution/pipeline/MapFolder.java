package org.segmentattribution.pipeline;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.segmentattribution.api.ExpectedImages;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.InputNote;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.InnerPath;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.saliency.ChannelReduction;

/**
 * A folder of attribution maps that another program made: for an image {@code S.jpg}, {@code
 * DIR/S.npy} or {@code .npz} (h x w or c x h x w, signed) or {@code DIR/S.png} (grey, 0 to 1). A
 * map has the size of the model's input, or that of the picture; then it is preprocessed like the
 * picture.
 *
 * @param name name in tables: {@code maps:} and the last name of the folder's path
 * @param shared paths without extension that several images have; their maps belong to none of them
 */
public record MapFolder(Path folder, String name, ChannelReduction channels, Set<String> shared) {
  private static final String PREFIX = "maps:";
  private static final List<String> ENDINGS = List.of(".npy", ".npz", ".png");

  /** Returns whether the name of a method means a folder of maps. */
  public static boolean names(String method) {
    return method.startsWith(PREFIX);
  }

  /** Opens {@code maps:DIR}; throws {@link WrongInput} if there is no such folder. */
  public static MapFolder open(String method, ChannelReduction channels) {
    Path folder = Path.of(method.substring(PREFIX.length()));
    if (!Files.isDirectory(folder)) {
      throw new WrongInput(method + ": " + folder + " is not a folder of maps");
    }
    Path last = folder.toAbsolutePath().normalize().getFileName();
    return new MapFolder(folder, PREFIX + last, channels, Set.of());
  }

  /**
   * Returns this folder for the images of a run.
   *
   * @throws IOException in one line where none of them has a map
   */
  public MapFolder among(ExpectedImages images) throws IOException {
    for (String path : images.chosen()) {
      try {
        if (!files(path).isEmpty()) {
          return new MapFolder(folder, name, channels, images.sharedStems());
        }
      } catch (IOException e) {
        // a path that leads out of the folder is reported when its image is explained
      }
    }
    String first = images.chosen().isEmpty() ? "" : ImageRecord.stem(images.chosen().get(0));
    throw new IOException(
        "%s%s has maps for 0 of %d images: there is no %s, .npz or .png"
            .formatted(PREFIX, folder, images.chosen().size(), folder.resolve(first + ".npy")));
  }

  /** Returns the map of an image on the grid, height * width values. */
  float[] read(PreparedImage image, Preprocessing grid) throws IOException {
    Path file = file(image.record());
    MapFile.SizeCheck sizes = (w, h) -> requireSize(file, w, h, image, grid);
    boolean picture = ending(file).equals(".png");
    NpyFile map = picture ? MapFile.grey(file, sizes) : MapFile.array(file, channels, sizes);
    int height = map.shape()[0];
    int width = map.shape()[1];
    boolean onGrid = width == grid.width() && height == grid.height();
    return onGrid ? map.values() : grid.toGrid(map.values(), width, height);
  }

  /** Returns the only map file of an image, which must belong to no other image. */
  private Path file(ImageRecord record) throws IOException {
    List<Path> files = files(record.path());
    if (shared.contains(record.stem())) {
      throw new IOException(
          "several images share the map %s: rename all but one".formatted(record.stem()));
    }
    if (files.isEmpty()) {
      Path wanted = InnerPath.of(folder, record.stem() + ".npy");
      Path jpeg = InnerPath.of(folder, record.stem() + ".jpg");
      throw new IOException(
          "no map %s, .npz or .png%s"
              .formatted(
                  wanted,
                  Files.isRegularFile(jpeg)
                      ? "; " + jpeg + " is a JPEG, which changes values: save a PNG"
                      : ""));
    }
    if (files.size() > 1) {
      throw new IOException(
          "%s and %s are both maps of %s: keep one"
              .formatted(files.get(0), files.get(1), record.path()));
    }
    return files.get(0);
  }

  private List<Path> files(String path) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String ending : ENDINGS) {
      Path file = InnerPath.of(folder, ImageRecord.stem(path) + ending);
      if (Files.isRegularFile(file)) {
        files.add(file);
      }
    }
    return files;
  }

  private static String ending(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') < 0 ? 0 : name.lastIndexOf('.'))
        .toLowerCase(Locale.ROOT);
  }

  private static void requireSize(
      Path file, int width, int height, PreparedImage image, Preprocessing grid)
      throws IOException {
    boolean onGrid = width == grid.width() && height == grid.height();
    if (!onGrid && (width != image.width() || height != image.height())) {
      throw new IOException(
          String.format(
              "%s is %dx%d, neither the picture's %dx%d nor the model's %dx%d",
              file, width, height, image.width(), image.height(), grid.width(), grid.height()));
    }
  }

  /**
   * Returns a note on each file of the folder that is no map, and one note on all maps that belong
   * to no image.
   *
   * @param paths of the images, as listed
   */
  public List<InputNote> notes(List<String> paths) throws IOException {
    Set<Path> taken = new HashSet<>();
    for (String path : paths) {
      taken.addAll(files(path));
    }
    List<InputNote> notes = new ArrayList<>();
    List<Path> orphans = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (!ENDINGS.contains(ending(file))) {
          notes.add(note(file, "no map: maps are .npy, .npz or .png"));
        } else if (!taken.contains(file)) {
          orphans.add(file);
        }
      }
    }
    if (!orphans.isEmpty()) {
      String many =
          "%d maps belong to no image of this run, such as this".formatted(orphans.size());
      notes.add(
          note(orphans.get(0), orphans.size() == 1 ? "belongs to no image of this run" : many));
    }
    return notes;
  }

  private InputNote note(Path file, String reason) {
    String path = folder.relativize(file).toString().replace('\\', '/');
    return new InputNote("map", path, false, reason);
  }

  /** Returns a hash of the map of an image; it also covers a missing map. */
  public String fingerprint(ImageRecord record) throws IOException {
    Sha256 hash = new Sha256();
    hash.add(shared.contains(record.stem()) ? "shared" : "");
    for (Path file : files(record.path())) {
      hash.add(ending(file)).add(file);
    }
    return name + " " + hash.hex();
  }

  /** Returns SHA-256 over names and lengths of the files. */
  public String sha256() throws IOException {
    try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      ListingHash hash = new ListingHash();
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        hash.add(folder.relativize(file).toString(), file);
      }
      return hash.hex();
    }
  }
}
