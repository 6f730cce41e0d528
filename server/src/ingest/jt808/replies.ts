import { u8, u16 } from './bytes.ts';
import type { FrameWriter, TerminalAddress } from './frame-writer.ts';
import { MSG, REGISTER_RESULT, RESULT, type RegisterResult, type ReplyResult } from './message-ids.ts';

/** 0x8001 platform general reply: serial and id of what is answered, result. */
export function writePlatformReply(
  writer: FrameWriter,
  to: TerminalAddress,
  ourSerial: number,
  answeredSerial: number,
  answeredMsgId: number,
  result: ReplyResult,
): void {
  writer.begin(MSG.platformReply, to, ourSerial, 5);
  writer.u16(answeredSerial);
  writer.u16(answeredMsgId);
  writer.u8(RESULT[result]);
  writer.end();
}

/** 0x8100: the code follows only a success. Codes are ASCII. */
export function writeRegisterReply(
  writer: FrameWriter,
  to: TerminalAddress,
  ourSerial: number,
  answeredSerial: number,
  result: RegisterResult,
  authCode: string,
): void {
  const code = result === 'registered' ? Buffer.from(authCode, 'ascii') : Buffer.alloc(0);
  writer.begin(MSG.registerReply, to, ourSerial, 3 + code.length);
  writer.u16(answeredSerial);
  writer.u8(REGISTER_RESULT[result]);
  writer.bytes(code);
  writer.end();
}

/** What a terminal reads back: used by the simulator and by tests. */
export type PlatformMessage =
  | { readonly kind: 'reply'; readonly serial: number; readonly msgId: number; readonly result: ReplyResult | 'other' }
  | { readonly kind: 'registered'; readonly serial: number; readonly authCode: string }
  | { readonly kind: 'register_refused'; readonly serial: number; readonly result: RegisterResult | 'other' }
  | { readonly kind: 'other'; readonly msgId: number };

export function decodePlatformMessage(msgId: number, bytes: Buffer, start: number, end: number): PlatformMessage {
  if (msgId === MSG.platformReply && end - start >= 5) {
    return {
      kind: 'reply',
      serial: u16(bytes, start),
      msgId: u16(bytes, start + 2),
      result: nameOf(RESULT, u8(bytes, start + 4)),
    };
  }
  if (msgId === MSG.registerReply && end - start >= 3) {
    const serial = u16(bytes, start);
    const result = nameOf(REGISTER_RESULT, u8(bytes, start + 2));
    if (result === 'registered')
      return { kind: 'registered', serial, authCode: bytes.toString('ascii', start + 3, end) };
    return { kind: 'register_refused', serial, result };
  }
  return { kind: 'other', msgId };
}

function nameOf<K extends string>(table: Readonly<Record<K, number>>, value: number): K | 'other' {
  for (const key in table) if (table[key] === value) return key;
  return 'other';
}
