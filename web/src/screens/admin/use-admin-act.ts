import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../plumbing/http/api.ts';
import { showNotice } from '../../ui/feedback/toast.tsx';

/**
 * Does something over HTTP, says what came of it, and asks anew for what it changed. The answer is undefined
 * when it was refused; the server's sentence names what to do.
 */
export function useAdminAct(
  changes: readonly string[],
): <T>(work: Promise<T>, done?: string) => Promise<T | undefined> {
  const { t } = useTranslation('admin');
  const client = useQueryClient();
  return useCallback(
    async (work, done) => {
      try {
        const answer = await work;
        if (done !== undefined) showNotice({ kind: 'done', title: done });
        return answer;
      } catch (error) {
        const detail = error instanceof ApiError ? `${error.message}（${error.code}）` : String(error);
        showNotice({ kind: 'refused', title: t('notDone'), detail });
        return undefined;
      } finally {
        await client.invalidateQueries({ queryKey: [...changes] });
      }
    },
    [client, changes, t],
  );
}
