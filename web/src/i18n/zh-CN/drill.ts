export const drill = {} as const;
