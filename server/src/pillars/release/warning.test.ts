import { derivedId } from '@sitong/shared/kernel/ids.ts';
import { FENGYUAN, LUOCHENG, SHANHUA, seatOf } from '@sitong/shared/testing/county.ts';
import { givenWorld } from '@sitong/shared/testing/given.ts';
import { BY } from '@sitong/shared/testing/sessions.ts';
import { describe, expect, it } from 'vitest';
import { decideRelease } from './decide.ts';
import {
  after,
  check,
  content,
  deadlinesOf,
  draft,
  givenIssued,
  givenSigned,
  runFor,
  sign,
  WARNING,
} from './given-release.ts';

const revise = { type: 'ReviseWarning', warningId: WARNING, content: content({ text: '再次上涨' }) } as const;
const returned = { type: 'ReturnWarning', warningId: WARNING, reason: '范围不清' } as const;
const cancel = { type: 'CancelWarning', warningId: WARNING, reason: '水位回落' } as const;
const issue = { type: 'IssueWarning', warningId: WARNING } as const;

describe('drafting a warning', () => {
  it('[REL-1] refuses no area, an unknown place, a past end and a hazard without colours, with the path', () => {
    const given = givenWorld();
    const refused = (over: Parameters<typeof draft>[0], code: string) =>
      given.when(decideRelease, draft(over), BY.duty).refused(code).path;
    const scope = { divisions: [], rings: [], areaText: '' };
    expect(refused({ scope }, 'no_area')).toBe('content.scope');
    expect(refused({ scope: { ...scope, divisions: ['610525999000'] } }, 'unknown_division')).toBe(
      'content.scope.divisions',
    );
    expect(refused({ expiresAt: '2026-07-18T19:00:00+08:00' }, 'time_is_past')).toBe('content.expiresAt');
    expect(refused({ onset: '2026-07-18T23:30:00+08:00' }, 'ends_before_it_begins')).toBe('content.onset');
    expect(refused({ hazard: 'gathering' }, 'no_colour_warning')).toBe('content.hazard');
    after(given, [draft(), BY.duty]).when(decideRelease, draft(), BY.duty).refused('already_saved');
  });

  it('[REL-1] refuses an outline that crosses itself or encloses nothing, and says which', () => {
    const { lon, lat } = seatOf(SHANHUA);
    const corner = (x: number, y: number): [number, number] => [lon + x / 1000, lat + y / 1000];
    const box = [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1), corner(-1, -1)];
    const bow = [corner(-1, -1), corner(1, 1), corner(1, -1), corner(-1, 1), corner(-1, -1)];
    const line = [corner(-1, 0), corner(1, 0), corner(-1, 0), corner(-1, 0)];
    const drawn = (...rings: [number, number][][]) => draft({ scope: { divisions: [], rings, areaText: '' } });
    const given = givenWorld();
    after(given, [drawn(box), BY.duty]);
    const crossed = given.when(decideRelease, drawn(box, bow), BY.duty).refused('ring_crosses_itself');
    expect([crossed.path, crossed.facts]).toEqual(['content.scope.rings[1]', { ring: 2 }]);
    given.when(decideRelease, drawn(line), BY.duty).refused('ring_without_area');
    const bent = { type: 'ReviseWarning', warningId: WARNING, content: drawn(bow).content } as const;
    after(given, [draft(), BY.duty]).when(decideRelease, bent, BY.duty).refused('ring_crosses_itself');
  });

  it('[REL-1] an update names a warning in force of the same hazard', () => {
    const next = { ...draft({}, derivedId('warning', 2)), replaces: WARNING };
    givenWorld().when(decideRelease, next, BY.duty).refused('replaced_not_in_force');
    givenIssued()
      .when(decideRelease, { ...next, content: content({ hazard: 'fog' }) }, BY.duty)
      .refused('other_hazard');
    after(givenIssued(), [next, BY.duty]);
  });

  it('[REL-1] [REL-10] an update whose predecessor has expired meanwhile is revised and issued alone', () => {
    const two = derivedId('warning', 2);
    const over = { expiresAt: '2026-07-19T04:00:00+08:00' };
    const updating = after(givenIssued(), [{ ...draft(over, two), replaces: WARNING }, BY.duty]);
    const later = after(runFor(updating, 4 * 3600), [
      { type: 'ReviseWarning', warningId: two, content: content(over) },
      BY.duty,
    ]);
    const issued = runFor(after(later, [check(two), BY.leader], [sign('post-vice', two), BY.vice]), 10);
    expect(issued.state.release.warnings[two]?.status).toBe('issued');
    expect(issued.log.some((event) => event.type === 'WarningSuperseded')).toBe(false);
  });

  it('[REL-2] a town warns its own places only, also when it draws', () => {
    const given = givenWorld();
    after(given, [draft(), BY.townF]);
    given.when(decideRelease, draft(), BY.townW).refused('not_your_division');
    const { lon, lat } = seatOf(LUOCHENG);
    const ring: [number, number][] = [
      [lon - 0.001, lat - 0.001],
      [lon + 0.001, lat - 0.001],
      [lon, lat + 0.001],
      [lon - 0.001, lat - 0.001],
    ];
    const drawn = draft({ scope: { divisions: [SHANHUA], rings: [ring], areaText: '' } });
    expect(given.when(decideRelease, drawn, BY.townF).refused('not_your_division').facts).toEqual({
      division: LUOCHENG,
    });
    given.when(decideRelease, draft(), BY.wall).refused('desk_required');
    given.when(decideRelease, draft(), BY.villageS).refused('desk_required');
  });
});

