import type { Words } from '../words.ts';
import type { monitoring as zh } from '../zh-CN/monitoring.ts';

export const monitoring = {} as const satisfies Words<typeof zh>;
