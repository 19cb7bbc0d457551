// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.example;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Has nothing to do with WeCom. */
@RestController
class Shop {

    @GetMapping("/orders")
    String orders() {
        return "none";
    }
}
