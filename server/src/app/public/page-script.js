// Keeps an open page true without reloading it: nobody is thrown back to its beginning, and one that can no longer be
// renewed says so. Without scripts the page asks again by itself.
const EVERY_MS = 60_000;
const PARTS = ['header p', 'main', 'footer'];

async function renew() {
  const main = document.querySelector('main');
  const line = document.querySelector('[data-line]');
  // Whoever holds a link in there finishes first; the time in the header stays as old as what is shown.
  if (document.visibilityState !== 'visible' || main?.contains(document.activeElement)) return;
  try {
    const answer = await fetch('/public', { cache: 'no-cache' });
    if (!answer.ok) throw new Error(String(answer.status));
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const part of PARTS) document.querySelector(part)?.replaceWith(fresh.querySelector(part) ?? '');
    if (line !== null) line.hidden = true;
  } catch (error) {
    console.warn('this page could not be renewed', error);
    if (line !== null) line.hidden = false;
  }
}

setInterval(() => void renew(), EVERY_MS);
document.addEventListener('visibilitychange', () => void renew());
addEventListener('online', () => void renew());
