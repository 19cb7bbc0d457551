// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.beans.factory.annotation.Qualifier;

/**
 * Marks the {@code DataSource} that callbacks are kept in, where an application has several. Without a mark it is the only
 * one, or the primary one.
 *
 * <pre>{@code
 * @Bean(defaultCandidate = false)
 * @WeComDataSource
 * DataSource callbacks() { … }
 * }</pre>
 */
@Documented
@Qualifier @Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.FIELD, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE})
public @interface WeComDataSource {}
