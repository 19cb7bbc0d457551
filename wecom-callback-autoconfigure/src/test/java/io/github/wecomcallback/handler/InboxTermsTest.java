// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.wecomcallback.annotation.Delivery;
import io.github.wecomcallback.annotation.OnMenuClick;
import io.github.wecomcallback.annotation.OnText;
import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComFallbackHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.annotation.WeComRetry;
import io.github.wecomcallback.message.Kf;
import io.github.wecomcallback.message.Source;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.reply.Reply;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.scheduling.annotation.Async;

/** Which handlers run from the inbox, and how often they are tried. */
class InboxTermsTest {

    private static final Retry DEFAULTS = new Retry(8, Duration.ofSeconds(5), 3, Duration.ofHours(1));

    @RegisterExtension
    final Application application = new Application().withInbox(DEFAULTS, handlers -> {});

    @RegisterExtension
    final Application withoutInbox = new Application();

    @RegisterExtension
    final Application inline = new Application().inline();

    @Test
    void what_returns_nothing_runs_from_the_inbox_and_all_else_runs_inline() {
        application.start(Results.class);

        Stream<String> deferred = Arrays.stream(Results.class.getDeclaredMethods())
                .map(Method::getName)
                .filter(name -> application.dispatcher().deferred("results#" + name + "()") != null);

        assertThat(deferred).containsExactlyInAnyOrder("nothing", "noObject", "stage", "future", "asyncFuture", "rest");
    }

    @Test
    void an_inherited_return_type_is_known_by_its_type_argument() {
        application.start(OfVoid.class, OfText.class);

        assertThat(deferred("ofVoid#on()")).isNotNull();
        assertThat(deferred("ofVoid#later()")).isNotNull();
        assertThat(deferred("ofText#on()")).isNull();
        assertThat(deferred("ofText#later()")).isNull();
    }

    @Test
    void what_may_return_anything_runs_from_the_inbox_when_it_says_so() {
        application.start(Wanted.class);

        assertThat(deferred("wanted#nothing()")).isNotNull();
        assertThat(deferred("wanted#stage()")).isNotNull();
        assertThat(deferred("wanted#anything()")).isNotNull();
        assertThat(deferred("wanted#anyStage()")).isNotNull();
    }

    @Test
    void a_method_of_an_async_class_that_returns_nothing_stays_inline() {
        application.start(AsyncClass.class);

        assertThat(deferred("asyncClass#on()")).isNull();
        assertThat(deferred("asyncClass#later()")).isNotNull();
    }

    @Test
    void a_handler_bean_runs_from_the_inbox_only_when_it_says_so() {
        application.start(Plain.class, OnClass.class, OnHandle.class, Lambdas.class);

        assertThat(deferred("plain")).isNull();
        assertThat(deferred("onClass")).isNotNull();
        assertThat(deferred("onHandle#handle(UserMessage.Text,CallbackContext)"))
                .isNotNull();
        assertThat(deferred("plainLambda")).isNull();
        assertThat(deferred("deferredLambda")).isNotNull();
    }

    @Test
    void a_handler_bean_whose_class_says_that_it_returns_nothing_runs_from_the_inbox() {
        application.start(SaysNothing.class);

        assertThat(deferred("saysNothing")).isNotNull();
    }

    @Test
    void what_replies_to_customers_runs_from_the_inbox_since_its_replies_are_sent() {
        application.start(Servicer.class, ServicerBean.class);

        Stream<String> deferred = Arrays.stream(Servicer.class.getDeclaredMethods())
                .map(Method::getName)
                .filter(name -> Arrays.stream(new String[] {"()", "(Kf.Text)", "(Kf.SessionEntered)", "(WeComMessage)"})
                        .anyMatch(parameters -> deferred("servicer#" + name + parameters) != null));

        assertThat(deferred)
                .containsExactlyInAnyOrder("text", "entered", "bySource", "later", "nothing", "wanted", "ordered");
        assertThat(deferred("servicer#ordered(Kf.Text)").isOrdered()).isTrue();
        assertThat(retryOf("servicer#ordered(Kf.Text)").attempts()).isEqualTo(2);
        assertThat(deferred("servicerBean")).isNotNull();
    }

