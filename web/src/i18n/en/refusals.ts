import type { refusals as zh } from '../zh-CN/refusals.ts';
import type { Words } from '../words.ts';

export const refusals = {} as const satisfies Words<typeof zh>;
