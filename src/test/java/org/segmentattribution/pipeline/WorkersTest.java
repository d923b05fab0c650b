package org.segmentattribution.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkersTest {
  @Test
  void whatIsUnderWayEndsBeforeAFailureIsThrown() {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicInteger ended = new AtomicInteger();
    IOException failure =
        assertThrows(
            IOException.class,
            () ->
                new Workers(2)
                    .map(
                        List.of(1, 2, 3, 4, 5, 6),
                        item -> {
                          try {
                            if (item == 1) {
                              begun.await();
                              throw new IOException("disk full");
                            }
                            begun.countDown();
                            Thread.sleep(100);
                          } catch (InterruptedException e) {
                            throw new IOException("interrupted", e);
                          }
                          return ended.incrementAndGet();
                        }));
    assertEquals("disk full", failure.getMessage());
    assertTrue(ended.get() >= 1, "the one under way was waited for");
  }

  /** A service that is waited for when Ctrl-C comes is no bug of the program. */
  @Test
  void whoIsToldToGoStops() {
    try {
      String said =
          assertThrows(
                  StopRequest.Stopped.class,
                  () ->
                      new Workers(1)
                          .map(
                              List.of(1),
                              item -> {
                                StopRequest.request();
                                throw new CancellationException("interrupted");
                              }))
              .getMessage();
      assertTrue(said.startsWith("stopped; what is finished is kept"), said);
    } finally {
      StopRequest.withdraw();
    }
    assertThrows(
        CancellationException.class,
        () ->
            new Workers(1)
                .map(
                    List.of(1),
                    item -> {
                      throw new CancellationException("of its own");
                    }));
  }
}
