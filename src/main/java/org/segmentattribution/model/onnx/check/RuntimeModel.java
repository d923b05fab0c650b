package org.segmentattribution.model.onnx.check;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.model.onnx.OnnxOrigin;
import org.segmentattribution.model.onnx.file.Added;
import org.segmentattribution.model.onnx.file.OnnxFile;
import org.segmentattribution.model.onnx.file.TensorFiles;

/**
 * A file as ONNX Runtime is given it: as it is, or, where inner values are asked for, with these as
 * outputs.
 *
 * @param more names of values that are no outputs of the file
 */
record RuntimeModel(OnnxOrigin origin, List<String> more) {
  private static final String FOLDER = "session.model_external_initializers_file_folder_path";

  /**
   * Opens it.
   *
   * @throws IOException in one line, where it keeps values outside of its folder
   */
  OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options)
      throws IOException, OrtException {
    Path folder = origin.file().toAbsolutePath().getParent();
    if (origin.external()) {
      ModelProto model = ModelProto.parseFrom(Files.readAllBytes(origin.file()));
      TensorFiles.requireInside(model, origin.file());
      Path real = origin.file().toRealPath().getParent();
      if (!real.equals(folder.toRealPath())) {
        // the runtime follows no links that lead out of a folder, as those in the cache of a hub
        options.addConfigEntry(FOLDER, real.toString());
        return environment.createSession(linked(model, folder, real), options);
      }
    }
    options.addConfigEntry(FOLDER, folder.toString());
    if (!more.isEmpty() || origin.changes().added() != null) {
      return environment.createSession(making(), options);
    }
    try {
      return environment.createSession(origin.file().toString(), options);
    } catch (OrtException e) {
      if (!origin.changes().inlined()) {
        throw e;
      }
      // some functions, such as overloaded ones, it does not know
      return environment.createSession(making(), options);
    }
  }

  private byte[] rest() {
    Added added = origin.changes().added();
    GraphProto.Builder graph =
        added == null ? GraphProto.newBuilder() : added.more().toBuilder();
    more.forEach(name -> graph.addOutput(ValueInfoProto.newBuilder().setName(name)));
    return ModelProto.newBuilder().setGraph(graph).build().toByteArray();
  }

  /** The model with the names that its files have where links lead to. */
  private byte[] linked(ModelProto model, Path folder, Path real) throws IOException {
    ModelProto.Builder changed =
        origin.changes().inlined() && !more.isEmpty()
            ? OnnxFile.read(origin.file()).inlined(model).toBuilder()
            : model.toBuilder();
    for (TensorProto.Builder tensor : changed.getGraphBuilder().getInitializerBuilderList()) {
      for (StringStringEntryProto.Builder entry : tensor.getExternalDataBuilderList()) {
        if (entry.getKey().equals("location")) {
          Path file = folder.resolve(entry.getValue()).toRealPath();
          entry.setValue(real.relativize(file).toString().replace('\\', '/'));
        }
      }
    }
    return changed.mergeFrom(rest()).build().toByteArray();
  }

  /** The file with more outputs: of messages one behind the other, lists are put together. */
  private byte[] making() throws IOException {
    Path file = origin.file();
    byte[] rest = rest();
    if (origin.changes().inlined()) {
      ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file));
      return OnnxFile.read(file).inlined(model).toBuilder().mergeFrom(rest).build().toByteArray();
    }
    int length = Math.toIntExact(Files.size(file));
    // into one array: a network may have half a gigabyte
    byte[] all = new byte[Math.addExact(length, rest.length)];
    try (InputStream in = Files.newInputStream(file)) {
      if (in.readNBytes(all, 0, length) != length) {
        throw new IOException("it has become shorter while it was read");
      }
    }
    System.arraycopy(rest, 0, all, length, rest.length);
    return all;
  }
}
