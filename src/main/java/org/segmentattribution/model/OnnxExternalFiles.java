package org.segmentattribution.model;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.image.InnerPath;

/** The files in which an ONNX file keeps values, which another program would read unasked. */
final class OnnxExternalFiles {
  private OnnxExternalFiles() {}

  /**
   * Checks that every such file is in the folder, links followed.
   *
   * @throws IOException in one line, where one is not, or is missing
   */
  static void requireInside(Message message, Path folder) throws IOException {
    if (message instanceof TensorProto tensor) {
      for (StringStringEntryProto entry : tensor.getExternalDataList()) {
        if (entry.getKey().equals("location")) {
          requireInside(folder, entry.getValue());
        }
      }
      return;
    }
    for (Object field : message.getAllFields().values()) {
      List<?> items = field instanceof List<?> list ? list : List.of(field);
      if (!items.isEmpty() && items.get(0) instanceof Message) {
        for (Object item : items) {
          requireInside((Message) item, folder);
        }
      }
    }
  }

  private static void requireInside(Path folder, String location) throws IOException {
    if (!InnerPath.of(folder, location).toRealPath().startsWith(folder.toRealPath())) {
      throw new IOException("its values are in a file outside of its folder: " + location);
    }
  }
}
