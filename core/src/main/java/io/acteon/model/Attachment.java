package io.acteon.model;

/** A file sent inline with an action; {@code dataBase64} is standard base64. */
public record Attachment(
    String id, String name, String filename, String contentType, String dataBase64) {}
