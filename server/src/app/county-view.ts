import { maskPhone } from '@sitong/shared/kernel/mask.ts';
import type { CountyData, CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';

/**
 * County data as screens get it: everything but households and roads, mobile numbers masked. A phone is
 * opened one by one, with a reason that is logged.
 */
export function countyForScreens(county: CountyIndex): CountyData {
  return {
    ...county.data,
    persons: county.data.persons.map((person) => ({ ...person, phone: maskPhone(person.phone) })),
  };
}