    @Test
    void without_an_inbox_everything_runs_inline() {
        withoutInbox.start(Results.class, Plain.class, Patient.class);

        assertThat(withoutInbox.dispatcher().handlerCount()).isPositive();
        Stream.of("results#nothing()", "results#stage()", "results#rest()", "plain", "patient#all()")
                .forEach(id -> assertThat(withoutInbox.dispatcher().deferred(id))
                        .as(id)
                        .isNull());
    }

    @Test
    void handlers_are_ordered_when_they_say_so() {
        application.start(InOrder.class);

        assertThat(deferred("inOrder#text()").isOrdered()).isTrue();
        assertThat(deferred("inOrder#event()").isOrdered()).isTrue();
        assertThat(deferred("inOrder#rest()").isOrdered()).isTrue();
        assertThat(deferred("inOrder#composed()").isOrdered()).isTrue();
        assertThat(deferred("inOrder#agreed()").isOrdered()).isTrue();
        assertThat(deferred("inOrder#any()").isOrdered()).isFalse();
    }

    @Test
    void what_is_inherited_counts_unless_it_is_overridden() {
        application.start(Inheriting.class, Overriding.class);

        assertThat(deferred("inheriting#on()").isOrdered()).isTrue();
        assertThat(deferred("overriding#on()")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "none, 8, PT5S, 3, PT1H",
        "all, 5, PT10S, 1.5, PT10M",
        "one, 2, PT5S, 3, PT1H",
        "resolved, 8, PT20S, 3, PT30M",
        "iso, 8, PT1M30S, 3, PT1H",
        "millis, 8, PT0.25S, 3, PT1H",
        "blank, 8, PT5S, 3, PT1H",
        "composed, 9, PT5S, 3, PT1H"
    })
    void a_method_says_how_it_is_retried(
            String method, int attempts, Duration delay, double multiplier, Duration maxDelay) {
        AnnotationConfigApplicationContext context = application.create(Patient.class);
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("crm.delay", "20s", "crm.blank", "")));
        context.refresh();

        assertThat(retryOf("patient#" + method + "()")).isEqualTo(new Retry(attempts, delay, multiplier, maxDelay));
    }

    @Test
    void a_class_says_how_all_its_handlers_are_retried_but_for_methods_that_say_it_themselves() {
        application.start(PatientClass.class, PatientSubclass.class);

        assertThat(retryOf("patientClass#on()").attempts()).isEqualTo(3);
        assertThat(retryOf("patientClass#itself()"))
                .isEqualTo(new Retry(DEFAULTS.attempts(), Duration.ofSeconds(1), 3, Duration.ofHours(1)));
        assertThat(retryOf("patientSubclass#on()").attempts()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "onClass, 2",
        "'onHandle#handle(UserMessage.Text,CallbackContext)', 4",
        "retryOnHandle, 5",
        "deferredLambda, 6",
        "made#on(), 7"
    })
    void a_handler_bean_says_how_it_is_retried_wherever_it_may(String handler, int attempts) {
        application.start(OnClass.class, OnHandle.class, RetryOnHandle.class, Lambdas.class);

        assertThat(retryOf(handler).attempts()).isEqualTo(attempts);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_stops_the_start(Class<?> bean, String message, String remedy) {
        InvalidHandlerException refusal = application.refusalOf(bean);

        assertThat(refusal).hasMessage(message);
        assertThat(refusal.getRemedy()).isEqualTo(remedy);
        assertThat(refusal).hasMessageStartingWith(refusal.getHandler());
    }

    @Test
    void in_a_slice_what_is_said_of_the_inbox_may_be_said_and_all_run_inline() {
        inline.start(Results.class, Wanted.class, InOrder.class, PatientClass.class, Servicer.class, RetriedText.class);

        Stream.of("results#nothing()", "wanted#nothing()", "inOrder#text()", "patientClass#on()", "servicer#wanted()")
                .forEach(id ->
                        assertThat(inline.dispatcher().deferred(id)).as(id).isNull());
    }

    @ParameterizedTest
    @MethodSource("mistakesInASlice")
    void in_a_slice_a_mistake_stops_the_start_as_well(Class<?> bean, String message, String remedy) {
        InvalidHandlerException refusal = inline.refusalOf(bean);

        assertThat(refusal).hasMessage(message);
        assertThat(refusal.getRemedy()).isEqualTo(remedy);
    }

    /** All but one that is none where the application has no inbox either, and a slice does not know whether it has. */
    static Stream<Arguments> mistakesInASlice() {
        return mistakes().stream().filter(mistake -> mistake.get()[0] != RetriedText.class);
    }

    static List<Arguments> mistakes() {
        String replies = " wants its callbacks from the inbox but returns a reply, which nobody waits for then";
        String unordered = " is ordered, but does not run from the inbox";
        String badRetry = " has a @WeComRetry that cannot work: ";
        String returnVoid = "Return void, or remove delivery = INBOX.";
        String letItReturnNothing = "Let it return nothing and set delivery = INBOX, or remove ordered = true.";
        String writeTheSame = "Write the same in all of them, or one method for each.";
        String writeForInstance = "Write for instance delay = \"10s\".";
        return List.of(
                Arguments.of(WantedText.class, "wantedText#on()" + replies, returnVoid),
                Arguments.of(WantedOptional.class, "wantedOptional#on()" + replies, returnVoid),
                Arguments.of(WantedStage.class, "wantedStage#on()" + replies, returnVoid),
                Arguments.of(WantedOfBoth.class, "wantedOfBoth#on()" + replies, returnVoid),
                Arguments.of(
                        WantedAsync.class,
                        "wantedAsync#on() wants its callbacks from the inbox but is @Async, so nobody would know whether"
                                + " it succeeded",
                        "Remove @Async, or return a CompletableFuture<Void>."),
                Arguments.of(OrderedInline.class, "orderedInline#on()" + unordered, letItReturnNothing),
                Arguments.of(OrderedText.class, "orderedText#on()" + unordered, letItReturnNothing),
                Arguments.of(OrderedAsync.class, "orderedAsync#on()" + unordered, letItReturnNothing),
                Arguments.of(OrderedBean.class, "orderedBean" + unordered, letItReturnNothing),
                Arguments.of(
                        RetriedInline.class,
                        "retriedInline#on() has @WeComRetry, but does not run from the inbox: the platform decides how"
                                + " often it delivers",
                        "Remove @WeComRetry, or let it return nothing and run from the inbox."),
                Arguments.of(
                        RetriedText.class,
                        "retriedText#on() has @WeComRetry, but does not run from the inbox: the platform decides how"
                                + " often it delivers",
                        "Remove @WeComRetry, or let it return nothing and run from the inbox."),
                Arguments.of(
                        TwoDeliveries.class,
                        "twoDeliveries#on() has several annotations that do not agree on 'delivery'",
                        writeTheSame),
                Arguments.of(
                        TwoOrders.class,
                        "twoOrders#on() has several annotations that do not agree on 'ordered'",
                        writeTheSame),
                Arguments.of(
                        ComposedTwice.class,
                        "composedTwice#on() has several annotations that do not agree on 'delivery'",
                        writeTheSame),
                Arguments.of(
                        NoAttempts.class,
                        "noAttempts#on()" + badRetry + "attempts must be at least 1",
                        writeForInstance),
                Arguments.of(
                        Shrinking.class,
                        "shrinking#on()" + badRetry + "multiplier must be at least 1",
                        writeForInstance),
                Arguments.of(Soon.class, "soon#on()" + badRetry + "'soon' is not a valid duration", writeForInstance),
                Arguments.of(
                        Backwards.class, "backwards#on()" + badRetry + "delay must not be negative", writeForInstance),
                Arguments.of(
                        NeverLong.class,
                        "neverLong#on()" + badRetry + "max-delay must not be negative",
                        writeForInstance),
                Arguments.of(
                        Unresolved.class,
                        "unresolved#on()" + badRetry + "'${crm.nowhere}' is not a valid duration",
                        writeForInstance));
    }

    @ParameterizedTest
    @MethodSource("mistakesWithoutInbox")
    void a_mistake_stops_the_start_without_an_inbox(Class<?> bean, String message, String remedy) {
        InvalidHandlerException refusal = withoutInbox.refusalOf(bean);

        assertThat(refusal).hasMessage(message);
        assertThat(refusal.getRemedy()).isEqualTo(remedy);
    }

    static List<Arguments> mistakesWithoutInbox() {
        String noInbox = " wants its callbacks from the inbox, but there is none";
        String removeInbox = "Set wecom.callback.inbox.enabled=true, or remove delivery = INBOX.";
        return List.of(
                Arguments.of(WantedNothing.class, "wantedNothing#on()" + noInbox, removeInbox),
                Arguments.of(OnClass.class, "onClass" + noInbox, removeInbox),
                Arguments.of(
                        OrderedNothing.class,
                        "orderedNothing#on() is ordered, but does not run from the inbox",
                        "Set wecom.callback.inbox.enabled=true, or remove ordered = true."),
                Arguments.of(
                        RetriedInline.class,
                        "retriedInline#on() has @WeComRetry, but does not run from the inbox: the platform decides how"
                                + " often it delivers",
                        "Remove @WeComRetry, or let it return nothing and run from the inbox."));
    }

    @Test
    void a_name_that_the_inbox_just_has_place_for_is_one_like_any() {
        String bean = "b".repeat(500 - "#on()".length());
        AnnotationConfigApplicationContext context = application.create();
        context.registerBean(bean, OrderedNothing.class);

        context.refresh();

        assertThat(deferred(bean + "#on()")).isNotNull();
    }

    @Test
    void a_name_that_the_inbox_has_no_place_for_stops_the_start() {
        String bean = "b".repeat(501 - "#on()".length());
        AnnotationConfigApplicationContext context = application.create();
        context.registerBean(bean, OrderedNothing.class);

        InvalidHandlerException refusal = catchThrowableOfType(InvalidHandlerException.class, context::refresh);

        assertThat(refusal)
                .hasMessage(bean + "#on() has a name of more than 500 characters, which the inbox has no place for");
        assertThat(refusal.getRemedy()).isEqualTo("Give its bean or method a shorter name.");
    }

    private @Nullable DeferredHandler deferred(String id) {
        return application.dispatcher().deferred(id);
    }

    private Retry retryOf(String id) {
        DeferredHandler handler = deferred(id);
        assertThat(handler).as(id).isNotNull();
        return handler.retry();
    }

    static class Servicer {

        @WeComMessageHandler
        String text(Kf.Text text) {
            return "";
        }

        @WeComEventHandler
        Reply entered(Kf.SessionEntered event) {
            return null;
        }

        @WeComMessageHandler(source = Source.KF)
        Optional<String> bySource() {
            return Optional.empty();
        }

        @WeComMessageHandler
        CompletableFuture<String> later(Kf.Text text) {
            return null;
        }

        @WeComMessageHandler
        void nothing(Kf.Text text) {}

        @WeComMessageHandler(delivery = Delivery.INBOX)
        String wanted(Kf.Text text) {
            return "";
        }

        @WeComMessageHandler(ordered = true)
        @WeComRetry(attempts = 2)
        String ordered(Kf.Text text) {
            return "";
        }

        @WeComMessageHandler(delivery = Delivery.INLINE)
        String inline(Kf.Text text) {
            return "";
        }

        @WeComMessageHandler(
                type = "text",
                source = {Source.KF, Source.APP})
        String ofBoth() {
            return "";
        }

        @WeComMessageHandler(source = Source.KF)
        @WeComMessageHandler(type = "text")
        String twice() {
            return "";
        }

        @WeComMessageHandler
        String anything(WeComMessage message) {
            return "";
        }

        @WeComFallbackHandler
        String rest() {
            return "";
        }
    }

    static class ServicerBean implements WeComHandler<Kf.Text> {

        @Override
        public Object handle(Kf.Text text, CallbackContext context) {
            return "";
        }
    }

    static class WantedOfBoth {

        @WeComMessageHandler(
                type = "text",
                source = {Source.KF, Source.APP},
                delivery = Delivery.INBOX)
        String on() {
            return "";
        }
    }

    static class Results {

        @WeComMessageHandler
        void nothing() {}

        @WeComMessageHandler
        Void noObject() {
            return null;
        }

        @WeComMessageHandler
        CompletionStage<Void> stage() {
            return null;
        }

        @OnText
        CompletableFuture<Void> future() {
            return null;
        }

        @Async
        @WeComMessageHandler
        CompletableFuture<Void> asyncFuture() {
            return null;
        }

        @WeComFallbackHandler
        void rest() {}

        @Async
        @WeComMessageHandler
        void asyncNothing() {}

        @WeComMessageHandler(delivery = Delivery.INLINE)
        void inline() {}

        @WeComFallbackHandler(delivery = Delivery.INLINE)
        void inlineRest() {}

        @WeComMessageHandler
        String text() {
            return "";
        }

        @WeComMessageHandler
        int number() {
            return 1;
        }

        @WeComMessageHandler
        Reply reply() {
            return null;
        }

        @WeComMessageHandler
        Object anything() {
            return null;
        }

        @WeComMessageHandler
        Optional<String> optional() {
            return Optional.empty();
        }

        @WeComMessageHandler
        Optional<Void> optionalNothing() {
            return Optional.empty();
        }

        @WeComMessageHandler
        CompletionStage<String> textStage() {
            return null;
        }

        @WeComMessageHandler
        CompletionStage<?> anyStage() {
            return null;
        }
    }

    abstract static class Generic<T> {

        @WeComMessageHandler
        T on() {
            return null;
        }

        @WeComMessageHandler
        CompletionStage<T> later() {
            return null;
        }
    }

    static class OfVoid extends Generic<Void> {}

    static class OfText extends Generic<String> {}

    static class Wanted {

        @WeComMessageHandler(delivery = Delivery.INBOX)
        void nothing() {}

        @WeComEventHandler(delivery = Delivery.INBOX)
        CompletionStage<Void> stage() {
            return null;
        }

        @WeComFallbackHandler(delivery = Delivery.INBOX)
        Object anything() {
            return null;
        }

        @OnText(delivery = Delivery.INBOX)
        CompletionStage<Object> anyStage() {
            return null;
        }
    }

    @Async
    static class AsyncClass {

        @WeComMessageHandler
        void on() {}

        @WeComMessageHandler
        CompletableFuture<Void> later() {
            return null;
        }
    }

    static class Plain implements WeComHandler<UserMessage.Text> {

        @Override
        public @Nullable Object handle(UserMessage.Text text, CallbackContext context) {
            return null;
        }
    }

    @WeComMessageHandler(delivery = Delivery.INBOX)
    @WeComRetry(attempts = 2)
    static class OnClass extends Plain {}

    static class OnHandle extends Plain {

        @Override
        @WeComMessageHandler(delivery = Delivery.INBOX)
        @WeComRetry(attempts = 4)
        public @Nullable Object handle(UserMessage.Text text, CallbackContext context) {
            return null;
        }
    }

    @OnText(delivery = Delivery.INBOX)
    @WeComRetry(attempts = 2)
    static class RetryOnHandle extends Plain {

        @Override
        @WeComRetry(attempts = 5)
        public @Nullable Object handle(UserMessage.Text text, CallbackContext context) {
            return null;
        }
    }

    static class SaysNothing implements WeComHandler<UserMessage.Text> {

        @Override
        public @Nullable Void handle(UserMessage.Text text, CallbackContext context) {
            return null;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Lambdas {

        @Bean
        WeComHandler<UserMessage.Text> plainLambda() {
            return (text, context) -> null;
        }

        @Bean
        @OnText(delivery = Delivery.INBOX)
        @WeComRetry(attempts = 6)
        WeComHandler<UserMessage.Text> deferredLambda() {
            return (text, context) -> null;
        }

        @Bean
        @WeComRetry(attempts = 7)
        Made made() {
            return new Made();
        }
    }

    @WeComRetry(attempts = 2)
    static class Made {

        @WeComMessageHandler
        void on() {}
    }

    static class InOrder {

        @WeComMessageHandler(ordered = true)
        void text() {}

        @WeComEventHandler(ordered = true)
        void event() {}

        @WeComFallbackHandler(ordered = true)
        void rest() {}

        @OnText(delivery = Delivery.INBOX, ordered = true)
        Object composed() {
            return null;
        }

        @WeComEventHandler(event = "click", ordered = true)
        @WeComEventHandler(event = "view", ordered = true)
        void agreed() {}

        @WeComMessageHandler
        void any() {}
    }

    interface Contract {

        @WeComMessageHandler(ordered = true)
        void on();
    }

    static class Inheriting implements Contract {

        @Override
        public void on() {}
    }

    static class Overriding implements Contract {

        @Override
        @WeComMessageHandler(delivery = Delivery.INLINE)
        public void on() {}
    }

    @Retention(RetentionPolicy.RUNTIME)
    @WeComRetry(attempts = 9)
    @interface Stubborn {}

    static class Patient {

        @WeComMessageHandler
        void none() {}

        @WeComMessageHandler
        @WeComRetry(attempts = 5, delay = "10s", multiplier = 1.5, maxDelay = "10m")
        void all() {}

        @WeComMessageHandler
        @WeComRetry(attempts = 2)
        void one() {}

        @WeComMessageHandler
        @WeComRetry(delay = "${crm.delay}", maxDelay = "${crm.max-delay:30m}")
        void resolved() {}

        @WeComMessageHandler
        @WeComRetry(delay = "PT1M30S")
        void iso() {}

        @WeComMessageHandler
        @WeComRetry(delay = "250")
        void millis() {}

        @WeComMessageHandler
        @WeComRetry(delay = "${crm.blank}", maxDelay = " ")
        void blank() {}

        @WeComMessageHandler
        @Stubborn
        void composed() {}
    }

    @WeComRetry(attempts = 3)
    static class PatientClass {

        @WeComMessageHandler
        void on() {}

        @WeComMessageHandler
        @WeComRetry(delay = "1s")
        void itself() {}

        @WeComMessageHandler
        String text() {
            return "";
        }

        @WeComMessageHandler(delivery = Delivery.INLINE)
        void inTheRequest() {}
    }

    static class PatientSubclass extends PatientClass {}

    static class WantedText {

        @WeComMessageHandler(delivery = Delivery.INBOX)
        String on() {
            return "";
        }
    }

    static class WantedOptional {

        @WeComMessageHandler(delivery = Delivery.INBOX)
        Optional<Reply> on() {
            return Optional.empty();
        }
    }

    static class WantedStage {

        @OnText(delivery = Delivery.INBOX)
        CompletionStage<String> on() {
            return null;
        }
    }

    static class WantedAsync {

        @Async
        @WeComMessageHandler(delivery = Delivery.INBOX)
        void on() {}
    }

    static class WantedNothing {

        @WeComMessageHandler(delivery = Delivery.INBOX)
        void on() {}
    }

    static class OrderedNothing {

        @WeComMessageHandler(ordered = true)
        void on() {}
    }

    static class OrderedInline {

        @WeComMessageHandler(delivery = Delivery.INLINE, ordered = true)
        void on() {}
    }

    static class OrderedText {

        @OnText(ordered = true)
        String on() {
            return "";
        }
    }

    static class OrderedAsync {

        @Async
        @WeComMessageHandler(ordered = true)
        void on() {}
    }

    @WeComMessageHandler(ordered = true)
    static class OrderedBean extends Plain {}

    static class RetriedInline {

        @WeComMessageHandler(delivery = Delivery.INLINE)
        @WeComRetry(attempts = 2)
        void on() {}
    }

    static class RetriedText {

        @WeComMessageHandler
        @WeComRetry(attempts = 2)
        String on() {
            return "";
        }
    }

    static class TwoDeliveries {

        @WeComEventHandler(event = "click", delivery = Delivery.INBOX)
        @WeComEventHandler(event = "view")
        void on() {}
    }

    static class TwoOrders {

        @WeComMessageHandler(type = "text", ordered = true)
        @WeComMessageHandler(type = "image")
        void on() {}
    }

    static class ComposedTwice {

        @OnMenuClick(delivery = Delivery.INLINE)
        @WeComEventHandler(event = "view")
        void on() {}
    }

    static class NoAttempts {

        @WeComMessageHandler
        @WeComRetry(attempts = -1)
        void on() {}
    }

    static class Shrinking {

        @WeComMessageHandler
        @WeComRetry(multiplier = 0.5)
        void on() {}
    }

    static class Soon {

        @WeComMessageHandler
        @WeComRetry(delay = "soon")
        void on() {}
    }

    static class Backwards {

        @WeComMessageHandler
        @WeComRetry(delay = "-1s")
        void on() {}
    }

    static class NeverLong {

        @WeComMessageHandler
        @WeComRetry(maxDelay = "-1s")
        void on() {}
    }

    static class Unresolved {

        @WeComMessageHandler
        @WeComRetry(delay = "${crm.nowhere}")
        void on() {}
    }
}
