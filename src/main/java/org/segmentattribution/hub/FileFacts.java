package org.segmentattribution.hub;

import java.net.http.HttpHeaders;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What the headers of a hub say of a file. A header that is no such thing counts as missing.
 *
 * @param commit that the file is of; empty where it is not said
 * @param size in bytes; -1 where it is not said
 * @param hash SHA-256 of a large file, or the SHA-1 that git has of a small one, in lower case;
 *     empty where it is not said
 */
record FileFacts(String commit, long size, String hash) {
  static final FileFacts NONE = new FileFacts("", -1, "");

  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}|[0-9a-f]{40}");

  /**
   * Reads the headers of an answer of the hub's own host.
   *
   * @param whole whether the answer is the whole file, whose length is then the file's size
   */
  static FileFacts of(HttpHeaders headers, boolean whole) {
    String linked = headers.firstValue("X-Linked-Etag").orElse("");
    String etag = linked.isEmpty() ? headers.firstValue("ETag").orElse("") : linked;
    long size = size(headers, "X-Linked-Size");
    return new FileFacts(
        matching(COMMIT, headers.firstValue("X-Repo-Commit").orElse("")),
        size < 0 && whole ? size(headers, "Content-Length") : size,
        matching(HASH, etag.replaceFirst("^W/", "").replace("\"", "")));
  }

  private static long size(HttpHeaders headers, String name) {
    try {
      OptionalLong size = headers.firstValueAsLong(name);
      return size.isPresent() && size.getAsLong() >= 0 ? size.getAsLong() : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static String matching(Pattern form, String text) {
    String low = text.strip().toLowerCase(Locale.ROOT);
    return form.matcher(low).matches() ? low : "";
  }

  /** Returns these facts, and where something is missing the facts of a later answer. */
  FileFacts or(FileFacts later) {
    return new FileFacts(
        commit.isEmpty() ? later.commit : commit,
        size < 0 ? later.size : size,
        hash.isEmpty() ? later.hash : hash);
  }
}
