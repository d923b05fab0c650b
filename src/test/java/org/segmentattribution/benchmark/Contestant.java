package org.segmentattribution.benchmark;

import java.io.IOException;

/** A program that can classify and explain the same kind of batch. */
interface Contestant {
  /** The name in the tables. */
  String name();

  /** Whether it has the method. */
  boolean knows(String method);

  /** Milliseconds of a plain forward pass without gradients. */
  double forward(int images) throws IOException;

  /** Milliseconds from inputs to maps. */
  double explain(String method, int images) throws IOException;
}
