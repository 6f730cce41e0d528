import type { Warning } from '@sitong/shared/pillars/release/state.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorldState } from '../../plumbing/live/live-store.ts';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useAddress } from '../../wall/use-address.ts';
import { AreaMap } from './area-map.tsx';
import { CallDesk } from './call-desk.tsx';
import { ChannelTable } from './channel-table.tsx';
import { WarningEditor } from './warning-editor.tsx';
import { WarningHead } from './warning-head.tsx';
import { WarningList } from './warning-list.tsx';

const ADDRESS = ['warning', 'draft', 'replaces'] as const;

/** What needs a person first, then what is in force, the worst first. */
export function sortedWarnings(warnings: readonly Warning[]): Warning[] {
  return [...warnings].sort((a, b) => {
    const open = Number(a.status === 'issued') - Number(b.status === 'issued');
    return open || a.content.level - b.content.level || b.draftedAt.localeCompare(a.draftedAt);
  });
}

function chosenOf(sorted: readonly Warning[], id: string | undefined): Warning | undefined {
  return sorted.find((one) => one.id === id) ?? sorted.find(({ status }) => status === 'issued') ?? sorted[0];
}

/** Columns at a desk; on a phone one below the other, so that whoever signs there reads down to the signature. */
const deskLook =
  'grid grid-cols-[24rem_minmax(0,1fr)] max-2xl:grid-cols-[20rem_minmax(0,1fr)] h-full gap-gutter p-gutter max-lg:flex max-lg:flex-col max-lg:overflow-auto max-lg:[&>*]:shrink-0';

/** `?warning=` shows one; `?draft=<incident>` begins one for an incident; `?draft=new` an empty one. */
export function WarningDesk() {
  const { t } = useTranslation('warning');
  const all = useWorldState((state) => state.release.warnings);
  const sorted = useMemo(() => sortedWarnings(Object.values(all)), [all]);
  const [{ warning: warningId, draft, replaces }, go] = useAddress(ADDRESS);
  const nowMs = useNow(60_000);
  const chosen = draft === undefined ? chosenOf(sorted, warningId) : undefined;
  const show = (id: string): void => go({ warning: id, draft: undefined, replaces: undefined });
  const list = (
    <WarningList
      warnings={sorted}
      chosen={chosen?.id}
      onChoose={show}
      onCreate={() => go({ draft: 'new', replaces: undefined })}
    />
  );
  if (chosen?.status === 'issued') {
    return (
      <div className={deskLook}>
        <div className="flex flex-col min-h-0 gap-gutter">
          {list}
          <WarningHead warning={chosen} onUpdate={() => go({ draft: 'new', replaces: chosen.id })} />
          <ChannelTable warning={chosen} />
          <section data-pane aria-label={t('area.title')} className="flex-1 min-h-32 bg-bg-0 overflow-hidden">
            <AreaMap warning={chosen} />
          </section>
        </div>
        <CallDesk key={chosen.id} warning={chosen} />
      </div>
    );
  }
  const editing = chosen !== undefined || draft !== undefined;
  return (
    <div className={deskLook}>
      <div className="flex flex-col min-h-0 gap-gutter">
        {list}
        {chosen === undefined ? null : <WarningHead warning={chosen} />}
      </div>
      {editing ? (
        <WarningEditor
          key={chosen?.id ?? `${draft}/${replaces ?? ''}`}
          warning={chosen}
          incidentId={draft === 'new' ? undefined : draft}
          replaces={replaces === undefined ? undefined : all[replaces]}
          onSaved={show}
        />
      ) : (
        <Panel
          title={t('edit.title')}
          state={{ kind: 'empty', text: t('list.none'), detail: t('list.noneDetail'), checkedAtMs: nowMs }}
        />
      )}
    </div>
  );
}
