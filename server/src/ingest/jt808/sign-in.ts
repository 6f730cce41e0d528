import type { Jt808Connection } from './connection.ts';
import type { GatewayRoom } from './gateway-room.ts';
import { decodeAuthentication, decodeRegistration } from './registration.ts';
import type { RegistrationAnswer } from './registry.ts';
import { writeRegisterReply } from './replies.ts';

/** 0x0100 → 0x8100. Everything needed from the frame is read before the first await. */
export async function answerRegistration(
  connection: Jt808Connection,
  room: GatewayRoom,
  bytes: Buffer,
  start: number,
  end: number,
): Promise<void> {
  const { terminal, version, serial } = connection.header;
  const registration = decodeRegistration(bytes, start, end, version);
  if (registration === null) {
    connection.refuse('registration_truncated', '0x0100');
    connection.reply('wrong');
    return;
  }
  const unwelcome = room.requireAuth && room.registry.lookup(terminal) === 'unknown';
  const answer: RegistrationAnswer = unwelcome
    ? { result: 'no_such_terminal' }
    : await room.registry.issueAuthCode(terminal, registration);
  const authCode = answer.result === 'registered' ? answer.authCode : '';
  writeRegisterReply(
    connection.writer,
    { terminal, version },
    connection.nextSerial(),
    serial,
    answer.result,
    authCode,
  );
  if (answer.result === 'registered') connection.link = { status: 'registered', terminal };
}

/** 0x0102 → 0x8001. A wrong code is answered "failed": the terminal then registers anew. */
export async function answerAuthentication(
  connection: Jt808Connection,
  room: GatewayRoom,
  bytes: Buffer,
  start: number,
  end: number,
): Promise<void> {
  const { terminal, version } = connection.header;
  const authentication = decodeAuthentication(bytes, start, end, version);
  if (authentication === null) {
    connection.refuse('authentication_truncated', '0x0102');
    connection.reply('wrong');
    return;
  }
  const known = !room.requireAuth || room.registry.lookup(terminal) !== 'unknown';
  const good = known && (await room.registry.checkAuthCode(terminal, authentication.code));
  if (!good) {
    connection.refuse('authentication_failed', '0x0102');
    connection.reply('failed');
    return;
  }
  if (!connection.isOpen) return;
  connection.link = { status: 'authenticated', terminal };
  room.authenticated(connection, terminal);
  connection.reply('ok');
}
