package org.segmentattribution.dataset.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.RgbImage;

/** Files that are odd, damaged or made to do harm. Colours are what Pillow 9.4 reads. */
class HostileImagesTest {
  private static final Path IMAGES = Path.of("src/test/resources/images");
  private static final int JFIF_END = 20;
  private final ImageDecoder decoder = new ImageDecoder(1);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"rgb.png", "rgba16.png", "palette.png", "rgb.jpg", "progressive.jpg", "cmyk.jpg"})
  void refusesEveryTruncation(String name) throws IOException {
    byte[] whole = Files.readAllBytes(IMAGES.resolve(name));
    for (int length = 0; length < whole.length; length++) {
      reason(Arrays.copyOf(whole, length));
    }
  }

  @Test
  void refusesAJpegWhoseDataStopsEarly() throws IOException {
    byte[] whole = Files.readAllBytes(IMAGES.resolve("orientation1.jpg"));
    byte[] cut = Arrays.copyOf(whole, whole.length - 40);
    cut[cut.length - 2] = -1;
    cut[cut.length - 1] = (byte) 0xD9;
    assertTrue(reason(cut).startsWith("damaged: "));
  }

  @Test
  void refusesAPngWhoseDataStopEarlyOrDoNotMatchTheirChecksum() throws IOException {
    assertTrue(reason(png(1000, deflate(new byte[3001 * 900]))).startsWith("damaged: "));
    byte[] flipped = Files.readAllBytes(IMAGES.resolve("palette.png"));
    flipped[indexOf(flipped, "PLTE") + 4] ^= 1;
    assertEquals("broken PNG: the checksum of its PLTE chunk is wrong", reason(flipped));
  }

  /** 35 bytes, and 12 GB of pixels if they were believed. */
  @Test
  void refusesAGifThatClaimsAGiganticSize() throws IOException {
    ByteBuffer gif = ByteBuffer.allocate(35).order(ByteOrder.LITTLE_ENDIAN);
    gif.put("GIF89a".getBytes(StandardCharsets.US_ASCII));
    gif.putShort((short) -1).putShort((short) -1).put(new byte[] {(byte) 0x80, 0, 0});
    gif.put(new byte[6]); // two colours
    gif.put((byte) ',').putShort((short) 0).putShort((short) 0);
    gif.putShort((short) -1).putShort((short) -1).put((byte) 0);
    gif.put(new byte[] {2, 2, 0x4c, 1, 0, ';'});
    assertEquals("too large: 65535x65535 is over 1 megapixels", reason(gif.array()));
  }

  @Test
  void looksAtTheSizeBeforeDecoding() throws IOException {
    assertEquals("too large: 1001x1000 is over 1 megapixels", reason(png(1001, new byte[0])));
    byte[] jpeg = Files.readAllBytes(IMAGES.resolve("rgb.jpg"));
    int frame = indexOf(jpeg, "\u00ff\u00c0");
    jpeg[frame + 5] = (byte) 0xff;
    jpeg[frame + 7] = (byte) 0xff;
    assertEquals("too large: 65288x65286 is over 1 megapixels", reason(jpeg));
  }

  /** On the way to a square of 224 pixels it would take 224 times its size. */
  @Test
  void refusesStrips() throws IOException {
    assertEquals(
        "too elongated: 1x1001, one side more than 1000 times the other", reason(strip(1, 1001)));
    assertEquals(
        "too elongated: 2001x2, one side more than 1000 times the other", reason(strip(2001, 2)));
    Path most = Files.write(folder.resolve("most.png"), strip(1, 1000));
    assertEquals(1000, decoder.decode(most).height());
  }

  private static byte[] strip(int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", bytes);
    return bytes.toByteArray();
  }

  @Test
  void doesNotLoadFilesThatNoPictureNeeds() throws IOException {
    Path large = folder.resolve("large.jpg");
    Files.copy(IMAGES.resolve("rgb.jpg"), large);
    try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }
    assertEquals(
        "too large: a file of 3072 MiB is over 256 MiB",
        assertThrows(IOException.class, () -> decoder.decode(large)).getMessage());
    assertEquals(
        "not a file", assertThrows(IOException.class, () -> decoder.decode(folder)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"zTXt", "iTXt", "iCCP"})
  void neverUnpacksTextsAndProfiles(String type) throws IOException {
    byte[] start = "name\0\0".getBytes(StandardCharsets.ISO_8859_1);
    byte[] bomb = deflate(new byte[1 << 26]);
    byte[] palette = Files.readAllBytes(IMAGES.resolve("palette.png"));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    int header = 8 + 25;
    file.write(palette, 0, header);
    file.writeBytes(chunk(type, join(start, bomb)));
    file.writeBytes(chunk("tEXt", new byte[] {1}));
    file.write(palette, header, palette.length - header);
    assertColours("200 30 60", "20 180 90", file.toByteArray());
  }

  @Test
  void appliesNoEmbeddedProfile() throws IOException {
    byte[] jpeg = Files.readAllBytes(IMAGES.resolve("rgb.jpg"));
    byte[] start = "ICC_PROFILE\0\1\1".getBytes(StandardCharsets.ISO_8859_1);
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    assertColours("200 30 59", "20 180 90", insert(jpeg, 0xE2, join(start, linear)));
    assertColours("200 30 59", "20 180 90", insert(jpeg, 0xE2, join(start, new byte[9])));
  }

  @Test
  void keepsThePictureOfABrokenExifBlock() throws IOException {
    byte[] jpeg = Files.readAllBytes(IMAGES.resolve("rgb.jpg"));
    byte[] exif = new byte[200];
    Arrays.fill(exif, (byte) 0xff);
    ByteBuffer.wrap(exif).put("Exif\0\0II*\0\10\0\0\0".getBytes(StandardCharsets.ISO_8859_1));
    assertColours("200 30 59", "20 180 90", insert(jpeg, 0xE1, exif));
    assertColours("200 30 59", "20 180 90", insert(jpeg, 0xE1, Arrays.copyOf(exif, 5)));
  }

  @Test
  void readsColoursWithoutAJfifHeader() throws IOException {
    byte[] jpeg = Files.readAllBytes(IMAGES.resolve("rgb.jpg"));
    byte[] bare = join(new byte[] {-1, (byte) 0xD8}, tail(jpeg));
    assertColours("200 30 59", "20 180 90", bare);
    byte[] adobe = "Adobe\0\144\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
    byte[] asRgb = join(segment(0xEE, adobe), tail(jpeg));
    assertColours("84 114 211", "122 110 55", join(new byte[] {-1, (byte) 0xD8}, asRgb));
  }

  @Test
  void readsInksOfBothTransforms() throws IOException {
    byte[] cmyk = Files.readAllBytes(IMAGES.resolve("cmyk.jpg"));
    assertColours("200 30 60", "20 180 90", cmyk);
    cmyk[indexOf(cmyk, "Adobe") + 11] = 2;
    assertColours("150 0 229", "255 226 143", cmyk);
  }

  @Test
  void readsTransparentColours() throws IOException {
    byte[] rgb = Files.readAllBytes(IMAGES.resolve("rgb.png"));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(rgb, 0, 33);
    file.writeBytes(chunk("tRNS", new byte[] {0, (byte) 200, 0, 30, 0, 60}));
    file.write(rgb, 33, rgb.length - 33);
    assertColours("255 255 255", "20 180 90", file.toByteArray());
  }

  private String reason(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("file"), bytes);
    String reason = assertThrows(IOException.class, () -> decoder.decode(file)).getMessage();
    assertEquals(1, reason.lines().count(), reason);
    return reason;
  }

  private void assertColours(String left, String right, byte[] bytes) throws IOException {
    RgbImage image = decoder.decode(Files.write(folder.resolve("file"), bytes));
    assertEquals(left, colour(image, 0), "left");
    assertEquals(right, colour(image, image.width() - 1), "right");
  }

  private static String colour(RgbImage image, int x) {
    return image.value(x, 0, 0) + " " + image.value(x, 0, 1) + " " + image.value(x, 0, 2);
  }

  private static int indexOf(byte[] bytes, String text) {
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    assertTrue(at > 0);
    return at;
  }

  private static byte[] tail(byte[] jpeg) {
    return Arrays.copyOfRange(jpeg, JFIF_END, jpeg.length);
  }

  private static byte[] insert(byte[] jpeg, int marker, byte[] data) {
    return join(join(Arrays.copyOf(jpeg, JFIF_END), segment(marker, data)), tail(jpeg));
  }

  private static byte[] segment(int marker, byte[] data) {
    return ByteBuffer.allocate(data.length + 4)
        .put((byte) 0xff)
        .put((byte) marker)
        .putShort((short) (data.length + 2))
        .put(data)
        .array();
  }

  /** An RGB picture, a thousand rows tall. */
  private static byte[] png(int width, byte[] compressed) {
    byte[] header =
        ByteBuffer.allocate(13).putInt(width).putInt(1000).put((byte) 8).put((byte) 2).array();
    byte[] signature = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    byte[] start = join(signature, chunk("IHDR", header));
    return join(join(start, chunk("IDAT", compressed)), chunk("IEND", new byte[0]));
  }

  private static byte[] chunk(String type, byte[] data) {
    byte[] named = join(type.getBytes(StandardCharsets.ISO_8859_1), data);
    CRC32 crc = new CRC32();
    crc.update(named);
    return ByteBuffer.allocate(data.length + 12)
        .putInt(data.length)
        .put(named)
        .putInt((int) crc.getValue())
        .array();
  }

  private static byte[] deflate(byte[] data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Deflater fast = new Deflater(Deflater.BEST_SPEED);
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out, fast)) {
      deflater.write(data);
    } finally {
      fast.end();
    }
    return out.toByteArray();
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
