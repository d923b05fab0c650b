package org.segmentattribution.hub;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.segmentattribution.api.RunFailed;

/** Reads what a hub answers about a repository. */
final class ListingReader {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(100)
                      .maxTokenCount(2_000_000)
                      .build())
              .build());

  private ListingReader() {}

  /**
   * Reads an answer.
   *
   * @throws RunFailed in one line, where it is none of a hub, or a name in it is not safe
   */
  static HubListing read(HubEndpoint endpoint, RepositoryName repository, String text) {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw notHub(endpoint, text.stripLeading().startsWith("<") ? "a web page" : "no JSON", e);
    }
    String commit = root.path("sha").asText("");
    if (!COMMIT.matcher(commit).matches() || !root.path("siblings").isArray()) {
      throw notHub(endpoint, "no commit and list of files", null);
    }
    if (COMMIT.matcher(repository.revision()).matches() && !commit.equals(repository.revision())) {
      throw new RunFailed(
          endpoint + " answers for commit " + commit + ", not for " + repository.revision());
    }
    List<HubFile> files = new ArrayList<>();
    for (JsonNode one : root.path("siblings")) {
      files.add(file(repository, one));
    }
    return new HubListing(repository, commit, licence(root), isGated(root), files);
  }

  private static HubFile file(RepositoryName repository, JsonNode one) {
    String path = one.path("rfilename").asText("");
    SafePath.requireInside(repository, path);
    JsonNode large = one.path("lfs");
    String sha256 =
        large.path("sha256").asText(large.path("oid").asText("")).toLowerCase(Locale.ROOT);
    String blob = one.path("blobId").asText("").toLowerCase(Locale.ROOT);
    boolean pointer = large.isObject();
    String hash = SHA256.matcher(sha256).matches() ? sha256 : "";
    if (!pointer && COMMIT.matcher(blob).matches()) {
      hash = blob;
    }
    long size = large.path("size").asLong(one.path("size").asLong(-1));
    return new HubFile(path, size < 0 ? -1 : size, hash);
  }

  /** Hubs say false, or who lets people in: auto or manual. */
  private static boolean isGated(JsonNode root) {
    JsonNode gated = root.path("gated");
    return gated.isTextual() || gated.asBoolean();
  }

  private static String licence(JsonNode root) {
    JsonNode said = root.path("cardData").path("license");
    String name = root.path("cardData").path("license_name").asText("");
    List<String> all = new ArrayList<>();
    if (said.isArray()) {
      said.forEach(one -> all.add(one.asText("")));
    } else if (said.isTextual()) {
      all.add(said.asText());
    }
    for (JsonNode tag : root.path("tags")) {
      if (all.isEmpty() && tag.asText("").startsWith("license:")) {
        all.add(tag.asText("").substring("license:".length()));
      }
    }
    String text = String.join(", ", all) + (name.isEmpty() ? "" : " (" + name + ")");
    return HubReply.line(text);
  }

  private static RunFailed notHub(HubEndpoint endpoint, String got, Exception cause) {
    return new RunFailed(endpoint + " does not answer as a hub: it sends " + got, cause);
  }
}
