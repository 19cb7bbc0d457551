// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

/**
 * Adds a {@link WeComCallbackTester} bean to a test of the whole application.
 *
 * <pre>{@code
 * @SpringBootTest
 * @AutoConfigureWeComCallbackTester
 * class OrderTest {
 *
 *   @Autowired WeComCallbackTester tester;
 *
 *   @Test
 *   void the_menu_shows_orders() {
 *     tester.event("click").with("EventKey", "orders").send().expectReplyText("没有订单");
 *   }
 * }
 * }</pre>
 *
 * <p>It takes the way through MockMvc, filters included. Where the test starts a server ({@code webEnvironment =
 * RANDOM_PORT}), it sends over HTTP.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@AutoConfigureMockMvc
@ImportAutoConfiguration
public @interface AutoConfigureWeComCallbackTester {}
