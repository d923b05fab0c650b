/**
 * What an ONNX operator adds to a network: {@link OnnxOperator} is the interface, and each package
 * below holds operators of one family with a list of them. To add an operator, write an entry in
 * one of these lists.
 */
package org.segmentattribution.model.onnx.operator;
