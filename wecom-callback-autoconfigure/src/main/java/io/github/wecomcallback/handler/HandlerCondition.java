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
        var evaluation = new Evaluation(context, method, arguments);
        evaluation.setBeanResolver(new BeanFactoryResolver(beans));
        return Boolean.TRUE.equals(expression.getValue(evaluation, Boolean.class));
    }

    /** A parameter's name goes before those that every condition knows. */
    private static final class Evaluation extends MethodBasedEvaluationContext {

        private final CallbackContext context;

        Evaluation(CallbackContext context, Method method, @Nullable Object[] arguments) {
            super(context, method, arguments, NAMES);
            this.context = context;
        }

        @Override
        public @Nullable Object lookupVariable(String name) {
            Object argument = super.lookupVariable(name);
            if (argument != null) {
                return argument;
            }
            return switch (name) {
                case "message" -> context.payload();
                case "context" -> context;
                default -> null;
            };
        }
    }
}
