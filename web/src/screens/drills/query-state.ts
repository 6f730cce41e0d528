import { ApiError } from '../../plumbing/http/api.ts';
import type { PanelState } from '../../ui/panel-state.tsx';

interface Asked {
  error: Error | null;
  isPending: boolean;
  refetch: () => unknown;
}

/** A panel's state from a question to the server: what was there stays there when asking again fails. */
export function stateOf(query: Asked, failed: { what: string; stillWorks?: string }): PanelState {
  if (query.error !== null)
    return { kind: 'error', ...failed, code: codeOf(query.error), onRetry: () => void query.refetch() };
  return query.isPending ? { kind: 'loading' } : { kind: 'ready' };
}

export function codeOf(error: unknown): string {
  return error instanceof ApiError ? error.code : error instanceof Error ? error.name : 'unknown';
}
