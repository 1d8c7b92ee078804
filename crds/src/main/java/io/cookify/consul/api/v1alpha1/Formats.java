package io.cookify.consul.api.v1alpha1;

/** Formats that several fields share, as regular expressions of the schema. */
final class Formats {

  /** A label of a DNS name; its length is bounded beside it. */
  static final String DNS_LABEL = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

  /** Labels joined by dots, as names of most Kubernetes objects are. */
  static final String DNS_NAME =
      "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

  /** A value of a Kubernetes label. */
  static final String LABEL_VALUE = "^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$";

  /** A key in a Secret's data. */
  static final String SECRET_KEY = "^[-._A-Za-z0-9]+$";

  /** Whole hours in Go's notation, at most a hundred years. */
  static final String HOURS = "^[1-9][0-9]{0,5}h$";

  /** Hours, minutes and seconds in Go's notation. */
  static final String DURATION = "^([0-9]{1,5}h)?([0-9]{1,5}m)?([0-9]{1,5}s)?$";

  /** A class of a load balancer: a DNS name, a slash, a name. */
  static final String LOAD_BALANCER_CLASS =
      "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?/[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$";

  /** Three numbers; whoever wants a build variant or a pre-release names the image. */
  static final String VERSION = "^[0-9]{1,3}[.][0-9]{1,3}[.][0-9]{1,3}$";

  /** Registry with an optional port, path, optional tag, optional digest. */
  static final String IMAGE =
      "^[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?(:[0-9]{1,5})?"
          + "(/[a-z0-9]+([-._]+[a-z0-9]+)*)*"
          + "(:[A-Za-z0-9_][-A-Za-z0-9_.]{0,127})?(@sha256:[a-f0-9]{64})?$";

  private Formats() {}
}
