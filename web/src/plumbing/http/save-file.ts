import { failure, send } from './api.ts';

/** Hands the browser a file to keep. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** With a byte order mark, so that spreadsheets read it as UTF-8. */
export function saveCsv(text: string, name: string): void {
  saveFile(new Blob(['\ufeff', text], { type: 'text/csv;charset=utf-8' }), name);
}

/** A file of our own server. Throws ApiError, and what `fetch` throws without a line. */
export async function fetchFile(path: string): Promise<Blob> {
  const response = await send(path);
  if (!response.ok) throw await failure(response);
  return response.blob();
}
