import { type Packet, PacketType } from 'socket.io-parser';
import { describe, expect, it } from 'vitest';
import { Decoder, Encoder } from './wire-parser.ts';

function through(packet: Packet): { wires: unknown[]; decoded: Packet[] } {
  const wires = new Encoder().encode(packet);
  const decoded: Packet[] = [];
  const decoder = new Decoder();
  decoder.on('decoded', (one) => decoded.push(one));
  for (const wire of wires) decoder.add(wire);
  decoder.destroy();
  return { wires, decoded };
}

const event = (nsp: string, ...data: unknown[]): Packet => ({ type: PacketType.EVENT, nsp, data });

describe('wire parser', () => {
  it('a position frame travels as its bytes alone', () => {
    const bytes = new Uint8Array([1, 2, 3]);
    const { wires, decoded } = through(event('/live', 'positions', bytes));
    expect(wires).toEqual([bytes]);
    expect(decoded).toEqual([event('/live', 'positions', bytes)]);
  });

  it('everything else travels as Socket.IO has it', () => {
    const { wires, decoded } = through(event('/live', 'events', { from: 1 }));
    expect(wires).toEqual(['2/live,["events",{"from":1}]']);
    expect(decoded).toMatchObject([event('/live', 'events', { from: 1 })]);
    expect(through(event('/other', 'positions', new Uint8Array([1]))).wires).toHaveLength(2);
  });

  it('text that is no packet throws, so that the connection ends', () => {
    expect(() => new Decoder().add('nonsense')).toThrow();
  });

  it('text after the announcement of a binary message throws: no other message here is binary', () => {
    const decoder = new Decoder();
    const [announcement] = new Encoder().encode(event('/live', 'intent', new Uint8Array([1])));
    decoder.add(announcement);
    decoder.add(new Uint8Array([1]));
    expect(() => decoder.add('2/live,["hello"]')).toThrow();
  });
});
