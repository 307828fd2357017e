import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import {
  appLanguageApiRef,
  useTranslationRef,
} from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { appTranslationRef } from '../../translation';

const NAMES: Record<string, string> = { en: 'English', zh: '中文' };

/** Chooses the language before anybody is signed in; nothing with a single language. */
export function LanguageSwitch() {
  const languageApi = useApi(appLanguageApiRef);
  const { t } = useTranslationRef(appTranslationRef);
  const { languages } = languageApi.getAvailableLanguages();
  const [current, setCurrent] = useState(languageApi.getLanguage().language);
  if (languages.length < 2) return null;
  return (
    <div role="group" aria-label={t('signIn.language')}>
      {languages.map(language => (
        <Button
          key={language}
          size="small"
          lang={language === 'zh' ? 'zh-CN' : language}
          aria-pressed={language === current}
          color={language === current ? 'primary' : 'default'}
          onClick={() => {
            languageApi.setLanguage(language);
            setCurrent(language);
          }}
        >
          {NAMES[language] ?? language}
        </Button>
      ))}
    </div>
  );
}
