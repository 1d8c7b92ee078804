package io.cookify.consul.proof.cluster;

/** What a cluster may lack; a suite that needs it is then skipped, and says so. */
public enum Capability {
  /** The API server's audit log can be read. */
  AUDIT_LOG("the API server's audit log"),
  /** Pod addresses are reachable from the machine the suites run on. */
  POD_NETWORK("pod addresses reachable from this machine"),
  /** Processes of containers are processes of this machine. */
  HOST_PROCESSES("containers whose processes are visible on this machine"),
  /** At least three nodes. */
  THREE_NODES("three nodes");

  private final String words;

  Capability(String words) {
    this.words = words;
  }

  /** For the line that tells why something is skipped. */
  public String words() {
    return words;
  }
}
