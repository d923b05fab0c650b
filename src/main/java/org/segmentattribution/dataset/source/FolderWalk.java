package org.segmentattribution.dataset.source;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.segmentattribution.api.InputNote;
import org.segmentattribution.dataset.decode.FileKind;
import org.segmentattribution.dataset.decode.FileStart;
import org.segmentattribution.dataset.decode.Reason;

/**
 * Lists everything below a folder, links followed: pictures by their names, readable or not, or by
 * their content, and a note on every other file.
 *
 * @param pictures relative paths
 * @param notes on the other files
 */
record FolderWalk(List<Path> pictures, List<InputNote> notes) {
  static final String FILE = "file";

  static FolderWalk of(Path root) throws IOException {
    FolderWalk walk = new FolderWalk(new ArrayList<>(), new ArrayList<>());
    Files.walkFileTree(
        root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, walk.new Visitor(root));
    return walk;
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    private final Path root;

    private Visitor(Path root) {
      this.root = root;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      if (!folder.equals(root) && FileKind.namesImage(folder)) {
        String reason = "a folder, although its name is a picture's";
        notes.add(new InputNote("folder", text(folder), false, reason));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String reason = reason(file, attributes);
      if (reason.isEmpty()) {
        pictures.add(root.relativize(file));
      } else {
        note(file, reason);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (file.equals(root)) {
        throw new IOException(root + " cannot be listed: " + Reason.of(e), e);
      }
      note(
          file,
          e instanceof FileSystemLoopException
              ? "a link that leads back to a folder above it"
              : "cannot be listed: " + Reason.of(e));
      return FileVisitResult.CONTINUE;
    }

    private void note(Path file, String reason) {
      notes.add(new InputNote(FILE, text(file), false, reason));
    }

    private String text(Path file) {
      Path relative = root.relativize(file);
      return relative.toString().replace(file.getFileSystem().getSeparator(), "/");
    }

    /** Returns why a file is no picture; empty where it is one. */
    private String reason(Path file, BasicFileAttributes attributes) {
      for (Path name : root.relativize(file)) {
        if (name.toString().startsWith(".")) {
          return "hidden";
        }
      }
      if (attributes.isOther()) {
        return "no picture: neither a file nor a folder";
      }
      if (FileKind.namesImage(file)) {
        return "";
      }
      return attributes.isSymbolicLink() ? "a link to nothing" : byContent(file);
    }

    private static String byContent(Path file) {
      try {
        byte[] start = FileStart.read(file);
        FileKind kind = FileStart.kind(start);
        if (kind.isPicture()) {
          return "";
        }
        if (start.length == 0) {
          return "no picture: empty file";
        }
        String extension = FileKind.extension(file);
        return "no picture: "
            + (kind != FileKind.OTHER
                ? kind.what()
                : extension.isEmpty() ? "a name without extension" : "." + extension);
      } catch (IOException e) {
        return "cannot be opened: " + Reason.of(e);
      }
    }
  }
}
