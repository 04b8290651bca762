/** Tests over the models that ship: that each is complete, and that each comes out as expected. */
@NullMarked
package dev.kaboom.models;

import org.jspecify.annotations.NullMarked;
