package org.segmentattribution.dataset.decode;

import java.io.EOFException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Makes one line from an error. */
public final class Reason {
  private static final int LENGTH = 300;

  private Reason() {}

  /** Returns the message of an error, or its kind where it has no message. */
  public static String of(Throwable error) {
    if (error instanceof NoSuchFileException) {
      return "no such file";
    }
    if (error instanceof AccessDeniedException) {
      return "no permission to read or write it";
    }
    if (error instanceof EOFException) {
      return "its data stop early";
    }
    String message = error.getMessage();
    return message == null || message.isBlank() ? error.getClass().getSimpleName() : of(message);
  }

  /** Returns a text without line breaks and control characters, short enough for a table. */
  public static String of(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() > LENGTH ? line.substring(0, LENGTH) + "…" : line;
  }
}
