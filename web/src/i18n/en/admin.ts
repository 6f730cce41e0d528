import type { Words } from '../words.ts';
import type { admin as zh } from '../zh-CN/admin.ts';

export const admin = {} as const satisfies Words<typeof zh>;
