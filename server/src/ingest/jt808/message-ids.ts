/** JT/T 808 messages this door speaks. From the terminal: 0x0…; from us: 0x8…. */
export const MSG = {
  terminalReply: 0x0001,
  heartbeat: 0x0002,
  logout: 0x0003,
  register: 0x0100,
  authenticate: 0x0102,
  location: 0x0200,
  locationBatch: 0x0704,
  platformReply: 0x8001,
  registerReply: 0x8100,
} as const;

/** Result byte of the general replies 0x0001 and 0x8001. */
export const RESULT = { ok: 0, failed: 1, wrong: 2, unsupported: 3 } as const;
export type ReplyResult = keyof typeof RESULT;

/** Result byte of 0x8100. */
export const REGISTER_RESULT = {
  registered: 0,
  vehicle_taken: 1,
  no_such_vehicle: 2,
  terminal_taken: 3,
  no_such_terminal: 4,
} as const;
export type RegisterResult = keyof typeof REGISTER_RESULT;

/** `0x0200`, as the standard prints it. */
export function msgName(msgId: number): string {
  return `0x${msgId.toString(16).toUpperCase().padStart(4, '0')}`;
}
