package org.segmentattribution.dataset.decode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/** Recognises a file by its first bytes, whatever its name is. */
public final class FileStart {
  private static final Set<String> BITMAP_HEADERS =
      Set.of("0c", "10", "28", "34", "38", "40", "6c", "7c");
  private static final Set<String> HEIC_BRANDS =
      Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1");

  /** First bytes in hexadecimal; shorter ones than four bytes are checked further below. */
  private static final Object[][] STARTS = {
    {"ffd8ff", FileKind.JPEG},
    {"89504e470d0a1a0a", FileKind.PNG},
    {ascii("GIF87a"), FileKind.GIF},
    {ascii("GIF89a"), FileKind.GIF},
    {"49492a00", FileKind.TIFF},
    {"4d4d002a", FileKind.TIFF},
    {"49492b00", FileKind.TIFF},
    {"4d4d002b", FileKind.TIFF},
    {ascii("8BPS"), FileKind.PSD},
    {ascii("%PDF"), FileKind.PDF},
    {"0000000c4a584c20", FileKind.JPEG_XL},
    {"ff0a", FileKind.JPEG_XL},
    {"0000000c6a502020", FileKind.JPEG_2000},
    {"ff4fff51", FileKind.JPEG_2000},
    {ascii("IIRO"), FileKind.RAW},
    {ascii("IIRS"), FileKind.RAW},
    {ascii("MMOR"), FileKind.RAW},
    {"49495500", FileKind.RAW},
    {ascii("FUJIFILMCCD-RAW"), FileKind.RAW},
    {"49491a00000048454150", FileKind.RAW},
    {ascii("FOVb"), FileKind.RAW},
    {"1a45dfa3", FileKind.VIDEO},
    {"000001ba", FileKind.VIDEO},
    {"000001b3", FileKind.VIDEO},
    {ascii("FLV"), FileKind.VIDEO},
    {ascii("OggS"), FileKind.VIDEO},
    {"3026b2758e66cf11", FileKind.VIDEO},
    {"762f3101", FileKind.OTHER_PICTURE}, // OpenEXR
    {ascii("#?RADIANCE"), FileKind.OTHER_PICTURE},
    {ascii("SIMPLE  ="), FileKind.OTHER_PICTURE}, // FITS
    {"00000100", FileKind.OTHER_PICTURE}, // Windows icon
    {ascii("qoif"), FileKind.OTHER_PICTURE},
    {ascii("DDS "), FileKind.OTHER_PICTURE},
    {ascii("gimp xcf"), FileKind.OTHER_PICTURE},
    {ascii("icns"), FileKind.OTHER_PICTURE},
    {"4949bc", FileKind.OTHER_PICTURE}, // JPEG XR
    {"504b0304", FileKind.ZIP},
    {"504b0506", FileKind.ZIP},
    {"1f8b", FileKind.ARCHIVE},
    {ascii("BZh"), FileKind.ARCHIVE},
    {"fd377a585a00", FileKind.ARCHIVE},
    {"28b52ffd", FileKind.ARCHIVE},
    {"377abcaf271c", FileKind.ARCHIVE},
    {ascii("Rar!"), FileKind.ARCHIVE},
    {ascii("PAR1"), FileKind.PARQUET},
    {ascii("ARROW1"), FileKind.ARROW},
    {ascii("FEA1"), FileKind.ARROW},
    {"d0cf11e0a1b11ae1", FileKind.EXCEL},
    {"934e554d5059", FileKind.NUMPY},
    {"894844460d0a1a0a", FileKind.HDF5},
    {ascii("SQLite format 3"), FileKind.SQLITE}
  };

  /** Number of bytes that {@link #read} reads: DICOM's name is at byte 128, tar's at byte 257. */
  private static final int LENGTH = 1024;

  private FileStart() {}

  /** Returns the first bytes of a file: enough to tell its kind. */
  public static byte[] read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(LENGTH);
    }
  }

  private static String ascii(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Returns the kind of a file that begins with these bytes. */
  public static FileKind kind(byte[] start) {
    String hex = HexFormat.of().formatHex(start);
    for (Object[] known : STARTS) {
      if (hex.startsWith((String) known[0])) {
        return known[1] == FileKind.TIFF && text(start, 8, 10).equals("CR")
            ? FileKind.RAW
            : (FileKind) known[1];
      }
    }
    if (text(start, 0, 2).equals("BM") && start.length > 17) {
      boolean header =
          hex.startsWith("000000", 30) && BITMAP_HEADERS.contains(hex.substring(28, 30));
      return header ? FileKind.BMP : FileKind.OTHER;
    }
    if (text(start, 0, 4).equals("RIFF")) {
      String form = text(start, 8, 12);
      return form.equals("WEBP")
          ? FileKind.WEBP
          : form.equals("AVI ") ? FileKind.VIDEO : FileKind.OTHER;
    }
    if (text(start, 4, 8).equals("ftyp")) {
      return boxed(start);
    }
    return behind(start);
  }

  /**
   * Returns the kind of an ISO base media file: by its brand, or by the brands that it is
   * compatible with.
   */
  private static FileKind boxed(byte[] start) {
    String brand = text(start, 8, 12);
    int length = Math.min(start.length, (start[2] & 0xff) << 8 | start[3] & 0xff);
    String brands = text(start, 8, Math.max(12, length));
    if (brands.contains("avif") || brands.contains("avis")) {
      return FileKind.AVIF;
    }
    if (brand.equals("crx ")) {
      return FileKind.RAW;
    }
    boolean heic = HEIC_BRANDS.contains(brand) || HEIC_BRANDS.stream().anyMatch(brands::contains);
    return heic ? FileKind.HEIC : FileKind.VIDEO;
  }

  /** Recognises kinds whose mark is not at the very start. */
  private static FileKind behind(byte[] start) {
    if (text(start, 128, 132).equals("DICM")) {
      return FileKind.DICOM;
    }
    if (text(start, 257, 262).equals("ustar")) {
      return FileKind.ARCHIVE;
    }
    if (start.length > 188 && start[0] == 0x47 && start[188] == 0x47 && start[1] != 'I') {
      return FileKind.VIDEO; // MPEG transport stream
    }
    String text = text(start, 0, start.length);
    if (text.matches("(?s)P[1-7][\\s#].*")) {
      return FileKind.OTHER_PICTURE; // PBM, PGM, PPM
    }
    String markup = text.replaceFirst("^(\u00ef\u00bb\u00bf)?\\s*", "").toLowerCase(Locale.ROOT);
    boolean drawing =
        markup.startsWith("<svg")
            || ((markup.startsWith("<?xml") || markup.startsWith("<!"))
                && markup.contains("<svg")
                && !markup.contains("<html"));
    return drawing ? FileKind.SVG : FileKind.OTHER;
  }

  private static String text(byte[] start, int from, int to) {
    return from >= start.length
        ? ""
        : new String(
            Arrays.copyOfRange(start, from, Math.min(to, start.length)),
            StandardCharsets.ISO_8859_1);
  }
}
