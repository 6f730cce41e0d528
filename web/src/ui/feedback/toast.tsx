import {
  UNSTABLE_Toast as AriaToast,
  Button,
  Text,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Icon } from '../icon.tsx';
import { keepFree } from './keep-free.ts';

/** A short word that something was done, or was refused and why. Never an alarm. */
export interface Notice {
  readonly kind: 'done' | 'refused' | 'fault';
  readonly title: string;
  readonly detail?: string;
}

/** At most three at once; older ones give way. */
const notices = new ToastQueue<Notice>({ maxVisibleToasts: 3 });

const shownMs: Readonly<Record<Notice['kind'], number>> = { done: 5_000, refused: 10_000, fault: 15_000 };

/** Shows a notice; it goes by itself, and stays while it is pointed at. */
export function showNotice(notice: Notice): void {
  notices.add(notice, { timeout: shownMs[notice.kind] });
}

const look: Readonly<Record<Notice['kind'], string>> = {
  done: 'border-control',
  refused: 'border-ink-1 border-2',
  fault: 'border-fault border-2',
};

const icon = { done: 'check', refused: 'cross', fault: 'alert' } as const;

const keepFreeWhereItStands = (region: HTMLDivElement | null): (() => void) | undefined =>
  region === null ? undefined : keepFree(region);

/** Where notices appear: they cover no button, and an open sheet only when there is no other room. Mounted once by the shell. */
export function NoticeRegion() {
  const { t } = useTranslation('ui');
  return (
    <ToastRegion
      ref={keepFreeWhereItStands}
      queue={notices}
      aria-label={t('notice.region')}
      className="fixed scroll-mx-gutter scroll-mt-[calc(var(--h-header)+var(--gutter))] scroll-mb-[calc(var(--h-footer)+var(--gutter))] z-notice grid gap-2 w-[min(26rem,calc(100vw-2*var(--gutter)))] outline-none"
    >
      {({ toast }) => (
        <AriaToast
          toast={toast}
          className={`flex items-start gap-3 p-3 bg-bg-2 border rounded-control ${look[toast.content.kind]}`}
        >
          <Icon
            name={icon[toast.content.kind]}
            className={`mt-1 ${toast.content.kind === 'fault' ? 'text-fault' : 'text-ink-1'}`}
          />
          <ToastContent className="flex-1 grid">
            <Text slot="title" className="font-medium">
              {toast.content.title}
            </Text>
            {toast.content.detail === undefined ? null : (
              <Text slot="description" className="text-meta text-ink-2">
                {toast.content.detail}
              </Text>
            )}
          </ToastContent>
          <Button
            slot="close"
            aria-label={t('notice.dismiss')}
            className="size-6 grid place-items-center text-ink-2 cursor-default"
          >
            <Icon name="cross" />
          </Button>
        </AriaToast>
      )}
    </ToastRegion>
  );
}
