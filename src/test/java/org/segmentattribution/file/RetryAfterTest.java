package org.segmentattribution.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
  @Test
  void secondsOrADate() {
    assertEquals(Duration.ofSeconds(120), RetryAfter.of(" 120 "));
    for (String none : List.of("", "-1", "1.5", "soon", "Wed, 21 Oct 2015 07:28:00 GMT")) {
      assertEquals(Duration.ZERO, RetryAfter.of(none), none);
    }
    ZonedDateTime later = ZonedDateTime.now(ZoneOffset.UTC).plusHours(1);
    Duration wait = RetryAfter.of(DateTimeFormatter.RFC_1123_DATE_TIME.format(later));
    assertTrue(wait.compareTo(Duration.ofMinutes(50)) > 0, wait.toString());
    assertTrue(wait.compareTo(Duration.ofMinutes(61)) < 0, wait.toString());
  }
}
