package org.segmentattribution.segmentation;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.BoundedFile;
import org.segmentattribution.file.Spelling;

/** Reads a file of prompts, one a line. */
public final class PromptFile {
  private PromptFile() {}

  /**
   * Reads the prompts; blank lines and lines that begin with {@code #} do not count.
   *
   * @throws IOException where the file cannot be read
   * @throws WrongInput naming file and line, where a prompt cannot be understood
   */
  public static PromptList read(Path file) throws IOException {
    List<String> lines;
    try {
      lines = BoundedFile.text(file).lines().toList();
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": no such file" + Spelling.hint(file), e);
    }
    PromptList list = PromptList.of(lines, file + ", line ");
    if (list.prompts().isEmpty()) {
      throw new WrongInput(file + " names no segment");
    }
    return list;
  }
}
