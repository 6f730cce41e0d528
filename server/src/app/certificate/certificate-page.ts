import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { escapeXml, outgoingText } from '../../channels/cap-feed/xml-text.ts';
import { CERTIFICATE_WORDS, type PageLanguage } from './certificate-words.ts';
import type { RootCertificate } from './root-certificate.ts';

/** Chinese unless the browser asks for another language first. */
export function languageOf(asked: string | undefined, accept: string | undefined): PageLanguage {
  if (asked === 'en' || asked === 'zh-CN') return asked;
  return accept === undefined || /^\s*(zh|\*)/i.test(accept) ? 'zh-CN' : 'en';
}

const text = (value: string): string => escapeXml(outgoingText(value));

/** Complete without a script, and without being signed in: a device comes here before it trusts us. */
export function certificatePage(root: RootCertificate, language: PageLanguage): string {
  const words = CERTIFICATE_WORDS[language];
  const fact = (name: string, value: string): string => `<div><dt>${name}</dt><dd>${text(value)}</dd></div>`;
  const body =
    root.kind === 'none'
      ? `<div class="none"><p>${words.none}</p><p>${words.noneMore}</p></div>`
      : `<article class="warning">
<p>${words.why}</p>
<p><a href="/certificate/sitong-root.crt" download>${words.download}</a></p>
<dl>${fact(words.name, root.name)}${fact(words.until, toTimestamp(root.validTo.getTime()).slice(0, 10))}${fact(words.fingerprint, root.fingerprint)}</dl>
<p>${words.check}</p>
</article>
${words.guides.map(guide).join('\n')}
<p>${words.after}</p>`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.title}</title>
<link rel="stylesheet" href="/public/page.css">
<link rel="icon" href="/icon.svg">
</head>
<body>
<header><h1>${words.title}</h1><p><a href="/certificate?lang=${words.otherLanguage}" lang="${words.otherLanguage}">${words.other}</a></p></header>
<main>
${body}
</main>
</body>
</html>
`;
}

function guide({ system, steps }: { system: string; steps: readonly string[] }): string {
  return `<article class="warning"><h2>${text(system)}</h2><ol>${steps.map((step) => `<li>${text(step)}</li>`).join('')}</ol></article>`;
}
