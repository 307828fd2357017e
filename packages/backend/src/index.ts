import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

// The app itself, served from the same port.
backend.add(import('@backstage/plugin-app-backend'));

// Who may do what.
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-github-provider'));
backend.add(import('@chat2sql/plugin-auth-backend-module-demo-users'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('@chat2sql/plugin-permission-backend-module-portal'));

// Catalog.
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@chat2sql/plugin-catalog-backend-module-environments'));
backend.add(import('@chat2sql/plugin-catalog-backend-module-portal-links'));

// The surfaces of this portal.
backend.add(import('@chat2sql/plugin-environments-backend'));
backend.add(import('@chat2sql/plugin-slo-backend'));
backend.add(import('@chat2sql/plugin-compliance-backend'));
backend.add(import('@chat2sql/plugin-gitops-backend'));

// Self-service.
backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(import('@chat2sql/plugin-scaffolder-backend-module-gitops'));

// The stock Kubernetes tab on entity pages.
backend.add(import('@backstage/plugin-kubernetes-backend'));

// Documentation and search.
backend.add(import('@backstage/plugin-techdocs-backend'));
backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-pg'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(import('@backstage/plugin-search-backend-module-techdocs'));

// Personal settings and messages.
backend.add(import('@backstage/plugin-user-settings-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-signals-backend'));

backend.start();
