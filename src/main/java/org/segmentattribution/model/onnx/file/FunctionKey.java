package org.segmentattribution.model.onnx.file;

import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.NodeProto;

/**
 * What a node calls and a function is called by.
 *
 * @param domain where it is defined; empty for ONNX itself
 * @param name of the operator
 * @param overload which of several functions of that name; empty for the only one
 */
record FunctionKey(String domain, String name, String overload) {
  static FunctionKey of(NodeProto node) {
    return new FunctionKey(domain(node.getDomain()), node.getOpType(), node.getOverload());
  }

  static FunctionKey of(FunctionProto function) {
    return new FunctionKey(
        domain(function.getDomain()), function.getName(), function.getOverload());
  }

  private static String domain(String domain) {
    return NodeReader.standard(domain) ? "" : domain;
  }

  /** The name for messages. */
  String text() {
    String place = domain.isEmpty() ? name : domain + "." + name;
    return overload.isEmpty() ? place : place + ":" + overload;
  }
}
