import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';
const backend = createBackend();
backend.add(import('./src/index'));
backend.add(
  mockServices.rootConfig.factory({
    data: JSON.parse(process.env.BENCH_CONFIG!),
  }),
);
backend.start();
