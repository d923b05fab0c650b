package org.segmentattribution.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.RunFailed;
import org.segmentattribution.api.WrongInput;

class HubPartsTest {
  /** The hashes are those that git hash-object and sha256sum print. */
  @Test
  void hashesAreThoseOfGitAndTheHub(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "hello\n");
    assertTrue(FileCheck.fits(file, "ce013625030ba8dba906f756967f9e9ca394464a"));
    assertFalse(FileCheck.fits(file, "ce013625030ba8dba906f756967f9e9ca394464b"));
    assertTrue(
        FileCheck.fits(file, "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"));
    assertTrue(FileCheck.fits(file, ""), "nobody has said it");
    assertTrue(
        FileCheck.fits(
            Files.createFile(folder.resolve("empty")), "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://hub.example.org/a, /api/x?y=1, https://hub.example.org/api/x?y=1",
    "https://hub.example.org/a, https://cdn.example.org/f, https://cdn.example.org/f",
    "http://127.0.0.1:8080/a, http://localhost:9/f, http://localhost:9/f"
  })
  void redirectsThatAreFollowed(String from, String location, String to) {
    assertEquals(URI.create(to), Redirect.to(URI.create(from), location));
  }

  @ParameterizedTest
  @CsvSource({
    "https://hub.example.org/a, http://hub.example.org/a",
    "https://hub.example.org/a, http://127.0.0.1/a",
    "https://hub.example.org/a, ftp://hub.example.org/a",
    "https://hub.example.org/a, https://user:word@cdn.example.org/a",
    "https://hub.example.org/a, 'https://a b'",
    "http://127.0.0.1/a, http://hub.example.org/a"
  })
  void redirectsThatAreNot(String from, String location) {
    assertThrows(RunFailed.class, () -> Redirect.to(URI.create(from), location));
  }

  @Test
  void theTokenIsForTheVeryHost() {
    HubEndpoint hub = HubEndpoint.of("https://Hub.example.org/path/");
    assertEquals("https://Hub.example.org/path", hub.toString());
    assertTrue(hub.owns(URI.create("https://hub.example.org:443/x")));
    for (String other :
        List.of(
            "http://hub.example.org/x",
            "https://hub.example.org:8443/x",
            "https://a.hub.example.org/x",
            "https://hub.example.org.evil.example/x")) {
      assertFalse(hub.owns(URI.create(other)), other);
    }
    assertFalse(HubToken.of(Map.of()).isThere());
    assertFalse(HubToken.of(Map.of(HubToken.VARIABLE, "hf_abc")).toString().contains("abc"));
    assertThrows(WrongInput.class, () -> HubToken.of(Map.of(HubToken.VARIABLE, "a b")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.org",
        "ftp://example.org",
        "https://u:p@example.org",
        "https://example.org/?a=b",
        "https://example.org/#a",
        "https://",
        "a b"
      })
  void addressesThatAreNone(String text) {
    assertThrows(WrongInput.class, () -> HubEndpoint.of(text));
  }

  @Test
  void addressesAreThoseOfTheClient() {
    HubEndpoint hub = HubEndpoint.of("hub.example.org");
    assertEquals(
        "https://hub.example.org/api/models/a/b/revision/refs%2Fpr%2F1?blobs=true",
        hub.listing("a/b", "refs/pr/1").toString());
    assertEquals(
        "https://hub.example.org/a/b/resolve/c/onnx/my%20model%2B1.onnx",
        hub.file("a/b", "c", "onnx/my model+1.onnx").toString());
  }

  @Test
  void namesOfRepositories() {
    assertEquals(new RepositoryName("a", "b.c", "main"), RepositoryName.of("hf:a/b.c"));
    assertEquals(new RepositoryName("a", "b", "refs/pr/1"), RepositoryName.of("a/b@refs/pr/1"));
    for (String wrong : List.of("a", "hf:a", "a/b/c", "../b", "a/..", "a/b@", "a/b@x y", "/a/b")) {
      assertThrows(WrongInput.class, () -> RepositoryName.of(wrong), wrong);
    }
  }

  @Test
  void headersThatAreNoHashesAreNotTaken() {
    FileFacts facts =
        FileFacts.of(
            HttpHeaders.of(
                Map.of(
                    "ETag", List.of("W/\"" + "A".repeat(40) + "\""),
                    "X-Repo-Commit", List.of("main"),
                    "Content-Length", List.of("12")),
                (a, b) -> true),
            true);
    assertEquals(new FileFacts("", 12, "a".repeat(40)), facts);
    assertEquals(
        FileFacts.NONE,
        FileFacts.of(
            HttpHeaders.of(
                Map.of("ETag", List.of("\"5f-1a\""), "X-Linked-Size", List.of("many")),
                (a, b) -> true),
            false));
  }
}
