package org.segmentattribution.cli;

import org.segmentattribution.saliency.Parameter;
import org.segmentattribution.saliency.SaliencyMethods;
import picocli.CommandLine.Command;

/** {@code sat methods}. */
@Command(
    name = "methods",
    mixinStandardHelpOptions = true,
    description = "List the saliency methods with their parameters and standard values.")
final class MethodsCommand implements Runnable {
  @Override
  public void run() {
    for (String name : SaliencyMethods.names()) {
      System.out.println(name + "  " + SaliencyMethods.summary(name));
      for (Parameter parameter : SaliencyMethods.parameters(name)) {
        String standard = parameter.standard().isEmpty() ? "" : "=" + parameter.standard();
        System.out.println("    " + parameter.name() + standard + "  " + parameter.meaning());
      }
    }
    System.out.println("ensemble:A+B  mean of the maps of methods, each normalised first");
    System.out.println(
        "auto  epsilon-plus-flat, attn-lrp for attention, integrated-gradients where a layer has"
            + " no rule");
  }
}
