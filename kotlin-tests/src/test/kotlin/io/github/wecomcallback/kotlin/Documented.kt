// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kotlin

import io.github.wecomcallback.annotation.OnText
import io.github.wecomcallback.annotation.WeComEventHandler
import io.github.wecomcallback.message.Contact
import io.github.wecomcallback.message.Discriminator
import io.github.wecomcallback.message.Field
import io.github.wecomcallback.message.Payload
import io.github.wecomcallback.message.UserMessage
import io.github.wecomcallback.message.WeComMessage
import java.time.Instant
import java.util.concurrent.CompletableFuture
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.future.future
import org.springframework.stereotype.Component

/** Where members are kept. */
interface Crm {

    fun add(id: String?, name: String?)

    fun remove(id: String)

    suspend fun answer(question: String?): String
}

/** What the documentation shows, to the letter. */
@Component
class Members(private val crm: Crm, private val scope: CoroutineScope) {

    @WeComEventHandler
    fun joined(event: Contact.UserCreated) {
        crm.add(event.userId(), event.name())
    }

    @WeComEventHandler(event = ["change_contact"], changeType = ["delete_user"])
    fun left(@Field("UserID") userId: String?) {
        userId?.let { crm.remove(it) }
    }

    @WeComEventHandler
    fun brandNew(event: BrandNew) = "since ${event.since}, level ${event.level ?: "unknown"}"

    @OnText
    fun answer(text: UserMessage.Text): CompletableFuture<String> =
        scope.future { crm.answer(text.content()) }
}

@JvmRecord
@Discriminator(event = "brand_new_event")
data class BrandNew(
    private val payload: Payload,
    val level: Int?,
    @Field("StartTime") val since: Instant?,
) : WeComMessage {

    override fun payload() = payload
}
