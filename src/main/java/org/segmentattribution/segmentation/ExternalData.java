package org.segmentattribution.segmentation;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.segmentattribution.image.InnerPath;

/**
 * The files that an ONNX file keeps its values in. ONNX Runtime reads whatever path stands there,
 * so that a model could read any file of the machine; only files beside the model are let through.
 * Values within the file are passed over, however large.
 */
final class ExternalData {
  /** Messages of ONNX that hold tensors, with the numbers of the fields that do (onnx.proto). */
  private enum Message {
    MODEL,
    GRAPH,
    FUNCTION,
    NODE,
    ATTRIBUTE,
    SPARSE,
    TENSOR,
    ENTRY;

    Map<Integer, Message> holds() {
      return switch (this) {
        case MODEL -> Map.of(7, GRAPH, 25, FUNCTION);
        case GRAPH -> Map.of(1, NODE, 5, TENSOR, 15, SPARSE);
        case FUNCTION -> Map.of(7, NODE);
        case NODE -> Map.of(5, ATTRIBUTE);
        case ATTRIBUTE ->
            Map.of(5, TENSOR, 6, GRAPH, 10, TENSOR, 11, GRAPH, 22, SPARSE, 23, SPARSE);
        case SPARSE -> Map.of(1, TENSOR, 2, TENSOR);
        case TENSOR -> Map.of(13, ENTRY);
        case ENTRY -> Map.of();
      };
    }
  }

  private static final int KEY = 1;
  private static final int VALUE = 2;
  private static final int DEEPEST = 200;

  private final Path file;
  private final CodedInputStream in;
  private final SortedSet<Path> files = new TreeSet<>();

  private ExternalData(Path file, CodedInputStream in) {
    this.file = file;
    this.in = in;
  }

  /**
   * Goes through a file.
   *
   * @return the files that it names, in order
   * @throws IOException in one line, where it names a file outside of its folder, or is no ONNX
   */
  static SortedSet<Path> check(Path file) throws IOException {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
      CodedInputStream in = CodedInputStream.newInstance(bytes);
      in.setSizeLimit(Integer.MAX_VALUE);
      ExternalData data = new ExternalData(file, in);
      data.read(Message.MODEL, 0);
      return data.files;
    } catch (InvalidProtocolBufferException e) {
      throw new IOException("it is cut off, or no ONNX file", e);
    }
  }

  private void read(Message message, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new IOException("its graphs are nested too deeply");
    }
    String key = "";
    String value = "";
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int field = WireFormat.getTagFieldNumber(tag);
      boolean bytes = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
      Message inner = message.holds().get(field);
      if (bytes && inner != null) {
        int limit = in.pushLimit(in.readRawVarint32());
        read(inner, depth + 1);
        in.checkLastTagWas(0);
        in.popLimit(limit);
      } else if (bytes && message == Message.ENTRY && field == KEY) {
        key = in.readString();
      } else if (bytes && message == Message.ENTRY && field == VALUE) {
        value = in.readString();
      } else {
        in.skipField(tag);
      }
    }
    if (key.equals("location")) {
      try {
        files.add(InnerPath.of(file.toAbsolutePath().getParent(), value));
      } catch (InvalidPathException e) {
        throw new IOException("it keeps values in a file that cannot be: " + value.strip(), e);
      }
    }
  }
}
