// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kotlin

import io.github.wecomcallback.annotation.OnMenuClick
import io.github.wecomcallback.annotation.OnText
import io.github.wecomcallback.annotation.WeComEventHandler
import io.github.wecomcallback.handler.CallbackContext
import io.github.wecomcallback.handler.WeComHandler
import io.github.wecomcallback.message.Discriminator
import io.github.wecomcallback.message.Field
import io.github.wecomcallback.message.Payload
import io.github.wecomcallback.message.UserMessage
import io.github.wecomcallback.message.WeComMessage
import kotlin.reflect.KClass
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flowOf
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.api.extension.ExtendWith
import org.springframework.boot.test.system.CapturedOutput
import org.springframework.boot.test.system.OutputCaptureExtension
import org.springframework.transaction.annotation.Transactional

/** What of Kotlin cannot be a handler stops the start, in Kotlin's words. */
@ExtendWith(OutputCaptureExtension::class)
class RefusedHandlersTest {

    @Test
    fun a_suspend_function(output: CapturedOutput) {
        refuse(
            Suspending::class,
            output,
            "Suspending#answer(UserMessage.Text,Continuation) is a suspend function, which only a coroutine could call.",
            "Let a plain function return a CompletableFuture, for instance by future { … } of kotlinx-coroutines-jdk8.",
        )
    }

    @Test
    fun a_suspend_function_that_takes_nothing(output: CapturedOutput) {
        refuse(SuspendingAlone::class, output, "is a suspend function", "future { … }")
    }

    @Test
    fun a_data_class_that_is_no_record(output: CapturedOutput) {
        refuse(
            NoRecord::class,
            output,
            "has a parameter that nothing can be passed for: ${Plain::class.java.name}",
            "a data class with @JvmRecord is a record",
        )
    }

    @Test
    fun a_handler_bean_of_a_data_class_that_is_no_record(output: CapturedOutput) {
        refuse(
            BeanOfNoRecord::class,
            output,
            "is a WeComHandler of ${PlainMessage::class.java.name}, which no message can be passed as",
            "a data class with @JvmRecord is a record",
        )
    }

    @Test
    fun a_number_that_cannot_be_null(output: CapturedOutput) {
        refuse(Number::class, output, "nothing can be passed for: int", "a number that may be null (Int?)")
    }

    @Test
    fun a_parameter_that_only_has_a_default(output: CapturedOutput) {
        refuse(Default::class, output, "nothing can be passed for: java.lang.Thread", "Default arguments are not used")
    }

    @Test
    fun a_final_function_of_a_bean_behind_a_proxy(output: CapturedOutput) {
        refuse(
            FinalFunction::class,
            output,
            "is final, so the proxy of its bean does not pass it on",
            "Mark class and function 'open', or let Kotlin's plugin 'spring' do so.",
        )
    }

    @Test
    fun a_flow(output: CapturedOutput) {
        refuse(Flowing::class, output, "returns kotlinx.coroutines.flow.Flow<java.lang.String>, which is no reply", "Return")
    }

    private fun refuse(bean: KClass<*>, output: CapturedOutput, problem: String, remedy: String) {
        assertThrows<Exception> { Host(bean) }

        assertThat(output).contains("APPLICATION FAILED TO START", problem, remedy)
    }

    class Suspending {

        @OnText suspend fun answer(text: UserMessage.Text): String = "${text.content()}"
    }

    class SuspendingAlone {

        @OnText suspend fun answer() = Unit
    }

    @Discriminator(event = "brand_new_event") data class Plain(val userId: String?)

    class NoRecord {

        @WeComEventHandler fun on(event: Plain) = Unit
    }

    data class PlainMessage(private val payload: Payload) : WeComMessage {

        override fun payload() = payload
    }

    class BeanOfNoRecord : WeComHandler<PlainMessage> {

        override fun handle(message: PlainMessage, context: CallbackContext) = Unit
    }

    class Number {

        @WeComEventHandler fun on(@Field("Level") level: Int) = Unit
    }

    class Default {

        @WeComEventHandler fun on(thread: Thread = Thread.currentThread()) = Unit
    }

    @Transactional
    open class FinalFunction {

        @OnMenuClick("final") fun on() = Unit
    }

    class Flowing {

        @OnText fun on(): Flow<String> = flowOf("a")
    }
}
