package org.segmentattribution.segmentation.onnx.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.runtime.Tensor;
import org.segmentattribution.runtime.Tokenizer;
import org.segmentattribution.segmentation.onnx.ground.FolderPicture;
import org.segmentattribution.segmentation.onnx.ground.ImageFeed;
import org.segmentattribution.segmentation.onnx.ground.Instance;
import org.segmentattribution.segmentation.onnx.ground.ModelFolder;
import org.segmentattribution.segmentation.onnx.ground.OnnxModel;
import org.segmentattribution.segmentation.onnx.ground.PlaneResize;
import org.segmentattribution.segmentation.onnx.ground.Scores;
import org.segmentattribution.segmentation.onnx.ground.TextBatch;
import org.segmentattribution.segmentation.onnx.ground.WantedSegment;

/**
 * One graph that takes an image and texts and gives a plane of logits for each text (Lüddecke and
 * Ecker 2022). Exports differ: some take one image with several texts, others one image for each
 * text.
 */
public final class ClipSeg implements OnnxModel {
  private static final int SIDE = 352;
  private static final int MOST_TOKENS = 77;
  private static final String PIXELS = "pixel_values";

  private final OnnxGraph graph;
  private final FolderPicture picture;
  private final TextBatch texts;
  private final boolean manyImages;

  /** How an export takes several texts; the first image shows it. */
  private enum Taking {
    TOGETHER,
    WITH_IMAGES,
    ONE_BY_ONE
  }

  private volatile Taking taking;

  public ClipSeg(OnnxGraph graph, ModelFolder folder) {
    this.graph = graph;
    picture = new FolderPicture(graph, folder, SIDE, ImageFeed.Normalisation.IMAGENET);
    Tokenizer tokenizer = folder.tokenizer();
    long end = Math.max(0, tokenizer.id("<|endoftext|>"));
    texts = new TextBatch(graph, tokenizer, MOST_TOKENS, false, end);
    manyImages = graph.inputs().get(PIXELS).shape()[0] > 1;
  }

  @Override
  public double threshold() {
    return 0.5;
  }

  @Override
  public void check(List<WantedSegment> wanted) {
    texts.of(wanted);
  }

  @Override
  public List<Instance> find(RgbImage image, List<WantedSegment> wanted) throws IOException {
    Tensor pixels = picture.inputs(graph, image).get(PIXELS);
    List<Instance> found = new ArrayList<>();
    for (Tensor logits : logits(pixels, wanted)) {
      int height = logits.size(-2);
      int width = logits.size(-1);
      PlaneResize resize = PlaneResize.of(width, height, image.width(), image.height());
      int planes = logits.floats().length / width / height;
      for (int i = 0; i < planes && found.size() < wanted.size(); i++) {
        int from = i * width * height;
        float most = Float.NEGATIVE_INFINITY;
        for (int k = from; k < from + width * height; k++) {
          most = Math.max(most, logits.floats()[k]);
        }
        float threshold = Scores.logit(wanted.get(found.size()).threshold());
        found.add(
            new Instance(
                found.size(),
                Scores.sigmoid(most),
                resize.above(logits.floats(), from, threshold)));
      }
    }
    return found;
  }

  private List<Tensor> logits(Tensor pixels, List<WantedSegment> wanted) throws IOException {
    if (taking != null) {
      return logits(taking, pixels, wanted);
    }
    IOException refused = null;
    for (Taking way : ways(wanted.size())) {
      try {
        List<Tensor> logits = logits(way, pixels, wanted);
        if (way == Taking.ONE_BY_ONE || agrees(logits, way, pixels, wanted)) {
          taking = way;
          return logits;
        }
      } catch (IOException e) {
        refused = e;
      }
    }
    throw refused == null
        ? new IOException(graph.file() + ": gives a text other logits beside another text")
        : refused;
  }

  private List<Taking> ways(int count) {
    boolean single = texts.fixed() == 1 || count == 1 && texts.fixed() < 0;
    if (single && !manyImages) {
      return List.of(Taking.ONE_BY_ONE);
    }
    // alone, a text costs as much as with an image of its own, and less memory
    return manyImages
        ? List.of(Taking.WITH_IMAGES)
        : texts.fixed() > 1
            ? List.of(Taking.TOGETHER, Taking.WITH_IMAGES)
            : List.of(Taking.TOGETHER, Taking.ONE_BY_ONE, Taking.WITH_IMAGES);
  }

  /**
   * Returns whether the last text gets the logits that it gets alone: a graph traced for one text
   * may mix several. What cannot run alone cannot be compared.
   */
  private boolean agrees(
      List<Tensor> logits, Taking way, Tensor pixels, List<WantedSegment> wanted) {
    if (way != Taking.TOGETHER || texts.fixed() > 0) {
      return true;
    }
    float[] alone;
    try {
      List<TextBatch.Part> singles = texts.singles(wanted);
      alone = run(pixels, singles.get(singles.size() - 1)).floats();
    } catch (IOException e) {
      return true;
    }
    float[] all = logits.get(0).floats();
    double apart = apart(all, all.length - alone.length, alone);
    return apart <= 1e-3 * apart(new float[alone.length], 0, alone)
        || apart <= 0.1 * apart(all, 0, alone);
  }

  private static double apart(float[] all, int from, float[] one) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += Math.pow(all[from + i] - one[i], 2);
    }
    return Math.sqrt(sum);
  }

  private List<Tensor> logits(Taking way, Tensor pixels, List<WantedSegment> wanted)
      throws IOException {
    List<Tensor> all = new ArrayList<>();
    for (TextBatch.Part part :
        way == Taking.ONE_BY_ONE ? texts.singles(wanted) : texts.of(wanted)) {
      int images = way == Taking.WITH_IMAGES ? part.texts().ids().size(0) : 1;
      all.add(run(images == 1 ? pixels : repeated(pixels, images), part));
    }
    return all;
  }

  private Tensor run(Tensor pixels, TextBatch.Part part) throws IOException {
    Map<String, Tensor> inputs = new HashMap<>();
    inputs.put(PIXELS, pixels);
    inputs.put("input_ids", part.texts().ids());
    inputs.put("attention_mask", part.texts().mask());
    Tensor logits = graph.run(inputs).get("logits");
    long planes =
        logits.rank() < 2 ? 0 : logits.floats().length / logits.size(-1) / logits.size(-2);
    int count = part.texts().ids().size(0);
    if (planes != count) {
      throw new IOException(
          graph.file()
              + ": makes logits "
              + Arrays.toString(logits.shape())
              + " of "
              + count
              + " texts");
    }
    return logits;
  }

  private static Tensor repeated(Tensor pixels, int count) {
    int size = pixels.floats().length;
    float[] all = new float[size * count];
    for (int i = 0; i < count; i++) {
      System.arraycopy(pixels.floats(), 0, all, i * size, size);
    }
    long[] shape = pixels.shape().clone();
    shape[0] = count;
    return new Tensor(shape, all, null);
  }
}
