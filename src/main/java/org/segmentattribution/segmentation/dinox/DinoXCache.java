package org.segmentattribution.segmentation.dinox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.file.ReplacedFile;
import org.segmentattribution.file.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores answers as they were received, one file each, named by the hash of the question; and the
 * keys of tasks in progress.
 */
final class DinoXCache {
  private static final Logger LOG = LoggerFactory.getLogger(DinoXCache.class);

  private static final Pattern TASK = Pattern.compile("[0-9a-f]{32}");

  private final DinoXSettings settings;

  DinoXCache(DinoXSettings settings) {
    this.settings = settings;
  }

  /** Returns SHA-256 of everything that an answer depends on, in hexadecimal digits. */
  String key(RgbImage image) {
    DinoXQuestion question = settings.question();
    // prompts have no line ends, so different questions give different texts
    String asked =
        "%s %s %s %d %dx%d\n%s\n"
            .formatted(
                question.model(),
                question.sentThreshold(),
                question.iouThreshold(),
                DinoXScale.LONGEST,
                image.width(),
                image.height(),
                String.join("\n", question.sentPrompts()));
    return new Sha256().add(asked).add(image.rgb()).hex();
  }

  /** Returns the answer to a key; empty where there is none or it cannot be read. */
  Optional<String> read(String key) {
    if (settings.cache() == null) {
      return Optional.empty();
    }
    try {
      Path file = file(key);
      return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Stores an answer; warns where it cannot, since the answer is already paid for. */
  void write(String key, String answer) {
    if (settings.cache() == null) {
      return;
    }
    try {
      Files.createDirectories(settings.cache());
      ReplacedFile.write(file(key), file -> Files.writeString(file, answer));
    } catch (IOException e) {
      LOG.error(
          "{}: not stored ({}): it will be asked for and paid again", file(key), e.toString());
    }
  }

  /**
   * Returns the key of the task for an answer that is not there yet, in 32 hexadecimal digits: that
   * of an interrupted run, whose task is paid for, or a new one.
   */
  String begin(String key) {
    String task = UUID.randomUUID().toString().replace("-", "");
    if (settings.cache() == null) {
      return task;
    }
    try {
      if (Files.isRegularFile(begun(key))) {
        String known = Files.readString(begun(key));
        return TASK.matcher(known).matches() ? known : task;
      }
      Files.createDirectories(settings.cache());
      ReplacedFile.write(begun(key), file -> Files.writeString(file, task));
    } catch (IOException e) {
      LOG.debug("{}: not stored ({})", begun(key), e.toString());
    }
    return task;
  }

  /** Forgets a task that has ended, so that the next one is new. */
  void end(String key) {
    if (settings.cache() != null) {
      try {
        Files.deleteIfExists(begun(key));
      } catch (IOException e) {
        LOG.debug("{}: not deleted ({})", begun(key), e.toString());
      }
    }
  }

  private Path begun(String key) {
    return settings.cache().resolve(key + ".task");
  }

  private Path file(String key) {
    return settings.cache().resolve(key + ".json");
  }
}
