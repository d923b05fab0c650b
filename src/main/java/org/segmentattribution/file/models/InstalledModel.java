package org.segmentattribution.file.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.file.InnerPath;
import org.segmentattribution.file.Sha256;

/**
 * A model that is kept on this machine, as {@link InstalledModelFile} describes it.
 *
 * @param folder that holds it
 * @param name that {@code --segmenter} and {@code --model} take
 * @param source where it is from
 * @param licence as the repository says; empty where it says nothing
 * @param files all that were fetched
 */
public record InstalledModel(
    Path folder, String name, ModelSource source, String licence, List<InstalledFile> files) {
  /** Copies the list. */
  public InstalledModel {
    files = List.copyOf(files);
  }

  /** Returns how many bytes it takes. */
  public long bytes() {
    return files.stream().mapToLong(InstalledFile::size).sum();
  }

  /** Returns whether a name means this model. */
  boolean isCalled(String word) {
    return word.equals(name)
        || word.equals(source.repository())
        || word.equals(folder.getFileName().toString())
        || word.equals(folder.getParent().getFileName() + "/" + folder.getFileName());
  }

  /**
   * Compares all files with what was fetched.
   *
   * @return what is wrong with the first that differs; empty where all are as they were
   * @throws IOException where one cannot be read
   */
  public String damage() throws IOException {
    for (InstalledFile file : files) {
      Path path = InnerPath.of(folder, file.path());
      if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        return path + " is missing";
      }
      if (Files.size(path) != file.size()) {
        return path + " has " + Files.size(path) + " bytes, not " + file.size();
      }
      if (!new Sha256().add(path).hex().equals(file.sha256())) {
        return path + " has another content";
      }
    }
    return "";
  }
}
