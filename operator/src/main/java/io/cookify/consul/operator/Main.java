package io.cookify.consul.operator;

import io.cookify.consul.operator.config.ConfigException;
import io.cookify.consul.operator.config.OperatorConfig;
import io.cookify.consul.operator.process.Training;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's process. Configured by environment variables alone, see {@link OperatorConfig}.
 */
public final class Main {

  private static final Logger log = LoggerFactory.getLogger(Main.class);

  private Main() {}

  /**
   * Runs until SIGTERM.
   *
   * @param arguments none; or {@code --train} for a short run without a cluster, by which the image
   *     build learns which classes to load ahead of time
   */
  public static void main(String[] arguments) throws InterruptedException {
    boolean train = arguments.length == 1 && "--train".equals(arguments[0]);
    if (arguments.length > 0 && !train) {
      log.error("Unknown argument {}: the operator is configured by environment", arguments[0]);
      System.exit(ConfigException.EXIT_CODE);
    }
    try {
      if (train) {
        Training.run(Wiring::run);
        System.exit(0);
      }
      Wiring.run(OperatorConfig.from(System.getenv()));
    } catch (ConfigException e) {
      log.error(e.getMessage());
      System.exit(ConfigException.EXIT_CODE);
    } catch (RuntimeException e) {
      // Without this the process would live on as probes without an operator.
      log.error("The operator cannot start", e);
      System.exit(1);
    }
  }
}
