import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { Route, Routes, useParams } from 'react-router-dom';
import { ChangePage } from './ChangePage';
import { ChangesPage } from './ChangesPage';

function NumberedChange() {
  const { number = '' } = useParams();
  return (
    <BreadcrumbEntry entry={{ label: `#${number}`, href: number }}>
      <ChangePage />
    </BreadcrumbEntry>
  );
}

/** The pages below `/changes`. */
export function ChangesRouter() {
  return (
    <Routes>
      <Route path="/" element={<ChangesPage />} />
      <Route path="/:number" element={<NumberedChange />} />
    </Routes>
  );
}
