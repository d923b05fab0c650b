package org.segmentattribution.cli;

import java.util.concurrent.Callable;
import org.segmentattribution.cli.flag.CommonOptions;
import org.segmentattribution.cli.flag.ConsoleProgress;
import org.segmentattribution.cli.flag.ExplainFlags;
import org.segmentattribution.experiment.classes.ClassRuns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sat experiment methods}: one class under several saliency methods. */
@Command(
    name = "methods",
    mixinStandardHelpOptions = true,
    description = {
      "Explain one class under six saliency methods: a critical-difference diagram of",
      "each (the paper's Figure 7), how far they agree over all images, and within",
      "single images, which is fairer: segments that were not found rank last under",
      "every method.",
      "",
      "--class NAME: a label of the images, a class of the model by name, alias or",
      "index, or a group: dog=151-268. --prompts may be a folder with a file a class."
    },
    footer = {
      "",
      "Example:",
      "  sat experiment methods --images imagenet/train --class zebra --model vgg16.safetensors \\",
      "      --arch vgg16 --segmenter onnx:clipseg --prompts config/prompts --out runs/methods"
    })
final class MethodsExperimentCommand implements Callable<Integer> {
  @Mixin private ExplainFlags flags;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    ClassRuns runs = new ClassRuns(flags.settingsByClass(common), flags.byClass());
    try (ConsoleProgress progress = CommonOptions.progress()) {
      return Outcome.print(runs.single(progress), flags.run.out);
    }
  }
}
