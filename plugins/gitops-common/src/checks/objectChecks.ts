import {
  environmentNamespace,
  type KubeObject,
  type Tier,
} from '@chat2sql/plugin-platform-common';
import { evaluatePodSecurity } from '@chat2sql/plugin-compliance-common';
import { isClusterScoped } from '../compose';
import type { Check, CheckFinding } from '../plan/types';
import { containersOf, nameOf } from './workloads';

/** Version of the Pod Security Standards that new environments are held to. */
const POD_SECURITY_VERSION = 'v1.31';

function result(
  base: Pick<Check, 'id' | 'title'>,
  findings: CheckFinding[],
  messages: { pass: string; fail: string },
): Check {
  return {
    ...base,
    blocking: true,
    status: findings.length > 0 ? 'fail' : 'pass',
    message: findings.length > 0 ? messages.fail : messages.pass,
    findings,
  };
}

/** Every image is pinned by digest, so that what was reviewed is what runs. */
export function checkImagesPinned(objects: readonly KubeObject[]): Check {
  const findings: CheckFinding[] = [];
  let images = 0;
  for (const object of objects) {
    for (const container of containersOf(object)) {
      images += 1;
      if (
        typeof container.image !== 'string' ||
        !/@sha256:[0-9a-f]{64}$/.test(container.image)
      ) {
        findings.push({
          object: nameOf(object),
          path: `${container.path}.image`,
          message: `the image of ${container.name} is not pinned by digest`,
        });
      }
    }
  }
  return result(
    { id: 'images', title: 'Images are pinned by digest' },
    findings,
    {
      pass: `${images} images, all pinned.`,
      fail: `${findings.length} of ${images} images can change under the same name.`,
    },
  );
}

/** No secret value is in git; references are made by External Secrets. */
export function checkNoSecretValues(objects: readonly KubeObject[]): Check {
  const findings: CheckFinding[] = [];
  for (const object of objects) {
    if (object.kind !== 'Secret') continue;
    if (object.sops !== undefined) continue;
    for (const field of ['data', 'stringData']) {
      const values = object[field];
      if (values && Object.keys(values).length > 0) {
        findings.push({
          object: nameOf(object),
          path: field,
          message: `the Secret holds ${
            Object.keys(values).length
          } values; git is not the place for them`,
        });
      }
    }
  }
  const references = objects.filter(o => o.kind === 'ExternalSecret').length;
  return result({ id: 'secrets', title: 'No secret values in git' }, findings, {
    pass: `${references} secrets, all by reference.`,
    fail: 'Secret values would be readable by everybody who reads the repository.',
  });
}

/** The namespace enforces the restricted Pod Security Standard. */
export function checkNamespaceSecurity(
  objects: readonly KubeObject[],
  target: { tier: Tier; name: string },
): Check {
  const base = {
    id: 'namespace-security',
    title: 'The namespace enforces the restricted standard',
  };
  const wanted = environmentNamespace(target);
  const namespaces = objects.filter(object => object.kind === 'Namespace');
  const own = namespaces.find(object => object.metadata.name === wanted);
  const findings: CheckFinding[] = [];
  if (!own) {
    findings.push({ message: `there is no Namespace ${wanted}` });
  } else {
    const level = own.metadata.labels?.['pod-security.kubernetes.io/enforce'];
    if (level !== 'restricted') {
      findings.push({
        object: nameOf(own),
        path: 'metadata.labels["pod-security.kubernetes.io/enforce"]',
        message: `the level is ${level ?? 'not set'}; allowed: restricted`,
      });
    }
  }
  return result(base, findings, {
    pass: `${wanted} enforces restricted.`,
    fail: 'Pods could be started with more rights than they need.',
  });
}

/** Every pod passes the restricted Pod Security Standard before it meets the cluster. */
export function checkPodSecurity(objects: readonly KubeObject[]): Check {
  const findings: CheckFinding[] = [];
  let pods = 0;
  for (const object of objects) {
    const verdict = evaluatePodSecurity(object, {
      level: 'restricted',
      version: POD_SECURITY_VERSION,
    });
    if (verdict.podSpecFound) pods += 1;
    for (const violation of verdict.violations) {
      findings.push({
        object: nameOf(object),
        path: violation.path,
        message: `${violation.control}: ${violation.message}`,
      });
    }
  }
  return result(
    { id: 'pod-security', title: 'Pods pass the restricted standard' },
    findings,
    {
      pass: `${pods} workloads pass Pod Security restricted ${POD_SECURITY_VERSION}.`,
      fail: `The cluster would refuse these pods: ${findings.length} findings.`,
    },
  );
}

/** The environment stays in its own namespace and brings nothing cluster-wide. */
export function checkScope(
  objects: readonly KubeObject[],
  target: { tier: Tier; name: string },
): Check {
  const wanted = environmentNamespace(target);
  const findings: CheckFinding[] = [];
  for (const object of objects) {
    if (object.kind === 'Namespace' && object.apiVersion === 'v1') {
      if (object.metadata.name !== wanted) {
        findings.push({
          object: nameOf(object),
          message: `only the namespace ${wanted} may be created`,
        });
      }
    } else if (isClusterScoped(object.apiVersion, object.kind)) {
      findings.push({
        object: nameOf(object),
        message: 'the object belongs to the whole cluster',
      });
    } else if (object.metadata.namespace !== wanted) {
      findings.push({
        object: nameOf(object),
        path: 'metadata.namespace',
        message: `the namespace is ${
          object.metadata.namespace ?? 'not set'
        }; allowed: ${wanted}`,
      });
    }
  }
  return result(
    { id: 'scope', title: 'The change stays in its own namespace' },
    findings,
    {
      pass: `${objects.length} objects, all in ${wanted}.`,
      fail: `${findings.length} objects would land outside ${wanted}.`,
    },
  );
}
