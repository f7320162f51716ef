/**
 * Rules' conditions in CEL, the Common Expression Language: compiled once, evaluated in
 * microseconds.
 */
@NullMarked
package dev.sluice.config.cel;

import org.jspecify.annotations.NullMarked;