describe('checking and signing', () => {
  const drafted = () => after(givenWorld(), [draft(), BY.duty]);

  it('[REL-4] orange waits for a check by another than the drafter', () => {
    drafted().when(decideRelease, sign('post-vice'), BY.vice).refused('check_required');
    drafted().when(decideRelease, check(), BY.duty).refused('drafter_may_not_check');
    after(drafted(), [check(), BY.leader], [sign('post-vice'), BY.vice]);
    after(givenWorld(), [draft({ level: 3 }), BY.duty], [sign('post-bureau'), BY.leader]);
  });

  it('[REL-4] a change after the check voids it, and its author may no longer check', () => {
    const changed = after(drafted(), [check(), BY.leader], [revise, BY.leader]);
    expect(changed.state.release.warnings[WARNING]).toMatchObject({ status: 'draft', authors: ['p-duty', 'p-leader'] });
    changed.when(decideRelease, check(), BY.leader).refused('drafter_may_not_check');
    changed.when(decideRelease, sign('post-vice'), BY.vice).refused('check_required');
  });

  it('[REL-3] no author signs, neither by hand nor by voice', () => {
    const own = after(givenWorld(), [draft({ level: 3 }), BY.vice]);
    own.when(decideRelease, sign('post-commander'), BY.vice).refused('drafter_may_not_sign');
    const oral = {
      type: 'SignWarning',
      warningId: WARNING,
      signing: { mode: 'oral', post: 'post-vice', person: 'p-vice' },
    } as const;
    own.when(decideRelease, oral, BY.duty).refused('drafter_may_not_sign');
    own
      .when(decideRelease, { ...oral, signing: { ...oral.signing, person: 'p-duty' } }, BY.duty)
      .refused('oral_for_oneself');
  });

  it('[REL-5] the post must be held or deputised, sign this level and cover the place', () => {
    const checked = after(drafted(), [check(), BY.leader]);
    checked.when(decideRelease, sign('post-vice'), BY.duty2).refused('not_your_post');
    checked.when(decideRelease, sign('post-bureau'), BY.bureau).refused('post_may_not_sign');
    checked.when(decideRelease, sign('post-none'), BY.bureau).refused('unknown_post');
    after(checked, [sign('post-vice'), BY.bureau]);
    after(checked, [sign('post-commander'), BY.commander]);
    const red = after(givenWorld(), [draft({ level: 1 }), BY.duty], [check(), BY.leader]);
    red.when(decideRelease, sign('post-vice'), BY.vice).refused('post_may_not_sign');
    after(red, [sign('post-commander'), BY.vice]);
  });

  it('[REL-6] is returned with a reason, also in the undo time, and revised into a draft', () => {
    const back = after(givenSigned(), [returned, BY.vice]);
    expect(back.state.release.warnings[WARNING]).toMatchObject({ status: 'returned', signature: undefined });
    expect(deadlinesOf(back)).toEqual([]);
    back.later(10).when(decideRelease, issue, 'system').refused('wrong_status');
    back.when(decideRelease, check(), BY.leader).refused('wrong_status');
    expect(after(back, [revise, BY.duty]).state.release.warnings[WARNING]?.status).toBe('draft');
    givenSigned().when(decideRelease, revise, BY.duty).refused('wrong_status');
  });

  it('[REL-7] an oral signature is countersigned by its person; a miss is recorded and late is possible', () => {
    const oral = {
      type: 'SignWarning',
      warningId: WARNING,
      signing: { mode: 'oral', post: 'post-vice', person: 'p-vice' },
    } as const;
    const countersign = { type: 'CountersignWarning', warningId: WARNING } as const;
    const signed = after(drafted(), [check(), BY.leader], [oral, BY.duty]);
    expect(signed.state.release.warnings[WARNING]?.signature).toMatchObject({
      mode: 'oral',
      person: 'p-vice',
      enteredBy: 'p-duty',
    });
    signed.when(decideRelease, countersign, BY.duty).refused('not_the_signer');
    const missed = runFor(signed, 31 * 60);
    expect(missed.state.release.warnings[WARNING]).toMatchObject({ status: 'issued', countersignMissed: 'missed' });
    const late = after(missed, [countersign, BY.vice]);
    late.when(decideRelease, countersign, BY.vice).refused('already_countersigned');
    const inTime = runFor(after(signed, [countersign, BY.vice]), 31 * 60);
    expect(inTime.state.release.warnings[WARNING]?.countersignMissed).toBe('no');
  });
});

