import type { Words } from '../words.ts';
import type { warning as zh } from '../zh-CN/warning.ts';

export const warning = {} as const satisfies Words<typeof zh>;
