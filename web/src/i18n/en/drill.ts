import type { Words } from '../words.ts';
import type { drill as zh } from '../zh-CN/drill.ts';

export const drill = {} as const satisfies Words<typeof zh>;
