package io.acteon.server.http;

import java.nio.file.Path;
import java.util.function.IntSupplier;

/**
 * Where rules are reloaded from. Immutable.
 *
 * @param asWritten the directory as the configuration has it and {@code /admin/config} shows it
 * @param reload puts the directory's rules in force and answers how many they are; throws {@link
 *     io.acteon.rules.yaml.RuleLoadException} and changes nothing when they cannot be used
 */
public record RuleSource(Path directory, String asWritten, IntSupplier reload) {}
