import type { KubeObject } from '@chat2sql/plugin-platform-common';
import type { Check, CheckFinding } from '../plan/types';
import { formatQuantity, parseQuantity } from '../quantity';
import { QUOTA_RESOURCES, quotaUse, type QuotaResource } from './quotaUse';

function show(resource: QuotaResource, value: number): string {
  if (resource.endsWith('cpu')) return formatQuantity(value, 'cpu');
  return resource.endsWith('memory')
    ? formatQuantity(value, 'memory')
    : String(value);
}

function hardOf(objects: readonly KubeObject[]) {
  const quotas = objects.filter(object => object.kind === 'ResourceQuota');
  return quotas.length === 1
    ? (quotas[0].spec?.hard as Record<string, unknown> | undefined)
    : undefined;
}

/** The new environment asks for no more than its tier's own environment has. */
export function checkQuotaWithinTier(
  objects: readonly KubeObject[],
  model: readonly KubeObject[] | undefined,
): Check {
  const base = {
    id: 'quota-tier',
    title: 'The quota stays within the tier',
    blocking: true,
  };
  const hard = hardOf(objects);
  const allowed = model && hardOf(model);
  if (!hard) {
    return {
      ...base,
      status: 'fail',
      message: 'The environment needs exactly one ResourceQuota.',
      findings: [],
    };
  }
  if (!allowed) {
    return {
      ...base,
      status: 'not-verified',
      message: "The tier's own quota cannot be read.",
      findings: [],
    };
  }
  const findings: CheckFinding[] = [];
  for (const resource of QUOTA_RESOURCES) {
    const wanted = parseQuantity(hard[resource]);
    const limit = parseQuantity(allowed[resource]);
    if (limit === undefined) continue;
    if (wanted === undefined) {
      findings.push({
        object: 'ResourceQuota',
        path: `spec.hard["${resource}"]`,
        message: `${resource} has no limit; the tier allows ${show(
          resource,
          limit,
        )}`,
      });
    } else if (wanted > limit) {
      findings.push({
        object: 'ResourceQuota',
        path: `spec.hard["${resource}"]`,
        message: `${resource} ${show(
          resource,
          wanted,
        )} is more than the tier allows, ${show(resource, limit)}`,
      });
    }
  }
  const cpu = parseQuantity(hard['requests.cpu']);
  const memory = parseQuantity(hard['requests.memory']);
  const asked = [
    cpu === undefined ? undefined : `${formatQuantity(cpu, 'cpu')} CPU`,
    memory === undefined ? undefined : formatQuantity(memory, 'memory'),
  ].filter(Boolean);
  return {
    ...base,
    status: findings.length > 0 ? 'fail' : 'pass',
    message:
      findings.length > 0
        ? `${findings.length} of the limits are larger than the tier's.`
        : `${asked.join(' and ')}, within the tier's own limits.`,
    findings,
  };
}

/** The declared workloads fit the quota, at their first size and fully scaled. */
export function checkQuotaFits(objects: readonly KubeObject[]): Check {
  const base = {
    id: 'quota-fit',
    title: 'The workloads fit the quota',
    blocking: true,
  };
  const hard = hardOf(objects);
  if (!hard) {
    return {
      ...base,
      status: 'not-verified',
      message: 'There is no single ResourceQuota to compare with.',
      findings: [],
    };
  }
  const excess = (peak: boolean): CheckFinding[] => {
    const use = quotaUse(objects, { peak });
    return QUOTA_RESOURCES.flatMap(resource => {
      const limit = parseQuantity(hard[resource]);
      if (limit === undefined || use[resource] <= limit + 1e-9) return [];
      return [
        {
          object: 'ResourceQuota',
          path: `spec.hard["${resource}"]`,
          message: `${resource}: ${show(
            resource,
            use[resource],
          )} needed, ${show(resource, limit)} allowed`,
        },
      ];
    });
  };
  const atFirst = excess(false);
  const atPeak = excess(true);
  const use = quotaUse(objects, { peak: false });
  const needed = `${formatQuantity(
    use['requests.cpu'],
    'cpu',
  )} CPU and ${formatQuantity(use['requests.memory'], 'memory')} requested by ${
    use.pods
  } pods`;
  if (atFirst.length > 0) {
    return {
      ...base,
      status: 'fail',
      message: `The workloads need more than the quota allows: ${needed}.`,
      findings: atFirst,
    };
  }
  if (atPeak.length > 0) {
    return {
      ...base,
      status: 'warn',
      message: `${needed}; fully scaled they need more than the quota allows.`,
      findings: atPeak,
    };
  }
  return {
    ...base,
    status: 'pass',
    message: `${needed}; sidecars that the cluster injects are not counted.`,
    findings: [],
  };
}
