// SPDX-License-Identifier: Apache-2.0
/** Auto-configuration for Spring Boot. */
@NullMarked
package io.github.wecomcallback.autoconfigure;

import org.jspecify.annotations.NullMarked;
