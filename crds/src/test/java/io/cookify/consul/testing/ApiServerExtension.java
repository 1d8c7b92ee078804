package io.cookify.consul.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests an {@link ApiServer} parameter. All test classes of a run share one server, which
 * starts with the first and ends after the last; use {@code @ExtendWith(ApiServerExtension.class)}.
 */
public final class ApiServerExtension implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ApiServer.class;
  }

  @Override
  public ApiServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(ApiServerExtension.class))
        .computeIfAbsent(ApiServer.class, type -> ApiServer.start(), ApiServer.class);
  }
}
