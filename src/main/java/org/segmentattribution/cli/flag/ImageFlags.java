package org.segmentattribution.cli.flag;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.segmentattribution.cli.config.ConfigDefaults;
import org.segmentattribution.run.images.CompanionPolicy;
import org.segmentattribution.run.images.ImageChoice;
import org.segmentattribution.run.images.Shard;
import picocli.CommandLine.Option;

/** The flags that choose images. */
public final class ImageFlags {
  @Option(
      names = "--images",
      paramLabel = "DIR",
      required = true,
      description =
          "a folder per class, or files named CLASS_NUMBER.jpg, or a CSV (path,label[,split]), or"
              + " metadata.csv of Hugging Face in a folder; or a zip, tar, WebDataset or Parquet file")
  private Path images;

  @Option(
      names = "--class",
      paramLabel = "NAME",
      split = ConfigDefaults.SEPARATOR,
      description = "only images of this class; may be repeated")
  private List<String> classes;

  @Option(names = "--split", paramLabel = "NAME", description = "only images of this split")
  private String split;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "at most so many images of each class; 0 = all (default: ${DEFAULT-VALUE})")
  private int limit;

  @Option(
      names = "--exclude",
      paramLabel = "FILE",
      description = "a file that lists images to leave out, one path or file name a line")
  private Path exclude;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description =
          "only the I-th of N parts of the images: one process or machine each, every one with an"
              + " --out of its own; sat aggregate takes them all (default: ${DEFAULT-VALUE})")
  private String shard;

  @Option(
      names = "--companions",
      paramLabel = "WHAT",
      description =
          "pictures that seem to be masks or maps of others (x_mask.png beside x.jpg, x.png with few"
              + " values): refuse the call, skip them, or use them as photographs (default:"
              + " ${DEFAULT-VALUE})")
  private String companions;

  public ImageChoice choice() {
    CommonOptions.require(limit >= 0, "--limit must not be negative");
    return new ImageChoice(
        images,
        classes == null ? List.of() : classes,
        split == null ? "" : split,
        limit,
        new ImageChoice.Excluded(exclude, Set.of()),
        Shard.parse(shard),
        CompanionPolicy.parse(companions));
  }
}
