import type { Words } from '../words.ts';
import type { duty as zh } from '../zh-CN/duty.ts';

export const duty = {} as const satisfies Words<typeof zh>;
