import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// The first render loads the whole app shell, which takes seconds on a busy machine.
configure({ asyncUtilTimeout: 10_000 });
