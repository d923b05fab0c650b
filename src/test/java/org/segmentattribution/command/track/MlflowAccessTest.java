package org.segmentattribution.command.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.WrongInput;

class MlflowAccessTest {
  private static final Map<String, String> SECRET = Map.of("MLFLOW_TRACKING_TOKEN", "s3cr3t");

  @Test
  void theSecretIsThatOfMlflowsOwnClients() {
    assertEquals("Bearer s3cr3t", MlflowAccess.of("https://a.example", SECRET).header());
    assertEquals(
        "Basic dTpw",
        MlflowAccess.of(
                "http://127.0.0.1:5000/",
                Map.of("MLFLOW_TRACKING_USERNAME", "u", "MLFLOW_TRACKING_PASSWORD", "p"))
            .header());
    MlflowAccess none = MlflowAccess.of("http://a.example/mlflow/", Map.of());
    assertEquals("", none.header());
    assertEquals("http://a.example/mlflow", none.server().toString());
    MlflowAccess access = MlflowAccess.of("https://a.example", SECRET);
    assertFalse(access.toString().contains("s3cr3t"));
    assertEquals("a *** b", access.hide("a s3cr3t b"));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:5000, is not like http://localhost:5000",
    "ftp://a.example, is not like",
    "a b, is no address",
    "http://u:p@a.example, put them into MLFLOW_TRACKING_USERNAME",
    "http://a.example/?x=1, has more than",
    "http://192.0.2.1:5000, in clear text"
  })
  void otherAddressesAreRefused(String url, String said) {
    String line = assertThrows(WrongInput.class, () -> MlflowAccess.of(url, SECRET)).getMessage();
    assertTrue(line.contains(said), line);
    assertFalse(line.contains("s3cr3t") || line.contains("u:p"), line);
  }
}
