// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.expression.Expression;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/** A SpEL expression over message, context and arguments, parsed once. */
record HandlerCondition(Expression expression, Method method, BeanFactory beans) {

    private static final SpelExpressionParser PARSER = new SpelExpressionParser();
    private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

    /**
     * @throws org.springframework.expression.ParseException when it is no expression
     */
    static HandlerCondition of(String expression, Method method, BeanFactory beans) {
        return new HandlerCondition(PARSER.parseExpression(expression), method, beans);
    }

    boolean holds(CallbackContext context, @Nullable Object[] arguments) {
        var evaluation = new MethodBasedEvaluationContext(context, method, arguments, NAMES);
        evaluation.setBeanResolver(new BeanFactoryResolver(beans));
        evaluation.setVariable("message", context.payload());
        evaluation.setVariable("context", context);
        return Boolean.TRUE.equals(expression.getValue(evaluation, Boolean.class));
    }
}
