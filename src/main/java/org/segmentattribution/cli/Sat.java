package org.segmentattribution.cli;

/** Entry point. */
public final class Sat {
  private Sat() {}

  public static void main(String[] args) {
    System.out.println("sat");
  }
}
