package dev.kaboom.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One page in a Chromium without a window, driven over the DevTools protocol. */
public final class Chromium implements AutoCloseable {
  private static final long SECONDS_MAX = 60;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final List<String> complaints = new ArrayList<>();
  private final WebSocket socket;
  private int calls;

  private Chromium(Process process, Path profile) throws IOException, InterruptedException {
    this.process = process;
    String port = port(profile);
    HttpClient client = HttpClient.newHttpClient();
    URI tab = URI.create("http://127.0.0.1:" + port + "/json/new?about:blank");
    HttpRequest request =
        HttpRequest.newBuilder(tab).method("PUT", HttpRequest.BodyPublishers.noBody()).build();
    String answer = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    URI address = URI.create(JSON.readTree(answer).path("webSocketDebuggerUrl").asText());
    this.socket = client.newWebSocketBuilder().buildAsync(address, new Listener()).join();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", Map.of());
    }
  }

  /** The program, if it is on this machine. */
  public static Optional<Path> program() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(dir -> Path.of(dir, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts a browser of its own, which the profile folder belongs to. */
  public static Chromium start(Path program, Path profile)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            program.toString(),
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--remote-debugging-port=0",
            "--remote-allow-origins=*",
            "--user-data-dir=" + profile,
            "about:blank");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("log").toFile())
            .start();
    try {
      return new Chromium(process, profile);
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static String port(Path profile) throws IOException, InterruptedException {
    Path file = profile.resolve("DevToolsActivePort");
    for (int tries = 0; tries < SECONDS_MAX * 10; tries++) {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      if (lines.size() > 1) {
        return lines.get(0);
      }
      Thread.sleep(100);
    }
    throw new IOException("Chromium does not start: " + Files.readString(profile.resolve("log")));
  }

  /** Opens a page and waits until it is loaded. */
  public void open(Path page) throws IOException, InterruptedException {
    complaints.clear();
    call("Page.navigate", Map.of("url", page.toAbsolutePath().toUri().toString()));
    while (!evaluate("document.readyState").asText().equals("complete")
        || !evaluate("location.protocol").asText().equals("file:")) {
      Thread.sleep(20);
    }
  }

  /** What an expression is in the page. */
  public JsonNode evaluate(String expression) throws IOException, InterruptedException {
    JsonNode answer =
        call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new IOException(expression + ": " + answer.path("exceptionDetails"));
    }
    return answer.path("result").path("value");
  }

  /** Presses a key, {@code ArrowRight} or {@code Tab}. */
  public void press(String key) throws IOException, InterruptedException {
    int code =
        Map.of("ArrowLeft", 37, "ArrowRight", 39, "Tab", 9, "Enter", 13).getOrDefault(key, 0);
    for (String type : List.of("rawKeyDown", "keyUp")) {
      call(
          "Input.dispatchKeyEvent",
          Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code));
    }
  }

  /** Clicks in the middle of an element, wherever it is. */
  public void click(String selector) throws IOException, InterruptedException {
    String at =
        """
        (() => { const e = document.querySelector(%s); e.scrollIntoView({block: "center"});
        const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()"""
            .formatted(JSON.writeValueAsString(selector));
    JsonNode place = evaluate(at);
    for (String type : List.of("mousePressed", "mouseReleased")) {
      call(
          "Input.dispatchMouseEvent",
          Map.of(
              "type",
              type,
              "x",
              place.path(0).asDouble(),
              "y",
              place.path(1).asDouble(),
              "button",
              "left",
              "clickCount",
              1));
    }
  }

  /** The size of the screen in CSS pixels. */
  public void size(int width, int height) throws IOException, InterruptedException {
    boolean phone = width < 600;
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
  }

  /** {@code light} or {@code dark}. */
  public void scheme(String scheme) throws IOException, InterruptedException {
    Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
    call("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  /** A picture of what is on the screen. */
  public byte[] screenshot() throws IOException, InterruptedException {
    JsonNode answer = call("Page.captureScreenshot", Map.of("format", "png"));
    return Base64.getDecoder().decode(answer.path("data").asText());
  }

  /** Errors and warnings of the page so far, and what it asked the network for. */
  public List<String> complaints() throws IOException, InterruptedException {
    evaluate("0");
    return List.copyOf(complaints);
  }

  private JsonNode call(String method, Map<String, Object> parameters)
      throws IOException, InterruptedException {
    ObjectNode call = JSON.createObjectNode();
    int id = ++calls;
    call.put("id", id).put("method", method).set("params", JSON.valueToTree(parameters));
    socket.sendText(JSON.writeValueAsString(call), true).join();
    while (true) {
      String text = received.poll(SECONDS_MAX, TimeUnit.SECONDS);
      if (text == null) {
        throw new IOException("no answer to " + method);
      }
      JsonNode message = JSON.readTree(text);
      note(message);
      if (message.path("id").asInt() == id) {
        if (message.has("error")) {
          throw new IOException(method + ": " + message.path("error"));
        }
        return message.path("result");
      }
    }
  }

  private void note(JsonNode message) {
    JsonNode parameters = message.path("params");
    String url = parameters.path("request").path("url").asText();
    boolean local = url.startsWith("file:") || url.startsWith("about:");
    switch (message.path("method").asText()) {
      case "Runtime.exceptionThrown" -> complaints.add(parameters.path("exceptionDetails") + "");
      case "Runtime.consoleAPICalled" -> complaints.add(parameters.path("args") + "");
      case "Log.entryAdded" -> complaints.add(parameters.path("entry") + "");
      case "Network.requestWillBeSent" -> complaints.addAll(local ? List.of() : List.of(url));
      default -> {}
    }
  }

  @Override
  public void close() {
    socket.abort();
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly().onExit().join();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  /** Puts messages together. */
  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(
        WebSocket webSocket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        received.add(text.toString());
        text.setLength(0);
      }
      webSocket.request(1);
      return null;
    }
  }
}
