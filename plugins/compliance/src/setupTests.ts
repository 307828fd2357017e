import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Whole pages are rendered; a busy machine needs more than the default second.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(60_000);
