/** Longest edge of a photo that is queued, px. */
export const LONGEST_PX = 1600;
const QUALITY = 0.8;

/** Size to draw at: never larger than it came. */
export function reducedSize(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, LONGEST_PX / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** A photo made small enough for a narrow line: JPEG, upright, without what the camera wrote beside it. Rejects when the file is no picture. */
export async function reducePhoto(file: Blob): Promise<{ bytes: ArrayBuffer; type: string }> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const { width, height } = reducedSize(bitmap.width, bitmap.height);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
  if (blob === null) throw new Error('this browser made no JPEG of the photo');
  return { bytes: await blob.arrayBuffer(), type: 'image/jpeg' };
}
