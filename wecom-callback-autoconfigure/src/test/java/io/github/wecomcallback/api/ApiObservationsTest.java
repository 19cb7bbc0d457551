// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.support.ApiServer;
import io.github.wecomcallback.support.ApiServer.Answer;
import io.github.wecomcallback.support.WeCom;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.RestClient;

/** Calls have secrets in their URLs: what is told of them has none. */
class ApiObservationsTest {

    private static final String PATH = "/cgi-bin/kf/send_msg";
    private static final String[] SECRETS = {"the-s3cret", "token-1", WeCom.CORP_ID};

    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final Logger spring = (Logger) LoggerFactory.getLogger("org.springframework");
    private final List<Observation.Context> observed = new CopyOnWriteArrayList<>();
    private final ApiServer server = ApiServer.start().on(PATH, call -> Answer.ok());
    private final Account account = Account.app(WeCom.CORP_ID, WeCom.TOKEN, WeCom.AES_KEY)
            .secret("the-s3cret")
            .build();

    @BeforeEach
    void listen() {
        appender.start();
        spring.setLevel(Level.TRACE);
        spring.setAdditive(false);
        spring.addAppender(appender);
    }

    @AfterEach
    void close() {
        spring.detachAppender(appender);
        spring.setAdditive(true);
        spring.setLevel(null);
        server.close();
    }

    @Test
    void what_is_observed_tells_path_and_outcome_but_no_secret() {
        api(server.baseUrl()).post(account, PATH, Map.of());

        assertThat(observed)
                .hasSize(2)
                .allSatisfy(
                        context -> assertThat(values(context)).contains("200").noneMatch(ApiObservationsTest::tells));
        assertThat(values(observed.get(1))).contains(server.baseUrl() + PATH);
    }

    @Test
    void nor_when_calls_fail() {
        server.on(PATH, call -> new Answer(502, "<html>"));
        catchThrowableOfType(
                WeComApiException.class, () -> api(server.baseUrl()).post(account, PATH, Map.of()));
        catchThrowableOfType(
                WeComApiException.class, () -> api("http://127.0.0.1:1").post(account, PATH, Map.of()));

        assertThat(observed).hasSize(3).allSatisfy(context -> {
            assertThat(values(context)).noneMatch(ApiObservationsTest::tells);
            assertThat(String.valueOf(context.getError())).doesNotContain(SECRETS);
            assertThat(context.getName() + context.getContextualName()).doesNotContain(SECRETS);
        });
    }

    @Test
    void spring_logs_no_secret_at_any_level() {
        WeComApi api = api(server.baseUrl());
        api.post(account, PATH, Map.of());
        server.on(PATH, call -> new Answer(502, "<html>"));
        catchThrowableOfType(WeComApiException.class, () -> api.post(account, PATH, Map.of()));

        assertThat(appender.list).as("a scene that logs nothing shows nothing").isNotEmpty();
        assertThat(appender.list).extracting(ILoggingEvent::getFormattedMessage).noneMatch(ApiObservationsTest::tells);
    }

    private WeComApi api(String baseUrl) {
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(new Keeping());
        RestClient http = RestClient.builder()
                .baseUrl(baseUrl)
                .observationRegistry(registry)
                .observationConvention(new ApiObservations())
                .build();
        return new WeComApi(http, new CorpAccessTokens(http, null, Clock.systemUTC()));
    }

    private static List<String> values(Observation.Context context) {
        return context.getAllKeyValues().stream().map(KeyValue::getValue).toList();
    }

    private static boolean tells(String text) {
        return Stream.of(SECRETS).anyMatch(text::contains);
    }

    private final class Keeping implements ObservationHandler<Observation.Context> {

        @Override
        public void onStop(Observation.Context context) {
            observed.add(context);
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }
}
