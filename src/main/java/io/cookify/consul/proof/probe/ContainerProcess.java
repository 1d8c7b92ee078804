package io.cookify.consul.proof.probe;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A process in a pod, seen from the machine that runs the sandbox. */
public record ContainerProcess(ProcessHandle handle) {

  /**
   * The process of a pod whose command line has this word.
   *
   * @throws IllegalStateException if there is none
   */
  public static ContainerProcess of(Pod pod, String word) {
    var uid = pod.getMetadata().getUid();
    return ProcessHandle.allProcesses()
        .filter(process -> contains(process, "cgroup", uid) && contains(process, "cmdline", word))
        .findFirst()
        .map(ContainerProcess::new)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no process of pod " + pod.getMetadata().getName() + " has the word " + word));
  }

  private static boolean contains(ProcessHandle process, String file, String word) {
    return read(process, file).contains(word);
  }

  private static String read(ProcessHandle process, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
    } catch (IOException e) {
      return ""; // It has ended meanwhile.
    }
  }

  /** Ends it at once. */
  public void kill() {
    handle.destroyForcibly();
  }

  /** When it came into being. */
  public Instant started() {
    return handle.info().startInstant().orElseThrow();
  }

  /** The memory it has in RAM, in MiB. */
  public long residentMebibytes() {
    return residentMebibytes(handle);
  }

  /** The memory a process has in RAM, in MiB. */
  public static long residentMebibytes(ProcessHandle process) {
    return read(process, "status")
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("process " + process.pid() + " has ended"));
  }
}
