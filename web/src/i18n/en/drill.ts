import type { drill as zh } from '../zh-CN/drill.ts';
import type { Words } from '../words.ts';

export const drill = {} as const satisfies Words<typeof zh>;
