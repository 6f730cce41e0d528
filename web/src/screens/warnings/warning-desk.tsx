import { newId } from '@sitong/shared/kernel/ids.ts';
import type { Warning } from '@sitong/shared/pillars/release/state.ts';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorldState } from '../../plumbing/live/live-store.ts';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useIncidentKeys, useMapKey } from '../../wall/incident-keys.ts';
import { useAddress } from '../../wall/use-address.ts';
import { AreaMap } from './area-map.tsx';
import { CallDesk } from './call-desk.tsx';
import { ChannelTable } from './channel-table.tsx';
import type { DraftForm } from './draft-form.ts';
import { keyOf, UnsavedDrafts } from './unsaved-drafts.ts';
import { useAlarmSource } from './use-alarm-source.ts';
import { WarningEditor } from './warning-editor.tsx';
import { WarningHead } from './warning-head.tsx';
import { WarningList } from './warning-list.tsx';

const ADDRESS = ['warning', 'draft', 'replaces', 'incident', 'alarm'] as const;

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

/** Whether the desk shows the calls of a warning in force, not a draft. */
export function showsCalls(all: Readonly<Record<string, Warning>>, id: string | undefined): boolean {
  return chosenOf(sortedWarnings(Object.values(all)), id)?.status === 'issued';
}

/** Columns at a desk; on a phone one below the other, so that whoever signs there reads down to the signature. */
const deskLook =
  'grid grid-cols-[24rem_minmax(0,1fr)] max-2xl:grid-cols-[22rem_minmax(0,1fr)] max-[88rem]:grid-cols-[19.25rem_minmax(0,1fr)] h-full gap-gutter p-gutter max-lg:flex max-lg:flex-col max-lg:overflow-auto max-lg:[&>*]:shrink-0';

/** What a draft begins with, by `?draft=`: `incident` or `alarm` and which one beside it, an incident's id, or `new`. */
function sourceOf(address: Partial<Record<(typeof ADDRESS)[number], string | undefined>>): {
  incidentId?: string | undefined;
  alarmId?: string | undefined;
} {
  const { draft, incident, alarm } = address;
  if (draft === undefined || draft === 'new') return {};
  if (draft === 'incident') return { incidentId: incident };
  return draft === 'alarm' ? { alarmId: alarm } : { incidentId: draft };
}

/** The next thing to do with a warning: its signatures, its words, or its calls. */
function toWork(): void {
  document.querySelector<HTMLElement>('[data-next] :is([role="grid"],button,[tabindex="0"])')?.focus();
}

/** What does not fit is scrolled to: what can be done with a warning must not lie under what follows it. */
const columnLook = 'flex flex-col min-h-0 gap-gutter overflow-auto [&>*]:shrink-0';

/** `?warning=` shows one; `?draft=` begins one. */
export function WarningDesk() {
  const { t } = useTranslation('warning');
  const all = useWorldState((state) => state.release.warnings);
  const sorted = useMemo(() => sortedWarnings(Object.values(all)), [all]);
  const [address, go] = useAddress(ADDRESS);
  const { warning: warningId, draft, replaces } = address;
  const nowMs = useNow(60_000);
  const { incidentId, alarmId } = sourceOf(address);
  const alarm = useAlarmSource(alarmId);
  // One id from the first word to the saved draft: the form stays the same form, and the focus where it was.
  const [unsaved] = useState(() => new UnsavedDrafts());
  const begun = draft === undefined ? undefined : { draft, incident: incidentId, alarm: alarmId, replaces };
  const asked = begun === undefined ? undefined : keyOf(begun);
  const [form, setForm] = useState(() => ({ asked, id: newId() }));
  if (asked !== form.asked) setForm({ asked, id: begun === undefined ? form.id : (unsaved.idOf(begun) ?? newId()) });
  const [, setWritten] = useState(0);
  const keep = (id: string, words: DraftForm | undefined): void => {
    if (words === undefined) unsaved.drop(id);
    else unsaved.keep(id, words, all[id] === undefined ? begun : undefined);
    setWritten((count) => count + 1);
  };
  // Saved, and told to this desk a moment later.
  const awaited = warningId === form.id && all[form.id] === undefined;
  const chosen = draft === undefined && !awaited ? chosenOf(sorted, warningId) : undefined;
  // From a warning on to what it is about: F7 a team, B the report, M the map.
  const about = chosen?.incidentId ?? incidentId;
  const aboutIt = about === undefined ? undefined : { id: about };
  useIncidentKeys(aboutIt, 'incident');
  useMapKey(aboutIt, 'incident');
  const waiting = unsaved.newest();
  const show = (id: string): void => {
    if (id === waiting?.id && all[id] === undefined) go({ warning: undefined, ...waiting.begun });
    else if (id !== form.id || draft === undefined || all[id] !== undefined)
      go({ warning: id, draft: undefined, replaces: undefined, alarm: undefined });
  };
  // Enter on a row: on to its work, which may stand there only when the row is shown.
  const shown = chosen?.id ?? form.id;
  const opening = useRef<string>(undefined);
  useEffect(() => {
    const meant = opening.current;
    opening.current = undefined;
    if (meant === shown) toWork();
  }, [shown]);
  const shownNow = useRef(shown);
  shownNow.current = shown;
  // The answer may come late: who has gone on to another warning meanwhile is left there.
  const saved = (id: string): void => {
    if (shownNow.current === id) go({ warning: id, draft: undefined, replaces: undefined, alarm: undefined });
  };
  const open = (id: string): void => {
    if (id === shown) {
      toWork();
      return;
    }
    opening.current = id;
    show(id);
  };
  const list = (
    <WarningList
      warnings={sorted}
      unsaved={begun === undefined ? waiting : { id: form.id, form: unsaved.formOf(form.id) }}
      chosen={chosen?.id ?? form.id}
      onChoose={show}
      onOpen={open}
      onCreate={() => go({ draft: 'new', replaces: undefined })}
    />
  );
  if (chosen?.status === 'issued') {
    return (
      <div className={deskLook}>
        <div className={columnLook}>
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
  const editing = chosen !== undefined || draft !== undefined || awaited;
  return (
    <div className={deskLook}>
      <div className={columnLook}>
        {list}
        {chosen === undefined ? null : <WarningHead warning={chosen} />}
      </div>
      {editing ? (
        <WarningEditor
          key={chosen?.id ?? form.id}
          warning={chosen}
          id={chosen?.id ?? form.id}
          incidentId={incidentId}
          alarm={alarm}
          written={unsaved.formOf(chosen?.id ?? form.id)}
          onWritten={keep}
          replaces={replaces === undefined ? undefined : all[replaces]}
          onSaved={saved}
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
