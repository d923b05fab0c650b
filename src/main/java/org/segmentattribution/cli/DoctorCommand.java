package org.segmentattribution.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.segmentattribution.cli.config.ConfigDefaults;
import org.segmentattribution.cli.config.NameList;
import org.segmentattribution.cli.error.FlagNames;
import org.segmentattribution.cli.flag.CommonOptions;
import org.segmentattribution.cli.flag.TextLines;
import org.segmentattribution.command.doctor.ModelTest;
import org.segmentattribution.command.doctor.SelfTest;
import org.segmentattribution.model.DeclarationFlags;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.ModelTrust;
import org.segmentattribution.model.ZeroShot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sat doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Show versions, engines, devices and threads, and try a forward and a backward pass.",
      "Exit code 0 only if explain would work."
    })
final class DoctorCommand implements Callable<Integer> {
  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "auto, cpu, cuda or cuda:N (default: ${DEFAULT-VALUE})")
  private String device;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description =
          "a classifier to look at as well: its input and classes, and whether the logits of an"
              + " ONNX file are those of ONNX Runtime (on drawn inputs)")
  private String model;

  @Option(
      names = "--arch",
      paramLabel = "NAME",
      description = "torchvision's name of the network that .safetensors weights belong to")
  private String arch;

  @Option(
      names = "--classes",
      paramLabel = "NAMES",
      description = "the texts between which --model clip:FOLDER decides, as of sat explain")
  private NameList classes;

  @Option(
      names = "--template",
      paramLabel = "TEXT",
      split = ConfigDefaults.SEPARATOR,
      description = "of clip:FOLDER: a text with {} where the class's name belongs")
  private List<String> template;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "picture or .npy array to compare on instead of drawn inputs")
  private Path input;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    CommonOptions.require(
        (input == null && arch == null) || model != null, "--input and --arch go with --model");
    ModelFile file = model == null ? null : file();
    SelfTest.Result result = SelfTest.run(device);
    print(result.lines());
    if (result.failure() != null) {
      print(Map.of("failed", FlagNames.message(result.failure())));
    }
    if (result.works() && model != null) {
      print(ModelTest.run(file, input));
    }
    System.out.println(result.verdict());
    return result.works() ? 0 : 1;
  }

  private ModelFile file() {
    DeclarationFlags none = DeclarationFlags.NONE;
    DeclarationFlags declared =
        classes == null
            ? none
            : new DeclarationFlags(
                TextLines.names(classes.names()),
                none.head(),
                none.size(),
                none.values(),
                none.form());
    return new ModelFile(
        ZeroShot.path(model),
        arch,
        device,
        declared,
        true,
        ModelTrust.NONE,
        ZeroShot.of(model, TextLines.templates(template)));
  }

  private static void print(Map<String, String> lines) {
    lines.forEach((name, value) -> System.out.printf("%-22s %s%n", name, value));
  }
}
