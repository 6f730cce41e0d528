import type { Words } from '../words.ts';
import type { incident as zh } from '../zh-CN/incident.ts';

export const incident = {} as const satisfies Words<typeof zh>;
