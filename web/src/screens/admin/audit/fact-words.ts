import type { AuditFact } from '@sitong/shared/kernel/audit.ts';
import type { TFunction } from 'i18next';

/** One audit entry as a sentence in the language on screen; what people typed is shown as typed. */
export function factWords(fact: AuditFact, t: TFunction<'account'>, nameOf: (person: string) => string): string {
  switch (fact.type) {
    case 'SignedIn': {
      const { username, second, address, device } = fact.body;
      return t('audit.told.SignedIn', { username, second: t(`audit.second.${second}`), address, device });
    }
    case 'SignedOut':
      return t('audit.told.SignedOut', { username: fact.body.username });
    case 'SignInsFailed': {
      const { count, unknownNames, names, addresses } = fact.body;
      return t('audit.told.SignInsFailed', {
        count,
        unknown: unknownNames,
        names: names.map((one) => `${one.username}×${one.count}`).join(' '),
        addresses: addresses.map((one) => `${one.address}×${one.count}`).join(' '),
      });
    }
    case 'ActsDenied': {
      const acts = fact.body.acts.map(({ act, code, count }) => `${act}（${code}）×${count}`).join(' ');
      return t('audit.told.ActsDenied', { count: fact.body.count, acts });
    }
    case 'PersonalDataShown': {
      const { person, reason } = fact.body;
      return t('audit.told.PersonalDataShown', {
        of: person === undefined ? t('audit.told.caller') : nameOf(person),
        reason,
      });
    }
    case 'DataExported': {
      const { what, rows, filter } = fact.body;
      return t('audit.told.DataExported', { what: t(`audit.file.${what}`), rows, filter });
    }
    case 'Administered':
      return t('audit.told.Administered', { text: fact.body.text });
    case 'DeviceChanged': {
      const { username, device, what, waiting } = fact.body;
      const said = t('audit.told.DeviceChanged', { username, device, what: t(`audit.told.device.${what}`) });
      if (waiting === undefined) return said;
      const more = t(what === 'wiped' ? 'audit.told.lost' : 'audit.told.waiting', { ...waiting });
      return t('audit.told.with', { said, more });
    }
    case 'BookmarkSet': {
      const { world, moment, text } = fact.body;
      return t('audit.told.BookmarkSet', { world, moment, text });
    }
    case 'BookmarkRemoved':
      return t('audit.told.BookmarkRemoved', { world: fact.body.world });
    default:
      return fact satisfies never;
  }
}
