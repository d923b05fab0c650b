package org.segmentattribution.hub;

import java.io.IOException;
import java.util.Set;
import org.segmentattribution.api.RunFailed;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.RetryAfter;

/**
 * Says what an answer means that is no success.
 *
 * @param endpoint that was asked
 * @param token that was sent
 * @param repository that was asked for
 */
record HubErrors(HubEndpoint endpoint, HubToken token, RepositoryName repository) {
  private static final Set<Integer> LATER = Set.of(408, 425, 429, 500, 502, 503, 504);
  private static final int UNKNOWN = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  /**
   * Does nothing where the answer is a success.
   *
   * @param what was asked for: a file, or empty for the repository
   * @throws HubTransient where the call should be made again
   * @throws WrongInput where another repository, revision or token must be given
   * @throws RunFailed otherwise
   */
  void require(HubReply reply, String what) throws IOException {
    int status = reply.status();
    if (status / 100 == 2) {
      return;
    }
    String code = reply.header("X-Error-Code");
    String said = HubReply.line(token.hide(reply.header("X-Error-Message")));
    if (LATER.contains(status)) {
      throw new HubTransient(
          "HTTP " + status + (said.isEmpty() ? "" : ": " + said),
          RetryAfter.of(reply.header("Retry-After")));
    }
    if (code.equals("GatedRepo") || status == FORBIDDEN) {
      throw gated(" (HTTP " + status + (said.isEmpty() ? "" : ": " + said) + ")");
    }
    if (status == UNKNOWN || code.equals("RepoNotFound")) {
      throw unknown(status);
    }
    String where = what.isEmpty() ? repository.id() : repository.id() + "/" + what;
    if (code.equals("RevisionNotFound")) {
      throw new WrongInput(
          repository.id() + " has no revision '" + repository.revision() + "' at " + endpoint);
    }
    if (status == NOT_FOUND && !what.isEmpty()) {
      throw new RunFailed(
          repository.id()
              + " lists "
              + what
              + ", but "
              + endpoint
              + " does not have it (HTTP 404); a mirror may be incomplete");
    }
    if (status == NOT_FOUND) {
      throw new WrongInput(where + " is not at " + endpoint + "; check its name");
    }
    throw new RunFailed(
        endpoint
            + " answers HTTP "
            + status
            + (said.isEmpty() ? "" : " (" + said + ")")
            + " for "
            + where);
  }

  /** Refuses a gated repository where no token could open it. */
  void requireOpen(HubListing listing) {
    if (listing.isGated() && !token.isThere()) {
      throw gated("");
    }
  }

  private WrongInput gated(String why) {
    return new WrongInput(
        repository.id()
            + " is gated"
            + why
            + ": accept its licence on "
            + endpoint.page(repository.id())
            + (token.isThere()
                ? " with the account of the token in " + HubToken.VARIABLE
                : " and set the environment variable "
                    + HubToken.VARIABLE
                    + " to a token of yours"));
  }

  private WrongInput unknown(int status) {
    return new WrongInput(
        repository.id()
            + (token.isThere()
                ? " is not at "
                    + endpoint
                    + ", or the token in "
                    + HubToken.VARIABLE
                    + " may not read it (HTTP "
                    + status
                    + ")"
                : " is not at "
                    + endpoint
                    + ", or is private or gated (HTTP "
                    + status
                    + "); for the latter accept the licence on its page and set the environment"
                    + " variable "
                    + HubToken.VARIABLE));
  }
}
