package org.segmentattribution.dataset;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Images in folders: one a class, or the class in the file name. */
record FolderSource(List<ImageRecord> records) implements ImageSource {
  private static final Set<String> SPLITS = Set.of("train", "val", "test");

  /** The class, an underscore, and what tells the image apart: BAR's names. */
  private static final Pattern CLASS_IN_NAME = Pattern.compile("(.+)_[^_]*");

  static FolderSource read(Path root) throws IOException {
    boolean declaresSplit =
        Files.isDirectory(root.resolve("train")) || Files.isDirectory(root.resolve("test"));
    List<Path> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : (Iterable<Path>) walk::iterator) {
        if (isCandidate(root, file)) {
          files.add(root.relativize(file));
        }
      }
    }
    List<ImageRecord> records = new ArrayList<>();
    for (Path relative : files) {
      boolean inSplit = declaresSplit && SPLITS.contains(relative.getName(0).toString());
      if (declaresSplit && !inSplit) {
        continue;
      }
      String split = inSplit ? relative.getName(0).toString() : "";
      String label = label(inSplit ? 1 : 0, relative);
      records.add(record(slashes(relative), root.resolve(relative), label, split));
    }
    records.sort(Comparator.comparing(ImageRecord::path));
    return new FolderSource(UniqueIds.of(records));
  }

  /** An image by its name, readable or not, or by its content. */
  private static boolean isCandidate(Path root, Path file) throws IOException {
    if (!Files.isRegularFile(file) || isHidden(root.relativize(file))) {
      return false;
    }
    return FileKind.namesImage(file)
        || (Files.isReadable(file) && FileKind.of(file) != FileKind.OTHER);
  }

  private static boolean isHidden(Path relative) {
    for (Path name : relative) {
      if (name.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  private static String label(int from, Path relative) {
    if (relative.getNameCount() > from + 1) {
      return relative.getName(from).toString();
    }
    String name = relative.getFileName().toString();
    int dot = name.lastIndexOf('.');
    Matcher matcher = CLASS_IN_NAME.matcher(dot > 0 ? name.substring(0, dot) : name);
    return matcher.matches() ? matcher.group(1) : "";
  }

  private static String slashes(Path relative) {
    return relative.toString().replace('\\', '/');
  }

  private static ImageRecord record(String path, Path file, String label, String split) {
    return new ImageRecord(path, path, file, label, split);
  }
}
