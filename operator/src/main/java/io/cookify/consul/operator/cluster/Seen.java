package io.cookify.consul.operator.cluster;

import io.cookify.consul.operator.cluster.plan.Observation;
import io.cookify.consul.operator.cluster.secrets.SecretsSeen;
import io.cookify.consul.operator.consul.ConsulServer;
import java.util.List;

/**
 * One look at a cluster.
 *
 * @param observation what decisions are made from; holds no secret
 * @param secrets the keys and tokens, for the hands only
 * @param servers the servers that can be dialled
 */
record Seen(Observation observation, SecretsSeen secrets, List<ConsulServer> servers) {}
