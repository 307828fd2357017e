import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { Route, Routes, useParams } from 'react-router-dom';
import { EnvironmentPage } from './EnvironmentPage';
import { MatrixPage } from './MatrixPage';

function NamedEnvironment() {
  const { id = '' } = useParams();
  return (
    <BreadcrumbEntry entry={{ label: id, href: id }}>
      <EnvironmentPage />
    </BreadcrumbEntry>
  );
}

/** The pages below `/environments`. */
export function EnvironmentsRouter() {
  return (
    <Routes>
      <Route path="/" element={<MatrixPage />} />
      <Route path="/:id" element={<NamedEnvironment />} />
    </Routes>
  );
}
