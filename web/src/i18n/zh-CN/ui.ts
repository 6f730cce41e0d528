export const ui = { retry: '重试' } as const;
