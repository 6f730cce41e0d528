import type { admin as zh } from '../zh-CN/admin.ts';
import type { Words } from '../words.ts';

export const admin = {} as const satisfies Words<typeof zh>;
