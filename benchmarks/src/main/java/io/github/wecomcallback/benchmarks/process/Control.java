// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.process;

import com.sun.management.OperatingSystemMXBean;
import io.github.wecomcallback.exchange.CallbackStatistics;
import io.github.wecomcallback.exchange.Outcome;
import java.lang.management.ManagementFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** In the application: says when it is ready, and what it has used up and seen so far. */
@RestController
@Component
public class Control implements ApplicationListener<ApplicationReadyEvent> {

    static final String PATH = "/control";
    static final String READY = "Ready on port ";

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final CallbackStatistics statistics;

    Control(CallbackStatistics statistics) {
        this.statistics = statistics;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        System.out.println(
                READY + event.getApplicationContext().getEnvironment().getProperty("local.server.port"));
    }

    @GetMapping(PATH)
    String usage() {
        return system.getProcessCpuTime() + " " + statistics.count(Outcome.Status.COMPLETED) + " "
                + statistics.countRedeliveries();
    }

    /**
     * What an application has used up and seen.
     *
     * @param cpuNanos CPU time of the process
     * @param completed callbacks that the starter handled
     * @param redeliveries callbacks that it took for redeliveries
     */
    public record Usage(long cpuNanos, long completed, long redeliveries) {

        static Usage parse(String text) {
            String[] parts = text.split(" ");
            return new Usage(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
        }
    }
}
