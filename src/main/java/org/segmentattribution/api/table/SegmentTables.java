package org.segmentattribution.api.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.api.WrongInput;

/**
 * What can be done with the rows of many images: write and read them, aggregate them, check rules.
 * Safe for several threads. Numbers in files read back as the same doubles.
 */
public final class SegmentTables {
  private SegmentTables() {}

  /**
   * Replaces a file by rows. They are taken from the stream one after another, so there may be more
   * than memory holds; the stream is closed.
   *
   * @param file {@code .csv} with the columns of {@code sat.csv}, or {@code .parquet}
   * @param rows of any number of images
   * @throws IOException in one line that names the file
   * @throws WrongInput where the name ends otherwise
   */
  public static void write(Path file, Stream<SegmentAttribution> rows) throws IOException {
    try (rows) {
      service().write(file, rows);
    }
  }

  /**
   * {@return all rows of a file that {@code sat explain} or {@link #write} has written}
   *
   * @param csv {@code sat.csv}, whatever it is called
   * @throws IOException in one line that names file, line and column
   */
  public static List<SegmentAttribution> read(Path csv) throws IOException {
    return service().read(csv);
  }

  /**
   * Aggregates rows in memory: those of one model, with one table for each image, class and method.
   *
   * @param rows of any number of images
   * @return by method and class in the order of their names, then by relative mean attribution, the
   *     largest first
   * @throws WrongInput where an image has two tables of one method and class
   */
  public static List<SegmentAggregate> aggregate(List<SegmentAttribution> rows) {
    return aggregate(rows, 1);
  }

  /**
   * Aggregates rows, as {@link #aggregate(List)}.
   *
   * @param rows of any number of images
   * @param seed of the bootstrap intervals
   * @return the aggregates
   */
  public static List<SegmentAggregate> aggregate(List<SegmentAttribution> rows, long seed) {
    return service().aggregate(rows, seed);
  }

  /**
   * Replaces a file by the aggregates of rows, with the columns and the bytes of {@code
   * aggregate.csv}.
   *
   * @param csv the file
   * @param rows of any number of images
   * @param seed of the bootstrap intervals; {@code sat explain} has 1
   * @throws IOException in one line that names the file
   */
  public static void writeAggregates(Path csv, List<SegmentAttribution> rows, long seed)
      throws IOException {
    service().writeAggregates(csv, rows, seed);
  }

  /**
   * Checks rules with the defaults of {@code sat check}.
   *
   * @param rows of any number of images
   * @param rules such as {@code watermark.rank > 3} or {@code person.rank <= 2 in climbing}
   * @return a verdict for each rule and method, in the order of the rules
   * @throws WrongInput in one line, where a rule cannot be understood, or names a class or method
   *     that the rows do not have
   * @throws IOException where the disk has no room for the rows, which are kept there meanwhile
   */
  public static List<RuleVerdict> check(List<SegmentAttribution> rows, String... rules)
      throws IOException {
    return check(rows, RuleOptions.withDefaults(), rules);
  }

  /**
   * Checks rules, as {@link #check(List, String...)}, more or less strictly.
   *
   * @param rows of any number of images
   * @param options how strictly
   * @param rules at least one
   * @return a verdict for each rule and method
   * @throws IOException where the disk has no room for the rows, which are kept there meanwhile
   */
  public static List<RuleVerdict> check(
      List<SegmentAttribution> rows, RuleOptions options, String... rules) throws IOException {
    return service().check(rows, options, List.of(rules));
  }

  private static Service service() {
    return ServiceLoader.load(Service.class, Service.class.getClassLoader())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no implementation of " + Service.class));
  }

  /** Does it; the implementation is found by {@link ServiceLoader}. */
  public interface Service {
    /**
     * See {@link SegmentTables#write}.
     *
     * @param file that is replaced
     * @param rows of any number of images
     * @throws IOException in one line that names the file
     */
    void write(Path file, Stream<SegmentAttribution> rows) throws IOException;

    /**
     * See {@link SegmentTables#read}.
     *
     * @param csv a file
     * @return what it says there
     * @throws IOException in one line that names the file
     */
    List<SegmentAttribution> read(Path csv) throws IOException;

    /**
     * See {@link SegmentTables#aggregate(List, long)}.
     *
     * @param rows of any number of images
     * @param seed of the bootstrap intervals
     * @return what it says there
     */
    List<SegmentAggregate> aggregate(List<SegmentAttribution> rows, long seed);

    /**
     * See {@link SegmentTables#writeAggregates}.
     *
     * @param csv a file
     * @param rows of any number of images
     * @param seed of the bootstrap intervals
     * @throws IOException in one line that names the file
     */
    void writeAggregates(Path csv, List<SegmentAttribution> rows, long seed) throws IOException;

    /**
     * See {@link SegmentTables#check(List, RuleOptions, String...)}.
     *
     * @param rows of any number of images
     * @param options how strictly
     * @param rules at least one
     * @return what it says there
     * @throws IOException in one line that names the file
     */
    List<RuleVerdict> check(List<SegmentAttribution> rows, RuleOptions options, List<String> rules)
        throws IOException;
  }
}
