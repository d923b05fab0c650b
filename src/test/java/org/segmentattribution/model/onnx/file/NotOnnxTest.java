package org.segmentattribution.model.onnx.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.WrongInput;

class NotOnnxTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version https://git-lfs.github.com/spec/v1 | is a pointer of Git LFS in place of the file;"
            + " run: git lfs pull",
        "<!DOCTYPE html><title>Sign in</title> | is a web page or XML, not an ONNX file;"
            + " download the file itself",
        "PK34 model/data.pkl | is a zip archive, not an ONNX file; unpack it,"
            + " or call TorchScript .pt",
        "hello | is not an ONNX file: it holds no nodes",
        "cut | is not an ONNX file, or is cut off"
      })
  void namesWhatIsThere(String content, String why) {
    byte[] bytes = content.getBytes(StandardCharsets.US_ASCII);
    Path file = Path.of("m.onnx");
    WrongInput e = assertThrows(WrongInput.class, () -> OnnxFile.parse(file, bytes));
    assertEquals("m.onnx: " + why, e.getMessage());
  }
}
