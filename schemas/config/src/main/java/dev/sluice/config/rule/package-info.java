/** Rules of the configuration: what they may ask for, and what a list of them says to a request. */
@NullMarked
package dev.sluice.config.rule;

import org.jspecify.annotations.NullMarked;
