import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { assertNever } from '@sitong/shared/kernel/refusal.ts';
import type { TFunction } from 'i18next';
import { type CauseT, causeWords } from '../../pillars/monitoring/selectors/cause-words.ts';
import type { DueItem } from './due-today.ts';

export type DueT = TFunction<['wall', 'release', 'command']>;

/** What is due, and who has it. */
export function dueWords(item: DueItem, county: CountyIndex, t: DueT, causeT: CauseT): { what: string; who: string } {
  const name = (id: string): string => county.persons.get(id)?.name ?? id;
  switch (item.kind) {
    case 'task': {
      const { title, ownerPerson, ownerPost } = item.task;
      const person = ownerPerson === undefined ? undefined : county.persons.get(ownerPerson)?.name;
      return { what: title, who: person ?? county.posts.get(ownerPost)?.name ?? ownerPost };
    }
    case 'report': {
      const { fields, kind } = item.report;
      return {
        what:
          item.which === 'phone'
            ? t('wall:reports.phone', { title: fields.title })
            : t('wall:reports.written', { title: fields.title, kind: t(`release:reportKind.${kind}`) }),
        who: '',
      };
    }
    case 'hand_over':
      return { what: t('wall:due.handOver'), who: name(item.shift.leader) };
    case 'no_shift':
      return { what: t('wall:due.noShift'), who: '' };
    case 'shelved': {
      const { title } = causeWords(item.alarm.cause, county, causeT);
      return { what: t('wall:due.shelved', { title }), who: name(item.alarm.shelved?.by ?? item.alarm.owner) };
    }
    case 'warning_ends': {
      const { hazard, level } = item.warning.content;
      const colour = t(`wall:warnings.colour.${level}`);
      const warning = t('wall:warnings.name', { hazard: t(`command:hazard.${hazard}`), colour });
      return { what: t('wall:due.warningEnds', { warning }), who: '' };
    }
    case 'stock':
      return { what: t('wall:due.stock', { name: item.name }), who: t('wall:due.depots', { count: item.depots }) };
    default:
      return assertNever(item);
  }
}
