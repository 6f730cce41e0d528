import { Emitter } from '@socket.io/component-emitter';
import { type Packet, PacketType, Decoder as PlainDecoder, Encoder as PlainEncoder } from 'socket.io-parser';

/**
 * Socket.IO would send a binary message as two frames, a description and the bytes. The position frame is
 * the one binary message of the live lane, so it travels as its bytes alone: half the writes.
 * Everything else is left to Socket.IO's own parser. Used by both ends.
 */
const LIVE_NAMESPACE = '/live';
const POSITIONS = 'positions';

function positionBytes(packet: Packet): Uint8Array | undefined {
  if (packet.type !== PacketType.EVENT || packet.nsp !== LIVE_NAMESPACE) return undefined;
  const data: unknown = packet.data;
  if (!Array.isArray(data) || data.length !== 2 || data[0] !== POSITIONS) return undefined;
  return data[1] instanceof Uint8Array ? data[1] : undefined;
}

export class Encoder {
  readonly #plain = new PlainEncoder();

  encode(packet: Packet): unknown[] {
    const bytes = positionBytes(packet);
    return bytes === undefined ? this.#plain.encode(packet) : [bytes];
  }
}

interface DecoderEvents {
  decoded: (packet: Packet) => void;
}

export class Decoder extends Emitter<DecoderEvents, DecoderEvents> {
  readonly #plain = new PlainDecoder();

  constructor() {
    super();
    this.#plain.on('decoded', (packet: Packet) => this.emit('decoded', packet));
  }

  add(chunk: unknown): void {
    if (typeof chunk === 'string') {
      this.#plain.add(chunk);
      return;
    }
    this.emit('decoded', { type: PacketType.EVENT, nsp: LIVE_NAMESPACE, data: [POSITIONS, chunk] });
  }

  destroy(): void {
    this.#plain.destroy();
  }
}
