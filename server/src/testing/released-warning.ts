import { newId } from '@sitong/shared/kernel/ids.ts';
import type { Role } from '@sitong/shared/kernel/roles.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { WarningContent } from '@sitong/shared/pillars/release/events.ts';
import { FENGYUAN } from '@sitong/shared/testing/county.ts';
import type { App } from '../app.ts';
import { actAs, openWorld } from './act-as.ts';

/** A clock a test moves on by hand. */
export class HandClock {
  #ms: number;

  constructor(ms: number) {
    this.#ms = ms;
  }

  readonly now = (): number => this.#ms;

  later(seconds: number): void {
    this.#ms += seconds * 1000;
  }
}

export function orangeWarning(nowMs: number, over: Partial<WarningContent> = {}): WarningContent {
  return {
    hazard: 'flash_flood',
    level: 2,
    headline: '澄城县应急管理局发布山洪灾害橙色预警[Ⅱ级/重大]',
    text: '大峪河水位快速上涨 <1 小时 & 仍在上涨>',
    instruction: '沟口、河道低洼处人员立即转移',
    scope: { divisions: [FENGYUAN], rings: [], areaText: '冯原镇' },
    expiresAt: toTimestamp(nowMs + 3 * 3_600_000),
    ...over,
  };
}

/** Drafted by the duty officer, checked by the leader, signed by the commander, issued after the undo time. */
export async function issueWarning(
  app: App,
  clock: HandClock,
  content: WarningContent,
  { world: name = 'live', replaces }: { world?: string; replaces?: string } = {},
): Promise<string> {
  const world = openWorld(app, name);
  const warningId = newId();
  const by = (person: string, role: Role, intent: object): Promise<void> => actAs(app, { person, role }, intent, name);
  await by('p-duty', 'duty_officer', {
    type: 'DraftWarning',
    warningId,
    content,
    ...(replaces === undefined ? {} : { replaces }),
  });
  await by('p-leader', 'duty_leader', { type: 'CheckWarning', warningId, note: '' });
  await by('p-commander', 'commander', {
    type: 'SignWarning',
    warningId,
    signing: { mode: 'signed', post: 'post-commander' },
  });
  clock.later(11);
  const answer = await world.submitSystem(newId(), { type: 'IssueWarning', warningId });
  if (!answer.ok && world.runtime.state.release.warnings[warningId]?.status !== 'issued')
    throw new Error(JSON.stringify(answer.refused));
  return warningId;
}
