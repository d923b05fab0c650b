package org.segmentattribution.hub;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.segmentattribution.api.WrongInput;

/**
 * A repository of a hub at a revision.
 *
 * @param organisation of the repository
 * @param name of the repository, without the organisation
 * @param revision branch, tag or commit
 */
public record RepositoryName(String organisation, String name, String revision) {
  /** The revision that is meant where none is given. */
  public static final String MAIN = "main";

  private static final String WORD = "[A-Za-z0-9_][A-Za-z0-9._-]{0,95}";
  private static final Pattern FORM =
      Pattern.compile("(?:hf:)?(" + WORD + ")/(" + WORD + ")(?:@(\\S{1,200}))?");

  /**
   * Reads {@code hf:ORG/REPO} or {@code hf:ORG/REPO@REVISION}.
   *
   * @throws WrongInput in one line, where it is neither
   */
  public static RepositoryName of(String text) {
    Matcher parts = FORM.matcher(text.strip());
    if (!parts.matches() || text.contains("..") || text.chars().anyMatch(c -> c < ' ')) {
      throw new WrongInput(
          "'" + HubReply.line(text) + "' is not hf:ORG/REPO or hf:ORG/REPO@REVISION");
    }
    String revision = parts.group(3) == null ? MAIN : parts.group(3);
    return new RepositoryName(parts.group(1), parts.group(2), revision);
  }

  /** Returns {@code ORG/REPO}. */
  public String id() {
    return organisation + "/" + name;
  }
}
