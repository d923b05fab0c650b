package org.segmentattribution.dataset.decode;

import com.luciad.imageio.webp.WebPImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.bmp.BMPImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.BigTIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
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
import org.segmentattribution.api.RgbImage;

/**
 * Runs the decoders behind {@link ImageDecoder}: ImageIO's own for PNG and GIF, libwebp for WebP,
 * TwelveMonkeys for the others.
 */
final class PixelReader {
  private static final Pattern DAMAGE =
      Pattern.compile("truncat|premature|corrupt|eof|end of", Pattern.CASE_INSENSITIVE);

  /** Bytes between two markers that mean nothing and cost no pixel; every reader skips them. */
  private static final Pattern HARMLESS = Pattern.compile("extraneous bytes before marker");

  private static final ImageReaderSpi JPEG = registered(new JPEGImageReaderSpi());
  private static final ImageReaderSpi BMP = registered(new BMPImageReaderSpi());
  private static final ImageReaderSpi TIFF = registered(new TIFFImageReaderSpi());
  private static final ImageReaderSpi BIG_TIFF = registered(new BigTIFFImageReaderSpi());
  private static final ImageReaderSpi WEBP = registered(new WebPImageReaderSpi());
  private static final ImageReaderSpi PNG = builtIn("png");
  private static final ImageReaderSpi GIF = builtIn("gif");

  private PixelReader() {}

  /** Registered here: ImageIO's own scan may have run where this library was not to be seen. */
  private static ImageReaderSpi registered(ImageReaderSpi made) {
    IIORegistry registry = IIORegistry.getDefaultInstance();
    ImageReaderSpi found = registry.getServiceProviderByClass(made.getClass());
    if (found == null) {
      found = made;
      registry.registerServiceProvider(found);
    }
    return found;
  }

  private static ImageReaderSpi builtIn(String format) {
    return ImageIO.getImageReadersByFormatName(format).next().getOriginatingProvider();
  }

  private static ImageReaderSpi provider(FileKind kind, byte[] file) {
    return switch (kind) {
      case JPEG -> JPEG;
      case PNG -> PNG;
      case GIF -> GIF;
      case BMP -> BMP;
      case TIFF -> file[2] == 43 || file[3] == 43 ? BIG_TIFF : TIFF;
      case WEBP -> WEBP;
      default -> throw new IllegalArgumentException(kind + " is not read here");
    };
  }

  /** The pixels as stored. */
  static RgbImage read(FileKind kind, Encoded encoded) throws IOException {
    List<String> warnings = new ArrayList<>();
    ImageReader reader = provider(kind, encoded.essence()).createReaderInstance();
    try (ImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded.essence()))) {
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      reader.setInput(in, true);
      RgbImage image =
          encoded.colours().inks() == Encoded.Inks.NONE
              ? Samples.rgb(reader.read(0), encoded.colours().alpha())
              : Inks.rgb(reader.readRaster(0, null), encoded.colours().inks() == Encoded.Inks.YCCK);
      for (String warning : warnings) {
        if (DAMAGE.matcher(warning).find() && !HARMLESS.matcher(warning).find()) {
          throw new IOException("damaged: " + Reason.of(warning));
        }
      }
      return image;
    } catch (LinkageError e) {
      throw new IOException(
          "WebP needs a native library that this machine cannot load; convert it to PNG", e);
    } finally {
      reader.dispose();
    }
  }
}
