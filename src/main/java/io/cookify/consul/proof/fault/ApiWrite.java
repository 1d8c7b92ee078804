package io.cookify.consul.proof.fault;

/**
 * One write of the operator that the API server accepted.
 *
 * @param number 1 for the first; 0 for the renewals of leases, which are not counted
 * @param verb POST, PUT, PATCH or DELETE
 * @param path of the object, without the query
 */
public record ApiWrite(int number, String verb, String path) {
  /** Whether it is an event, which only people read. */
  public boolean isEvent() {
    return path.contains("/events");
  }

  @Override
  public String toString() {
    return "#" + number + " " + verb + " " + path;
  }
}
