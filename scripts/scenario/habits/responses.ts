import type { CommandState } from '@sitong/shared/pillars/command/state.ts';
import type { Day } from '../story/day.ts';
import type { Act } from './act.ts';

const SET_ASIDE_FROM = '22:13';

/** Suggestions that nobody took are set aside by name when the rain is over, so that none is left standing. */
export function setAside(state: CommandState, day: Day, nowMs: number): Act[] {
  if (nowMs < day.at(SET_ASIDE_FROM)) return [];
  return Object.values(state.responses).flatMap(({ id, status }) => {
    if (status !== 'suggested') return [];
    const reason = '降雨已停，按防汛二级响应统一处置';
    return [{ key: `dismiss/${id}`, as: 'leader', intent: { type: 'DismissResponse', responseId: id, reason } }];
  });
}
