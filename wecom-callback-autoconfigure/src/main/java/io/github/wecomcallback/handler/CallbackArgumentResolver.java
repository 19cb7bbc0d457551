// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;

/**
 * Supplies handler methods with arguments of the application's own. A bean of this type is asked, before all that is
 * built in, for each parameter of each handler method, once at start.
 *
 * <pre>{@code
 * @Bean
 * CallbackArgumentResolver tenants(Tenants tenants) {
 *   return new CallbackArgumentResolver() {
 *     public boolean supports(MethodParameter parameter) {
 *       return parameter.getParameterType() == Tenant.class;
 *     }
 *     public Object resolve(MethodParameter parameter, CallbackContext context) {
 *       return tenants.of(context.account().name());
 *     }
 *   };
 * }
 * }</pre>
 */
public interface CallbackArgumentResolver {

    /** Whether this resolver supplies the parameter. */
    boolean supports(MethodParameter parameter);

    /** The argument, for one callback. */
    @Nullable Object resolve(MethodParameter parameter, CallbackContext context);
}
