import { newId } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Added, NewPhoto } from '../../plumbing/outbox/outbox.ts';
import type { OutboxItem } from '../../plumbing/outbox/outbox-item.ts';
import { showNotice } from '../../ui/feedback/toast.tsx';
import { useField } from './field-context.tsx';

/** Acts of one stream go in order: one order, one call, one incident, or the calls for help of a team. */
export function streamOf(intent: Intent): string {
  if (intent.type === 'RequestHelp' || intent.type === 'AnswerHelp') return `help/${intent.team}`;
  if ('orderId' in intent && intent.orderId !== undefined) return `order/${intent.orderId}`;
  if ('callId' in intent) return `call/${intent.callId}`;
  if ('incidentId' in intent && intent.incidentId !== undefined) return `incident/${intent.incidentId}`;
  return 'team' in intent ? `team/${intent.team}` : intent.type;
}

export interface ActOptions {
  photos?: readonly Omit<NewPhoto, 'person'>[];
  moved?: NonNullable<OutboxItem['moved']>;
  /** The same act of the page itself keeps its id over restarts. */
  commandId?: string;
  by?: OutboxItem['by'];
}

/** Puts an act into the outbox; the promise says whether the device stored it. */
export function useFieldAct(): (intent: Intent, options?: ActOptions) => Promise<Added> {
  const { outbox, session, worldId } = useField();
  const { t } = useTranslation('field');
  return useCallback(
    async (intent, { photos = [], moved, commandId = newId(), by = 'person' } = {}) => {
      const added = await outbox.add(
        {
          commandId,
          person: session.person,
          world: worldId,
          stream: streamOf(intent),
          haste: intent.type === 'RequestHelp' ? 'urgent' : 'normal',
          by,
          intent,
          pressedAt: toTimestamp(Date.now()),
          ...(moved === undefined ? {} : { moved }),
        },
        photos.map((photo) => ({ ...photo, person: session.person })),
      );
      if (by === 'person' && added === 'full') showNotice({ kind: 'fault', title: t('storage.full') });
      if (by === 'person' && added === 'memory') showNotice({ kind: 'fault', title: t('storage.memory') });
      return added;
    },
    [outbox, session.person, worldId, t],
  );
}
