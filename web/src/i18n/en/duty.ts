import type { duty as zh } from '../zh-CN/duty.ts';
import type { Words } from '../words.ts';

export const duty = {} as const satisfies Words<typeof zh>;
