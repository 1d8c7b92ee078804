package io.cookify.consul.operator.cluster.pki;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The names a certificate stands for.
 *
 * @param dnsNames DNS names, lower case, wildcards allowed
 * @param ipAddresses IP addresses in the JDK's text form ({@code 0:0:0:0:0:0:0:1}, not {@code ::1})
 */
public record SubjectNames(SortedSet<String> dnsNames, SortedSet<String> ipAddresses) {

  public SubjectNames {
    dnsNames = Collections.unmodifiableSortedSet(new TreeSet<>(dnsNames));
    ipAddresses = Collections.unmodifiableSortedSet(new TreeSet<>(ipAddresses));
  }

  /**
   * The names of the servers of one cluster: the one that Consul's {@code verify_server_hostname}
   * demands, the loopback ones, and all under which Kubernetes publishes the servers.
   *
   * @param cluster the name of the {@code ConsulCluster}
   * @param namespace its namespace
   * @param datacenter Consul's datacenter
   * @param domain Consul's DNS domain
   * @param extraDnsNames further names, of a load balancer perhaps
   */
  public static SubjectNames ofServers(
      String cluster,
      String namespace,
      String datacenter,
      String domain,
      Collection<String> extraDnsNames) {
    SortedSet<String> names = new TreeSet<>();
    names.add("server." + datacenter + "." + domain);
    names.add("localhost");
    for (String service : List.of(cluster + "-server", cluster + "-ui", cluster + "-expose")) {
      names.addAll(inKubernetes(service, namespace));
    }
    for (String servers : inKubernetes(cluster + "-server", namespace)) {
      names.add("*." + servers);
    }
    for (String name : extraDnsNames) {
      names.add(name.toLowerCase(Locale.ROOT));
    }
    return new SubjectNames(names, new TreeSet<>(List.of("127.0.0.1", "0:0:0:0:0:0:0:1")));
  }

  private static List<String> inKubernetes(String service, String namespace) {
    String local = service + "." + namespace;
    return List.of(service, local, local + ".svc", local + ".svc.cluster.local");
  }
}
