package org.segmentattribution.model.safetensors;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.HalfPrecision;
import org.segmentattribution.model.Quoted;
import org.segmentattribution.model.safetensors.SafetensorsHeader.Entry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A safetensors file: named tensors, no code. The file is mapped into memory, and arrays made from
 * it share that memory; writing to such an array does not change the file. The file must not change
 * while it is in use, and this object must live as long as its arrays.
 */
public final class SafetensorsFile {
  private static final Logger LOG = LoggerFactory.getLogger(SafetensorsFile.class);

  /** The limit of the format's reference reader. */
  private static final long LONGEST_HEADER = 100_000_000;

  private final Path file;
  private final long dataStart;
  private final Map<String, Entry> entries;
  private final List<ByteBuffer> buffers = new ArrayList<>();

  private SafetensorsFile(Path file, long dataStart, Map<String, Entry> entries) {
    this.file = file;
    this.dataStart = dataStart;
    this.entries = entries;
  }

  /**
   * Reads the header; tensors are not read.
   *
   * @throws IllegalArgumentException with one line that names the file and the key, if the file is
   *     broken
   */
  public static SafetensorsFile open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      long length = size < 8 ? -1 : read(channel, 0, ByteBuffer.allocate(8)).getLong();
      if (length < 2 || length > size - 8 || length > LONGEST_HEADER) {
        throw new WrongInput(
            size < 8
                ? "not a safetensors file: " + size + " bytes"
                : "not a safetensors file, or cut off: its header would take "
                    + Long.toUnsignedString(length)
                    + " of "
                    + (size - 8)
                    + " bytes");
      }
      byte[] json = read(channel, 8, ByteBuffer.allocate((int) length)).array();
      return new SafetensorsFile(
          file, 8 + length, SafetensorsHeader.parse(json, size - 8 - length));
    } catch (WrongInput e) {
      throw new WrongInput(file + ": " + e.getMessage(), e);
    }
  }

  private static ByteBuffer read(FileChannel channel, long from, ByteBuffer buffer)
      throws IOException {
    buffer.order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        throw new IOException("the file became shorter while it was read");
      }
    }
    return buffer.flip();
  }

  /** Returns its path. */
  public Path file() {
    return file;
  }

  /** Returns the names of the tensors. */
  public Set<String> keys() {
    return entries.keySet();
  }

  /** Returns the shape of a tensor of the file. */
  public Shape shape(String key) {
    return new Shape(entries.get(key).shape());
  }

  /** Returns where the values of a tensor begin, in bytes; -1 if they are not float32. */
  public long offset(String key) {
    Entry entry = entries.get(key);
    return entry.type().equals("F32") ? dataStart + entry.begin() : -1;
  }

  /**
   * Returns the values of a tensor in float32; 16-bit floats are converted.
   *
   * @throws IllegalArgumentException with one line, if the values have another type or are not
   *     finite
   */
  public NDArray array(String key, NDManager manager) throws IOException {
    ByteBuffer bytes = float32(key);
    buffers.add(bytes);
    return manager.create(bytes, shape(key), DataType.FLOAT32);
  }

  /** Returns a copy of the values of a tensor in C order, as {@link #array} does. */
  public float[] floats(String key) throws IOException {
    FloatBuffer values = float32(key).asFloatBuffer();
    float[] copy = new float[values.remaining()];
    values.get(copy);
    return copy;
  }

  private ByteBuffer float32(String key) throws IOException {
    Entry entry = entries.get(key);
    ByteBuffer bytes =
        switch (entry.type()) {
          case "F32" -> bytes(entry);
          case "F16" -> HalfPrecision.widen(bytes(entry), false);
          case "BF16" -> HalfPrecision.widen(bytes(entry), true);
          default ->
              throw refuse(key, "is of type " + entry.type() + "; save the weights as float32");
        };
    requireFinite(key, bytes.asFloatBuffer());
    return bytes;
  }

  /** Maps one tensor; a mapping of the whole file could not exceed two gigabytes. */
  private ByteBuffer bytes(Entry entry) throws IOException {
    if (entry.bytes() > Integer.MAX_VALUE) {
      throw refuse(entry.key(), "takes more than 2 GiB");
    }
    long from = dataStart + entry.begin();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = channel.map(FileChannel.MapMode.PRIVATE, from, entry.bytes());
      if (bytes.alignmentOffset(0, Float.BYTES) == 0) {
        return bytes.order(ByteOrder.LITTLE_ENDIAN);
      }
    } catch (FileSystemException e) {
      LOG.info("{}: may not be written to, so it is copied instead of mapped", file);
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return read(channel, from, ByteBuffer.allocateDirect((int) entry.bytes()));
    }
  }

  private void requireFinite(String key, FloatBuffer values) {
    for (int i = 0; i < values.limit(); i++) {
      if (!Float.isFinite(values.get(i))) {
        throw refuse(key, "holds " + values.get(i));
      }
    }
  }

  /** A message of one line that names the file and the key. */
  WrongInput refuse(String key, String why) {
    return new WrongInput(file + ": key " + Quoted.text(key) + " " + why);
  }
}
