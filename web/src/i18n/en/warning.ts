import type { warning as zh } from '../zh-CN/warning.ts';
import type { Words } from '../words.ts';

export const warning = {} as const satisfies Words<typeof zh>;
