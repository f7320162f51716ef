/** What is known of provider keys: from the lanes' announcements and from orders. */
@NullMarked
package dev.sluice.app.keys;

import org.jspecify.annotations.NullMarked;
