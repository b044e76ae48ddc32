package io.acteon.dynamodb.exhaustive;

import static io.acteon.dynamodb.exhaustive.Exploration.expectWrong;

import io.acteon.dynamodb.state.ItemWrites;
import io.acteon.dynamodb.state.LockedWrites;
import io.acteon.dynamodb.state.SlotWrites;
import io.acteon.dynamodb.state.TimingWrites;
import org.junit.jupiter.api.Test;

/**
 * What each mechanism of the item protocol is for: without it, a scenario that is right otherwise
 * has a history that contradicts itself.
 */
final class MutationGateTest {
  @Test
  void withoutTheFenceALateWriteUndoesANewerOne() {
    expectWrong(EntryScenarios.SETS, Mutant.without("fence", ItemWrites.FENCE));
  }

  @Test
  void withoutTheSealALostWriteLandsAfterItWasRefused() {
    expectWrong(EntryScenarios.OBSTACLE_GOES, Mutant.NO_SEAL);
  }

  @Test
  void withoutTheRingAWriteThatLandedIsRefused() {
    expectWrong(EntryScenarios.CHECKS, Mutant.updating("ring", ", " + ItemWrites.RING, ""));
  }

  @Test
  void withoutConsistentReadAnOldValueIsSeenAfterANewerOne() {
    expectWrong(EntryScenarios.SETS, Mutant.STALE_READS);
  }

  @Test
  void withoutTheTombstoneALateWriteBringsBackWhatWasDeleted() {
    expectWrong(EntryScenarios.CHECKS, Mutant.noTombstone(ItemWrites.SET_TOMBSTONE));
  }

  @Test
  void withoutTheRemovalOfTtlALivingEntryIsCollected() {
    expectWrong(
        EntryScenarios.AGES_PASS,
        Mutant.updating("removal of ttl", ItemWrites.REMOVE_EXPIRY, "#x"));
  }

  @Test
  void withoutTtlBesideTheExpiryALivingEntryIsCollected() {
    expectWrong(EntryScenarios.KEPT_LONG, Mutant.updating("ttl", ItemWrites.SET_EXPIRY, "#x=:x"));
  }

  @Test
  void withoutTheTokenCheckTheFormerHolderOverwritesTheNextOnesWrite() {
    expectWrong(
        LockScenarios.TAKEN_OVER,
        Mutant.without(
            "token check", "(attribute_not_exists(#fence) OR #fence <= :token)", "#fence"));
  }

  @Test
  void withoutTheRevisionCheckALateExtensionShortensALease() {
    expectWrong(
        LockScenarios.EXTENDED, Mutant.without("revision check", "#rvn < :v", "SET #rvn=:v, #exp"));
  }

  @Test
  void withoutTheFenceOfLocksALateAcquisitionHoldsForNobody() {
    expectWrong(
        LockScenarios.IN_TURN,
        Mutant.without(
            "fence of locks", "(attribute_not_exists(#rvn) OR #rvn < :v)", "SET #own=:oid"));
  }

  @Test
  void withoutTheSealOfLocksALostAcquisitionLandsAfterItWasRefused() {
    expectWrong(LockScenarios.IN_TURN, Mutant.NO_SEAL);
  }

  @Test
  void withoutTheOwnerCheckTheFormerHolderReleasesTheNextOnesLock() {
    expectWrong(
        LockScenarios.TAKEN_OVER,
        Mutant.without("owner check", "#own = :me AND #tok = :tok", "SET #rel"));
  }

  @Test
  void withoutTheOwnerCheckOfHandOffsTheFormerHolderHandsOnTheNextOnesLock() {
    expectWrong(
        LockScenarios.HANDED_ON,
        Mutant.without("owner check of hand-offs", "#own = :me AND #tok = :tok", "SET #own=:oid"));
  }

  @Test
  void withoutTheOwnerCheckOfWithdrawalsTheNextOnesLockIsReleased() {
    expectWrong(
        LockScenarios.WITHDRAWN,
        Mutant.without("owner check of withdrawals", "#own = :me AND #tok = :tok", "SET #rel"));
  }

  @Test
  void withoutTheSealOfWithdrawalsAnAcquisitionLandsAfterItWasGivenUp() {
    expectWrong(LockScenarios.WITHDRAWN, Mutant.NO_SEAL);
  }

