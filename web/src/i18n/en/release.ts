import type { release as zh } from '../zh-CN/release.ts';
import type { Words } from '../words.ts';

export const release = {} as const satisfies Words<typeof zh>;
