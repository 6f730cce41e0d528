/** 138****1234: mobile and satellite numbers are personal; landlines of offices and hotlines are not. */
export function maskPhone(phone: string): string {
  return /^1\d{10}$/.test(phone) ? `${phone.slice(0, 3)}****${phone.slice(7)}` : phone;
}

const MOBILE = /(?<!\d)1[3-9]\d{9}(?!\d)/g;
/** GB 11643: 17 digits and a check sign. */
const IDENTITY = /(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)/g;

/** Typed text without mobile numbers and identity numbers (domain §10): 138****1234, 610525********123X. */
export function hidePersons(text: string): string {
  return text.replaceAll(IDENTITY, '$1********$2').replaceAll(MOBILE, (phone) => maskPhone(phone));
}

/** 王*: the family name stays. */
export function maskName(name: string): string {
  return [...name].map((letter, i) => (i === 0 ? letter : '*')).join('');
}
