package org.segmentattribution.dataset;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.segmentattribution.image.RgbImage;

/** The decoders behind {@link ImageDecoder}: TwelveMonkeys for JPEG, ImageIO's own for PNG. */
final class PixelReader {
  private static final Pattern DAMAGE =
      Pattern.compile("truncat|premature|corrupt|eof|end of", Pattern.CASE_INSENSITIVE);

  /** Bytes between two markers that mean nothing and cost no pixel; every reader skips them. */
  private static final Pattern HARMLESS = Pattern.compile("extraneous bytes before marker");

  private static final ImageReaderSpi JPEG = twelveMonkeys();
  private static final ImageReaderSpi PNG =
      ImageIO.getImageReadersByFormatName("png").next().getOriginatingProvider();

  private PixelReader() {}

  /** Registered here: ImageIO's own scan may have run where this library was not to be seen. */
  private static ImageReaderSpi twelveMonkeys() {
    IIORegistry registry = IIORegistry.getDefaultInstance();
    JPEGImageReaderSpi found = registry.getServiceProviderByClass(JPEGImageReaderSpi.class);
    if (found == null) {
      found = new JPEGImageReaderSpi();
      registry.registerServiceProvider(found);
    }
    return found;
  }

  /** The pixels as stored. */
  static RgbImage read(FileKind kind, Encoded encoded) throws IOException {
    List<String> warnings = new ArrayList<>();
    ImageReader reader = (kind == FileKind.JPEG ? JPEG : PNG).createReaderInstance();
    try (ImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded.essence()))) {
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      reader.setInput(in, true);
      RgbImage image =
          encoded.inks() == Encoded.Inks.NONE
              ? Samples.rgb(reader.read(0))
              : Inks.rgb(reader.readRaster(0, null), encoded.inks() == Encoded.Inks.YCCK);
      for (String warning : warnings) {
        if (DAMAGE.matcher(warning).find() && !HARMLESS.matcher(warning).find()) {
          throw new IOException("damaged: " + Reason.of(warning));
        }
      }
      return image;
    } finally {
      reader.dispose();
    }
  }
}
