import type { Verdict } from './types';
import { healthy } from './verdict';

/** Kinds that have no status by design; reviewed by hand, for existing is all that can be observed. */
export const STATIC_KINDS = new Set([
  '/ConfigMap',
  '/Secret',
  '/ServiceAccount',
  '/LimitRange',
  '/ResourceQuota',
  '/Endpoints',
  '/PodTemplate',
  'apps/ControllerRevision',
  'discovery.k8s.io/EndpointSlice',
  'networking.k8s.io/NetworkPolicy',
  'networking.k8s.io/IngressClass',
  'rbac.authorization.k8s.io/Role',
  'rbac.authorization.k8s.io/RoleBinding',
  'rbac.authorization.k8s.io/ClusterRole',
  'rbac.authorization.k8s.io/ClusterRoleBinding',
  'scheduling.k8s.io/PriorityClass',
  'storage.k8s.io/StorageClass',
  'storage.k8s.io/CSIDriver',
  'node.k8s.io/RuntimeClass',
  'coordination.k8s.io/Lease',
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  'admissionregistration.k8s.io/MutatingWebhookConfiguration',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding',
  'gateway.networking.k8s.io/ReferenceGrant',
  'argoproj.io/AppProject',
]);

/** Verdict of a kind that has no status by design: it exists, and that is all there is to know. */
export function judgeStatic(): Verdict {
  return healthy({
    rule: 'static.exists',
    reason: 'Exists',
    message: 'The object exists; its kind has no status.',
    fields: ['kind'],
  });
}
