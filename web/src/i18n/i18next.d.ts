import 'i18next';
import type { zhCN } from './zh-CN/all.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    returnNull: false;
    resources: typeof zhCN;
  }
}
