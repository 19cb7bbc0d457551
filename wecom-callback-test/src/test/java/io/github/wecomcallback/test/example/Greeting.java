// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.example;

import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.handler.WeComHandler;
import io.github.wecomcallback.message.AppEvent;
import org.springframework.stereotype.Component;

@Component
class Greeting implements WeComHandler<AppEvent.Subscribed> {

    @Override
    public Object handle(AppEvent.Subscribed event, CallbackContext context) {
        return "欢迎";
    }
}
