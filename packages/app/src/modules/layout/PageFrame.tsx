import { useCallback, useEffect, useMemo } from 'react';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  BreadcrumbEntry,
  useBreadcrumbEntries,
  type PageLayoutProps,
} from '@backstage/frontend-plugin-api';
import { PluginHeader } from '@backstage/ui';
import { useResolvedPath } from 'react-router-dom';
import { appTranslationRef } from '../../translation';
import { titleKey } from './titleKey';

/**
 * The frame of every page: the stock header with translated title and tabs,
 * and the title of the browser tab. Plugins hand their titles over as plain
 * English text, so they are translated here.
 */
export function PageFrame(props: PageLayoutProps) {
  const { icon, noHeader, titleLink, headerActions, children } = props;
  const { t } = useTranslationRef(appTranslationRef);
  const { items: breadcrumbs } = useBreadcrumbEntries();
  const appTitle = useApi(configApiRef).getOptionalString('app.title');
  const parentPath = useResolvedPath('.').pathname.replace(/\/$/, '');
  const translate = useCallback(
    (text: string) => {
      const key = titleKey(text);
      return key ? t(key) : text;
    },
    [t],
  );
  const title = props.title && translate(props.title);
  const tabs = useMemo(
    () =>
      props.tabs?.map(tab => ({
        ...tab,
        label: translate(tab.label),
        href: tab.href.startsWith('/')
          ? tab.href
          : `${parentPath}/${tab.href}`.replace(/\/{2,}/g, '/'),
        matchStrategy: 'prefix' as const,
      })),
    [props.tabs, parentPath, translate],
  );
  useEffect(() => {
    if (title) document.title = appTitle ? `${title} · ${appTitle}` : title;
  }, [title, appTitle]);

  if (noHeader) return <>{children}</>;
  const content = (
    <>
      <PluginHeader
        title={title}
        icon={icon}
        titleLink={titleLink}
        breadcrumbs={breadcrumbs}
        tabs={tabs}
        customActions={headerActions}
      />
      {children}
    </>
  );
  if (!title) return content;
  return (
    <BreadcrumbEntry
      entry={{ label: title, href: titleLink ?? (parentPath || '/') }}
    >
      {content}
    </BreadcrumbEntry>
  );
}
