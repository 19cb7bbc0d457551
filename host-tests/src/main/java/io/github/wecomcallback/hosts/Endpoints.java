// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.hosts;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Endpoints that nobody has told what to produce. */
@RestController
class Endpoints {

    @GetMapping("/thing")
    Thing thing() {
        return new Thing();
    }

    @GetMapping("/map")
    Map<String, String> map() {
        return Map.of("name", "thing");
    }

    @GetMapping("/text")
    String text() {
        return "text";
    }

    @PostMapping("/thing")
    Thing thing(@RequestBody Thing thing) {
        return thing;
    }

    @GetMapping("/number")
    int number(@RequestParam int number) {
        return number;
    }

    @GetMapping("/broken")
    Thing broken() {
        throw new IllegalStateException("broken");
    }

    /** What a client says that it takes. */
    @GetMapping(path = "/headers", produces = MediaType.ALL_VALUE)
    ResponseEntity<String> headers(HttpServletRequest request) {
        Map<String, Object> headers = new TreeMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            if (!name.equalsIgnoreCase("host")) {
                headers.put(name.toLowerCase(Locale.ROOT), Collections.list(request.getHeaders(name)));
            }
        }
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body("\"" + headers + "\"");
    }

    @GetMapping(path = "/thing.xml", produces = MediaType.APPLICATION_XML_VALUE)
    ResponseEntity<String> xml() {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_XML)
                .body("<thing><name>from xml</name><size>8</size></thing>");
    }
}
