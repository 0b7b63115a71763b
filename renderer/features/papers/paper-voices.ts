// Papers speak the language of the customer, whatever the screen speaks.
import type { PaperLanguage } from '../../../shared/document/paper';
import { paperVoice, type PaperVoice } from '../../../shared/document/paper-words';
import en from '../../../shared/text/en.json';
import tr from '../../../shared/text/tr.json';

export const paperVoices: Readonly<Record<PaperLanguage, PaperVoice>> = {
  en: paperVoice('en', en),
  tr: paperVoice('tr', tr),
};
