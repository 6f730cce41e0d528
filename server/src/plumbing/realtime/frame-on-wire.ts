/** Bytes of one WebSocket message, ready to be handed to any number of sockets; Engine.IO passes them on as they are. */
export interface WireOptions {
  compress: false;
  wsPreEncodedFrame: readonly Uint8Array[];
}

const FIN_BINARY = 0x82;
const LENGTH_16 = 126;
const LENGTH_64 = 127;
const known = new WeakMap<Uint8Array, WireOptions>();

/**
 * The message as one piece of memory with its header (RFC 6455 §5.2, unmasked as a server sends), made once and
 * shared by all readers: packet, framing and a second write for each reader cost more than everything else.
 */
export function onWire(message: Uint8Array): WireOptions {
  let options = known.get(message);
  if (options === undefined) {
    options = { compress: false, wsPreEncodedFrame: [framed(message)] };
    known.set(message, options);
  }
  return options;
}

function framed(message: Uint8Array): Uint8Array {
  const length = message.byteLength;
  const head = length < LENGTH_16 ? 2 : length <= 0xffff ? 4 : 10;
  const bytes = Buffer.allocUnsafe(head + length);
  bytes[0] = FIN_BINARY;
  if (head === 2) bytes[1] = length;
  else if (head === 4) {
    bytes[1] = LENGTH_16;
    bytes.writeUInt16BE(length, 2);
  } else {
    bytes[1] = LENGTH_64;
    bytes.writeBigUInt64BE(BigInt(length), 2);
  }
  bytes.set(message, head);
  return bytes;
}
