package org.segmentattribution.segmentation.coco;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.JsonWalker;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.segmentation.pixels.ForeignMasks;

/**
 * A COCO file of which only the index is in memory; outlines are read from the file when they are
 * asked for.
 */
final class CocoFile {
  private static final long MOST_BYTES = 64 << 20;
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final long bytes;
  private final FileTime modified;
  private final CocoIndex index;
  private String sha256;

  private CocoFile(Path file, long bytes, FileTime modified, CocoIndex index) {
    this.file = file;
    this.bytes = bytes;
    this.modified = modified;
    this.index = index;
  }

  /**
   * Reads the index of a file.
   *
   * @throws IOException in one line that names the file, where it is not what a COCO file has to be
   */
  static CocoFile open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is not a file");
    }
    long bytes = Files.size(file);
    FileTime modified = Files.getLastModifiedTime(file);
    try (InputStream text = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        JsonWalker json = JsonWalker.open(text)) {
      return new CocoFile(file, bytes, modified, CocoIndex.read(json));
    } catch (JsonProcessingException e) {
      throw new IOException(file + ": " + location(e) + firstLine(e), e);
    } catch (IOException | WrongInput e) {
      throw new IOException(file + ": " + ForeignMasks.of(file).orElse(e.getMessage()), e);
    }
  }

  private static String location(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : "line %d, column %d: "
            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }

  private static String firstLine(JsonProcessingException e) {
    return "not JSON: " + e.getOriginalMessage().lines().findFirst().orElse("");
  }

  /** The hash of the whole file; read once. */
  synchronized String sha256() throws IOException {
    if (sha256 == null) {
      sha256 = new Sha256().add(file).hex();
    }
    return sha256;
  }

  Path file() {
    return file;
  }

  CocoIndex index() {
    return index;
  }

  /** Names of the categories by id, in the file's order. */
  Map<Long, String> categories() {
    return index.categories();
  }

  /** Opens the file again, which must be as it was. */
  FileChannel reopen() throws IOException {
    if (Files.size(file) != bytes || !Files.getLastModifiedTime(file).equals(modified)) {
      throw new IOException(file + " has changed since it was opened");
    }
    return FileChannel.open(file);
  }

  /** Reads an annotation from its first token. */
  @FunctionalInterface
  interface Reader<T> {
    T read(JsonWalker json) throws IOException;
  }

  /**
   * Reads an annotation.
   *
   * @param channel of this file
   * @throws IOException in one line that names the file and the annotation
   */
  <T> T read(FileChannel channel, CocoAnnotation annotation, Reader<T> reader) throws IOException {
    try (JsonWalker json = JsonWalker.open(text(channel, annotation))) {
      return reader.read(json);
    } catch (JsonProcessingException e) {
      throw fault(annotation, firstLine(e), e);
    } catch (WrongInput e) {
      throw fault(annotation, e.getMessage(), e);
    }
  }

  IOException fault(CocoAnnotation annotation, String message, Exception cause) {
    return new IOException(
        file + ": annotation " + annotation.shown(index.ids()) + ": " + message, cause);
  }

  private static byte[] text(FileChannel channel, CocoAnnotation annotation) throws IOException {
    long length = annotation.bytes().to() - annotation.bytes().from();
    if (length > MOST_BYTES) {
      throw new WrongInput("it takes %d bytes, more than %d".formatted(length, MOST_BYTES));
    }
    ByteBuffer text = ByteBuffer.allocate((int) length);
    while (text.hasRemaining()) {
      if (channel.read(text, annotation.bytes().from() + text.position()) < 0) {
        throw new EOFException("the file ends within an annotation");
      }
    }
    return text.array();
  }
}
