import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { Route, Routes, useParams } from 'react-router-dom';
import { ObjectivePage } from './ObjectivePage';
import { OverviewPage } from './OverviewPage';

function NamedObjective() {
  const { id = '' } = useParams();
  return (
    <BreadcrumbEntry entry={{ label: id, href: `objectives/${id}` }}>
      <ObjectivePage id={id} />
    </BreadcrumbEntry>
  );
}

/** The pages below `/slo`. */
export function SloRouter() {
  return (
    <Routes>
      <Route path="/" element={<OverviewPage />} />
      <Route path="/objectives/:id" element={<NamedObjective />} />
    </Routes>
  );
}
