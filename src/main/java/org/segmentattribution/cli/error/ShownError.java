package org.segmentattribution.cli.error;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;
import org.segmentattribution.api.RunFailed;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.engine.TorchEngine;

/**
 * What the command line says about a call that failed.
 *
 * @param code exit code
 * @param line what went wrong, on one line
 * @param hint where to find help, in one line
 */
public record ShownError(int code, String line, Optional<String> hint) {
  /** Exit code of a correct call that failed. */
  public static final int FAILED = 1;

  /** Exit code of a call that is wrong, or whose configuration or files are wrong. */
  public static final int WRONG_CALL = 2;

  private static final String WHERE = "--verbose shows where it happened";

  /** Returns what to say about an exception or error that no command has caught. */
  public static ShownError of(Throwable error) {
    if (error instanceof WrongInput wrong) {
      return new ShownError(WRONG_CALL, oneLine(FlagNames.message(wrong)), Optional.empty());
    }
    if (error instanceof InvalidPathException) {
      // only text that people write is made into a path
      return new ShownError(WRONG_CALL, oneLine(error.getMessage()), Optional.empty());
    }
    if (error instanceof RunFailed) {
      return new ShownError(FAILED, oneLine(error.getMessage()), Optional.empty());
    }
    if (error instanceof OutOfMemoryError || error instanceof StackOverflowError) {
      // last resort: file readers have limits of their own
      return new ShownError(FAILED, exhausted(error), Optional.of(WHERE));
    }
    if (error instanceof LinkageError) {
      return new ShownError(FAILED, oneLine(error.toString()), Optional.of(WHERE));
    }
    return isOfTheMachine(error)
        ? new ShownError(FAILED, oneLine(message(error)), Optional.of(WHERE))
        : new ShownError(
            FAILED, "this is a bug, please report it: " + oneLine(bug(error)), Optional.of(WHERE));
  }

  /**
   * Returns whether the machine is at fault (files, device memory, services), and not the program.
   */
  private static boolean isOfTheMachine(Throwable error) {
    return error instanceof IOException
        || error instanceof UncheckedIOException
        || TorchEngine.isFailure(error);
  }

  private static String exhausted(Throwable error) {
    return error instanceof StackOverflowError
        ? "something that was read is nested too deeply"
        : "out of memory (%s): SAT_JAVA_OPTS=-Xmx… gives Java more, a smaller --batch or fewer --threads take less"
            .formatted(error.getMessage());
  }

  private static String message(Throwable error) {
    if (error instanceof UncheckedIOException unchecked) {
      return message(unchecked.getCause());
    }
    if (error instanceof FileSystemException file && file.getReason() == null) {
      return file.getMessage() + ": " + why(file);
    }
    return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
  }

  /** Java names the file alone. */
  private static String why(FileSystemException error) {
    if (error instanceof NoSuchFileException) {
      return "no such file or folder, or it cannot be made";
    }
    if (error instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (error instanceof FileAlreadyExistsException) {
      return "is there already, or is a file where a folder should be";
    }
    if (error instanceof NotDirectoryException) {
      return "is no folder";
    }
    return error instanceof DirectoryNotEmptyException
        ? "holds other files"
        : error.getClass().getSimpleName();
  }

  private static String bug(Throwable error) {
    String name = error.getClass().getSimpleName();
    return error.getMessage() == null ? name : name + ": " + error.getMessage();
  }

  /** Returns a text without line breaks. */
  public static String oneLine(String text) {
    return text.strip().replaceAll("([.:;,])\\s*\\R\\s*", "$1 ").replaceAll("\\s*\\R\\s*", "; ");
  }
}
