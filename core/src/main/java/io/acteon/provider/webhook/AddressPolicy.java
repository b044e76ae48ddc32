package io.acteon.provider.webhook;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which addresses a webhook may connect to. Public ones always; private ones when that is allowed;
 * metadata services, multicast and unspecified addresses never.
 *
 * <p>After the IANA special-purpose address registries for IPv4 and IPv6 (RFC 6890 and its
 * successors).
 */
final class AddressPolicy {
  /**
   * Credentials of cloud machines and containers: AWS (v4, ECS, EKS, v6) and others that copy it.
   */
  private static final List<Block> METADATA =
      blocks("169.254.169.254/32", "169.254.170.0/24", "100.100.100.200/32", "fd00:ec2::/32");

  private static final List<Block> NEVER =
      blocks("0.0.0.0/8", "224.0.0.0/4", "255.255.255.255/32", "::/128", "ff00::/8");

  private static final List<Block> SPECIAL_V4 =
      blocks(
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "240.0.0.0/4");

  /** All that is assigned to the public internet; of it, 2001::/23 and others are special. */
  private static final Block GLOBAL_V6 = Block.parse("2000::/3");

  private static final List<Block> SPECIAL_V6 =
      blocks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  /** IPv4 addresses in IPv6 clothes: 96 bits, then the address (RFC 6052, RFC 4291). */
  private static final List<Block> EMBEDDING_V4 =
      blocks("64:ff9b::/96", "::ffff:0:0:0/96", "::/96");

  private AddressPolicy() {}

  /** Why one of a host's addresses must not be connected to; all must be allowed. */
  static Optional<String> refusal(String host, List<InetAddress> addresses, boolean allowPrivate) {
    for (InetAddress address : addresses) {
      Kind kind = kind(address);
      if (kind == Kind.NEVER || (kind == Kind.PRIVATE && !allowPrivate)) {
        String text = address.getHostAddress();
        return Optional.of(
            (text.equals(host) ? "'" + host + "' is" : "'" + host + "' resolves to " + text + ",")
                + (kind == Kind.NEVER
                    ? " an address that webhooks never call"
                    : " not a public address; set allow_private_targets = true if that is meant"));
      }
    }
    return Optional.empty();
  }

  static Kind kind(InetAddress address) {
    if (contains(METADATA, address) || contains(NEVER, address)) {
      return Kind.NEVER;
    }
    return switch (address) {
      case Inet4Address v4 -> contains(SPECIAL_V4, v4) ? Kind.PRIVATE : Kind.PUBLIC;
      case Inet6Address v6 -> kindOfV6(v6);
      default -> Kind.NEVER;
    };
  }

  private static Kind kindOfV6(Inet6Address address) {
    if (address.isLoopbackAddress()) {
      return Kind.PRIVATE;
    }
    if (contains(EMBEDDING_V4, address)) {
      return kind(embedded(address));
    }
    return GLOBAL_V6.contains(address) && !contains(SPECIAL_V6, address)
        ? Kind.PUBLIC
        : Kind.PRIVATE;
  }

  private static InetAddress embedded(Inet6Address address) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), 12, 16));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private static boolean contains(List<Block> blocks, InetAddress address) {
    return blocks.stream().anyMatch(block -> block.contains(address));
  }

  private static List<Block> blocks(String... texts) {
    return Arrays.stream(texts).map(Block::parse).toList();
  }

  /** How far away an address is. */
  enum Kind {
    PUBLIC,
    PRIVATE,
    NEVER
  }

  /** A range of addresses that share their first bits. Immutable. */
  private record Block(InetAddress first, int bits) {
    static Block parse(String text) {
      int slash = text.indexOf('/');
      return new Block(
          InetAddress.ofLiteral(text.substring(0, slash)),
          Integer.parseInt(text.substring(slash + 1)));
    }

    boolean contains(InetAddress address) {
      byte[] a = first.getAddress();
      byte[] b = address.getAddress();
      if (a.length != b.length) {
        return false;
      }
      int whole = bits / 8;
      int rest = bits % 8;
      return Arrays.equals(a, 0, whole, b, 0, whole)
          && (rest == 0 || ((a[whole] ^ b[whole]) & 0xFF) >>> (8 - rest) == 0);
    }
  }
}
