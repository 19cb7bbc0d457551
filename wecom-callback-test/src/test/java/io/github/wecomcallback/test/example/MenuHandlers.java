// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.example;

import io.github.wecomcallback.annotation.OnMenuClick;
import io.github.wecomcallback.message.Menu;

/** What menus have in common. */
abstract class MenuHandlers {

    @OnMenuClick
    String clicked(Menu.Click click) {
        return "clicked " + click.eventKey();
    }
}
