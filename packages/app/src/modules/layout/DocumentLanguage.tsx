import { useEffect } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { appLanguageApiRef } from '@backstage/core-plugin-api/alpha';

/** Keeps the `lang` attribute of the document true to the chosen language. */
export function DocumentLanguage() {
  const languageApi = useApi(appLanguageApiRef);
  useEffect(() => {
    const write = (language: string) => {
      document.documentElement.lang = language === 'zh' ? 'zh-CN' : language;
    };
    write(languageApi.getLanguage().language);
    const subscription = languageApi
      .language$()
      .subscribe(({ language }) => write(language));
    return () => subscription.unsubscribe();
  }, [languageApi]);
  return null;
}
