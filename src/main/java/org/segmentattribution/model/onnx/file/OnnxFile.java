package org.segmentattribution.model.onnx.file;

import ai.djl.ndarray.types.Shape;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.image.InputLayout;
import org.segmentattribution.model.Quoted;

/**
 * An ONNX file that was read and has one input, which takes images.
 *
 * @param file its path, for messages
 * @param graph nodes and constants; calls of the file's own functions are taken apart
 * @param constants constants by name
 * @param opset version of the standard operators
 * @param input name and declared sizes of the input; a size is -1 where it is free
 * @param files those beside it that hold values
 * @param changes how the graph differs from the file's
 */
public record OnnxFile(
    Path file,
    GraphProto graph,
    Map<String, TensorProto> constants,
    long opset,
    GraphInput input,
    TensorFiles files,
    GraphChanges changes) {
  private static final long OLDEST = 7;

  /** That of onnx 1.23. Since 22, of what is imported here only SpaceToDepth and Mod changed. */
  private static final long NEWEST = 28;

  /** This file with another graph of the same inputs. */
  public OnnxFile with(GraphProto other) {
    return new OnnxFile(file, other, constants, opset, input, files, changes);
  }

  /** The file's outputs. */
  public List<GraphOutput> outputs() {
    return graph.getOutputList().stream().map(GraphOutput::new).toList();
  }

  /** This file with one of its outputs alone. */
  public OnnxFile endingIn(GraphOutput output) {
    return with(graph.toBuilder().clearOutput().addOutput(output.info()).build());
  }

  /**
   * This file with its input in the declared layout. Without a declaration, the sizes of the images
   * decide where those of the file fit both layouts.
   *
   * @param declared null for none
   * @param image (C, H, W)
   * @throws IllegalArgumentException in one line, where both layouts fit
   */
  public OnnxFile laidOut(InputLayout declared, Shape image) {
    long[] dims = input.dims();
    boolean last = declared == null ? input.channelsLast() : declared == InputLayout.NHWC;
    if (declared == null && GraphInput.isChannels(dims[1]) && GraphInput.isChannels(dims[3])) {
      boolean first = fits(dims, image.get(0), image.get(1), image.get(2));
      last = fits(dims, image.get(1), image.get(2), image.get(0));
      if (first && last && !(image.get(0) == 1 && image.get(1) * image.get(2) == 1)) {
        throw FileRefusal.of(
            file,
            "its input may be N x C x H x W or N x H x W x C; input.layout says which: \"NCHW\" or"
                + " \"NHWC\"");
      }
      last &= !first;
    }
    GraphInput laid = new GraphInput(input.name(), dims, input.type(), last);
    return new OnnxFile(file, graph, constants, opset, laid, files, changes);
  }

  private static boolean fits(long[] dims, long... sizes) {
    boolean fits = true;
    for (int i = 0; i < sizes.length; i++) {
      fits &= dims[i + 1] == -1 || dims[i + 1] == sizes[i];
    }
    return fits;
  }

  /** Reads a file; {@link IllegalArgumentException} in one line where it is not a usable graph. */
  public static OnnxFile read(Path file) throws IOException {
    return of(file, model(file, bytes(file)), new TensorFiles(file));
  }

  /**
   * Reads a file and puts nodes, constants and one output behind its graph. What that output does
   * not need is left out, so the file may have other outputs, and inputs for them.
   *
   * @param behind makes of the file's graph what is put behind it
   */
  public static OnnxFile read(Path file, UnaryOperator<GraphProto> behind) throws IOException {
    TensorFiles files = new TensorFiles(file);
    ModelProto model = model(file, bytes(file));
    Added added = Added.to(model.getGraph(), behind.apply(model.getGraph()));
    ModelProto whole = model.toBuilder().setGraph(added.joined(model.getGraph())).build();
    OnnxFile joined = of(file, whole, files);
    GraphChanges changes = new GraphChanges(joined.changes.inlined(), added);
    return new OnnxFile(
        file, joined.graph, joined.constants, joined.opset, joined.input, files, changes);
  }

  private static byte[] bytes(Path file) throws IOException {
    if (Files.size(file) > Integer.MAX_VALUE - 8) {
      throw FileRefusal.of(file, "is larger than 2 GB, which is more than ONNX allows in one file");
    }
    return Files.readAllBytes(file);
  }

  /** SHA-256 of the file and of the files beside it that hold its values. */
  public String sha256() throws IOException {
    try {
      return files.sha256(graph);
    } catch (IllegalArgumentException e) {
      throw new WrongInput(Quoted.line(file + ": a constant " + e.getMessage()), e);
    }
  }

  /** Bytes of the constants, those in files beside it included. */
  public long bytes() {
    long here = constants.values().stream().mapToLong(TensorProto::getSerializedSize).sum();
    return here + files.bytes(graph);
  }

  /** A model with this graph and no functions: all values have names that other programs know. */
  public ModelProto inlined(ModelProto model) {
    return model.toBuilder().clearFunctions().setGraph(graph).build();
  }

  /** How to export the model for any number of images, for messages. */
  public String exportOpen() {
    return "export for any number of images: torch.onnx.export(..., dynamic_axes={'"
        + input.name()
        + "': {0: 'N'}})";
  }

  /** Reads the bytes of a file. */
  public static OnnxFile parse(Path file, byte[] bytes) {
    return parse(file, bytes, TensorFiles.NONE);
  }

  /** Reads the bytes of a file whose tensors may be in others. */
  public static OnnxFile parse(Path file, byte[] bytes, TensorFiles files) {
    return of(file, model(file, bytes), files);
  }

  private static ModelProto model(Path file, byte[] bytes) {
    ModelProto model;
    try {
      // aliasing: tensors stay in the array that was read
      CodedInputStream in = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
      in.enableAliasing(true);
      model = ModelProto.parser().parseFrom(in);
    } catch (InvalidProtocolBufferException e) {
      throw FileRefusal.of(file, NotOnnx.why(bytes, "is not an ONNX file, or is cut off"));
    }
    if (model.getGraph().getNodeCount() == 0) {
      throw FileRefusal.of(file, NotOnnx.why(bytes, "is not an ONNX file: it holds no nodes"));
    }
    return model;
  }

  private static OnnxFile of(Path file, ModelProto model, TensorFiles files) {
    if (model.getGraph().getOutputCount() == 0) {
      throw FileRefusal.of(file, "has no output");
    }
    GraphProto graph = FunctionInliner.inlined(file, model);
    Map<String, TensorProto> constants = new HashMap<>();
    graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
    GraphInput input = GraphInput.of(file, graph, constants);
    GraphChanges changes = new GraphChanges(model.getFunctionsCount() > 0, null);
    return new OnnxFile(file, graph, constants, opset(file, model), input, files, changes);
  }

  private static long opset(Path file, ModelProto model) {
    for (OperatorSetIdProto set : model.getOpsetImportList()) {
      if (NodeReader.standard(set.getDomain())) {
        if (set.getVersion() < OLDEST || set.getVersion() > NEWEST) {
          String supported = OLDEST + " to " + NEWEST + " are supported";
          throw FileRefusal.of(
              file, "uses ONNX operator set " + set.getVersion() + "; " + supported);
        }
        return set.getVersion();
      }
    }
    throw FileRefusal.of(file, "does not say which ONNX operator set it uses");
  }

  /** An exception with one line that names the file. */
  public WrongInput refuse(String why) {
    return FileRefusal.of(file, why);
  }
}
