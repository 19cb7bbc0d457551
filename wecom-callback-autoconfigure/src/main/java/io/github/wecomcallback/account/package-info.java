// SPDX-License-Identifier: Apache-2.0
/** Who is called: an account's kind, ids and secrets, and what its kind decides. */
@NullMarked
package io.github.wecomcallback.account;

import org.jspecify.annotations.NullMarked;
