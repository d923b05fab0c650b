package org.segmentattribution.pipeline;

import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.segmentattribution.image.InnerPath;
import org.segmentattribution.image.InputNote;
import org.segmentattribution.image.NpyFile;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.image.Sha256;
import org.segmentattribution.saliency.ChannelReduction;

/**
 * Attribution maps that another program made: for an image {@code S.jpg}, {@code DIR/S.npy} (h x w
 * or c x h x w, signed) or {@code DIR/S.png} (grey, 8 or 16 bits: 0 to 1). A map has the size of
 * the model's input, or that of the picture and then goes the picture's way to the input.
 *
 * @param name in tables: {@code maps:} and the folder's last name
 */
public record MapFolder(Path folder, String name, ChannelReduction channels) {
  private static final String PREFIX = "maps:";

  /** Whether a method's name means a folder of maps. */
  static boolean names(String method) {
    return method.startsWith(PREFIX);
  }

  /** {@code maps:DIR}; {@link IllegalArgumentException} if there is no such folder. */
  static MapFolder open(String method, ChannelReduction channels) {
    Path folder = Path.of(method.substring(PREFIX.length()));
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(method + ": " + folder + " is not a folder of maps");
    }
    Path last = folder.toAbsolutePath().normalize().getFileName();
    return new MapFolder(folder, PREFIX + last, channels);
  }

  /** What these images' maps were that was not simply used, in a fixed order. */
  List<InputNote> notes(List<String> paths) {
    return List.of();
  }

  /** The map of an image on the grid, height * width. */
  float[] read(PreparedImage image, Preprocessing grid) throws IOException {
    Path npy = InnerPath.of(folder, image.record().stem() + ".npy");
    Path png = InnerPath.of(folder, image.record().stem() + ".png");
    if (!Files.isRegularFile(npy) && !Files.isRegularFile(png)) {
      throw new IOException("no map " + npy + " or .png");
    }
    Path file = Files.isRegularFile(npy) ? npy : png;
    NpyFile map = file.equals(npy) ? reduced(npy) : grey(png, image, grid);
    for (float value : map.values()) {
      if (!Float.isFinite(value)) {
        throw new IOException(file + " holds " + value);
      }
    }
    int height = map.shape()[0];
    int width = map.shape()[1];
    requireSize(file, width, height, image, grid);
    boolean onGrid = width == grid.width() && height == grid.height();
    return onGrid ? map.values() : grid.toGrid(map.values(), width, height);
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

  private NpyFile reduced(Path file) throws IOException {
    NpyFile array = NpyFile.read(file);
    int[] shape = array.shape();
    if (shape.length < 2 || shape.length > 3 || array.values().length == 0) {
      throw new IOException(file + " is neither h x w nor c x h x w");
    }
    if (shape.length == 2) {
      return array;
    }
    float[] map = channels.reduce(array.values(), shape[0], shape[1], shape[2]);
    return new NpyFile(new int[] {shape[1], shape[2]}, map);
  }

  private static NpyFile grey(Path file, PreparedImage image, Preprocessing grid)
      throws IOException {
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new IOException(file + " is not a PNG");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in);
        requireSize(file, reader.getWidth(0), reader.getHeight(0), image, grid);
        Raster raster = reader.read(0).getRaster();
        if (raster.getNumBands() != 1) {
          throw new IOException(file + " is not a grey PNG");
        }
        int[] samples =
            raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, (int[]) null);
        float most = (1L << raster.getSampleModel().getSampleSize(0)) - 1;
        float[] values = new float[samples.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = samples[i] / most;
        }
        return new NpyFile(new int[] {raster.getHeight(), raster.getWidth()}, values);
      } finally {
        reader.dispose();
      }
    }
  }

  /** Of the map of an image; of nothing where it has none. */
  String fingerprint(String stem) throws IOException {
    Sha256 hash = new Sha256();
    for (String ending : List.of(".npy", ".png")) {
      Path file = InnerPath.of(folder, stem + ending);
      if (Files.isRegularFile(file)) {
        hash.add(ending).add(file);
      }
    }
    return name + " " + hash.hex();
  }

  /** SHA-256 of the names and lengths of the files. */
  String sha256() throws IOException {
    try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      ListingHash hash = new ListingHash();
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        hash.add(folder.relativize(file).toString(), file);
      }
      return hash.hex();
    }
  }
}
