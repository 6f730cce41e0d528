import type { Words } from '../words.ts';
import type { release as zh } from '../zh-CN/release.ts';

export const release = {} as const satisfies Words<typeof zh>;
