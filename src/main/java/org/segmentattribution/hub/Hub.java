package org.segmentattribution.hub;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.LongConsumer;
import org.segmentattribution.api.RunFailed;
import org.segmentattribution.api.WrongInput;

/**
 * A hub of models, or a mirror with the same HTTP interface. Everything is read at one commit.
 * Source of the interface: the client huggingface_hub (hf_api.py, file_download.py).
 */
public final class Hub {
  /** Answers of servers that know no HEAD. */
  private static final Set<Integer> NO_HEAD = Set.of(403, 404, 405, 501);

  private static final int RANGE_IS_WRONG = 416;

  private final HubHttp http;
  private final Retries retries;

  /** Connects to nothing yet. */
  public Hub(HubEndpoint endpoint, HubToken token, HubTiming timing) {
    http = new HubHttp(endpoint, token, timing);
    retries = new Retries(endpoint, timing);
  }

  private HubErrors errors(RepositoryName repository) {
    return new HubErrors(http.endpoint(), http.token(), repository);
  }

  /**
   * Asks what a repository holds.
   *
   * @throws WrongInput where there is none, or it may not be read
   * @throws RunFailed where the hub does not answer as one
   */
  public HubListing listing(RepositoryName repository) throws IOException {
    URI address = http.endpoint().listing(repository.id(), repository.revision());
    return retries.until(
        repository.id(),
        () -> 0,
        () -> {
          HubReply reply = http.send("GET", address, 0, AnswerTarget.MEMORY);
          errors(repository).require(reply, "");
          HubListing listing = ListingReader.read(http.endpoint(), repository, reply.text());
          errors(repository).requireOpen(listing);
          return listing;
        });
  }

  /**
   * Asks for the size and the hash of a file, where the list has not said them.
   *
   * @return the file with what is known of it
   */
  public HubFile described(HubListing listing, HubFile file) throws IOException {
    if (file.size() >= 0 && !file.hash().isEmpty()) {
      return file;
    }
    URI address = address(listing, file);
    return retries.until(
        file.path(),
        () -> 0,
        () -> {
          HubReply reply = http.send("HEAD", address, 0, AnswerTarget.MEMORY);
          if (NO_HEAD.contains(reply.status())) {
            return file;
          }
          errors(listing.repository()).require(reply, file.path());
          return joined(listing, file, reply.facts());
        });
  }

  private URI address(HubListing listing, HubFile file) {
    return http.endpoint().file(listing.repository().id(), listing.commit(), file.path());
  }

  /** Adds what the headers say; refuses them where they say something else than the list. */
  private static HubFile joined(HubListing listing, HubFile file, FileFacts facts) {
    requireSame(file, "commit", listing.commit(), facts.commit());
    boolean sized = file.size() >= 0 && facts.size() >= 0;
    requireSame(file, "size", sized ? "" + file.size() : "", sized ? "" + facts.size() : "");
    boolean alike = file.hash().length() == facts.hash().length();
    requireSame(file, "hash", alike ? file.hash() : "", alike ? facts.hash() : "");
    return new HubFile(
        file.path(),
        file.size() < 0 ? facts.size() : file.size(),
        file.hash().isEmpty() ? facts.hash() : file.hash());
  }

  private static void requireSame(HubFile file, String what, String listed, String said) {
    if (!listed.isEmpty() && !said.isEmpty() && !listed.equals(said)) {
      throw new RunFailed(
          "%s: the hub's list has the %s %s, but the file is sent with %s; it is not used"
              .formatted(file.path(), what, listed, said));
    }
  }

  /**
   * Fetches a file, going on with a part that is there, and compares size and hash.
   *
   * @param target the file; a part is beside it, with {@code .part} at the end
   * @param progress gets the number of bytes of each part; less than 0 where some are dropped
   * @return the file with what is known of it
   * @throws RunFailed where it does not come whole, or is another than the hub says
   */
  public HubFile fetch(HubListing listing, HubFile file, Path target, LongConsumer progress)
      throws IOException {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    boolean resumed = Files.exists(part, LinkOption.NOFOLLOW_LINKS);
    HubFile fetched = download(listing, file, part, progress);
    if (!FileCheck.fits(part, fetched.hash()) && resumed) {
      // the part may be of a write that a power failure has cut
      drop(part, progress);
      fetched = download(listing, file, part, progress);
    }
    if (!FileCheck.fits(part, fetched.hash())) {
      drop(part, progress);
      throw new RunFailed(
          file.path()
              + " is not what the hub says: its hash is not "
              + fetched.hash()
              + "; it was deleted");
    }
    Files.move(part, target);
    return new HubFile(file.path(), Files.size(target), fetched.hash());
  }

  private static void drop(Path part, LongConsumer progress) throws IOException {
    progress.accept(-Files.size(part));
    Files.delete(part);
  }

  private HubFile download(HubListing listing, HubFile file, Path part, LongConsumer progress)
      throws IOException {
    if (Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
      progress.accept(Files.size(part));
    }
    try {
      return retries.until(
          file.path(), () -> length(part), () -> attempt(listing, file, part, progress));
    } catch (LocalFailure e) {
      throw new RunFailed(
          e.getMessage() + "; what was fetched is kept, and the same command goes on", e);
    }
  }

  private static long length(Path part) {
    try {
      return Files.size(part);
    } catch (IOException e) {
      return 0;
    }
  }

  private HubFile attempt(HubListing listing, HubFile file, Path part, LongConsumer progress)
      throws IOException {
    PartFile target = new PartFile(part, file.path(), file.size(), progress);
    if (target.isWhole() && file.size() > 0) {
      return file;
    }
    HubReply reply = http.send("GET", address(listing, file), target.written(), target);
    if (reply.status() == RANGE_IS_WRONG) {
      target.drop();
      throw new HubTransient("HTTP 416", java.time.Duration.ZERO);
    }
    errors(listing.repository()).require(reply, file.path());
    HubFile known = joined(listing, file, reply.facts());
    if (!target.isWhole()) {
      throw new HubTransient(
          target.written() + " of " + target.size() + " bytes came", java.time.Duration.ZERO);
    }
    return known;
  }
}
