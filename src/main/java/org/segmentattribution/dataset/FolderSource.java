package org.segmentattribution.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Images in folders: one a class, or the class in the file name. */
record FolderSource(List<ImageRecord> records) implements ImageSource {
  private static final Set<String> SPLITS = Set.of("train", "val", "test");

  /** The class, an underscore, and what tells the image apart: BAR's names. */
  private static final Pattern CLASS_IN_NAME = Pattern.compile("(.+)_[^_]*");

  static FolderSource read(Path root) throws IOException {
    List<Path> files = files(root);
    Set<String> folders = new TreeSet<>();
    for (Path file : files) {
      if (file.getNameCount() > 1) {
        folders.add(file.getName(0).toString());
      }
    }
    List<ImageRecord> records = new ArrayList<>();
    if (declareSplits(folders)) {
      for (String split : folders) {
        if (SPLITS.contains(split)) {
          List<Path> inside = files.stream().filter(f -> f.startsWith(split)).toList();
          add(records, root, inside, split);
        }
      }
    } else {
      add(records, root, files, "");
    }
    return new FolderSource(UniqueIds.of(records));
  }

  /** One folder called "train" among classes is a class of vehicles; two are a split. */
  private static boolean declareSplits(Set<String> folders) {
    Set<String> splits = new HashSet<>(folders);
    splits.retainAll(SPLITS);
    return splits.size() > 1 || (splits.size() == 1 && folders.size() == 1);
  }

  /** Files as relative paths: images by their name, readable or not, or by their content. */
  private static List<Path> files(Path root) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : (Iterable<Path>) walk::iterator) {
        Path relative = root.relativize(file);
        if (!isHidden(relative) && isCandidate(file)) {
          files.add(relative);
        }
      }
    } catch (UncheckedIOException e) {
      throw new IOException(root + " cannot be listed: " + Reason.of(e.getCause()), e);
    }
    return files;
  }

  private static boolean isCandidate(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      boolean broken = Files.notExists(file) && Files.exists(file, LinkOption.NOFOLLOW_LINKS);
      return broken && FileKind.namesImage(file);
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

  /** Where there are sub-folders they are the classes, and files beside them belong to none. */
  private static void add(List<ImageRecord> records, Path root, List<Path> files, String split) {
    int from = split.isEmpty() ? 0 : 1;
    boolean folders = files.stream().anyMatch(f -> f.getNameCount() > from + 1);
    for (Path file : files) {
      if (!folders || file.getNameCount() > from + 1) {
        String path = file.toString().replace(file.getFileSystem().getSeparator(), "/");
        String label = folders ? file.getName(from).toString() : labelInName(file);
        records.add(new ImageRecord(path, path, root.resolve(file), label, split));
      }
    }
  }

  private static String labelInName(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    Matcher matcher = CLASS_IN_NAME.matcher(dot > 0 ? name.substring(0, dot) : name);
    return matcher.matches() ? matcher.group(1) : "";
  }
}
