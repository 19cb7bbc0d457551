// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kotlin

import io.github.wecomcallback.annotation.Delivery
import io.github.wecomcallback.annotation.OnMenuClick
import io.github.wecomcallback.annotation.OnText
import io.github.wecomcallback.annotation.WeComEventHandler
import io.github.wecomcallback.handler.CallbackContext
import io.github.wecomcallback.handler.WeComHandler
import io.github.wecomcallback.message.AppEvent
import io.github.wecomcallback.message.Contact
import io.github.wecomcallback.message.Menu
import io.github.wecomcallback.message.UserMessage
import java.util.Optional
import java.util.concurrent.CompletableFuture
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.future.future
import org.assertj.core.api.Assertions.assertThat
import org.awaitility.Awaitility.await
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestInstance
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration

/** What Kotlin functions return, and what becomes of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResultsTest {

    private val host = Host(Silent::class, SilentBean::class, SilentBeans::class, Answering::class)

    @AfterAll fun stop() = host.close()

    @ParameterizedTest
    @ValueSource(
        strings = ["unit", "nothing", "any", "future", "optional", "optional-future", "inherited", "coroutine"]
    )
    fun a_function_that_returns_Unit_replies_nothing_and_runs_once(key: String) {
        val delivered = host.wecom.event("click").with("EventKey", key).send()

        delivered.expectAcknowledged().expectNoReply()
        delivered.redeliver().expectAcknowledged()
        assertThat(host.journal.entries.filter { it == key }).hasSize(1)
    }

    @Test
    fun a_handler_bean_that_returns_Unit_replies_nothing_and_runs_once() {
        host.wecom.event("enter_agent").send().expectAcknowledged().expectNoReply()

        assertThat(host.journal.entries).containsOnlyOnce("bean")
    }

    @Test
    fun a_lambda_that_ends_with_Unit_replies_nothing_and_runs_once() {
        host.wecom.event("subscribe").send().expectAcknowledged().expectNoReply()

        assertThat(host.journal.entries).containsOnlyOnce("lambda")
    }

    @Test
    fun what_is_not_Unit_is_the_reply() {
        host.wecom.text("li.wei", "hi").send().expectReplyText("hi, hi")
    }

    @Test
    fun what_returns_Unit_runs_from_the_inbox() {
        Host(Deferred::class, DeferredBean::class, Asked::class, SilentBeans::class, inbox = true).use { host ->
            assertThat(listOf("Deferred", "DeferredBean", "Asked")).allMatch { host.isFromInbox(it) }
            // Its type says nothing of what it returns.
            assertThat(host.isFromInbox("lambda")).isFalse()

            host.wecom.event("change_contact", "create_user").send().expectAcknowledged()

            await().untilAsserted {
                assertThat(host.journal.entries).containsExactlyInAnyOrder("deferred", "deferredBean", "asked")
            }
        }
    }

    class Silent(private val journal: Journal) : Told<Unit>() {

        @OnMenuClick("unit") fun unit() = journal.add("unit")

        @OnMenuClick("nothing")
        fun nothing(): Nothing? {
            journal.add("nothing")
            return null
        }

        @OnMenuClick("any") fun any(): Any = journal.add("any")

        @OnMenuClick("future")
        fun future(): CompletableFuture<Unit> = CompletableFuture.completedFuture(journal.add("future"))

        @OnMenuClick("optional") fun optional(): Optional<Unit> = Optional.of(journal.add("optional"))

        @OnMenuClick("optional-future")
        fun optionalFuture(): CompletableFuture<Optional<Unit>> =
            CompletableFuture.supplyAsync { Optional.of(journal.add("optional-future")) }

        @OnMenuClick("inherited") override fun tell(click: Menu.Click) = journal.add("inherited")

        @OnMenuClick("coroutine")
        fun coroutine(): CompletableFuture<Unit> =
            CoroutineScope(Dispatchers.Default).future {
                delay(1)
                journal.add("coroutine")
            }
    }

    abstract class Told<T> {

        abstract fun tell(click: Menu.Click): T
    }

    class SilentBean(private val journal: Journal) : WeComHandler<AppEvent.Entered> {

        override fun handle(message: AppEvent.Entered, context: CallbackContext) {
            journal.add("bean")
        }
    }

    @Configuration(proxyBeanMethods = false)
    class SilentBeans {

        @Bean
        fun lambda(journal: Journal) = WeComHandler<AppEvent.Subscribed> { _, _ -> journal.add("lambda") }
    }

    class Answering {

        @OnText fun answer(text: UserMessage.Text): String = "${text.content()}, hi"
    }

    class Deferred(private val journal: Journal) {

        @WeComEventHandler fun created(event: Contact.UserCreated) = journal.add("deferred")
    }

    class DeferredBean(private val journal: Journal) : WeComHandler<Contact.UserCreated> {

        override fun handle(message: Contact.UserCreated, context: CallbackContext) = journal.add("deferredBean")
    }

    class Asked(private val journal: Journal) {

        @WeComEventHandler(delivery = Delivery.INBOX)
        fun created(event: Contact.UserCreated): CompletableFuture<Unit> =
            CompletableFuture.completedFuture(journal.add("asked"))
    }
}
