package org.segmentattribution.command.view;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.table.tile.TileFilter;
import org.segmentattribution.table.tile.TileQuestion;
import org.segmentattribution.table.tile.TileSort;
import org.segmentattribution.table.tile.TileStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the photographs of one run, or of two side by side, to a browser on this machine. It
 * listens on the loopback address alone, answers nobody without its token, and reads only the runs
 * and the images and masks that they name.
 */
public final class ViewServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ViewServer.class);

  /** A browser opens six connections; some pictures may wait for masks. */
  private static final int THREADS = 16;

  private static final List<String> HEADERS =
      List.of(
          "Content-Security-Policy",
          "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src"
              + " 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin");

  private final HttpServer server;
  private final Door door;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, ViewServer::thread);
  private final TileStore store;
  private final List<RunImages> images = new ArrayList<>();
  private final List<PixelMaps> maps = new ArrayList<>();
  private final ViewAnswers answers;

  private ViewServer(HttpServer server, TileStore store, ViewSettings settings) {
    this.server = server;
    this.store = store;
    door = new Door(server.getAddress().getPort());
    settings.runs().forEach(run -> images.add(new RunImages(run)));
    settings.runs().forEach(run -> maps.add(new PixelMaps(run)));
    answers = new ViewAnswers(store, images, maps, new DrawnCache(settings.cache()));
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "view");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Reads the tables of the runs, and listens. Images and masks are opened while the first tiles
   * are shown.
   *
   * @throws WrongInput where the port is taken, or a run has no rows
   * @throws IOException where a table cannot be read
   */
  public static ViewServer open(ViewSettings settings) throws IOException {
    HttpServer server = listen(settings.port());
    TileStore store = null;
    try {
      List<Path> folders = settings.runs().stream().map(ViewedRun::folder).toList();
      store = TileStore.open(folders);
      store.runs().stream()
          .filter(run -> run.methods().isEmpty())
          .findFirst()
          .ifPresent(
              run -> {
                throw new WrongInput(run.name() + " has no rows: there is nothing to show");
              });
      prepare(store);
      return new ViewServer(server, store, settings);
    } catch (IOException | RuntimeException e) {
      server.stop(0);
      if (store != null) {
        store.close();
      }
      throw e;
    }
  }

  /** Makes the first page, so that nobody waits for it. */
  private static void prepare(TileStore store) {
    TileQuestion.Methods methods = new TileQuestion.Methods(0, store.runs().size() == 1 ? -1 : 0);
    store.page(new TileQuestion(methods, TileFilter.ALL, TileSort.NAME, false, 0, 1));
  }

  private static HttpServer listen(int port) throws IOException {
    try {
      return HttpServer.create(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
    } catch (BindException e) {
      throw WrongInput.of("{port} %s cannot be used: %s", port, e);
    }
  }

  /** Returns the address of the page, with the token. */
  public URI address() {
    return URI.create(
        "http://127.0.0.1:" + server.getAddress().getPort() + "/?token=" + door.token());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, answer(exchange));
    }
  }

  private Answer answer(HttpExchange exchange) {
    try {
      URI address = exchange.getRequestURI();
      Answer stopped =
          door.answer(exchange.getRequestMethod(), address, exchange.getRequestHeaders());
      // the path as it was sent: no encoded sign means anything here
      String path = String.valueOf(address.getRawPath());
      return stopped != null ? stopped : answers.answer(path, Params.of(address.getRawQuery()));
    } catch (WrongInput e) {
      return Answer.sentence(400, e.getMessage());
    } catch (IOException | RuntimeException e) {
      LOG.warn("view: {}", e.toString(), e);
      return Answer.sentence(500, "This cannot be shown; the terminal says why.");
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    for (int i = 0; i < HEADERS.size(); i += 2) {
      exchange.getResponseHeaders().set(HEADERS.get(i), HEADERS.get(i + 1));
    }
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(answer.body().length));
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(
        answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
    if (answer.body().length > 0) {
      try (OutputStream body = exchange.getResponseBody()) {
        body.write(answer.body());
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.stop(0);
    threads.shutdownNow();
    images.forEach(RunImages::close);
    maps.forEach(PixelMaps::close);
    store.close();
  }
}
