import type { IntentAnswer } from '@sitong/shared/protocol/down.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import { permits } from '@sitong/shared/protocol/permissions.ts';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { sendIntent } from '../plumbing/live/use-live-world.ts';
import { useSession } from '../plumbing/session/session-store.ts';
import { showNotice } from '../ui/feedback/toast.tsx';
import type { Enabled } from '../ui/keys/action.ts';
import { useConsole } from './console-store.ts';
import { useRefusalWords } from './refusal-words.ts';

/** Sends an intent and says what came of it: a refusal always, success only when asked to. */
export function useAct(): (intent: Intent, done?: string) => Promise<IntentAnswer> {
  const words = useRefusalWords();
  const { t } = useTranslation('common');
  return useCallback(
    async (intent, done) => {
      const locked = useConsole.getState().desk === 'locked';
      const answer: IntentAnswer = locked ? { ok: false, refused: { code: 'desk_locked' } } : await sendIntent(intent);
      if (!answer.ok) showNotice({ kind: 'refused', title: t('refused'), detail: words(answer.refused) });
      else if (done !== undefined) showNotice({ kind: 'done', title: done });
      return answer;
    },
    [words, t],
  );
}

/** Whether this person's roles allow an intent at all; the reason names the roles needed. */
export function useMay(): (type: Intent['type']) => Enabled {
  const { roles } = useSession();
  const words = useRefusalWords();
  const desk = useConsole((state) => state.desk);
  return useCallback(
    (type) => {
      if (desk === 'locked') return { enabled: false, reason: words({ code: 'desk_locked' }) };
      const permission = permits(roles, type);
      if (permission.allowed === 'yes') return { enabled: true };
      return { enabled: false, reason: words({ code: 'role_required', facts: { roles: permission.roles.join(' ') } }) };
    },
    [roles, words, desk],
  );
}
