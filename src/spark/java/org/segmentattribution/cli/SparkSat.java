package org.segmentattribution.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.segmentattribution.cli.flag.CommonOptions;
import org.segmentattribution.cli.flag.ConsoleProgress;
import org.segmentattribution.cli.flag.ExplainFlags;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.command.explain.ExplainWithReport;
import org.segmentattribution.run.RunSummary;
import org.segmentattribution.spark.SettingsSource;
import org.segmentattribution.spark.SparkChunks;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** {@code sat} for {@code spark-submit}: its command {@code explain} works on a Spark cluster. */
public final class SparkSat {
  private static final String EXPLAIN = "explain";

  private SparkSat() {}

  public static void main(String[] args) {
    Sat.start(commandLine(args), args);
  }

  /** The command line of {@code sat} with the other {@code explain}. */
  static CommandLine commandLine(String... args) {
    CommandLine sat = new CommandLine(new Sat());
    sat.getCommandSpec().removeSubcommand(EXPLAIN);
    sat.addSubcommand(EXPLAIN, new OnSpark(new FromArguments(List.of(args))));
    return sat;
  }

  /**
   * Settings as the arguments give them, on every machine.
   *
   * @param arguments of {@code sat}
   */
  record FromArguments(List<String> arguments) implements SettingsSource {
    @Override
    public ExplainSettings settings() {
      String[] args = arguments.toArray(String[]::new);
      CommandLine sat = commandLine(args);
      Sat.understand(sat, args);
      ParseResult explain = sat.parseArgs(args).subcommand();
      return ((OnSpark) explain.commandSpec().userObject()).settings();
    }
  }

  /** {@code explain}, with images and models that every executor finds under the same path. */
  @Command(
      name = EXPLAIN,
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Explain a classifier on a folder of images, on a Spark cluster. The result is that of sat"
            + " explain, byte for byte. Images, masks, model and run directory lie on a file system"
            + " that all machines share, and are named by whole paths.",
        ""
      },
      footer = {
        "",
        "Example:",
        "  spark-submit --class org.segmentattribution.cli.SparkSat \\",
        "      --jars $(cat target/spark/jars.txt) target/spark/sat-0.1.0.jar \\",
        "      explain --images /data/photos --model /data/model.onnx \\",
        "      --segmenter masks:/data/photos-masks --out /data/runs/first"
      })
  static final class OnSpark implements Callable<Integer> {
    @Mixin private ExplainFlags flags;
    @Mixin private CommonOptions common;

    @Option(
        names = "--parquet",
        paramLabel = "URI",
        description =
            "write the rows there too, as a Spark data set: a folder, hdfs:, s3a: (replaced if"
                + " it is there)")
    private String parquet;

    private final FromArguments source;

    OnSpark(FromArguments source) {
      this.source = source;
    }

    ExplainSettings settings() {
      return flags.settings(common);
    }

    @Override
    public Integer call() throws IOException {
      ExplainSettings settings = settings();
      try (SparkSession spark = session()) {
        if (!spark.sparkContext().isLocal()) {
          requireWhole("--images", settings.images().images());
          requireWhole("--model", settings.model().file());
          requireWhole("--out", settings.out());
        }
        JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
        try (ConsoleProgress progress = CommonOptions.progress()) {
          RunSummary summary =
              ExplainWithReport.run(settings, new SparkChunks(context, source), progress);
          if (parquet != null) {
            String rows = settings.out().resolve("sat.parquet").toAbsolutePath().toUri().toString();
            spark.read().parquet(rows).write().mode(SaveMode.Overwrite).parquet(parquet);
          }
          return Outcome.print(summary, settings.out());
        }
      }
    }

    /** Executors compute as scripts/sat lets this machine compute. */
    private static SparkSession session() {
      SparkConf conf = new SparkConf().setAppName("sat explain");
      conf.set("spark.executorEnv.OPT_OUT_TRACKING", "true");
      conf.setIfMissing("spark.executorEnv.NVIDIA_TF32_OVERRIDE", "0");
      conf.setIfMissing("spark.executorEnv.THP_MEM_ALLOC_ENABLE", "0");
      conf.setIfMissing(
          "spark.executorEnv.GLIBC_TUNABLES",
          "glibc.malloc.arena_max=1:glibc.malloc.mmap_max=0"
              + ":glibc.malloc.trim_threshold=17179869184:glibc.malloc.hugetlb=1");
      conf.setIfMissing(
          "spark.executor.extraJavaOptions", "-Dai.djl.offline=true -Djava.awt.headless=true");
      return SparkSession.builder().config(conf).getOrCreate();
    }

    private static void requireWhole(String flag, Path path) {
      CommonOptions.require(
          path.isAbsolute(),
          flag + " " + path + ": name the whole path; executors work in other folders");
    }
  }
}
