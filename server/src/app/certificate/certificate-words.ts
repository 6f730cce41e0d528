export type PageLanguage = 'zh-CN' | 'en';

interface Guide {
  system: string;
  steps: readonly string[];
}

interface Words {
  title: string;
  why: string;
  download: string;
  check: string;
  fingerprint: string;
  name: string;
  until: string;
  other: string;
  otherLanguage: PageLanguage;
  none: string;
  noneMore: string;
  after: string;
  guides: readonly Guide[];
}

/** How a root certificate is installed where this console is used; the wording is that of each system's own menus. */
export const CERTIFICATE_WORDS: Readonly<Record<PageLanguage, Words>> = {
  'zh-CN': {
    title: '安装根证书',
    why: '本系统使用本单位自己的证书。装好根证书后，浏览器不再提示“不安全”，手机才能定位、离线使用和保持亮屏；只点“继续访问”不够。每台设备装一次。',
    download: '下载根证书',
    check: '安装前请与管理员书面提供的指纹逐位核对，不一致就不要安装，并立即报告管理员。',
    fingerprint: '指纹（SHA-256）',
    name: '名称',
    until: '有效至',
    other: 'English',
    otherLanguage: 'en',
    none: '这里没有需要安装的根证书',
    noneMore: '本系统使用公共机构签发的证书，或者没有设置 TLS_CA。',
    after: '装好后关闭并重新打开浏览器，地址栏应显示锁形标志。',
    guides: [
      {
        system: 'Windows',
        steps: [
          '双击下载的 sitong-root.crt，点“安装证书”。',
          '选“本地计算机”，再选“将所有的证书都放入下列存储”，点“浏览”。',
          '选“受信任的根证书颁发机构”，下一步，完成。',
          '或在管理员命令行执行：certutil -addstore -f Root sitong-root.crt',
        ],
      },
      {
        system: '安卓手机、平板',
        steps: [
          '打开“设置”，搜索“CA 证书”（多在“安全”→“更多安全设置”→“加密与凭据”→“安装证书”）。',
          '选“CA 证书”，看过提示后点“仍然安装”，选刚下载的 sitong-root.crt。',
          '系统会提示“网络可能受到监控”，这是安装自有根证书时的正常提示。',
        ],
      },
      {
        system: 'iPhone、iPad',
        steps: [
          '用 Safari 打开本页并下载，提示“此网站正尝试下载一个配置描述文件”时点“允许”。',
          '“设置”→“已下载描述文件”→“安装”。',
          '“设置”→“通用”→“关于本机”→“证书信任设置”，打开该证书的开关。这一步不能少。',
        ],
      },
      {
        system: '统信 UOS、麒麟等 Linux，及大屏主机',
        steps: [
          'Chromium 系浏览器：certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n Sitong -i sitong-root.crt（先安装 libnss3-tools）。',
          '火狐浏览器：“设置”→“隐私与安全”→“查看证书”→“证书颁发机构”→“导入”，勾选“信任由此证书颁发机构来标识网站”。',
        ],
      },
    ],
  },
  en: {
    title: 'Install the root certificate',
    why: 'This system uses a certificate of your own office. With its root installed, browsers stop calling it insecure, and phones may use their position, work without a line and keep the screen on; clicking the warning away is not enough. Once for each device.',
    download: 'Download the root certificate',
    check:
      'Compare the fingerprint with the one your administrator gave you on paper, digit by digit. If it differs, do not install it and tell the administrator at once.',
    fingerprint: 'Fingerprint (SHA-256)',
    name: 'Name',
    until: 'Valid until',
    other: '中文',
    otherLanguage: 'zh-CN',
    none: 'There is no root certificate to install here',
    noneMore: 'This system uses a certificate of a public authority, or TLS_CA is not set.',
    after: 'Close the browser and open it again: the address bar should show the lock.',
    guides: [
      {
        system: 'Windows',
        steps: [
          'Double-click sitong-root.crt, then Install Certificate.',
          'Choose Local Machine, then Place all certificates in the following store, Browse.',
          'Choose Trusted Root Certification Authorities, Next, Finish.',
          'Or in an administrator’s command line: certutil -addstore -f Root sitong-root.crt',
        ],
      },
      {
        system: 'Android',
        steps: [
          'Open Settings and search for CA certificate (often Security → More security settings → Encryption & credentials → Install a certificate).',
          'Choose CA certificate, Install anyway, and the file sitong-root.crt.',
          'The system then says that the network may be monitored: it does so for every root of one’s own.',
        ],
      },
      {
        system: 'iPhone, iPad',
        steps: [
          'Open this page in Safari, download, and Allow the configuration profile.',
          'Settings → Profile Downloaded → Install.',
          'Settings → General → About → Certificate Trust Settings: switch it on. Do not leave this step out.',
        ],
      },
      {
        system: 'Linux, and the wall’s machine',
        steps: [
          'Chromium: certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n Sitong -i sitong-root.crt (from libnss3-tools).',
          'Firefox: Settings → Privacy & Security → View Certificates → Authorities → Import, and trust it to identify websites.',
        ],
      },
    ],
  },
};
