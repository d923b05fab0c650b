package org.segmentattribution.api.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.api.WrongInput;

/**
 * Writes, reads, aggregates and checks the rows of many images. Safe for several threads. Numbers
 * in files are read back as equal doubles.
 */
public final class SegmentTables {
  private SegmentTables() {}

  /**
   * Writes rows to a file, which is replaced. Rows are taken from the stream one by one, so there
   * may be more than fit into memory; the stream is closed.
   *
   * @param file {@code .csv} with the columns of {@code sat.csv}, or {@code .parquet}
   * @param rows rows of any number of images
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
   * @param csv a {@code sat.csv} under any name
   * @throws IOException in one line that names file, line and column
   */
  public static List<SegmentAttribution> read(Path csv) throws IOException {
    return service().read(csv);
  }

  /**
   * Aggregates rows in memory. They must be of one model, with one table for each image, class and
   * method.
   *
   * @param rows rows of any number of images
   * @return the aggregates by method and class, in the order of their names, then by relative mean
   *     attribution, the largest first
   * @throws WrongInput where an image has two tables of one method and class
   */
  public static List<SegmentAggregate> aggregate(List<SegmentAttribution> rows) {
    return aggregate(rows, 1);
  }

  /**
   * Aggregates rows, as {@link #aggregate(List)} does, with another seed.
   *
   * @param rows rows of any number of images
   * @param seed seed of the bootstrap intervals
   * @return the aggregates
   */
  public static List<SegmentAggregate> aggregate(List<SegmentAttribution> rows, long seed) {
    return service().aggregate(rows, seed);
  }

  /**
   * Writes the aggregates of rows to a file, which is replaced; columns and bytes are those of
   * {@code aggregate.csv}.
   *
   * @param csv file to write
   * @param rows rows of any number of images
   * @param seed seed of the bootstrap intervals; {@code sat explain} uses 1
   * @throws IOException in one line that names the file
   */
  public static void writeAggregates(Path csv, List<SegmentAttribution> rows, long seed)
      throws IOException {
    service().writeAggregates(csv, rows, seed);
  }

  /**
   * Checks rules with the defaults of {@code sat check}.
   *
   * @param rows rows of any number of images
   * @param rules rules such as {@code watermark.rank > 3} or {@code person.rank <= 2 in climbing}
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
   * Checks rules, as {@link #check(List, String...)} does, with options.
   *
   * @param rows rows of any number of images
   * @param options how strictly the rules are checked
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

  /** Does the work; {@link ServiceLoader} finds the implementation. */
  public interface Service {
    /**
     * Writes rows to a file; see {@link SegmentTables#write}.
     *
     * @param file file to replace
     * @param rows rows of any number of images
     * @throws IOException in one line that names the file
     */
    void write(Path file, Stream<SegmentAttribution> rows) throws IOException;

    /**
     * Reads the rows of a file; see {@link SegmentTables#read}.
     *
     * @param csv file to read
     * @return its rows
     * @throws IOException in one line that names the file
     */
    List<SegmentAttribution> read(Path csv) throws IOException;

    /**
     * Aggregates rows; see {@link SegmentTables#aggregate(List, long)}.
     *
     * @param rows rows of any number of images
     * @param seed seed of the bootstrap intervals
     * @return the aggregates
     */
    List<SegmentAggregate> aggregate(List<SegmentAttribution> rows, long seed);

    /**
     * Writes aggregates to a file; see {@link SegmentTables#writeAggregates}.
     *
     * @param csv file to replace
     * @param rows rows of any number of images
     * @param seed seed of the bootstrap intervals
     * @throws IOException in one line that names the file
     */
    void writeAggregates(Path csv, List<SegmentAttribution> rows, long seed) throws IOException;

    /**
     * Checks rules; see {@link SegmentTables#check(List, RuleOptions, String...)}.
     *
     * @param rows rows of any number of images
     * @param options how strictly the rules are checked
     * @param rules at least one
     * @return a verdict for each rule and method
     * @throws IOException in one line that names the file
     */
    List<RuleVerdict> check(List<SegmentAttribution> rows, RuleOptions options, List<String> rules)
        throws IOException;
  }
}