describe('issuing and ending', () => {
  it('[REL-8] goes out ten seconds after signing, not before', () => {
    const signed = givenSigned();
    signed.later(5).when(decideRelease, issue, 'system').refused('not_due_yet');
    signed.later(10).when(decideRelease, issue, BY.duty).refused('system_only');
    expect(runFor(signed, 10).state.release.warnings[WARNING]?.status).toBe('issued');
  });

  it('[REL-8] is returned to people when its own end came first', () => {
    const late = givenSigned()
      .later(4 * 3600)
      .when(decideRelease, issue, 'system');
    late.thenEvents(['WarningReturned', { reason: 'expired_before_issue' }]);
  });

  it('[REL-9] carries sender code and second; a second one in the same second takes the next', () => {
    const two = derivedId('warning', 2);
    const both = after(givenSigned(), [draft({ level: 3 }, two), BY.duty], [sign('post-bureau', two), BY.leader]).later(
      10,
    );
    const issued = after(both, [issue, 'system'], [{ ...issue, warningId: two }, 'system']);
    expect(issued.state.release.warnings[WARNING]?.issued?.identifier).toBe('61052500000001_20260718200010');
    expect(issued.state.release.warnings[two]?.issued?.identifier).toBe('61052500000001_20260718200011');
  });

  it('[REL-10] an update supersedes its predecessor in the same decision', () => {
    const two = derivedId('warning', 2);
    const signed = after(
      givenIssued(),
      [{ ...draft({}, two), replaces: WARNING }, BY.duty],
      [check(two), BY.leader],
      [sign('post-vice', two), BY.vice],
    );
    const issued = runFor(signed, 10);
    expect(Object.keys(issued.state.release.warnings)).toEqual([two]);
    expect(issued.log.find((event) => event.type === 'WarningSuperseded')?.body).toEqual({
      warningId: WARNING,
      by: two,
    });
  });

  it('[REL-10] is lifted by one who could have signed it; its calls close; a draft is dropped by its desk', () => {
    const issued = givenIssued();
    issued.when(decideRelease, cancel, BY.duty).refused('signer_required');
    const lifted = issued.when(decideRelease, cancel, BY.vice);
    expect(lifted.after.state.release).toMatchObject({ warnings: {}, calls: {} });
    expect(lifted.events[1]?.body).toMatchObject({ identifier: '61052500000001_20260718200011' });
    after(givenWorld(), [draft(), BY.duty]).when(decideRelease, cancel, BY.duty2).thenEvents('WarningCancelled');
  });

  it('[REL-10] expires at its own end with its calls', () => {
    const over = runFor(givenIssued(), 3 * 3600);
    expect(over.state.release).toMatchObject({ warnings: {}, calls: {} });
    expect(over.log.at(-1)?.type).toBe('CallClosed');
  });

  it('[REL-11] calls the chain of responsibility by name, each person once', () => {
    const called = Object.values(givenIssued().state.release.calls).map((call) => call.person);
    expect(called.sort()).toEqual(['p-mayor-f', 'p-secretary-s', 'p-town-f', 'p-vice', 'p-village-s']);
    expect(givenIssued().state.release.warnings[WARNING]?.issued?.recipients).toBe(5);
  });

  it('[REL-11] yellow only counts its recipients, unless people must move at once or a dam is in danger', () => {
    expect(Object.keys(givenIssued(3).state.release.calls)).toHaveLength(0);
    expect(givenIssued(3).state.release.warnings[WARNING]?.issued?.recipients).toBe(5);
    expect(Object.keys(givenIssued(3, { instruction: '沟口组立即转移' }).state.release.calls)).toHaveLength(5);
    expect(Object.keys(givenIssued(3, { hazard: 'reservoir_danger' }).state.release.calls)).toHaveLength(5);
  });

  it('[REL-12] is seen by the units of its places once issued, and only by desks before', () => {
    expect(
      givenSigned(2, { scope: { divisions: [FENGYUAN], rings: [], areaText: '' } }).state.release.warnings[WARNING]
        ?.audience,
    ).toEqual([]);
    const issued = givenIssued(2, { scope: { divisions: [FENGYUAN], rings: [], areaText: '' } });
    expect(issued.state.release.warnings[WARNING]?.audience).toEqual([
      'unit:610525101000',
      'unit:610525101200',
      'unit:610525101233',
    ]);
  });

  it('[REL-12] is seen by the town of a village named alone: it is called, and must see why', () => {
    const issued = givenIssued(2, { scope: { divisions: [SHANHUA], rings: [], areaText: '' } });
    const warning = issued.state.release.warnings[WARNING];
    expect(warning?.audience).toEqual(['unit:610525101000', `unit:${SHANHUA}`]);
  });

  it('counts each channel apart', () => {
    const result = { warningId: WARNING, channel: 'sms', simulated: true, sent: 5, failed: 1, confirmed: 3 } as const;
    const counted = after(givenIssued(), [{ type: 'CountChannelResult', result }, 'system']);
    expect(counted.state.release.warnings[WARNING]?.channels).toEqual({
      sms: { simulated: true, sent: 5, failed: 1, confirmed: 3 },
    });
  });
});
