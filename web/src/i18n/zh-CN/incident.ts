export const incident = {} as const;
