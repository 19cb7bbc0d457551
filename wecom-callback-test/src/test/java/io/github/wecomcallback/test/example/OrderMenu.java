// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.example;

import org.springframework.stereotype.Component;

/** Has nothing but what it inherits. */
@Component
class OrderMenu extends MenuHandlers {}
