package org.segmentattribution.model.onnx.file;

import ai.djl.ndarray.types.Shape;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.image.InputLayout;
import org.segmentattribution.model.Quoted;

/**
 * An ONNX file that was read and has one input, which takes images, and one output.
 *
 * @param file its path, for messages
 * @param graph nodes and constants
 * @param constants constants by name
 * @param opset version of the standard operators
 * @param input name and declared sizes of the input; a size is -1 where it is free
 * @param files those beside it that hold values
 */
public record OnnxFile(
    Path file,
    GraphProto graph,
    Map<String, TensorProto> constants,
    long opset,
    Input input,
    TensorFiles files) {
  private static final long OLDEST = 7;
  private static final long NEWEST = 22;

  /**
   * The graph's input.
   *
   * @param dims four sizes, -1 where a size is open
   * @param bytes whether it takes whole numbers from 0 to 255 (uint8)
   * @param channelsLast whether the order is N x H x W x C, as Keras has it
   */
  public record Input(String name, long[] dims, boolean bytes, boolean channelsLast) {

    /** Number of channels, -1 where it is open. */
    public long channels() {
      return dims[channelsLast() ? 3 : 1];
    }

    /** Height in pixels, -1 where it is open. */
    public long height() {
      return dims[channelsLast() ? 1 : 2];
    }

    /** Width in pixels, -1 where it is open. */
    public long width() {
      return dims[channelsLast() ? 2 : 3];
    }

    /** Whether images of a size fit. */
    public boolean takes(int rows, int columns) {
      return (height() == -1 || height() == rows) && (width() == -1 || width() == columns);
    }
  }

  /** This file with another graph of the same inputs. */
  public OnnxFile with(GraphProto other) {
    return new OnnxFile(file, other, constants, opset, input, files);
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
    if (declared == null && isChannels(dims[1]) && isChannels(dims[3])) {
      boolean first = fits(dims, image.get(0), image.get(1), image.get(2));
      last = fits(dims, image.get(1), image.get(2), image.get(0));
      if (first && last && !(image.get(0) == 1 && image.get(1) * image.get(2) == 1)) {
        throw refuse(
            file,
            "its input may be N x C x H x W or N x H x W x C; input.layout says which: \"NCHW\" or"
                + " \"NHWC\"");
      }
      last &= !first;
    }
    Input laid = new Input(input.name(), dims, input.bytes(), last);
    return new OnnxFile(file, graph, constants, opset, laid, files);
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
    if (Files.size(file) > Integer.MAX_VALUE - 8) {
      throw refuse(file, "is larger than 2 GB, which is more than ONNX allows in one file");
    }
    return parse(file, Files.readAllBytes(file), new TensorFiles(file));
  }

  /** SHA-256 of the file and of the files beside it that hold its values. */
  public String sha256() throws IOException {
    try {
      return files.sha256(constants.values());
    } catch (IllegalArgumentException e) {
      throw new WrongInput(Quoted.line(file + ": a constant " + e.getMessage()), e);
    }
  }

  /** Bytes of the constants, those in files beside it included. */
  public long bytes() {
    long here = constants.values().stream().mapToLong(TensorProto::getSerializedSize).sum();
    return here + files.bytes(constants.values());
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
    ModelProto model;
    try {
      // aliasing: tensors stay in the array that was read
      CodedInputStream in = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
      in.enableAliasing(true);
      model = ModelProto.parser().parseFrom(in);
    } catch (InvalidProtocolBufferException e) {
      throw refuse(file, "is not an ONNX file, or is cut off");
    }
    GraphProto graph = model.getGraph();
    if (graph.getNodeCount() == 0) {
      throw refuse(file, "is not an ONNX file: it holds no nodes");
    }
    if (graph.getOutputCount() != 1) {
      throw refuse(file, "has " + graph.getOutputCount() + " outputs; a classifier has one");
    }
    Map<String, TensorProto> constants = new HashMap<>();
    graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
    Input input = input(file, graph, constants);
    return new OnnxFile(file, graph, constants, opset(file, model), input, files);
  }

  private static long opset(Path file, ModelProto model) {
    for (OperatorSetIdProto set : model.getOpsetImportList()) {
      if (standard(set.getDomain())) {
        if (set.getVersion() < OLDEST || set.getVersion() > NEWEST) {
          String supported = OLDEST + " to " + NEWEST + " are supported";
          throw refuse(file, "uses ONNX operator set " + set.getVersion() + "; " + supported);
        }
        return set.getVersion();
      }
    }
    throw refuse(file, "does not say which ONNX operator set it uses");
  }

  /** Whether a domain is that of the standard operators. */
  public static boolean standard(String domain) {
    return domain.isEmpty() || domain.equals("ai.onnx");
  }

  private static Input input(Path file, GraphProto graph, Map<String, TensorProto> constants) {
    List<ValueInfoProto> inputs =
        graph.getInputList().stream().filter(i -> !constants.containsKey(i.getName())).toList();
    if (inputs.size() != 1) {
      String names = inputs.stream().map(ValueInfoProto::getName).collect(Collectors.joining(", "));
      throw refuse(file, "has " + inputs.size() + " inputs (" + names + "); a classifier has one");
    }
    TypeProto.Tensor type = inputs.get(0).getType().getTensorType();
    boolean bytes = type.getElemType() == TensorProto.DataType.UINT8.getNumber();
    if (!bytes && type.getElemType() != TensorProto.DataType.FLOAT.getNumber()) {
      TensorProto.DataType found = TensorProto.DataType.forNumber(type.getElemType());
      throw refuse(file, "takes " + found + "; export the model in float32");
    }
    if (type.getShape().getDimCount() != 4) {
      throw refuse(file, "takes no images: its input is not N x C x H x W");
    }
    long[] dims =
        type.getShape().getDimList().stream()
            .mapToLong(dim -> dim.getDimValue() > 0 ? dim.getDimValue() : -1)
            .toArray();
    return new Input(
        inputs.get(0).getName(), dims, bytes, isChannels(dims[3]) && !isChannels(dims[1]));
  }

  /** Grey or colours. */
  private static boolean isChannels(long size) {
    return size == 1 || size == 3;
  }

  /** An exception with one line that names the file. */
  public WrongInput refuse(String why) {
    return refuse(file, why);
  }

  private static WrongInput refuse(Path file, String why) {
    return new WrongInput(Quoted.line(file + ": " + why));
  }
}
