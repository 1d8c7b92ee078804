package io.cookify.consul.api.v1alpha1;

/**
 * Rules of the schema (CEL) that several fields share or that are too long to stand beside a field.
 * The API server evaluates them at every write, so a resource that breaks one is never stored.
 */
final class Rules {

  private static final String NUMBERS = "[0-9]+[.][0-9]+[.][0-9]+";

  /** The part of an image reference that holds a version, see {@link ImageTag}. */
  private static final String VERSION_TAG = ":v?" + NUMBERS + "([-_.][-_.A-Za-z0-9]*)?(@.*)?$";

  /** Empty, if the tag is no version. */
  private static final String VERSION_OF_IMAGE =
      ".image.find('" + VERSION_TAG + "').find('" + NUMBERS + "')";

  /** Both may be given: the image says where it comes from, the version what is in it. */
  static final String VERSION_MATCHES_IMAGE =
      "!has(self.version) || !has(self.image) || self"
          + VERSION_OF_IMAGE
          + " in ['', self.version]";

  private static final String NEW_VERSION =
      "(has(self.spec.version) ? self.spec.version : has(self.spec.image) ? self.spec"
          + VERSION_OF_IMAGE
          + " : '')";

  private static final String OLD_VERSION =
      "(has(oldSelf.spec.version) ? oldSelf.spec.version : has(oldSelf.spec.image) ? oldSelf.spec"
          + VERSION_OF_IMAGE
          + " : '')";

  /**
   * Turns the versions of the new spec, of the old spec and of the servers into numbers (1.22.7 is
   * 1022007, an unknown one is -1) and compares these. Consul does not support going back: the
   * state on disk is newer. What the servers do not run yet can still be taken back.
   */
  static final String NO_DOWNGRADE =
      "[["
          + NEW_VERSION
          + ", "
          + OLD_VERSION
          + ", has(self.status) && has(self.status.version) ? self.status.version.find('"
          + NUMBERS
          + "') : ''].map(v, v == '' ? -1 : int(v.split('.')[0]) * 1000000"
          + " + int(v.split('.')[1]) * 1000 + int(v.split('.')[2]))]"
          + ".all(n, n[0] == -1 || n[1] == -1 || n[0] >= n[1] || (n[2] != -1 && n[0] >= n[2]))";

  /** A tag that moves would let two servers run different versions. */
  static final String IMAGE_IS_PINNED =
      "self.contains('@sha256:') || (self.matches(':[A-Za-z0-9_][-A-Za-z0-9_.]*$')"
          + " && !self.endsWith(':latest'))";

  static final String OLDEST_VERSION =
      "int(self.split('.')[0]) > 1"
          + " || (int(self.split('.')[0]) == 1 && int(self.split('.')[1]) >= 20)";

  /** Without optional values: of these the API server cannot tell how long comparing takes. */
  static final String SAME_STORAGE_CLASS =
      "(has(self.servers) && has(self.servers.storage)"
          + " && has(self.servers.storage.storageClassName)"
          + " ? self.servers.storage.storageClassName : '')"
          + " == (has(oldSelf.servers) && has(oldSelf.servers.storage)"
          + " && has(oldSelf.servers.storage.storageClassName)"
          + " ? oldSelf.servers.storage.storageClassName : '')";

  static final String STORAGE_NOT_SMALLER =
      "[[self, oldSelf].map(s, has(s.servers) && has(s.servers.storage)"
          + " && has(s.servers.storage.size)"
          + " ? quantity(string(s.servers.storage.size)) : quantity('10Gi'))]"
          + ".all(n, n[0].compareTo(n[1]) >= 0)";

  static final String STORAGE_SIZE =
      "quantity(string(self)).compareTo(quantity('100Mi')) >= 0"
          + " && quantity(string(self)).compareTo(quantity('64Ti')) <= 0";

  static final String STORAGE_SIZE_MESSAGE =
      "must be between 100Mi and 64Ti; a number without a unit is in bytes";

  /** The keys of a map are labels' keys: an optional DNS name and a slash, then a name. */
  static final String LABEL_KEYS =
      "self.all(k, k.matches('^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?"
          + "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$'))";

  static final String LABEL_KEYS_MESSAGE =
      "keys must look like example.com/name or name, with at most 63 characters behind the slash";

  /** What the operator's selectors and the StatefulSet controller rely on. */
  static final String NO_RESERVED_LABELS =
      "!self.exists(k, k.matches('^app[.]kubernetes[.]io/(name|instance|component|managed-by)$"
          + "|^(consul[.]cookify[.]io|apps[.]kubernetes[.]io|statefulset[.]kubernetes[.]io)/"
          + "|^controller-revision-hash$'))";

