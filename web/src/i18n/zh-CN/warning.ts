export const warning = {} as const;
