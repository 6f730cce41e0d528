import { useTranslation } from 'react-i18next';
import { KeyHint } from '../key-hint.tsx';
import { labelAreas } from './action.ts';
import type { KeyRow } from './registry.ts';

/** Keys in the order of a keyboard: function keys, chords, then letters. */
export function sortedRows(rows: readonly KeyRow[]): readonly KeyRow[] {
  const rank = (chord: string | null): string => {
    if (chord === null) return '9';
    const f = /^(?:Shift\+)?F(\d+)$/.exec(chord)?.[1];
    if (f !== undefined) return `0${f.padStart(2, '0')}${chord}`;
    return chord.length === 1 ? `2${chord}` : `1${chord}`;
  };
  return [...rows].sort((a, b) => rank(a.chord).localeCompare(rank(b.chord)));
}

/** What every key does on this screen, from the same objects that do it. */
export function HelpTable({ rows }: { rows: readonly KeyRow[] }) {
  const { t } = useTranslation(labelAreas);
  return (
    <table className="w-full border-collapse text-body text-left">
      <thead className="text-meta text-ink-3">
        <tr>
          <th className="font-normal py-1 pr-4" scope="col">
            {t('ui:keys.key')}
          </th>
          <th className="font-normal py-1 pr-4" scope="col">
            {t('ui:keys.action')}
          </th>
          <th className="font-normal py-1" scope="col">
            {t('ui:keys.scope')}
          </th>
        </tr>
      </thead>
      <tbody>
        {sortedRows(rows).map(({ action, chord }) => {
          const enabled = action.enabledWhen?.() ?? { enabled: true };
          return (
            <tr key={action.id} className="border-t border-row-line">
              <td className="py-1.5 pr-4">{chord === null ? t('ui:keys.off') : <KeyHint keys={action.key} />}</td>
              <td className="py-1.5 pr-4">
                {t(action.labelKey)}
                {enabled.enabled ? null : <span className="text-ink-3 pl-2">{enabled.reason}</span>}
              </td>
              <td className="py-1.5 text-ink-2">{t(action.scope === 'list' ? 'ui:keys.list' : 'ui:keys.global')}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
