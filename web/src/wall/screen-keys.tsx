import { useNavigate } from '@tanstack/react-router';
import { type NumberedScreen, numberedScreens, paths } from '../paths.ts';
import { useSessionStore } from '../plumbing/session/session-store.ts';
import { useKeyAction } from '../ui/keys/keys-context.tsx';

/**
 * Alt+1 … Alt+9: the numbered screens. Above the screens, because a key pressed while one gives way to the next must
 * not be lost with either.
 */
export function ScreenKeys() {
  const { state } = useSessionStore();
  if (state.kind !== 'signed_in') return null;
  return numberedScreens.map((name, i) => <ScreenKey key={name} name={name} digit={i + 1} />);
}

function ScreenKey({ name, digit }: { name: NumberedScreen; digit: number }) {
  const navigate = useNavigate();
  useKeyAction({
    id: `screen.${name}`,
    key: `Alt+${digit}`,
    labelKey: `common:screen.${name}`,
    run: () => void navigate({ to: inSameWorld(paths[name]) }),
  });
  return null;
}

/** As the address has it, unread: the screen that opens there reads it with the schema, which the phone need not fetch. */
function inSameWorld(path: string): string {
  const world = new URLSearchParams(window.location.search).get('world');
  return world === null ? path : `${path}?world=${encodeURIComponent(world)}`;
}
