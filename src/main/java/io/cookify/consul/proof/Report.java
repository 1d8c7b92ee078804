package io.cookify.consul.proof;

/** The short lines that tell whoever watches a run what happens now. */
public final class Report {
  private Report() {}

  /** Prints one line. */
  public static void line(String text) {
    System.out.println("proof: " + text);
  }
}
