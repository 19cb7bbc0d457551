// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureWebMvc;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * A test of handlers, and of nothing else of the application: Spring's test slice for WeCom callbacks.
 *
 * <pre>{@code
 * @WeComCallbackTest
 * class ConversationTest {
 *
 *   @Autowired WeComCallbackTester tester;
 *   @MockitoBean MemberService members;
 *
 *   @Test
 *   void a_new_member_is_stored() {
 *     tester.event("change_contact", "create_user").with("UserID", "u1").send().expectAcknowledged();
 *
 *     verify(members).add("u1");
 *   }
 * }
 * }</pre>
 *
 * <p>Component scanning finds beans with handler methods, {@code WeComHandler} beans, interceptors, error handlers,
 * argument resolvers and account repositories, and no other {@code @Component}, {@code @Service}, {@code @Repository} or
 * {@code @RestController}. What handlers need comes as a mock or by {@code @Import}. There is no server, no data source
 * and no durable inbox, whatever {@code application.yml} says: all handlers run before the callback is answered, those as
 * well that run from the inbox in production, because they return nothing or say {@code delivery = INBOX} or {@code
 * ordered = true}. One that fails is answered 500 like any other. Who sets {@code wecom.callback.inbox.enabled} in {@link
 * #properties} and imports what it takes has the inbox.
 *
 * <p>Accounts are those of {@code application.yml}. Where none is configured, or where a secret stands there as a
 * placeholder that nobody fills in, made-up ones take their place.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(WeComCallbackTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(WeComCallbackTypeExcludeFilter.class)
@AutoConfigureWebMvc
@AutoConfigureWeComCallbackTester
@ImportAutoConfiguration
public @interface WeComCallbackTest {

    /** The classes with handlers to test. All, when none is named. */
    @AliasFor("handlers")
    Class<?>[] value() default {};

    /** The classes with handlers to test. All, when none is named. */
    @AliasFor("value")
    Class<?>[] handlers() default {};

    /** Properties as {@code key=value}, before those of {@code application.yml}. */
    String[] properties() default {};

    /** Whether handlers are found as described above; otherwise only what {@link #includeFilters} says. */
    boolean useDefaultFilters() default true;

    /** What else component scanning is to find. */
    Filter[] includeFilters() default {};

    /** What component scanning is not to find. */
    Filter[] excludeFilters() default {};

    /** Auto-configurations to leave out. */
    @AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
    Class<?>[] excludeAutoConfiguration() default {};
}
