package org.segmentattribution.model.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.file.InnerPath;

/** The files in which an ONNX file keeps values, which another program would read unasked. */
final class OnnxExternalFiles {
  private OnnxExternalFiles() {}

  /** Whether a graph keeps values in other files. */
  static boolean areUsedIn(Message graph) {
    List<String> locations = new ArrayList<>();
    collect(graph, locations);
    return !locations.isEmpty();
  }

  /**
   * Checks that every such file is in the folder, links followed.
   *
   * @throws IOException in one line, where one is not, or is missing
   */
  static void requireInside(Message message, Path folder) throws IOException {
    List<String> locations = new ArrayList<>();
    collect(message, locations);
    for (String location : locations) {
      if (!InnerPath.of(folder, location).toRealPath().startsWith(folder.toRealPath())) {
        throw new IOException("its values are in a file outside of its folder: " + location);
      }
    }
  }

  private static void collect(Message message, List<String> locations) {
    if (message instanceof TensorProto tensor) {
      for (StringStringEntryProto entry : tensor.getExternalDataList()) {
        if (entry.getKey().equals("location")) {
          locations.add(entry.getValue());
        }
      }
      return;
    }
    for (Object field : message.getAllFields().values()) {
      List<?> items = field instanceof List<?> list ? list : List.of(field);
      if (!items.isEmpty() && items.get(0) instanceof Message) {
        items.forEach(item -> collect((Message) item, locations));
      }
    }
  }
}
