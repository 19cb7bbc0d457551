// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kotlin

import java.nio.file.Path
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.readText
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration

/** The Kotlin that the documentation shows compiles, and does what it says. */
class DocsTest {

    @Test
    fun it_is_what_is_compiled_here() {
        val source = Path.of("src/test/kotlin/io/github/wecomcallback/kotlin/Documented.kt").readText()
        val blocks =
            Path.of("../docs").listDirectoryEntries("*.md").flatMap { page ->
                Regex("```kotlin\n(.*?)```", RegexOption.DOT_MATCHES_ALL).findAll(page.readText()).map { it.groupValues[1] }
            }

        assertThat(blocks).hasSize(2).allSatisfy { assertThat(source).contains(it) }
    }

    @Test
    fun it_does_what_it_says() {
        Host(Surroundings::class, Members::class).use { host ->
            host.wecom.event("change_contact", "delete_user").with("UserID", "u1").send().expectAcknowledged()
            host.wecom.text("li.wei", "hi").send().expectReplyText("hi?")
            host.wecom
                .plaintext(
                    "<xml><ToUserName>ww0123456789abcdef</ToUserName><FromUserName>sys</FromUserName>" +
                        "<CreateTime>1767232861</CreateTime><MsgType>event</MsgType><Event>brand_new_event</Event>" +
                        "<StartTime>1767232861</StartTime></xml>"
                )
                .send()
                .expectReplyText("since 2026-01-01T02:01:01Z, level unknown")

            assertThat(host.journal.entries).containsExactly("u1 removed")
        }
    }

    @Configuration(proxyBeanMethods = false)
    class Surroundings {

        @Bean fun scope() = CoroutineScope(Dispatchers.Default)

        @Bean
        fun crm(journal: Journal) =
            object : Crm {

                override fun add(id: String?, name: String?) = journal.add("$id added")

                override fun remove(id: String) = journal.add("$id removed")

                override suspend fun answer(question: String?): String {
                    delay(1)
                    return "$question?"
                }
            }
    }
}
