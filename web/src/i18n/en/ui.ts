import type { ui as zh } from '../zh-CN/ui.ts';
import type { Words } from '../words.ts';

export const ui = { retry: 'Retry' } as const satisfies Words<typeof zh>;
