package org.segmentattribution.command;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.report.svg.OwnDrawing;

/** Reads a drawing that a run has written, for use in a page. */
public final class DrawingFile {
  private DrawingFile() {}

  /**
   * Returns the SVG of a file.
   *
   * @param ids prefix that all its ids must have; empty where it has no ids
   * @throws WrongInput where the file is not a drawing of this program
   */
  public static String read(Path file, String ids) {
    try {
      return OwnDrawing.of(Files.readString(file), ids);
    } catch (NoSuchFileException e) {
      throw new WrongInput(file + " is missing; delete the folder 'figures' to do without");
    } catch (CharacterCodingException e) {
      throw new WrongInput(file + " is not a drawing of this program: it is not UTF-8");
    } catch (IOException e) {
      throw new WrongInput(file + " " + e.getMessage());
    }
  }
}
