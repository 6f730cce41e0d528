import type { dispatch as zh } from '../zh-CN/dispatch.ts';
import type { Words } from '../words.ts';

export const dispatch = {} as const satisfies Words<typeof zh>;
