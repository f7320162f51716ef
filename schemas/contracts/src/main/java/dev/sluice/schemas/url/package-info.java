/** Urls of requests that say more than which endpoint they ask for. */
@NullMarked
package dev.sluice.schemas.url;

import org.jspecify.annotations.NullMarked;
