import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { Route, Routes, useParams } from 'react-router-dom';
import { useText } from '../hooks/useText';
import { FrameworkPage } from './FrameworkPage';
import { OverviewPage } from './OverviewPage';
import { ResultsPage } from './ResultsPage';

function NamedFramework() {
  const { key = '' } = useParams();
  return (
    <BreadcrumbEntry
      entry={{ label: key, href: `frameworks/${encodeURIComponent(key)}` }}
    >
      <FrameworkPage frameworkKey={key} />
    </BreadcrumbEntry>
  );
}

/** The pages below `/compliance`. */
export function ComplianceRouter() {
  const t = useText();
  return (
    <Routes>
      <Route path="/" element={<OverviewPage />} />
      <Route path="/frameworks/:key" element={<NamedFramework />} />
      <Route
        path="/results"
        element={
          <BreadcrumbEntry entry={{ label: t('checks.all'), href: 'results' }}>
            <ResultsPage />
          </BreadcrumbEntry>
        }
      />
    </Routes>
  );
}
