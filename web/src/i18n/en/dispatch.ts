import type { Words } from '../words.ts';
import type { dispatch as zh } from '../zh-CN/dispatch.ts';

export const dispatch = {} as const satisfies Words<typeof zh>;
