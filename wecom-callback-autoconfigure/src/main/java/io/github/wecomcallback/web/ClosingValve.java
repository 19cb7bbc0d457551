// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Has Tomcat close the connection of a body that was too slow. Else it would take in the rest of it after the answer, and keep
 * a thread at it for as long as the body drips; one in chunks that is read without waiting it would ask for more all the time.
 */
public final class ClosingValve extends ValveBase {

    /** Not in the way of requests that are handled asynchronously. */
    public ClosingValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.getHeader("Transfer-Encoding") != null) {
            request.setAttribute(SlowBody.CHUNKS_CAN_BE_CLOSED, true);
        }
        getNext().invoke(request, response);
        if (request.getAttribute(CallbackController.CLOSE) != null) {
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }
}
