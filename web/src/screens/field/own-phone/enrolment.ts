import { create } from 'zustand';
import type { Bound } from '../../../plumbing/device/enrol.ts';

/** Whether this phone's session is bound to it; undefined until that is known. */
export const useEnrolment = create<{ bound: Bound | undefined }>(() => ({ bound: undefined }));
