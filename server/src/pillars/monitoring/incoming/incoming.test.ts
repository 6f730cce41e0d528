import { scopeOf } from '@sitong/shared/protocol/session.ts';
import { filterWorld } from '@sitong/shared/protocol/world-state.ts';
import { FENGYUAN, SHANHUA } from '@sitong/shared/testing/county.ts';
import { givenWorld } from '@sitong/shared/testing/given.ts';
import { BY } from '@sitong/shared/testing/sessions.ts';
import { describe, expect, it } from 'vitest';
import { monitoringDeadlines, monitoringStreams } from '../deadlines.ts';
import { decideMonitoring as decide } from '../decide.ts';
import { incoming } from '../given-monitoring.ts';

describe('incoming warnings', () => {
  it('[MON-20] is received once and ends once', () => {
    const received = givenWorld().when(decide, incoming(1), 'system').thenEvents('IncomingWarningReceived');
    received.when(decide, incoming(1), 'system').refused('already_received');
    const { incomingId } = incoming(1).warning;
    const ended = received
      .when(decide, { type: 'EndIncomingWarning', incomingId, how: 'cancelled', by: 'x' }, 'system')
      .thenEvents('IncomingWarningEnded');
    ended
      .when(decide, { type: 'EndIncomingWarning', incomingId, how: 'superseded' }, 'system')
      .refused('warning_not_in_force');
  });

  it('[MON-20] expires when its time is over, not before', () => {
    const received = givenWorld().having(decide, incoming(1), 'system');
    const [stream] = [...monitoringStreams(received.state.monitoring)];
    const [due] = monitoringDeadlines(stream!, received.state.monitoring, received.practiceAt);
    expect(due?.dueMs).toBe(Date.parse('2026-07-18T23:00:00+08:00'));
    received.when(decide, due!.intent, 'system').refused('not_due_yet');
    received
      .later(3 * 3600)
      .when(decide, due!.intent, 'system')
      .thenEvents(['IncomingWarningEnded', { how: 'expired' }]);
  });

  it('[MON-21] a county warning is seen by every town and village, a village’s by it and its town', () => {
    const county = givenWorld().having(decide, incoming(1), 'system');
    for (const who of [BY.townF, BY.townW, BY.villageS, BY.villageL]) {
      expect(Object.keys(filterWorld(county.state, scopeOf(who)).monitoring.incoming)).toHaveLength(1);
    }
    const village = givenWorld().having(decide, incoming(2, { area: { divisions: [SHANHUA], rings: [] } }), 'system');
    const seenBy = Object.entries(BY).filter(
      ([, who]) => Object.keys(filterWorld(village.state, scopeOf(who)).monitoring.incoming).length > 0,
    );
    expect(seenBy.map(([name]) => name)).toEqual(expect.arrayContaining(['duty', 'townF', 'villageS']));
    expect(seenBy.map(([name]) => name)).not.toEqual(expect.arrayContaining(['townW']));
    expect(village.log[0]?.audience).toEqual([`unit:${FENGYUAN}`, `unit:${SHANHUA}`]);
  });
});
