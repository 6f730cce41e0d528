import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { parseCap } from './parse-cap.ts';
import { capXml, fixture } from './testing.ts';
import { pathOf, readXml, standalone, utf8, XML_LIMITS } from './xml-reader.ts';

function codeOf(bytes: Uint8Array): string {
  const result = readXml(bytes);
  return result.ok ? 'read' : result.error.code;
}

const LAUGHS = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from(
  { length: 9 },
  (_, i) => `<!ENTITY lol${i + 1} "${`&lol${i === 0 ? '' : i};`.repeat(10)}">`,
).join('')}]><alert>&lol9;</alert>`;

describe('the XML reader refuses', () => {
  it.each([
    ['billion laughs', LAUGHS],
    ['quadratic blow-up', `<!DOCTYPE a [<!ENTITY x "${'A'.repeat(50_000)}">]><a>${'&x;'.repeat(1000)}</a>`],
    ['an outside entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ['a parameter entity', '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1/x.dtd"> %x;]><a/>'],
    ['an outside DTD', '<!DOCTYPE alert SYSTEM "http://127.0.0.1/cap.dtd"><alert/>'],
    ['a bare DOCTYPE', '<!DOCTYPE alert><alert/>'],
    ['a DOCTYPE without end', '<!DOCTYPE alert [<!ENTITY x "'],
    ['a lower-case doctype', '<!doctype alert><alert/>'],
  ])('%s, as doctype_refused', (_, xml) => {
    expect(codeOf(utf8(xml))).toBe('doctype_refused');
  });

  it('nesting deeper than 64, at any size', () => {
    const nest = (depth: number): Uint8Array => utf8('<a>'.repeat(depth) + '</a>'.repeat(depth));
    expect(codeOf(nest(64))).toBe('read');
    expect(codeOf(nest(65))).toBe('too_deep');
    expect(codeOf(utf8('<a>'.repeat(200_000)))).toBe('too_deep');
  });

  it('more bytes than the bound', () => {
    expect(codeOf(new Uint8Array(XML_LIMITS.maxBytes + 1))).toBe('too_large');
  });

  it('more elements than the bound', () => {
    expect(codeOf(utf8(`<a>${'<b/>'.repeat(XML_LIMITS.maxElements)}</a>`))).toBe('too_many_elements');
  });

  it('floods of attributes and namespaces', () => {
    const attributes = Array.from({ length: 300 }, (_, i) => `a${i}=""`).join(' ');
    expect(codeOf(utf8(`<a ${attributes}/>`))).toBe('too_many_attributes');
    const spaces = Array.from({ length: 100 }, (_, i) => `xmlns:n${i}="u:${i}"`).join(' ');
    expect(codeOf(utf8(`<r>${`<a ${spaces}/>`.repeat(11)}</r>`))).toBe('too_many_attributes');
  });

  it.each([
    ['undefined entity', '<a>&nbsp;</a>'],
    ['unclosed element', '<a><b></a>'],
    ['two roots', '<a/><b/>'],
    ['unbound prefix', '<x:a/>'],
    ['control character', '<a>\u0001</a>'],
    ['character reference to a control character', '<a>&#1;</a>'],
    ['text only', 'hello'],
    ['white space only', '  \n'],
  ])('%s, as malformed', (_, xml) => {
    expect(codeOf(utf8(xml))).toBe('xml_malformed');
  });

  it('XML 1.1, which allows control characters', () => {
    expect(codeOf(utf8('<?xml version="1.1"?><a>&#1;</a>'))).toBe('xml_version');
  });

  it('no bytes', () => {
    expect(codeOf(new Uint8Array())).toBe('empty');
  });
});

describe('encodings', () => {
  const text = capXml({ headline: '澄城县气象台发布暴雨橙色预警', area: '' });

  it.each(['GB18030', 'GBK', 'gb2312', 'UTF-8'])('reads declared %s', (encoding) => {
    const bytes = iconv.encode(text.replace('UTF-8', encoding), encoding);
    const result = parseCap(bytes, { profile: 'strict' });
    expect(result.ok ? result.alerts[0]?.infos[0]?.headline : result.errors).toBe('澄城县气象台发布暴雨橙色预警');
  });

  it.each(['utf-16le', 'utf-16be'])('reads %s by its byte order mark', (encoding) => {
    const result = parseCap(iconv.encode(text.replace('UTF-8', 'UTF-16'), encoding, { addBOM: true }), {
      profile: 'strict',
    });
    expect(result.ok ? result.alerts[0]?.infos[0]?.headline : result.errors).toBe('澄城县气象台发布暴雨橙色预警');
  });

  it('reads characters outside the base plane from GB18030', () => {
    const bytes = iconv.encode('<?xml version="1.0" encoding="GB18030"?><a>𠮷€</a>', 'gb18030');
    const result = readXml(bytes);
    expect(result.ok ? result.root.text : result.error).toBe('𠮷€');
  });

  it('reads UTF-8 with a byte order mark', () => {
    expect(codeOf(new Uint8Array([0xef, 0xbb, 0xbf, ...utf8('<a/>')]))).toBe('read');
  });

  it.each(['UTF-7', 'UTF-32', 'EBCDIC-CP-US', 'x-user-defined', '__proto__', 'UTF-16'])(
    'refuses declared %s',
    (encoding) => {
      expect(codeOf(utf8(`<?xml version="1.0" encoding="${encoding}"?><a/>`))).toMatch(
        /encoding_unsupported|xml_malformed/,
      );
    },
  );

  it('refuses bytes that are not what they are declared to be', () => {
    expect(codeOf(iconv.encode(text, 'gb18030'))).toBe('encoding_broken');
    expect(
      codeOf(new Uint8Array([...utf8('<?xml version="1.0" encoding="GBK"?><a>'), 0x81, 0xff, 0xff, ...utf8('</a>')])),
    ).toBe('encoding_broken');
    expect(codeOf(new Uint8Array([...utf8('<a>'), 0xff, 0xc0, ...utf8('</a>')]))).toBe('encoding_broken');
  });
});

describe('the tree', () => {
  it('is not fooled by names that exist on every object', () => {
    const result = readXml(
      utf8('<__proto__ constructor="1" __proto__="2"><toString/><hasOwnProperty>x</hasOwnProperty></__proto__>'),
    );
    if (!result.ok) throw new Error(result.error.message);
    expect(result.root.name).toBe('__proto__');
    expect(result.root.attributes.get('__proto__')).toBe('2');
    expect(result.root.children.map(({ name }) => name)).toEqual(['toString', 'hasOwnProperty']);
    expect(Object.prototype).not.toHaveProperty('2');
  });

  it('says where an element stands', () => {
    const result = readXml(utf8('<alert><info/><info><area/><area><polygon/></area></info></alert>'));
    if (!result.ok) throw new Error(result.error.message);
    expect(pathOf(result.root.children[1]?.children[1]?.children[0] ?? null)).toBe('/alert/info[2]/area[2]/polygon');
  });

  it('cuts an element out as a document of its own, with the namespaces it stood under', () => {
    const xml =
      '<f xmlns="urn:f" xmlns:cap="urn:c">\r\n<e a="x > y"><cap:alert  xmlns:o="urn:o"><cap:b>1 &amp; 2</cap:b></cap:alert></e></f>';
    const result = readXml(utf8(xml));
    const alert = result.ok ? result.root.children[0]?.children[0] : undefined;
    if (!result.ok || alert === undefined) throw new Error('not read');
    const again = readXml(standalone(result.text, alert));
    if (!again.ok) throw new Error(again.error.message);
    expect([again.root.name, again.root.uri]).toEqual(['alert', 'urn:c']);
    expect(again.root.children[0]).toMatchObject({ name: 'b', uri: 'urn:c', text: '1 & 2' });
  });

  it('ignores instructions for other programs and reads GDACS with its byte order mark', () => {
    expect(codeOf(fixture('gdacs/gdacs-rss.xml'))).toBe('read');
    expect(codeOf(fixture('edxl/bushfire_valid.edxlde'))).toBe('read');
  });
});
