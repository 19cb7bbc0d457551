// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.support;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Keeps what this library logs during a test, and keeps it off the console. */
public final class LogCapture implements BeforeEachCallback, AfterEachCallback {

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.wecomcallback");
    private final Level level;
    private ListAppender<ILoggingEvent> appender;
    private Level levelBefore;

    private LogCapture(Level level) {
        this.level = level;
    }

    public static LogCapture at(org.slf4j.event.Level level) {
        return new LogCapture(Level.convertAnSLF4JLevel(level));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        appender = new ListAppender<>() {

            @Override
            protected void append(ILoggingEvent event) {
                // Else the MDC is read when somebody asks for it.
                event.prepareForDeferredProcessing();
                super.append(event);
            }
        };
        appender.start();
        levelBefore = logger.getLevel();
        logger.setLevel(level);
        logger.setAdditive(false);
        logger.addAppender(appender);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        logger.detachAppender(appender);
        logger.setAdditive(true);
        logger.setLevel(levelBefore);
    }

    /** The messages of that level, without stack traces. */
    public List<String> messages(org.slf4j.event.Level wanted) {
        return events().stream()
                .filter(event -> event.getLevel().equals(Level.convertAnSLF4JLevel(wanted)))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    /** What stood in the MDC of the messages of that level. */
    public List<Map<String, String>> mdc(org.slf4j.event.Level wanted) {
        return events().stream()
                .filter(event -> event.getLevel().equals(Level.convertAnSLF4JLevel(wanted)))
                .map(ILoggingEvent::getMDCPropertyMap)
                .toList();
    }

    /** Everything, stack traces included, as it would stand in a file. */
    public String text() {
        PatternLayout layout = new PatternLayout();
        layout.setContext(logger.getLoggerContext());
        layout.setPattern("%level %logger %msg%n%ex{full}");
        layout.start();
        return events().stream().map(layout::doLayout).collect(Collectors.joining());
    }

    /**
     * A copy, since other threads may still be logging; the appender locks itself when it appends. What is said about the
     * handlers at start is left out: each test starts anew.
     */
    private List<ILoggingEvent> events() {
        synchronized (appender) {
            return appender.list.stream()
                    .filter(event -> !event.getLoggerName().endsWith(".HandlerScanner"))
                    .toList();
        }
    }
}
