/**
 * The configuration: what keys there are, reading them from file, environment and flags with their
 * places, reporting every problem together, and printing what is in effect. May import the SPIs'
 * settings; knows neither engine nor HTTP.
 */
@NullMarked
package io.acteon.server.config;

import org.jspecify.annotations.NullMarked;
