package org.segmentattribution.command.fetch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.InnerPath;
import org.segmentattribution.file.ReplacedFile;
import org.segmentattribution.file.TemporaryName;
import org.segmentattribution.file.models.FolderRemoval;
import org.segmentattribution.file.models.UnfinishedModel;
import org.segmentattribution.hub.FileCheck;
import org.segmentattribution.hub.HubFile;

/**
 * Where files are while a model is not complete: beside its final folder, so that one rename ends
 * it. A call that goes on with an interrupted one finds it there.
 */
final class PartFolder {
  private static final String COMMIT = ".commit";

  private final Path folder;
  private final Path target;

  PartFolder(Path target) {
    this.target = target;
    folder = new UnfinishedModel(target).folder();
  }

  /**
   * Makes the folder; what is there of another commit is deleted.
   *
   * @throws WrongInput where it cannot be made
   */
  void open(String commit) throws IOException {
    Path mark = folder.resolve(COMMIT);
    boolean goesOn =
        Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
            && Files.isRegularFile(mark, LinkOption.NOFOLLOW_LINKS)
            && Files.readString(mark).equals(commit);
    try {
      if (!goesOn) {
        FolderRemoval.delete(folder);
        Files.createDirectories(folder);
        ReplacedFile.write(mark, file -> Files.writeString(file, commit));
      }
    } catch (FileSystemException e) {
      throw new WrongInput(folder + " cannot be written: " + reason(e), e);
    }
  }

  private static String reason(FileSystemException e) {
    return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
  }

  /**
   * Returns the place of a file, with the folders that it needs.
   *
   * @throws WrongInput where a link leads elsewhere
   */
  Path place(HubFile file) throws IOException {
    Path place = InnerPath.of(folder, file.path());
    Files.createDirectories(place.getParent());
    for (Path at = place; !at.equals(folder); at = at.getParent()) {
      if (Files.isSymbolicLink(at)) {
        throw new WrongInput(at + " is a link; delete it");
      }
    }
    return place;
  }

  /** Returns whether a file is there as the hub has it. */
  boolean has(HubFile file) throws IOException {
    Path place = InnerPath.of(folder, file.path());
    boolean whole =
        !file.hash().isEmpty()
            && Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)
            && Files.size(place) == file.size()
            && FileCheck.fits(place, file.hash());
    if (!whole) {
      FolderRemoval.delete(place);
    }
    return whole;
  }

  /** Returns how many bytes of the files of a commit are there already. */
  long kept(String commit, List<HubFile> files) throws IOException {
    Path mark = folder.resolve(COMMIT);
    if (!Files.isRegularFile(mark, LinkOption.NOFOLLOW_LINKS)
        || !Files.readString(mark).equals(commit)) {
      return 0;
    }
    long kept = 0;
    for (HubFile file : files) {
      Path place = InnerPath.of(folder, file.path());
      Path part = place.resolveSibling(place.getFileName() + ".part");
      for (Path at : List.of(place, part)) {
        kept += Files.isRegularFile(at, LinkOption.NOFOLLOW_LINKS) ? Files.size(at) : 0;
      }
    }
    return kept;
  }

  Path folder() {
    return folder;
  }

  /** Puts the folder in the place of the final one; what was there is deleted. */
  void finish() throws IOException {
    Files.deleteIfExists(folder.resolve(COMMIT));
    for (Path path : all()) {
      force(path);
    }
    Path old = TemporaryName.beside(target);
    boolean replaces = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
    if (replaces) {
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
    ReplacedFile.forceFolder(target.getParent());
    if (replaces) {
      FolderRemoval.delete(old);
    }
  }

  private List<Path> all() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return new ArrayList<>(files.toList());
    }
  }

  private static void force(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      ReplacedFile.forceFolder(path);
      return;
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
