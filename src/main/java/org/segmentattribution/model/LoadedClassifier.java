package org.segmentattribution.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.LayerRule;

/**
 * A trained classifier with its weights in memory. Threads share it; whoever loads it closes it.
 */
public interface LoadedClassifier extends AutoCloseable {
  /** Name of the file without its extension. */
  String name();

  /** SHA-256 of the file, 64 lower-case hexadecimal digits. */
  String sha256();

  /** Shape of one input: (C, H, W). */
  Shape inputShape();

  /** Sizes of one input: C, H, W. */
  default long[] inputSizes() {
    return inputShape().getShape();
  }

  /** Classes and preprocessing. */
  ModelDeclaration declaration();

  /**
   * What its file ends in and {@link #logits} do not, such as {@code Softmax}; empty for nothing.
   */
  default String takenOff() {
    return "";
  }

  /**
   * The logits, differentiable in the input, with every layer run by the rule.
   *
   * @param input [N, C, H, W]
   * @return [N, classes], in the manager of the input
   */
  NDArray logits(NDArray input, LayerRule rule);

  /** Whether inputs are whole numbers from 0 to 255. */
  default boolean takesBytes() {
    return false;
  }

  /** Whether {@link #graph} can be asked for, and logits by another rule than the plain one. */
  default boolean layered() {
    return true;
  }

  /**
   * The layers, for methods that treat them one by one.
   *
   * @throws WrongInput unless {@link #layered}, in one line that says how to get them
   */
  LayerGraph graph();

  /** A scope for the arrays of one batch, on the classifier's device; whoever asks closes it. */
  NDManager newScope();

  /** Name of the device that computes, as {@link TorchEngine#device} takes it. */
  String device();

  /** Frees the weights. */
  @Override
  void close();
}
