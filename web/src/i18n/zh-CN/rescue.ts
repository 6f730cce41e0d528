export const rescue = {} as const;
