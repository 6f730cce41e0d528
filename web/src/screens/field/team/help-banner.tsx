import { HELP_KINDS, type HelpKind } from '@sitong/shared/pillars/rescue/events.ts';
import { useTranslation } from 'react-i18next';
import type { OutboxItem } from '../../../plumbing/outbox/outbox-item.ts';
import { formatTime } from '../../../ui/format/time.ts';
import { useFieldAct } from '../field-acts.ts';
import { useField, useOutboxNow } from '../field-context.tsx';
import type { FieldWorld } from '../field-world.ts';

export interface OpenHelp {
  id: string;
  kind: HelpKind;
  atMs: number;
  told: 'waiting' | 'sent';
  commandId: string | undefined;
}

const ECHO_MS = 15_000;

/** Calls for help not yet answered or taken back: those the server holds, and those still in this outbox. */
export function openHelps(team: FieldWorld['team'], items: readonly OutboxItem[], nowMs: number): readonly OpenHelp[] {
  const cancelled = new Set(
    items.flatMap(({ intent, status }) =>
      intent.type === 'AnswerHelp' && status.kind !== 'refused' ? [intent.helpId] : [],
    ),
  );
  const known = HELP_KINDS.flatMap((kind): OpenHelp[] => {
    const help = team?.help[kind];
    return help === undefined
      ? []
      : [{ id: help.id, kind, atMs: Date.parse(help.at), told: 'sent', commandId: undefined }];
  });
  const own = items.flatMap(({ intent, status, pressedAt, commandId }): OpenHelp[] => {
    if (intent.type !== 'RequestHelp' || status.kind === 'refused') return [];
    // Answered here before it came back over the live lane: shown until it does.
    if (status.kind === 'sent' && nowMs - status.atMs > ECHO_MS) return [];
    return [{ id: intent.helpId, kind: intent.kind, atMs: Date.parse(pressedAt), told: status.kind, commandId }];
  });
  return [...known, ...own.filter(({ id }) => !known.some((one) => one.id === id))].filter(
    ({ id }) => !cancelled.has(id),
  );
}

/** 已求救: what was called, whether it got through, and the way to take it back. */
export function HelpBanner({ teamId }: { teamId: string }) {
  const { t } = useTranslation(['field', 'rescue']);
  const { world, outbox } = useField();
  const { items } = useOutboxNow();
  const act = useFieldAct();
  const cancel = async (help: OpenHelp): Promise<void> => {
    if (help.commandId !== undefined && (await outbox.takeBack(help.commandId)) === 'taken') return;
    await act({ type: 'AnswerHelp', team: teamId, helpId: help.id, how: 'cancelled', text: '' });
  };
  return openHelps(world.team, items, Date.now()).map((help) => (
    <div
      key={help.id}
      role="alert"
      className="flex items-center gap-3 border-y-2 border-level-1 bg-level-1-wash px-5 py-2"
    >
      <span className="grid">
        <b className="text-row text-level-1">{t(`rescue:help.${help.kind}`)}</b>
        <span className="text-meta">
          {t(help.told === 'sent' ? 'field:help.sent' : 'field:help.waiting', { at: formatTime(help.atMs) })}
        </span>
      </span>
      <button type="button" className="field-button ml-auto flex-none" onClick={() => void cancel(help)}>
        {t('field:help.cancel')}
      </button>
    </div>
  ));
}
