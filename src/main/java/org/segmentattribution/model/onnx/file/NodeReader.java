package org.segmentattribution.model.onnx.file;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.Quoted;

/** Reads a node of an ONNX file: its attributes, checked, and messages that name the node. */
public final class NodeReader {
  private final Path file;
  private final NodeProto proto;
  private final Map<String, AttributeProto> attributes = new HashMap<>();

  /** Reads a node of this file. */
  public NodeReader(Path file, NodeProto proto) {
    this.file = file;
    this.proto = proto;
    proto.getAttributeList().forEach(a -> attributes.put(a.getName(), a));
  }

  /** Whether a domain is that of the standard operators. */
  public static boolean standard(String domain) {
    return domain.isEmpty() || domain.equals("ai.onnx");
  }

  /** Reads a node of a graph within this node. */
  public NodeReader inside(NodeProto inner) {
    return new NodeReader(file, inner);
  }

  /** The ONNX operator, such as {@code Conv}. */
  public String operator() {
    return proto.getOpType();
  }

  /** Where the operator is defined; empty for ONNX itself. */
  public String domain() {
    return proto.getDomain();
  }

  /** The node's name, or operator and output where it has none. */
  public String name() {
    return proto.getName().isEmpty() ? operator() + "->" + output() : proto.getName();
  }

  /** Names of the inputs; empty where an optional one is left out. */
  public List<String> inputs() {
    return proto.getInputList();
  }

  /** Whether the node has its i-th input. */
  public boolean given(int i) {
    return i < inputs().size() && !inputs().get(i).isEmpty();
  }

  /** Name of the first output. */
  public String output() {
    return proto.getOutputCount() == 0 ? "" : proto.getOutput(0);
  }

  /** Names of the outputs. */
  public List<String> outputs() {
    return proto.getOutputList();
  }

  /** An exception with one line that names file and node. */
  public WrongInput refuse(String why) {
    return new WrongInput(
        Quoted.line(file + ": node '" + name() + "' (" + operator() + "): " + why));
  }

  /** Refuses the node if it has attributes other than these. */
  public void allow(String... names) {
    Set<String> known = Set.of(names);
    for (AttributeProto attribute : proto.getAttributeList()) {
      if (!known.contains(attribute.getName())) {
        String list = String.join(", ", Arrays.stream(names).sorted().toList());
        throw refuse("attribute " + attribute.getName() + " is not supported; known: " + list);
      }
    }
  }

  /** Whether the node has an attribute. */
  public boolean has(String name) {
    return attributes.containsKey(name);
  }

  /** An attribute as it is in the file; null where there is none. */
  public AttributeProto attribute(String name) {
    return attributes.get(name);
  }

  /** An attribute that is one integer. */
  public long integer(String name, long otherwise) {
    return has(name) ? attributes.get(name).getI() : otherwise;
  }

  /** An attribute that is one number. */
  public float real(String name, float otherwise) {
    return has(name) ? attributes.get(name).getF() : otherwise;
  }

  /** An attribute that is a text. */
  public String text(String name, String otherwise) {
    return has(name) ? attributes.get(name).getS().toStringUtf8() : otherwise;
  }

  /** An attribute that is a list of integers. */
  public long[] integers(String name, long... otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    return attributes.get(name).getIntsList().stream().mapToLong(Long::longValue).toArray();
  }

  /** An attribute that is a list of so many integers. */
  public long[] integersOf(String name, int count, long... otherwise) {
    long[] values = integers(name, otherwise);
    if (values.length != count) {
      throw refuse(
          name
              + " has "
              + values.length
              + " values instead of "
              + count
              + "; only two-dimensional images are supported");
    }
    return values;
  }
}
