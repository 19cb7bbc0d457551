// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kotlin

import io.github.wecomcallback.annotation.OnMenuClick
import io.github.wecomcallback.annotation.OnText
import io.github.wecomcallback.annotation.WeComEventHandler
import io.github.wecomcallback.annotation.WeComFallbackHandler
import io.github.wecomcallback.handler.CallbackContext
import io.github.wecomcallback.handler.WeComHandler
import io.github.wecomcallback.message.Contact
import io.github.wecomcallback.message.Discriminator
import io.github.wecomcallback.message.Field
import io.github.wecomcallback.message.Payload
import io.github.wecomcallback.message.UserMessage
import io.github.wecomcallback.message.WeComMessage
import java.time.Instant
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestInstance
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration
import org.springframework.core.annotation.Order
import org.springframework.stereotype.Component
import org.springframework.transaction.annotation.Transactional

/** What Kotlin's classes and functions can be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandlersTest {

    private val host =
        Host(
            Members::class,
            Brands::class,
            BrandBean::class,
            Lonely::class,
            Shared::class,
            Kept::class,
        )

    @AfterAll fun stop() = host.close()

    @BeforeEach fun forget() = host.journal.entries.clear()

    @Test
    fun a_final_class_handles() {
        host.wecom.event("change_contact", "create_user").with("UserID", "u1").send().expectAcknowledged()

        assertThat(host.journal.entries).containsExactly("u1 joined")
    }

    @Test
    fun a_field_that_is_absent_is_null() {
        host.wecom.event("change_contact", "delete_user").with("UserID", "u1").send().expectAcknowledged()
        host.wecom.event("change_contact", "delete_user").without("UserID").send().expectAcknowledged()

        assertThat(host.journal.entries).containsExactly("u1 left", "null left")
    }

    @Test
    fun a_field_that_must_not_be_null_fails_where_it_is_absent() {
        host.wecom.event("click").without("EventKey").send().expectStatus(500)

        assertThat(host.journal.entries).isEmpty()
    }

    @Test
    fun a_condition_sees_parameters_by_name() {
        host.wecom.text("li.wei", "/help").send().expectReplyText("收到:/help")
        host.wecom.text("li.wei", "hi").send().expectNoReply()
    }

    @Test
    fun a_data_class_that_is_a_record_takes_a_message() {
        host.wecom.plaintext(brandNew("<UserID>u1</UserID><Level>3</Level><Tag>a</Tag><Tag>b</Tag><Item><Name>c</Name></Item><Odd>x</Odd>")).send()
            .expectAcknowledged()

        assertThat(host.journal.entries)
            .containsExactly("function u1 3 [a, b] [c] x u1", "bean u1")
    }

    @Test
    fun what_is_absent_is_null_in_a_data_class_and_a_list_is_empty() {
        host.wecom.plaintext(brandNew("<Level>many</Level>")).send().expectAcknowledged()

        assertThat(host.journal.entries).containsExactly("function null null [] [] null null", "bean null")
    }

    @Test
    fun an_object_handles() {
        host.wecom.event("click").with("EventKey", "object").send().expectReplyText("1")
        host.wecom.event("click").with("EventKey", "object").send().expectReplyText("2")
    }

    @Test
    fun an_open_class_handles_in_a_transaction() {
        host.wecom.event("click").with("EventKey", "kept").send().expectReplyText("kept in a transaction")
    }

    private fun brandNew(fields: String) =
        "<xml><ToUserName>ww0123456789abcdef</ToUserName><FromUserName>sys</FromUserName>" +
            "<CreateTime>1767232861</CreateTime><MsgType>event</MsgType><Event>brand_new_event</Event>" +
            "$fields</xml>"

    class Members(private val journal: Journal) {

        @WeComEventHandler
        fun joined(event: Contact.UserCreated) = journal.add("${event.userId()} joined")

        @WeComEventHandler(event = ["change_contact"], changeType = ["delete_user"])
        fun left(@Field("UserID") userId: String?) = journal.add("$userId left")

        @WeComEventHandler(event = ["click"])
        fun clicked(@Field("EventKey") key: String) = journal.add("$key clicked")

        @OnText(condition = "#text.content()?.startsWith('/')")
        fun help(text: UserMessage.Text, context: CallbackContext): String =
            "收到:${text.content()}".also { check(context.account().name() == "default") }
    }

    @JvmRecord
    @Discriminator(event = "brand_new_event")
    data class BrandNew(
        private val payload: Payload,
        val userId: String?,
        val level: Int?,
        val tag: List<String>,
        val item: List<Item>,
        val expireTime: Instant?,
        @Field("Odd") val strange: String?,
    ) : WeComMessage {

        override fun payload() = payload
    }

    @JvmRecord data class Item(val name: String?)

    class Brands(private val journal: Journal) {

        @WeComEventHandler
        @Order(1)
        fun brandNew(event: BrandNew) =
            journal.add(
                "function ${event.userId} ${event.level} ${event.tag} ${event.item.map { it.name }} ${event.strange} ${event.get("UserID")}"
            )
    }

    class BrandBean(private val journal: Journal) : WeComHandler<BrandNew> {

        override fun handle(message: BrandNew, context: CallbackContext) = journal.add("bean ${message.userId}")
    }

    /** One of it, whoever asks. */
    object Counter {

        private var count = 0

        @OnMenuClick("object") fun next(): Int = ++count
    }

    @Configuration(proxyBeanMethods = false)
    class Lonely {

        @Bean fun counter() = Counter
    }

    @Component
    object Shared {

        @WeComFallbackHandler fun rest(message: WeComMessage) = Unit
    }

    @Transactional
    open class Kept {

        @OnMenuClick("kept")
        open fun keep(): String =
            if (org.springframework.transaction.support.TransactionSynchronizationManager.isActualTransactionActive()) {
                "kept in a transaction"
            } else {
                "not kept"
            }
    }
}
