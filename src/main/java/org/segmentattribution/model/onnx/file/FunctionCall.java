package org.segmentattribution.model.onnx.file;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One call of a function of the file: its nodes with the caller's names and attributes. A function
 * sees no values but its inputs, so every other name in it is its own.
 */
final class FunctionCall {
  private final NodeReader call;
  private final FunctionProto function;
  private final InnerNames inner;
  private final String prefix;
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, AttributeProto> attributes = new HashMap<>();
  private final List<NodeProto> passed = new ArrayList<>();

  FunctionCall(NodeReader call, NodeProto node, FunctionProto function, InnerNames inner) {
    this.call = call;
    this.function = function;
    this.inner = inner;
    if (node.getInputCount() > function.getInputCount()
        || node.getOutputCount() > function.getOutputCount()) {
      throw call.refuse(
          "calls a function of %d inputs and %d outputs with %d and %d"
              .formatted(
                  function.getInputCount(),
                  function.getOutputCount(),
                  node.getInputCount(),
                  node.getOutputCount()));
    }
    prefix = inner.prefix(call.name());
    function.getAttributeProtoList().forEach(a -> attributes.put(a.getName(), a));
    node.getAttributeList().forEach(a -> attributes.put(a.getName(), a));
    for (int i = 0; i < function.getInputCount(); i++) {
      names.put(function.getInput(i), i < node.getInputCount() ? node.getInput(i) : "");
    }
    Set<String> seen = new HashSet<>(function.getInputList());
    for (int i = 0; i < node.getOutputCount(); i++) {
      String made = function.getOutput(i);
      String wanted = node.getOutput(i);
      if (!wanted.isEmpty() && !seen.add(made)) {
        // an input, or an output given twice, as it is
        passed.add(identity(made, wanted));
      } else if (!wanted.isEmpty()) {
        names.put(made, wanted);
      }
    }
  }

  private NodeProto identity(String from, String to) {
    return NodeProto.newBuilder()
        .setOpType("Identity")
        .setName(joined(to))
        .addInput(name(from))
        .addOutput(to)
        .build();
  }

  /** The function's nodes, in its order. */
  List<NodeProto> nodes() {
    List<NodeProto> nodes = new ArrayList<>();
    function.getNodeList().forEach(node -> nodes.add(node(node)));
    nodes.addAll(passed);
    return nodes;
  }

  private String name(String own) {
    String given = own.isEmpty() ? "" : names.get(own);
    return given == null ? joined(own) : given;
  }

  private String joined(String own) {
    try {
      return inner.joined(prefix, own);
    } catch (IllegalArgumentException e) {
      throw call.refuse(e.getMessage());
    }
  }

  private NodeProto node(NodeProto node) {
    NodeProto.Builder renamed = node.toBuilder().clearInput().clearOutput().clearAttribute();
    String title = node.getName().isEmpty() ? node.getOpType() : node.getName();
    renamed.setName(joined(title));
    node.getInputList().forEach(input -> renamed.addInput(name(input)));
    node.getOutputList().forEach(output -> renamed.addOutput(name(output)));
    for (AttributeProto attribute : node.getAttributeList()) {
      AttributeProto given = given(attribute);
      if (given != null) {
        renamed.addAttribute(given);
      }
    }
    return renamed.build();
  }

  /** An attribute as the caller gives it; null where it gives none and there is no default. */
  private AttributeProto given(AttributeProto attribute) {
    if (!attribute.getRefAttrName().isEmpty()) {
      AttributeProto value = attributes.get(attribute.getRefAttrName());
      if (value != null && value.getType() != attribute.getType()) {
        throw call.refuse("attribute " + value.getName() + " is of another type in its function");
      }
      return value == null ? null : value.toBuilder().setName(attribute.getName()).build();
    }
    return attribute.hasG()
        ? attribute.toBuilder().setG(graph(attribute.getG())).build()
        : attribute;
  }

  /** An inner graph, which may use the function's values. */
  private GraphProto graph(GraphProto graph) {
    GraphProto.Builder renamed = graph.toBuilder();
    for (NodeProto.Builder node : renamed.getNodeBuilderList()) {
      NodeProto made = node(node.build());
      node.clear().mergeFrom(made);
    }
    for (TensorProto.Builder tensor : renamed.getInitializerBuilderList()) {
      tensor.setName(name(tensor.getName()));
    }
    for (ValueInfoProto.Builder output : renamed.getOutputBuilderList()) {
      output.setName(name(output.getName()));
    }
    for (ValueInfoProto.Builder input : renamed.getInputBuilderList()) {
      input.setName(name(input.getName()));
    }
    return renamed.build();
  }
}
