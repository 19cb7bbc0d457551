// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kotlin

import io.github.wecomcallback.account.Account
import io.github.wecomcallback.handler.HandlerDispatcher
import io.github.wecomcallback.handler.Route
import io.github.wecomcallback.test.WeComCallbackTester
import java.net.URI
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.reflect.KClass
import org.springframework.boot.SpringBootConfiguration
import org.springframework.boot.autoconfigure.EnableAutoConfiguration
import org.springframework.boot.builder.SpringApplicationBuilder
import org.springframework.context.annotation.Bean
import org.springframework.context.ConfigurableApplicationContext

private const val CORP_ID = "ww0123456789abcdef"
private const val TOKEN = "kotlinToken"
private const val AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"

/** An application of these beans that runs, and WeCom before it. */
class Host(vararg beans: KClass<*>, inbox: Boolean = false) : AutoCloseable {

    private val context: ConfigurableApplicationContext =
        SpringApplicationBuilder(Application::class.java, *beans.map { it.java }.toTypedArray())
            .run(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--wecom.callback.corp-id=$CORP_ID",
                "--wecom.callback.token=$TOKEN",
                "--wecom.callback.aes-key=$AES_KEY",
                "--wecom.callback.inbox.enabled=$inbox",
                "--spring.datasource.generate-unique-name=true",
            )

    val wecom: WeComCallbackTester =
        WeComCallbackTester.over(
            URI("http://127.0.0.1:${context.environment.getProperty("local.server.port")}/wecom/callback"),
            Account.app(CORP_ID, TOKEN, AES_KEY).build(),
        )

    val journal: Journal = context.getBean(Journal::class.java)

    /** Whether the handler of that bean runs from the inbox. */
    fun isFromInbox(bean: String): Boolean =
        context.getBean(HandlerDispatcher::class.java).routes().single { nameOf(it) == bean }.inbox() != null

    private fun nameOf(route: Route) = route.handler().substringBefore('#').substringAfterLast('.')

    override fun close() = context.close()

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    internal class Application {

        @Bean fun journal() = Journal()
    }
}

/** What handlers wrote down. */
class Journal {

    val entries = CopyOnWriteArrayList<Any?>()

    fun add(entry: Any?) {
        entries.add(entry)
    }
}
