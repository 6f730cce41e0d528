import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import type { ReportFields } from '@sitong/shared/pillars/release/events.ts';
import { REPORT_FIGURES, type ReportFigure } from '@sitong/shared/pillars/release/report-names.ts';
import type { Report } from '@sitong/shared/pillars/release/state.ts';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { NumberField } from '../../ui/form/number-field.tsx';
import { formatMinute } from '../../ui/format/time.ts';
import { useNames } from '../warnings/use-names.ts';

interface FigureTableProps {
  fields: ReportFields;
  before: Report | undefined;
  incident: Incident | undefined;
  editable: boolean;
  onChange: (figure: ReportFigure, value: number | undefined) => void;
}

/** Each figure now, before, and as the incident has it. Nobody knows: 正在核实, dashed, never 0. */
export function FigureTable({ fields, before, incident, editable, onChange }: FigureTableProps) {
  const { t } = useTranslation(['release', 'command']);
  return (
    <table className="w-full border-collapse text-body">
      <thead>
        <tr className="text-meta text-ink-3 text-left bg-bg-0/60 [&>th]:font-normal [&>th]:py-1.5">
          <th className="pl-pad w-[7em]">{t('release:reportDesk.item')}</th>
          <th className="w-[1%]">{t('release:reportDesk.now')}</th>
          {/* A first report has nothing before it: no empty column then. */}
          {before === undefined ? null : (
            <th className="w-[7em]">
              {t('release:reportDesk.before', { at: formatMinute(Date.parse(before.fields.asOf)) })}
            </th>
          )}
          <th className="pr-pad">{t('release:reportDesk.source')}</th>
        </tr>
      </thead>
      <tbody>
        {REPORT_FIGURES.map((figure) => (
          <FigureRow
            key={figure}
            figure={figure}
            value={fields[figure]}
            before={before?.fields[figure]}
            compared={before !== undefined}
            known={incident?.figures[figure]}
            editable={editable}
            onChange={onChange}
          />
        ))}
      </tbody>
    </table>
  );
}

const SOURCES = ['phone', 'alarm', 'incoming_warning', 'grid', 'duty'] as const;

/** A figure told with the first report carries how it came; later ones carry a person's own words. */
function sourceWord(source: string, t: TFunction<['release', 'command']>): string | undefined {
  const kind = SOURCES.find((one) => one === source);
  if (kind !== undefined) return t(`release:reportDesk.sourceOf.${kind}`);
  return source === '' ? undefined : source;
}

function FigureRow(props: {
  figure: ReportFigure;
  value: number | undefined;
  before: number | undefined;
  compared: boolean;
  known: Incident['figures'][ReportFigure];
  editable: boolean;
  onChange: FigureTableProps['onChange'];
}) {
  const { figure, value, before, compared, known, editable, onChange } = props;
  const { t } = useTranslation(['release', 'command']);
  const names = useNames();
  const changed = compared && value !== before;
  const told = (one: number | undefined): string =>
    one === undefined ? t('release:reportDesk.verify') : t('release:reportDesk.people', { n: one });
  return (
    <tr
      data-changed={changed || undefined}
      className={`border-b border-row-line h-row-figures ${changed ? 'bg-bg-2 shadow-[inset_3px_0_0_0_var(--text-1)]' : ''}`}
    >
      <th scope="row" className="pl-pad text-left font-normal">
        {t(`command:figure.${figure}`)}
      </th>
      <td>
        <span className="flex items-center gap-2 py-1 pr-3">
          {editable ? (
            <span className="w-[8.5em] shrink-0 [&_label]:sr-only">
              <NumberField
                label={t(`command:figure.${figure}`)}
                min={0}
                value={value ?? null}
                onChange={(next) => onChange(figure, next ?? undefined)}
              />
            </span>
          ) : value === undefined ? null : (
            <span className="text-row font-medium">{told(value)}</span>
          )}
          {value === undefined ? (
            <span className="px-1.5 border border-dashed border-control rounded-chip text-meta whitespace-nowrap">
              {t('release:reportDesk.verify')}
            </span>
          ) : null}
        </span>
      </td>
      {compared ? <td className={`text-ink-2 ${changed ? 'line-through' : ''}`}>{told(before)}</td> : null}
      <td className="pr-pad text-meta text-ink-2">
        <span className="flex flex-wrap items-center gap-x-3 py-0.5">
          {known === undefined
            ? t('release:reportDesk.noSource')
            : t('release:reportDesk.known', {
                value: told(known.value),
                source: sourceWord(known.source, t) ?? names.person(known.by),
                at: formatMinute(Date.parse(known.asOf)),
              })}
          {editable && known !== undefined && known.value !== value ? (
            <Button onPress={() => onChange(figure, known.value)}>
              {t('release:reportDesk.adopt', { n: known.value })}
            </Button>
          ) : null}
        </span>
      </td>
    </tr>
  );
}
