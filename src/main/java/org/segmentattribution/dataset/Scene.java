package org.segmentattribution.dataset;

public record Scene(byte[] labels) {
  public static final java.util.List<String> PARTS = java.util.List.of("eyes");
}
