package org.segmentattribution.cli;

import java.util.concurrent.Callable;
import org.segmentattribution.cli.flag.CommonOptions;
import org.segmentattribution.cli.flag.ConsoleProgress;
import org.segmentattribution.cli.flag.ExplainFlags;
import org.segmentattribution.experiment.classes.ClassRuns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sat experiment imagenet}: classes of a pretrained classifier, one by one. */
@Command(
    name = "imagenet",
    mixinStandardHelpOptions = true,
    description = {
      "Explain classes of a pretrained classifier, each with segments of its own: a",
      "run a class, a critical-difference diagram of each, and a page over all (the",
      "paper's Figure 3).",
      "",
      "--class NAME, repeated: a label of the images, a class of the model by name,",
      "alias or index, or a group: dog=151-268, big cat=lion+tiger. --prompts may be a",
      "folder with a file a class: fire-engine.txt."
    },
    footer = {
      "",
      "Example, as in the paper, with torchvision's weights and a folder of synsets:",
      "  sat experiment imagenet --images imagenet/train --model vgg16.safetensors --arch vgg16 \\",
      "      --segmenter dinox --prompts config/prompts --exclude discarded.txt --out runs/imagenet"
    })
final class ImagenetExperimentCommand implements Callable<Integer> {
  @Mixin private ExplainFlags flags;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    ClassRuns runs = new ClassRuns(flags.settingsByClass(common), flags.byClass());
    try (ConsoleProgress progress = CommonOptions.progress()) {
      return Outcome.print(runs.run(progress), flags.run.out);
    }
  }
}