  static final String NO_RESERVED_LABELS_MESSAGE =
      "app.kubernetes.io/name, instance, component and managed-by, consul.cookify.io/*,"
          + " apps.kubernetes.io/*, statefulset.kubernetes.io/* and controller-revision-hash"
          + " are set by Kubernetes and the operator";

  static final String NO_RESERVED_ANNOTATIONS =
      "!self.exists(k, k.startsWith('consul.cookify.io/'))";

  static final String NO_RESERVED_ANNOTATIONS_MESSAGE =
      "annotations consul.cookify.io/* are set by the operator";

  /** A name that is misspelled would never be scheduled, or be without effect. */
  static final String RESOURCE_NAMES =
      "(!has(self.requests)"
          + " || self.requests.all(k, k in ['cpu', 'memory', 'ephemeral-storage']))"
          + " && (!has(self.limits)"
          + " || self.limits.all(k, k in ['cpu', 'memory', 'ephemeral-storage']))";

  static final String RESOURCE_NAMES_MESSAGE = "must be cpu, memory or ephemeral-storage";

  static final String REQUESTS_WITHIN_LIMITS =
      "!has(self.requests) || !has(self.limits) || self.requests.all(k, !(k in self.limits)"
          + " || quantity(string(self.requests[k]))"
          + ".compareTo(quantity(string(self.limits[k]))) <= 0)";

  static final String REQUESTS_WITHIN_LIMITS_MESSAGE = "requests must not exceed limits";

  static final String ENOUGH_MEMORY =
      "!has(self.limits) || !('memory' in self.limits)"
          + " || quantity(string(self.limits['memory'])).compareTo(quantity('64Mi')) >= 0";

  static final String ENOUGH_MEMORY_MESSAGE =
      "memory limit must be at least 64Mi; a number without a unit is in bytes";

  /** The certificate's default counts where the user says nothing. */
  static final String CERTIFICATE_WITHIN_CA =
      "has(self.caSecretRef) || duration(self.?certificateLifetime.orValue('2160h'))"
          + " < duration(self.?caLifetime.orValue('87600h'))";

  /** A class is the one that is named, or else the one that the aws block stands for. */
  static final String SAME_LOAD_BALANCER_CLASS =
      "(has(self.type) ? self.type : 'LoadBalancer')"
          + " != (has(oldSelf.type) ? oldSelf.type : 'LoadBalancer')"
          + " || (has(self.loadBalancerClass) ? self.loadBalancerClass"
          + " : has(self.aws) ? 'service.k8s.aws/nlb' : '')"
          + " == (has(oldSelf.loadBalancerClass) ? oldSelf.loadBalancerClass"
          + " : has(oldSelf.aws) ? 'service.k8s.aws/nlb' : '')";

  /** These annotations are written from the aws block. */
  static final String NO_REPEATED_AWS_ANNOTATIONS =
      "!has(self.aws) || !has(self.annotations) || !self.annotations.exists(k,"
          + " k.matches('^service[.]beta[.]kubernetes[.]io/aws-load-balancer-"
          + "(scheme|type|nlb-target-type|subnets|security-groups|additional-resource-tags)$'))";

  private static final String OWN_SECRETS =
      "['-ca', '-server-tls', '-gossip', '-bootstrap-token', '-operator-token', '-server-tokens',"
          + " '-server-config', '-client-config'].map(suffix, self.metadata.name + suffix)";

  /** Reading the operator's own work as the user's would go in circles. */
  static final String FOREIGN_CA_SECRET =
      "!has(self.spec.tls) || !has(self.spec.tls.caSecretRef)"
          + " || !(self.spec.tls.caSecretRef.name in "
          + OWN_SECRETS
          + ")";

  static final String FOREIGN_GOSSIP_SECRET =
      "!has(self.spec.gossip) || !has(self.spec.gossip.secretRef)"
          + " || !(self.spec.gossip.secretRef.name in "
          + OWN_SECRETS
          + ")";

  static final String FOREIGN_TOKEN_SECRET =
      "!has(self.spec.acl) || !has(self.spec.acl.bootstrapTokenSecretRef)"
          + " || !(self.spec.acl.bootstrapTokenSecretRef.name in "
          + OWN_SECRETS
          + ")";

  static final String FOREIGN_SECRET_MESSAGE =
      "must not be a Secret that the operator makes for this cluster; leave the reference out to"
          + " use that one";

  private Rules() {}
}
