package org.segmentattribution.model.safetensors;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The convolutional classifiers of torchvision for which weights can be loaded, module by module
 * under torchvision's names (Krizhevsky 2014; Simonyan and Zisserman 2015; He et al. 2016; Iandola
 * et al. 2016, version 1.1).
 */
final class TorchvisionArchitectures {
  private static final String VGG_11 = "64 M 128 M 256 256 M 512 512 M 512 512 M";
  private static final String VGG_13 = "64 64 M 128 128 M 256 256 M 512 512 M 512 512 M";
  private static final String VGG_16 =
      "64 64 M 128 128 M 256 256 256 M 512 512 512 M 512 512 512 M";
  private static final String VGG_19 =
      "64 64 M 128 128 M 256 256 256 256 M 512 512 512 512 M 512 512 512 512 M";

  private static final Map<String, Consumer<NetworkBuilder>> BY_NAME = byName();

  private TorchvisionArchitectures() {}

  private static Map<String, Consumer<NetworkBuilder>> byName() {
    Map<String, Consumer<NetworkBuilder>> all = new LinkedHashMap<>();
    all.put("alexnet", TorchvisionArchitectures::alexnet);
    all.put("resnet18", net -> resnet(net, false, 2, 2, 2, 2));
    all.put("resnet34", net -> resnet(net, false, 3, 4, 6, 3));
    all.put("resnet50", net -> resnet(net, true, 3, 4, 6, 3));
    all.put("squeezenet1_1", TorchvisionArchitectures::squeezenet);
    all.put("vgg11", net -> vgg(net, VGG_11, false));
    all.put("vgg11_bn", net -> vgg(net, VGG_11, true));
    all.put("vgg13", net -> vgg(net, VGG_13, false));
    all.put("vgg13_bn", net -> vgg(net, VGG_13, true));
    all.put("vgg16", net -> vgg(net, VGG_16, false));
    all.put("vgg16_bn", net -> vgg(net, VGG_16, true));
    all.put("vgg19", net -> vgg(net, VGG_19, false));
    all.put("vgg19_bn", net -> vgg(net, VGG_19, true));
    return all;
  }

  /** Returns all names, separated by commas. */
  static String names() {
    return String.join(", ", BY_NAME.keySet());
  }

  /**
   * Returns the function that adds the modules of an architecture to a network, or null for an
   * unknown name.
   */
  static Consumer<NetworkBuilder> named(String name) {
    return BY_NAME.get(name);
  }

  private static void alexnet(NetworkBuilder net) {
    net.conv("features.0", 64, 11, 4, 2).relu("features.1").maxPool("features.2", 3, 2, 0);
    net.conv("features.3", 192, 5, 1, 2).relu("features.4").maxPool("features.5", 3, 2, 0);
    net.conv("features.6", 384, 3, 1, 1).relu("features.7");
    net.conv("features.8", 256, 3, 1, 1).relu("features.9");
    net.conv("features.10", 256, 3, 1, 1).relu("features.11").maxPool("features.12", 3, 2, 0);
    net.averagePoolTo("avgpool", 6).flatten("flatten");
    net.dense("classifier.1", 4096).relu("classifier.2");
    net.dense("classifier.4", 4096).relu("classifier.5");
    net.classes("classifier.6");
  }

  private static void vgg(NetworkBuilder net, String layers, boolean norm) {
    int number = 0;
    for (String layer : layers.split(" ")) {
      if (layer.equals("M")) {
        net.maxPool("features." + number++, 2, 2, 0);
        continue;
      }
      net.conv("features." + number++, Integer.parseInt(layer), 3, 1, 1);
      if (norm) {
        net.norm("features." + number++);
      }
      net.relu("features." + number++);
    }
    net.averagePoolTo("avgpool", 7).flatten("flatten");
    net.dense("classifier.0", 4096).relu("classifier.1");
    net.dense("classifier.3", 4096).relu("classifier.4");
    net.classes("classifier.6");
  }

  private static void squeezenet(NetworkBuilder net) {
    net.conv("features.0", 64, 3, 2, 0).relu("features.1").maxPoolCeil("features.2", 3, 2);
    fire(net, "features.3", 16, 64);
    fire(net, "features.4", 16, 64);
    net.maxPoolCeil("features.5", 3, 2);
    fire(net, "features.6", 32, 128);
    fire(net, "features.7", 32, 128);
    net.maxPoolCeil("features.8", 3, 2);
    fire(net, "features.9", 48, 192);
    fire(net, "features.10", 48, 192);
    fire(net, "features.11", 64, 256);
    fire(net, "features.12", 64, 256);
    net.classesOfPixels("classifier.1").relu("classifier.2");
    net.globalAverage("classifier.3").flatten("flatten");
  }

  private static void fire(NetworkBuilder net, String name, int squeeze, int expand) {
    net.conv(name + ".squeeze", squeeze, 1, 1, 0).relu(name + ".squeeze_activation");
    NetworkBuilder.Value squeezed = net.at();
    net.conv(name + ".expand1x1", expand, 1, 1, 0).relu(name + ".expand1x1_activation");
    NetworkBuilder.Value narrow = net.at();
    net.from(squeezed);
    net.conv(name + ".expand3x3", expand, 3, 1, 1).relu(name + ".expand3x3_activation");
    net.concatenate(name + ".cat", narrow, net.at());
  }

  private static void resnet(NetworkBuilder net, boolean bottleneck, int... blocks) {
    net.convWithoutBias("conv1", 64, 7, 2, 3).norm("bn1").relu("relu").maxPool("maxpool", 3, 2, 1);
    for (int stage = 0; stage < blocks.length; stage++) {
      for (int block = 0; block < blocks[stage]; block++) {
        String name = "layer" + (stage + 1) + "." + block;
        int stride = stage > 0 && block == 0 ? 2 : 1;
        residual(net, name, 64 << stage, stride, bottleneck);
      }
    }
    net.globalAverage("avgpool").flatten("flatten").classes("fc");
  }

  private static void residual(
      NetworkBuilder net, String name, int width, int stride, boolean bottleneck) {
    NetworkBuilder.Value input = net.at();
    int out = bottleneck ? 4 * width : width;
    if (bottleneck) {
      net.convWithoutBias(name + ".conv1", width, 1, 1, 0).norm(name + ".bn1");
      net.relu(name + ".relu1");
      net.convWithoutBias(name + ".conv2", width, 3, stride, 1).norm(name + ".bn2");
      net.relu(name + ".relu2");
      net.convWithoutBias(name + ".conv3", out, 1, 1, 0).norm(name + ".bn3");
    } else {
      net.convWithoutBias(name + ".conv1", width, 3, stride, 1).norm(name + ".bn1");
      net.relu(name + ".relu1");
      net.convWithoutBias(name + ".conv2", width, 3, 1, 1).norm(name + ".bn2");
    }
    NetworkBuilder.Value residual = net.at();
    net.from(input);
    if (stride != 1 || input.channels() != out) {
      net.convWithoutBias(name + ".downsample.0", out, 1, stride, 0).norm(name + ".downsample.1");
    }
    net.add(name + ".add", residual, net.at()).relu(name + ".relu");
  }
}
