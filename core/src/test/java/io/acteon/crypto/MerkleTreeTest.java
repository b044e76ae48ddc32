package io.acteon.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tree against the vectors that the Certificate Transparency project publishes. */
class MerkleTreeTest {
  private static final List<Hash> LEAVES =
      Stream.of(
              "",
              "00",
              "10",
              "2021",
              "3031",
              "40414243",
              "5051525354555657",
              "606162636465666768696a6b6c6d6e6f")
          .map(hex -> MerkleTree.leaf(Octets.of(HexFormat.of().parseHex(hex))))
          .toList();

  private static final List<String> ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  @Test
  void rootsAreThePublishedOnes() {
    for (int size = 0; size <= LEAVES.size(); size++) {
      assertThat(MerkleTree.root(LEAVES.subList(0, size)).hex()).isEqualTo(ROOTS.get(size));
    }
  }

  @Test
  void theFrontierGrowsToThePublishedRoots() {
    var frontier = MerkleFrontier.EMPTY;
    for (int size = 0; size < LEAVES.size(); size++) {
      assertThat(frontier.root().hex()).isEqualTo(ROOTS.get(size));
      assertThat(MerkleFrontier.read(new OctetReader(frontier.octets()))).isEqualTo(frontier);
      frontier = frontier.append(LEAVES.get(size));
    }
    assertThat(frontier.root().hex()).isEqualTo(ROOTS.getLast());
  }

  @Test
  void anInclusionProofIsThePublishedOne() {
    assertThat(MerkleTree.inclusionProof(0, LEAVES).stream().map(Hash::hex))
        .containsExactly(
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
  }

  @Test
  void everyLeafOfEveryTreeIsProvenAndNoOther() {
    List<Hash> leaves = many(70);
    for (int size = 1; size <= leaves.size(); size++) {
      List<Hash> tree = leaves.subList(0, size);
      Hash root = MerkleTree.root(tree);
      for (int index = 0; index < size; index++) {
        List<Hash> proof = MerkleTree.inclusionProof(index, tree);
        assertThat(MerkleTree.includes(root, size, index, tree.get(index), proof)).isTrue();
        assertThat(MerkleTree.includes(root, size, index, root, proof)).isEqualTo(size == 1);
        assertThat(MerkleTree.includes(root, size, index + 1, tree.get(index), proof)).isFalse();
        assertThat(MerkleTree.includes(ROOT_OF_OTHERS, size, index, tree.get(index), proof))
            .isFalse();
      }
    }
  }

  @Test
  void everyPrefixIsProvenAndNoOtherTree() {
    List<Hash> leaves = many(40);
    for (int size = 1; size <= leaves.size(); size++) {
      List<Hash> tree = leaves.subList(0, size);
      Hash root = MerkleTree.root(tree);
      for (int old = 1; old <= size; old++) {
        Hash oldRoot = MerkleTree.root(tree.subList(0, old));
        List<Hash> proof = MerkleTree.consistencyProof(old, tree);
        assertThat(MerkleTree.extendsTree(old, oldRoot, size, root, proof)).isTrue();
        assertThat(MerkleTree.extendsTree(old, ROOT_OF_OTHERS, size, root, proof)).isFalse();
        assertThat(MerkleTree.extendsTree(old, oldRoot, size, ROOT_OF_OTHERS, proof)).isFalse();
      }
    }
  }

  private static final Hash ROOT_OF_OTHERS = MerkleTree.root(many(3).reversed());

  private static List<Hash> many(int count) {
    var leaves = new ArrayList<Hash>();
    for (int i = 0; i < count; i++) {
      leaves.add(MerkleTree.leaf(new OctetWriter().u32(i).octets()));
    }
    return leaves;
  }
}
