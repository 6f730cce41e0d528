import { type ComponentProps, type ComponentType, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { withWords } from '../../i18n/language.ts';
import { countWaiting } from '../../plumbing/outbox/outbox-model.ts';
import { showNotice } from '../../ui/feedback/toast.tsx';
import { useOutboxNow } from './field-context.tsx';
import type { FieldLine } from './field-line.ts';
import { Late } from './late.tsx';
import { LaterPart } from './later.ts';

/** A part with the words that the page itself does not say. */
const worded = <Part,>(part: () => Promise<Part>): Promise<Part> => withWords('phone', part)();

/**
 * Parts of the phone page that are fetched when it has come up, not with it, so that what the first look needs stays
 * small. All of them are among the files kept for use without a line (pwa/phone-build.ts), which follows the imports
 * of the screen's own chunk: nothing but the screen may import this file.
 */
const parts = {
  report: new LaterPart(() => worded(() => import('./report/report-sheet.tsx')).then((m) => m.ReportSheet)),
  note: new LaterPart(() => worded(() => import('./report/note-sheet.tsx')).then((m) => m.NoteSheet)),
  help: new LaterPart(() => worded(() => import('./team/help-sheet.tsx')).then((m) => m.HelpSheet)),
  helpBanner: new LaterPart(() => import('./team/help-banner.tsx').then((m) => m.HelpBanner)),
  complete: new LaterPart(() => worded(() => import('./team/complete-sheet.tsx')).then((m) => m.CompleteSheet)),
  menu: new LaterPart(() => worded(() => import('./menu-sheet.tsx')).then((m) => m.MenuSheet)),
  ownPhone: new LaterPart(() => worded(() => import('./own-phone/own-phone.tsx')).then((m) => m.OwnPhone)),
  unlock: new LaterPart(() => import('./lock/unlock-sheet.tsx').then((m) => m.UnlockSheet)),
  outbox: new LaterPart(() => worded(() => import('./outbox-card.tsx')).then((m) => m.OutboxCard)),
  sms: new LaterPart(() => worded(() => import('./sms-fallback.tsx')).then((m) => m.SmsFallback)),
  sketch: new LaterPart(() => import('./team/task-sketch.tsx').then((m) => m.TaskSketch)),
  callCard: new LaterPart(() => import('../../pillars/release/field/call-card.tsx').then((m) => m.CallCard)),
  callPad: new LaterPart(() => worded(() => import('./call/call-pad.tsx')).then((m) => m.CallPad)),
  toSign: new LaterPart(() => import('./to-sign-card.tsx').then((m) => m.ToSignCard)),
  way: new LaterPart(() => import('./way/way-keeper.tsx').then((m) => m.WayKeeper)),
};
type Of<K extends keyof typeof parts> = ComponentProps<NonNullable<(typeof parts)[K]['made']>>;

/** Fetches all of them, so that a touch in a dead zone finds them there; those that are there are not fetched again. */
export async function fetchParts(line: FieldLine['kind']): Promise<void> {
  const results = await Promise.allSettled(Object.values(parts).map((part) => part.fetch()));
  const failed = results.filter(({ status }) => status === 'rejected').length;
  if (failed > 0) console.warn(`${failed} parts of the phone page could not be fetched yet (line: ${line})`);
}

export const ReportSheet = (props: Of<'report'>) => <Late part={parts.report} of={props} missing={NotHere} />;
export const NoteSheet = (props: Of<'note'>) => <Late part={parts.note} of={props} missing={NotHere} />;
export const HelpSheet = (props: Of<'help'>) => <Late part={parts.help} of={props} missing={NotHere} />;
export const CompleteSheet = (props: Of<'complete'>) => <Late part={parts.complete} of={props} missing={NotHere} />;
export const MenuSheet = (props: Of<'menu'>) => <Late part={parts.menu} of={props} missing={NotHere} />;
export const UnlockSheet = (props: Of<'unlock'>) => <Late part={parts.unlock} of={props} missing={NotHere} />;

/** The page was opened for the first time on its way into a dead zone: says so, and the next touch tries again. */
function NotHere({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('field');
  const close = useRef(onClose);
  useEffect(() => {
    showNotice({ kind: 'fault', title: t('later.missing') });
    close.current();
  }, [t]);
  return null;
}

/** While that part is not there, a call for help stands among what waits to be sent. */
export const HelpBanner = (props: Of<'helpBanner'>) => <Late part={parts.helpBanner} of={props} />;

/** 待发 item by item. While that part is not there, its sum is said. */
export const OutboxCard = () => <Late part={parts.outbox} of={{}} coming={WaitingSum} missing={WaitingSum} />;

function WaitingSum() {
  const { t } = useTranslation('field');
  const { items, photos } = useOutboxNow();
  const waiting = countWaiting(items) + photos.length;
  if (waiting === 0) return null;
  return (
    <p className="m-0 flex min-h-12 items-center rounded-phone border-2 border-fault bg-fault-bg px-4 text-row font-medium">
      {t('outbox.waiting', { count: waiting })}
    </p>
  );
}

/** What waits, as one message; without that part the outbox says what waits. */
export const SmsFallback = () => <Late part={parts.sms} of={{}} />;

/** The sketch on the card; an empty ground of its size until it is there. */
export const TaskSketch: ComponentType<Of<'sketch'>> = (props) => (
  <Late part={parts.sketch} of={props} coming={EmptyGround} missing={EmptyGround} />
);
const EmptyGround = () => <div className="aspect-[348/164] w-full bg-bg-0" />;

/** 叫应 with its acts: a team leader's phone never shows it, an officer's fetches it beside the page. */
export const CallCard = (props: Of<'callCard'>) => <Late part={parts.callCard} of={props} missing={NotYetHere} />;
export const CallPad = (props: Of<'callPad'>) => <Late part={parts.callPad} of={props} />;

function NotYetHere() {
  const { t } = useTranslation('field');
  return <p className="m-0 rounded-phone border-2 border-fault px-4 py-4 text-row">{t('later.missing')}</p>;
}

/** 待签: signing needs a line, so this part may too. */
export const ToSignCard = () => <Late part={parts.toSign} of={{}} />;

/** Enrolment, and what must not lie on this phone. Shows nothing. */
export const OwnPhone = () => <Late part={parts.ownPhone} of={{}} />;

/** Asks how far it is by road while there is a line. Shows nothing. */
export const WayKeeper = (props: Of<'way'>) => <Late part={parts.way} of={props} />;
