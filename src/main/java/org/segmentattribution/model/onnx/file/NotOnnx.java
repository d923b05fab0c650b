package org.segmentattribution.model.onnx.file;

import java.nio.charset.StandardCharsets;

/** Tells what a file holds in place of a network, from its first bytes. */
final class NotOnnx {
  private static final int START = 64;
  private static final String POINTER = "version https://git-lfs.github.com/";

  private NotOnnx() {}

  /** Why a file holds no network, and what to do. */
  static String why(byte[] bytes, String otherwise) {
    String start =
        new String(bytes, 0, Math.min(bytes.length, START), StandardCharsets.US_ASCII)
            .stripLeading();
    if (start.startsWith(POINTER)) {
      return "is a pointer of Git LFS in place of the file; run: git lfs pull";
    }
    if (start.startsWith("<")) {
      return "is a web page or XML, not an ONNX file; download the file itself";
    }
    if (start.startsWith("PK")) {
      return "is a zip archive, not an ONNX file; unpack it, or call TorchScript .pt";
    }
    return otherwise;
  }
}
