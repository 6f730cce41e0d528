import { newId } from '@sitong/shared/kernel/ids.ts';
import { useState, useSyncExternalStore } from 'react';
import { PhotoStack, type PhotosNow } from './photo-stack.ts';
import { reducePhoto } from './reduce-photo.ts';

/** The photos of one sheet, for as long as it is open. */
export function usePhotos(): PhotosNow & { stack: PhotoStack } {
  const [stack] = useState(() => new PhotoStack({ newId, reduce: reducePhoto }));
  const now = useSyncExternalStore(stack.subscribe, stack.current);
  return { ...now, stack };
}
