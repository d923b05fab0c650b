package org.segmentattribution.model.onnx;

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

/** A node of an ONNX file: its attributes, checked, and messages that name it. */
final class OnnxNode {
  private final Path file;
  private final NodeProto proto;
  private final Map<String, AttributeProto> attributes = new HashMap<>();

  OnnxNode(Path file, NodeProto proto) {
    this.file = file;
    this.proto = proto;
    proto.getAttributeList().forEach(a -> attributes.put(a.getName(), a));
  }

  /** A node of a graph within this one. */
  OnnxNode inside(NodeProto inner) {
    return new OnnxNode(file, inner);
  }

  String operator() {
    return proto.getOpType();
  }

  String domain() {
    return proto.getDomain();
  }

  /** The node's name, or operator and output where it has none. */
  String name() {
    return proto.getName().isEmpty() ? operator() + "->" + output() : proto.getName();
  }

  /** Names of the inputs; empty where an optional one is left out. */
  List<String> inputs() {
    return proto.getInputList();
  }

  /** Name of the first output. */
  String output() {
    return proto.getOutputCount() == 0 ? "" : proto.getOutput(0);
  }

  /** Names of the outputs. */
  List<String> outputs() {
    return proto.getOutputList();
  }

  /** The message that refuses this node. */
  WrongInput refuse(String why) {
    return new WrongInput(
        Quoted.line(file + ": node '" + name() + "' (" + operator() + "): " + why));
  }

  /** Refuses attributes other than these. */
  void allow(String... names) {
    Set<String> known = Set.of(names);
    for (AttributeProto attribute : proto.getAttributeList()) {
      if (!known.contains(attribute.getName())) {
        String list = String.join(", ", Arrays.stream(names).sorted().toList());
        throw refuse("attribute " + attribute.getName() + " is not supported; known: " + list);
      }
    }
  }

  boolean has(String name) {
    return attributes.containsKey(name);
  }

  AttributeProto attribute(String name) {
    return attributes.get(name);
  }

  long integer(String name, long otherwise) {
    return has(name) ? attributes.get(name).getI() : otherwise;
  }

  float real(String name, float otherwise) {
    return has(name) ? attributes.get(name).getF() : otherwise;
  }

  String text(String name, String otherwise) {
    return has(name) ? attributes.get(name).getS().toStringUtf8() : otherwise;
  }

  long[] integers(String name, long... otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    return attributes.get(name).getIntsList().stream().mapToLong(Long::longValue).toArray();
  }

  /** Integers, of which there must be so many. */
  long[] integersOf(String name, int count, long... otherwise) {
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