  @Test
  void withoutTheTokenCheckOfForcedUnlocksALeaseIsBrokenThatNobodySaw() {
    expectWrong(
        LockScenarios.BROKEN,
        Mutant.without("token check of forced unlocks", "#tok = :tok", "SET #brk=:oid"));
  }

  @Test
  void withoutTheObservedRevisionALeaseIsTakenOverThatMovedMeanwhile() {
    expectWrong(
        LockScenarios.WATCHED,
        Mutant.without(
            "observed revision",
            "#rvn = :seen",
            m ->
                m.text("ConditionExpression").contains("rvn = :seen")
                    && !m.hasNumber(":seen", LockedWrites.NOTHING_SEEN)));
  }

  @Test
  void withoutTheOwnerCheckOfClaimsTheFormerOwnerCompletesTheNextOnesClaim() {
    expectWrong(
        ClaimScenarios.TAKEN_OVER,
        Mutant.without("owner check of claims", "#own = :me AND #tok = :tok", "SET #st=:done"));
  }

  @Test
  void withoutTheRingOfClaimsAClaimThatLandedIsRefused() {
    expectWrong(
        ClaimScenarios.RELEASED, Mutant.updating("ring of claims", ", " + ItemWrites.RING, ""));
  }

  @Test
  void withoutTheSealOfClaimsALostClaimLandsAfterItWasRefused() {
    expectWrong(ClaimScenarios.RELEASED, Mutant.NO_SEAL);
  }

  @Test
  void withoutTheSlotARepeatedIncrementCountsTwice() {
    expectWrong(CounterScenarios.INCREMENTS, Mutant.without("slot", SlotWrites.SLOT_GUARDS));
  }

  @Test
  void withoutTheSealOfSlotsALostDeletionLandsAfterItWasRefused() {
    expectWrong(CounterScenarios.DELETED, Mutant.NO_SEAL);
  }

  @Test
  void withoutTheFloorALateIncrementLandsAfterItsSlotWasRemoved() {
    expectWrong(
        CounterScenarios.SLOT_REMOVAL, Mutant.updating("floor", "SET #lo=:lo REMOVE", "REMOVE"));
  }

  @Test
  void withoutTheSlotARepeatedCallIsChargedTwice() {
    expectWrong(RateScenarios.ROOMY, Mutant.without("slot", SlotWrites.SLOT_GUARDS));
  }

  @Test
  void withoutTheFenceOfTimersALateMoveUndoesANewerOne() {
    expectWrong(
        TimerScenarios.WORKED_OFF,
        Mutant.without("fence of timers", ItemWrites.FENCE, TimingWrites.PUTTING));
  }

  @Test
  void withoutTheFenceOfTimersALateClaimTakesATimerThatWasMoved() {
    expectWrong(
        TimerScenarios.WORKED_OFF,
        Mutant.without("fence of timers", ItemWrites.FENCE, TimingWrites.CLAIMING));
  }

  @Test
  void withoutTheSealOfTimersALostRemovalTakesAwayALaterTimer() {
    expectWrong(TimerScenarios.REMOVED, Mutant.NO_SEAL);
  }

  @Test
  void withoutTheRingOfTimersATimerThatHasFiredIsSetAgain() {
    expectWrong(
        TimerScenarios.WORKED_OFF, Mutant.updating("ring of timers", ", " + ItemWrites.RING, ""));
  }

  /** Either half of the check does, as long as a poll passes over what is not due. */
  @Test
  void withoutTheDueCheckATimerIsClaimedWithinTheLeaseOfAnother() {
    expectWrong(
        TimerScenarios.TAKEN_OVER, Mutant.without("due check of timers", TimingWrites.DUE_CHECK));
  }

  /** Either half of the check does, as long as neither owners nor versions repeat. */
  @Test
  void withoutTheOwnerCheckOfTimersTheFormerClaimantEndsTheNextOnesClaim() {
    expectWrong(
        TimerScenarios.TAKEN_OVER,
        Mutant.without("owner check of timers", TimingWrites.OWNER_CHECK));
  }

  @Test
  void withoutTheTombstoneOfTimersALateMoveBringsBackWhatHasFired() {
    expectWrong(TimerScenarios.WORKED_OFF, Mutant.noTombstone(ItemWrites.SET_TOMBSTONE));
  }

  @Test
  void withoutTheRemovalOfTtlATimerIsCollectedBeforeItFires() {
    expectWrong(
        TimerScenarios.COLLECTED,
        Mutant.updating("removal of ttl", "REMOVE #d, #ttl, #own", "REMOVE #d, #own"));
  }
}
