/** 138****1234: mobile and satellite numbers are personal; landlines of offices and hotlines are not. */
export function maskPhone(phone: string): string {
  return /^1\d{10}$/.test(phone) ? `${phone.slice(0, 3)}****${phone.slice(7)}` : phone;
}

/** 王*: the family name stays. */
export function maskName(name: string): string {
  return [...name].map((letter, i) => (i === 0 ? letter : '*')).join('');
}
