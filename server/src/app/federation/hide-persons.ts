import { maskPhone } from '@sitong/shared/kernel/mask.ts';

const MOBILE = /(?<!\d)1[3-9]\d{9}(?!\d)/g;
/** GB 11643: 17 digits and a check sign. */
const IDENTITY = /(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)/g;

/** Typed text without mobile numbers and identity numbers (domain §10): 138****1234, 610525********123X. */
export function hidePersons(text: string): string {
  return text.replaceAll(IDENTITY, '$1********$2').replaceAll(MOBILE, (phone) => maskPhone(phone));
}
