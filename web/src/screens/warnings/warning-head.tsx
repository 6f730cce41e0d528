import { canCancelWarning } from '@sitong/shared/pillars/release/can-warning.ts';
import type { Warning } from '@sitong/shared/pillars/release/state.ts';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reachOf } from '../../pillars/release/selectors/recipients.ts';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useWorldState } from '../../plumbing/live/live-store.ts';
import { useSession } from '../../plumbing/session/session-store.ts';
import { Prose } from '../../plumbing/text/prose.tsx';
import { Button } from '../../ui/button.tsx';
import { formatNumber } from '../../ui/format/number.ts';
import { formatMinute, formatTime } from '../../ui/format/time.ts';
import { levelText } from '../../ui/level/level.ts';
import { LevelGlyph } from '../../ui/level/level-glyph.tsx';
import { useRefusalWords } from '../../wall/refusal-words.ts';
import { useMay } from '../../wall/use-act.ts';
import { CancelDialog } from './cancel-dialog.tsx';
import { CountersignStrip } from './countersign-strip.tsx';
import { unitOf } from './draft-form.ts';
import { FlowBar } from './flow-bar.tsx';
import { useNames } from './use-names.ts';

/** What the warning says, how far it is, and what may be done with it. */
export function WarningHead({ warning, onUpdate }: { warning: Warning; onUpdate?: () => void }) {
  const { t } = useTranslation(['warning', 'release', 'command']);
  const names = useNames();
  const county = useCounty();
  const session = useSession();
  const may = useMay();
  const words = useRefusalWords();
  const [ending, setEnding] = useState(false);
  const { content, issued } = warning;
  const reach = useMemo(() => reachOf(content.scope, county), [content.scope, county]);
  const cancel = canCancelWarning(warning, county, session);
  const draft = may('DraftWarning');
  const unit = unitOf(content, names.county);
  return (
    <section data-pane className="flex flex-col bg-bg-1">
      <div className="px-pad py-3 grid gap-1">
        <h2
          className={`m-0 flex items-center gap-3 text-title max-2xl:lang-en:text-key font-medium leading-[1.25] text-balance ${levelText[content.level]}`}
        >
          <LevelGlyph level={content.level} size={32} />
          <span>
            {t('warning:head.name', {
              hazard: t(`command:hazard.${content.hazard}`),
              colour: t(`release:colour.${content.level}`),
            })}
          </span>
        </h2>
        <p className="m-0 text-meta text-ink-2 flex flex-wrap gap-x-3">
          <span>
            {issued === undefined
              ? t('warning:head.draftBy', {
                  name: names.person(warning.draftedBy),
                  at: formatMinute(Date.parse(warning.draftedAt)),
                })
              : t('warning:head.issued', { unit, at: formatTime(Date.parse(issued.at)) })}
          </span>
          <span>{t('warning:head.until', { at: formatMinute(Date.parse(content.expiresAt)) })}</span>
        </p>
      </div>
      <FlowBar warning={warning} />
      <CountersignStrip warning={warning} />
      {/* Issued, it was read; before, whoever signs reads it here. */}
      <div
        className={`fades-below min-h-24 ${issued === undefined ? '' : 'max-h-40'} [@media(max-height:60rem)]:max-h-26 overflow-auto px-pad pt-2 text-body leading-[1.6]`}
      >
        <p className="m-0 text-pretty">
          <Prose text={content.text} />
        </p>
        <p className="mt-2 mb-0 font-medium">
          <span className="text-ink-3 font-normal">{t('warning:head.instruction')} </span>
          <Prose text={content.instruction} />
        </p>
      </div>
      <dl className="m-0 px-pad py-2 grid grid-cols-[auto_1fr] gap-x-3 text-meta border-t border-hairline">
        {issued === undefined ? null : (
          <>
            <dt className="text-ink-3">{t('warning:head.number')}</dt>
            <dd className="m-0 break-all">{issued.identifier}</dd>
          </>
        )}
        {warning.replaces === undefined ? null : <Replaced id={warning.replaces} />}
        <dt className="text-ink-3">{t('warning:head.area')}</dt>
        <dd className="m-0">
          {content.scope.areaText}{' '}
          <span className="text-ink-2">
            {t('warning:head.areaCount', {
              towns: reach.towns,
              villages: reach.villages,
              people: formatNumber(reach.population),
            })}
          </span>
        </dd>
      </dl>
      {onUpdate === undefined ? null : (
        <div className="flex gap-2 px-pad py-2 border-t border-hairline">
          <Button onPress={onUpdate} disabledReason={draft.enabled ? undefined : draft.reason}>
            {t('warning:head.update')}
          </Button>
          <Button
            kind="danger"
            onPress={() => setEnding(true)}
            disabledReason={
              cancel.allowed === 'yes'
                ? undefined
                : words({ code: cancel.code, ...(cancel.facts === undefined ? {} : { facts: cancel.facts }) })
            }
          >
            {t('warning:head.cancel')}
          </Button>
        </div>
      )}
      <CancelDialog warning={warning} open={ending} onClose={() => setEnding(false)} />
    </section>
  );
}

function Replaced({ id }: { id: string }) {
  const { t } = useTranslation('warning');
  const before = useWorldState((state) => state.release.warnings[id]);
  return (
    <>
      <dt className="text-ink-3">{t('head.replaces')}</dt>
      <dd className="m-0 truncate">{before?.issued?.identifier ?? before?.content.headline ?? id.slice(-8)}</dd>
    </>
  );
}
