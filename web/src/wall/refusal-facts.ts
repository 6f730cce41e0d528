import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type { Refusal } from '@sitong/shared/kernel/refusal.ts';
import type { TFunction } from 'i18next';
import { formatDayMinute } from '../ui/format/time.ts';

type Facts = NonNullable<Refusal['facts']>;
export type FactT = TFunction<['refusals', 'command', 'rescue']>;

/**
 * Facts of a refusal as people say them: ids become names, states and roles their words, times Beijing time. What is
 * not known stays as it came.
 */
export function sayableFacts(facts: Facts, county: CountyIndex | undefined, t: FactT): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [key, typeof value === 'boolean' ? value : say(key, value, county, t)]),
  );
}

function say(key: string, value: string | number, county: CountyIndex | undefined, t: FactT): string | number {
  const text = String(value);
  switch (key) {
    case 'team':
      return county?.teams.get(text)?.name ?? text;
    case 'person':
    case 'by':
      return county?.persons.get(text)?.name ?? text;
    case 'post':
      return county?.posts.get(text)?.name ?? text;
    case 'shelter':
      return county?.shelters.get(text)?.name ?? text;
    case 'division':
      return county?.divisionName(text) ?? text;
    case 'roles':
      return each(text, 'role', t);
    case 'status':
    case 'needed':
    case 'from':
    case 'to':
    case 'allowed':
      return each(text, 'status', t);
    case 'failing':
      return each(text, 'condition', t);
    case 'proof':
      return each(text, 'proof', t);
    case 'grade':
    case 'least':
    case 'level':
      return word(`command:gradeShort.${text}`, text, t);
    case 'figure':
      return word(`command:figure.${text}`, text, t);
    case 'asOf':
    case 'time':
      return Number.isNaN(Date.parse(text)) ? text : formatDayMinute(Date.parse(text));
    default:
      return value;
  }
}

function each(codes: string, table: 'role' | 'status' | 'condition' | 'proof', t: FactT): string {
  const words = codes.split(' ').map((code) => word(`refusals:${table}.${code}`, code, t));
  return words.join(t('refusals:comma'));
}

/** A key made of a code of the server: known or not is decided by the dictionary, so the compiler cannot. */
function word(key: string, code: string, t: FactT): string {
  const said: unknown = (t as (key: string, options: { defaultValue: string }) => unknown)(key, { defaultValue: code });
  return typeof said === 'string' ? said : code;
}
