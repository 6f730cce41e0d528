import type { command as zh } from '../zh-CN/command.ts';
import type { Words } from '../words.ts';

export const command = {} as const satisfies Words<typeof zh>;
