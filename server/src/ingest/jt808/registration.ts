import iconv from 'iconv-lite';
import { u8, u16 } from './bytes.ts';
import type { HeaderVersion } from './header.ts';

/** Text fields are GBK, padded with NUL or blanks. */
function text(bytes: Buffer, start: number, end: number): string {
  const nul = bytes.subarray(start, end).indexOf(0);
  return iconv.decode(bytes.subarray(start, nul < 0 ? end : start + nul), 'gbk').trim();
}

function padded(value: string, width: number): Buffer {
  const field = Buffer.alloc(width);
  iconv.encode(value, 'gbk').copy(field, 0, 0, width);
  return field;
}

/** 0x0100: who made the terminal and what it is mounted on. Names are the vehicle's, not a person's. */
export interface Registration {
  /** 2011 bodies carry a model of 8 bytes, 2013 of 20, 2019 of 30 (and longer maker and id). */
  readonly layout: '2011' | '2013' | '2019';
  /** GB/T 2260 digits 1–2 and 3–6. */
  readonly province: number;
  readonly city: number;
  readonly maker: string;
  readonly model: string;
  readonly terminalId: string;
  /** JT/T 415: 0 = no plate, then `plate` is the VIN. */
  readonly plateColor: number;
  readonly plate: string;
}

const WIDTHS = { '2011': [5, 8, 7], '2013': [5, 20, 7], '2019': [11, 30, 30] } as const;

/** Null when the body is shorter than its fixed part. */
export function decodeRegistration(
  bytes: Buffer,
  start: number,
  end: number,
  version: HeaderVersion,
): Registration | null {
  const length = end - start;
  // The header is the same in 2011 and 2013: only a body too short for 2013 tells them apart.
  const layout = version === '2019' ? '2019' : length < 37 ? '2011' : '2013';
  const [maker, model, id] = WIDTHS[layout];
  if (length < 4 + maker + model + id + 1) return null;
  const atModel = start + 4 + maker;
  const atId = atModel + model;
  const atColor = atId + id;
  return {
    layout,
    province: u16(bytes, start),
    city: u16(bytes, start + 2),
    maker: text(bytes, start + 4, atModel),
    model: text(bytes, atModel, atId),
    terminalId: text(bytes, atId, atColor),
    plateColor: u8(bytes, atColor),
    plate: text(bytes, atColor + 1, end),
  };
}

export function encodeRegistration(registration: Registration): Buffer {
  const [maker, model, id] = WIDTHS[registration.layout];
  const head = Buffer.alloc(4);
  head.writeUInt16BE(registration.province, 0);
  head.writeUInt16BE(registration.city, 2);
  return Buffer.concat([
    head,
    padded(registration.maker, maker),
    padded(registration.model, model),
    padded(registration.terminalId, id),
    Buffer.of(registration.plateColor),
    iconv.encode(registration.plate, 'gbk'),
  ]);
}

/** 0x0102. The 2019 body adds IMEI and software version. */
export interface Authentication {
  readonly code: string;
  readonly imei?: string;
  readonly softwareVersion?: string;
}

const IMEI_BYTES = 15;
const SOFTWARE_BYTES = 20;

/** Null when a 2019 body is shorter than it says. */
export function decodeAuthentication(
  bytes: Buffer,
  start: number,
  end: number,
  version: HeaderVersion,
): Authentication | null {
  if (version === '2013') return { code: text(bytes, start, end) };
  const codeEnd = start + 1 + u8(bytes, start);
  if (start >= end || codeEnd > end) return null;
  const imeiEnd = codeEnd + IMEI_BYTES;
  return {
    code: text(bytes, start + 1, codeEnd),
    // Some 2019 terminals leave the tail out.
    ...(imeiEnd <= end ? { imei: text(bytes, codeEnd, imeiEnd), softwareVersion: text(bytes, imeiEnd, end) } : {}),
  };
}

export function encodeAuthentication(authentication: Authentication, version: HeaderVersion): Buffer {
  const code = iconv.encode(authentication.code, 'gbk');
  if (version === '2013') return code;
  return Buffer.concat([
    Buffer.of(code.length),
    code,
    padded(authentication.imei ?? '', IMEI_BYTES),
    padded(authentication.softwareVersion ?? '', SOFTWARE_BYTES),
  ]);
}
