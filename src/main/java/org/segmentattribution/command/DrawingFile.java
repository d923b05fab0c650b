package org.segmentattribution.command;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.report.svg.OwnDrawing;

/** A drawing that a run has left, to become part of a page. */
public final class DrawingFile {
  private DrawingFile() {}

  /**
   * Its SVG.
   *
   * @param ids with which its ids begin; empty where it has none
   * @throws WrongInput where it is not what this program draws
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
